"""The page's own style rules that can hide something, and whether they hide an element.

What is not certain to apply (a media query, a pseudo-class) counts where it hides and never where
it shows. Style sheets that lie elsewhere are not fetched.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from wireroom.stages.extract.mirrors.hiding import HIDING_PROPERTIES, hides, is_value
from wireroom.stages.extract.mirrors.selector import Selector, read_selectors, unescaped

_GROUPS = ("@media", "@supports", "@layer", "@container", "@scope", "@starting-style")
_PRINTED = re.compile(r"\s*(?:(?:print|speech)\s*(?:,\s*|$))+")  # nobody follows a link on paper
_INERT = frozenset({"noscript", "template"})
_MOST_RULES, _LONGEST = 20_000, 20_000  # of one page, and letters of a list of selectors
_DEEPEST, _MOST_NESTED = 4, 200  # rules within rules, and their selectors
_STRING = r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
_STRINGS = re.compile(_STRING, re.DOTALL)
_BRACES = re.compile(rf"{_STRING}|[{{}}]", re.DOTALL)
_COMMENTS = re.compile(rf"({_STRING})|/\*.*?(?:\*/|$)|<!--|-->", re.DOTALL)
_IMPORTANT = re.compile(r"\s*!\s*important$")
_INLINE = (1_000, 0, 0)  # specificity of a style attribute
Declarations = dict[str, tuple[str, bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a selector declares; `is_certain` where nothing but the selector decides."""

    number: int
    selector: Selector
    declared: Declarations
    is_certain: bool


@dataclass(slots=True)
class StyleSheet:
    """The rules, by what their selectors' last parts ask for.

    `is_overfull` where there are more than anybody writes: then everything may be hidden.
    """

    by_key: dict[str, list[Rule]] = field(default_factory=lambda: defaultdict(list))
    is_overfull: bool = False

    def is_hiding(self, element: HtmlElement) -> bool:
        """Whether the page's rules or the element's own style hide it."""
        if self.is_overfull:
            return True
        possible = sorted(self._possible(element), key=lambda rule: rule.number)
        met = [rule for rule in possible if rule.selector.matches(element)]
        certain = [(rule.selector.specificity, rule.declared) for rule in met if rule.is_certain]
        shown = _cascade([*certain, (_INLINE, declarations(element.get("style") or ""))])
        doubtful = (_values(rule.declared) for rule in met if not rule.is_certain)
        return hides(shown) or any(hides({**shown, **values}) for values in doubtful)

    def _possible(self, element: HtmlElement) -> Iterator[Rule]:
        keys = [f".{name}" for name in (element.get("class") or "").split()]
        for key in dict.fromkeys([*keys, f"#{element.get('id')}", str(element.tag), "*"]):
            yield from self.by_key.get(key, ())


def style_sheet(tree: HtmlElement) -> StyleSheet:
    """The page's own rules that can hide something."""
    sheet, number = StyleSheet(), 0
    for element in tree.iter("style"):
        media = (element.get("media") or "").lower()
        if _is_inert(element) or (media and _PRINTED.fullmatch(media)):
            continue
        css = _COMMENTS.sub(lambda found: found[1] or " ", element.text or "")
        for text, declared, is_certain in _rules(css, "", is_certain=not media):
            if number > _MOST_RULES or len(text) > _LONGEST:
                sheet.is_overfull = True
                return sheet
            for selector in read_selectors(text):
                number += 1
                rule = Rule(
                    number=number,
                    selector=selector,
                    declared=declared,
                    is_certain=is_certain and selector.is_certain,
                )
                sheet.by_key[selector.key].append(rule)
    return sheet


def declarations(text: str) -> Declarations:
    """What a style declares that can hide something: value and importance by name.

    Of two values for one name the later one counts, unless only the earlier one hides: nobody
    writes that to be read.
    """
    found: Declarations = {}
    for part in _STRINGS.sub("''", text).split(";"):
        left, _, right = unescaped(part).lower().partition(":")
        name, told = left.strip(), " ".join(right.split())
        value = _IMPORTANT.sub("", told)
        is_hidden = name in found and hides({name: found[name][0]})
        if name in HIDING_PROPERTIES and is_value(name, value) and not is_hidden:
            found[name] = (value, value != told)
    return found


def _is_inert(element: HtmlElement) -> bool:
    is_other = (element.get("type") or "text/css").lower() != "text/css"
    return is_other or any(parent.tag in _INERT for parent in element.iterancestors())


def _cascade(told: Sequence[tuple[tuple[int, int, int], Declarations]]) -> dict[str, str]:
    """The value of each property that wins (CSS Cascading 4, section 6)."""
    ranked = [
        (is_important, specificity, number, name, value)
        for number, (specificity, declared) in enumerate(told)
        for name, (value, is_important) in declared.items()
    ]
    return {name: value for *_, name, value in sorted(ranked)}


def _values(declared: Declarations) -> Mapping[str, str]:
    return {name: value for name, (value, _) in declared.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """What stands before a pair of braces and within it, and where all of it stands."""

    prelude: str
    body: str
    start: int
    end: int


def _rules(
    css: str, parent: str, *, is_certain: bool, depth: int = 0
) -> Iterator[tuple[str, Declarations, bool]]:
    """Selector, declarations and certainty of every rule that can hide something."""
    for block in _blocks(css):
        is_group = block.prelude.lower().startswith(_GROUPS)
        if block.prelude.startswith("@") and (not is_group or _is_printed(block.prelude)):
            continue
        selector = parent if is_group else _within(parent, block.prelude)
        is_sure = is_certain and not is_group
        declared = declarations(_own(block.body)) if selector else {}
        if declared:
            yield selector, declared, is_sure
        if "{" in block.body and depth < _DEEPEST:
            yield from _rules(block.body, selector, is_certain=is_sure, depth=depth + 1)


def _is_printed(prelude: str) -> bool:
    name, _, media = prelude.lower().partition(" ")
    return name == "@media" and bool(_PRINTED.fullmatch(media))


def _within(parent: str, prelude: str) -> str:
    """A rule within another's (CSS Nesting 1): beneath what that selects, or where `&` stands."""
    if not parent:
        return prelude
    inner = [one.strip() if "&" in one else f"& {one.strip()}" for one in prelude.split(",")]
    outer = parent.split(",")
    return ",".join([one.replace("&", out) for one in inner for out in outer][:_MOST_NESTED])


def _blocks(css: str) -> Iterator[_Block]:
    """The outermost pairs of braces; the end closes what is open (CSS Syntax 3, section 5)."""
    depth, start, opened = 0, 0, 0
    for brace in _BRACES.finditer(css):
        if brace[0] == "{":
            depth += 1
            opened = brace.end() if depth == 1 else opened
        elif brace[0] == "}" and depth:
            depth -= 1
            if depth == 0:
                yield _block(css, start, opened, brace.start())
                start = brace.end()
    if depth:
        yield _block(css, start, opened, len(css))


def _block(css: str, start: int, opened: int, end: int) -> _Block:
    before, _, prelude = css[start : opened - 1].rpartition(";")
    return _Block(
        prelude=prelude.strip(), body=css[opened:end], start=start + len(before), end=end + 1
    )


def _own(body: str) -> str:
    """A rule's own declarations, without the rules within it."""
    kept, start = [], 0
    for block in _blocks(body):
        kept.append(body[start : block.start])
        start = block.end
    return ";".join([*kept, body[start:]])
