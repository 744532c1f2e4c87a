"""CSS selectors as far as they are needed to know what a page hides (Selectors 4, without states).

Tags, classes, ids, attributes, and what stands within, beneath or beside what, as XPath. A
pseudo-class of which nothing is known is taken to hold and makes the selector uncertain.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

_NAME = r"(?:\\[0-9a-fA-F]{1,6}\s?|\\.|[\w-]|[^\x00-\x7f])+"
_PART = re.compile(
    rf"(?P<tag>\*|{_NAME})|\.(?P<class>{_NAME})|#(?P<id>{_NAME})"
    rf"|\[\s*(?P<attribute>{_NAME})\s*(?:(?P<how>[~|^$*]?)=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\]\s]+)"
    r"\s*[isIS]?)?\s*\]"
    r"|::?(?P<pseudo>[\w-]+)(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?"
)
_BETWEEN = re.compile(r"\s*([>+~])\s*|\s+")
_AXES = {
    "": "ancestor",
    ">": "parent",
    "+": "preceding-sibling::*[1]/self",
    "~": "preceding-sibling",
}
# States and boxes that an element does not have while nobody touches it.
_PASSING = frozenset(
    {
        "hover", "focus", "focus-within", "focus-visible", "active", "visited", "checked", "target",
        "before", "after", "marker", "placeholder", "selection", "first-letter", "first-line",
        "disabled", "invalid", "fullscreen", "backdrop",
    }
)  # fmt: skip
_TESTS = {
    "tag": "name()={}",
    "class": "contains(concat(' ',normalize-space(@class),' '),concat(' ',{},' '))",
    "id": "@id={}",
    "": "@{name}={}",
    "~": "contains(concat(' ',normalize-space(@{name}),' '),concat(' ',{},' '))",
    "|": "@{name}={} or starts-with(@{name},concat({},'-'))",
    "^": "starts-with(@{name},{})",
    "$": "substring(@{name},string-length(@{name})-string-length({})+1)={}",
    "*": "contains(@{name},{})",
}
_WEIGHTS = {"id": (1, 0, 0), "tag": (0, 0, 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """One selector; `key` is what its last part asks for: ".class", "#id", a tag or "*".

    `is_certain` where all of it was understood; `specificity` counts ids, classes and tags.
    """

    key: str
    specificity: tuple[int, int, int]
    is_certain: bool
    path: str
    values: dict[str, str]

    def matches(self, element: HtmlElement) -> bool:
        """Whether the element is meant."""
        return bool(element.xpath(self.path, **self.values))


def read_selectors(text: str) -> Iterator[Selector]:
    """The selectors of a list that an element can match at rest; the others are left out."""
    for part in re.split(r",(?![^(\[]*[)\]])", text):
        draft = _Draft()
        if draft.read(part.strip()):
            yield draft.selector()


def unescaped(text: str) -> str:
    """CSS escapes as the characters they stand for (CSS Syntax 3, section 4.3.7)."""
    return re.sub(
        r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))",
        lambda found: chr(min(int(found[1], 16), 0x10FFFF)) if found[1] else found[2],
        text,
    )


@dataclass(slots=True)
class _Draft:
    """A selector that is being read from its first part to its last."""

    path: str = ""
    key: str = "*"
    weight: tuple[int, int, int] = (0, 0, 0)
    is_certain: bool = True
    n_tests: int = 0
    values: dict[str, str] = field(default_factory=dict)

    def read(self, text: str) -> bool:
        """Read all of it; whether it means something that can be there."""
        at, how = 0, ""
        while at < len(text):
            start, self.key, tests = at, "*", ""
            while part := _PART.match(text, at):
                if part["pseudo"] and part["pseudo"].lower() in _PASSING:
                    return False
                tests += self._test(part)
                at = part.end()
            if at == start:
                return False
            self.path = f"{tests}[{_AXES[how]}::*{self.path}]" if start else tests
            between = _BETWEEN.match(text, at)
            if between is None:
                break
            how, at = between[1] or "", between.end()
        return at == len(text) and self.n_tests > 0

    def selector(self) -> Selector:
        """What was read."""
        return Selector(
            key=self.key,
            specificity=self.weight,
            is_certain=self.is_certain,
            path=f"self::*{self.path}",
            values=self.values,
        )

    def _test(self, part: re.Match[str]) -> str:
        kind = str(part.lastgroup)
        if kind == "pseudo":
            self.is_certain = False
            return ""
        if part["tag"] == "*":
            return ""
        self.n_tests += 1
        weight = _WEIGHTS.get(kind, (0, 1, 0))
        self.weight = tuple(map(sum, zip(self.weight, weight, strict=True)))  # type: ignore[assignment]
        if part["attribute"]:
            return self._attribute(part)
        name = unescaped(part[kind])
        if kind == "tag":
            name = name.lower()
        self.key = {"tag": "", "class": ".", "id": "#"}[kind] + name
        return f"[{_TESTS[kind].format(self._variable(name))}]"

    def _attribute(self, part: re.Match[str]) -> str:
        name = f"*[name()={self._variable(unescaped(part['attribute']).lower())}]"
        if part["value"] is None:
            return f"[@{name}]"
        value = self._variable(unescaped(part["value"].strip("\"'")))
        return f"[{_TESTS[part['how'] or ''].replace('{}', value).replace('{name}', name)}]"

    def _variable(self, value: str) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"${name}"
