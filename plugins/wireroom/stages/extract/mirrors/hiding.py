"""What keeps an element from being seen: properties by value, attributes, tags.

A closed <details> is none of it: a person who clicks sees it.
"""

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

_ZERO = r"[-+]?(?:0+(?:\.0*)?|\.0+)(?:[a-z]+|%)?"
_FAR = r"-(?:\d{3,}|\d{2,}(?:\.\d+)?(?:em|rem|vw|vh|ch|cm|in)\b)"
_VERY_FAR = r"-(?:\d{4,}|\d{3,}(?:\.\d+)?(?:em|rem|vw|vh|ch|cm|in)\b)"  # -480px centres a box
_CLEAR = r"#[0-9a-f]{6}00|#[0-9a-f]{3}0|rgba?\((?:[^,)]*,){3}\s*0(?:\.0+)?%?\s*\)"
# Property, values that hide, and by what: CSS Display 3, CSS 2.2 (11.2, 11.1.2, 9.3), Color 4,
# Masking 1, Transforms 1, Containment 2.
HIDING: tuple[tuple[str, str, str], ...] = (
    ("display", r"none\b|.*\bvar\(.*", "not laid out"),
    ("visibility", r"hidden|collapse|.*\bvar\(.*", "laid out and not painted"),
    ("content-visibility", "hidden", "contents are skipped"),
    ("opacity", r"0+(?:\.0\d*)?|\.0\d*|\d(?:\.\d+)?%|.*\bvar\(.*", "see-through"),
    ("color", rf"transparent|{_CLEAR}|.*/\s*0(?:\.0+)?%?\s*\)", "see-through letters"),
    ("font-size", rf"{_ZERO}|[01](?:\.\d+)?(?:px|pt)|\.\d+(?:px|pt)", "letters of no size"),
    ("font", r".*(?:^|\s)[01]p[xt]?(?:/|\s).*|.*(?:^|\s)0(?:/|\s).*", "letters of no size"),
    ("left", rf".*{_FAR}.*", "off the screen"),
    ("right", rf".*{_FAR}.*", "off the screen"),
    ("top", rf".*{_FAR}.*", "off the screen"),
    ("bottom", rf".*{_FAR}.*", "off the screen"),
    ("inset", rf".*{_FAR}.*", "off the screen"),
    ("text-indent", rf".*{_FAR}.*", "off the screen"),
    ("margin", rf".*{_VERY_FAR}.*", "off the screen"),
    ("margin-left", rf".*{_VERY_FAR}.*", "off the screen"),
    ("margin-top", rf".*{_VERY_FAR}.*", "off the screen"),
    ("transform", rf".*(?:scale[xyz3d]*\({_ZERO}[,)]|translate[xyz3d]*\([^)]*-\d{{3,}}).*",
     "moved off the screen or to nothing"),
    ("clip", r"rect\((?:\s*[01](?:px)?\s*,?){4}\)", "cut to nothing"),
    ("clip-path", rf"inset\((?:[5-9]\d|100)(?:\.\d+)?%.*|circle\({_ZERO}.*|polygon\(0 0,\s*0 0.*",
     "cut to nothing"),
)  # fmt: skip
# Of no size and cut there; without the cut it overflows and is seen.
_SIZES = ("width", "height", "max-width", "max-height")
_CUTS = ("overflow", "overflow-x", "overflow-y")
HIDING_PROPERTIES = frozenset({*(name for name, _, _ in HIDING), *_SIZES, *_CUTS})
_HIDING = {name: re.compile(pattern) for name, pattern, _ in HIDING}
# The values of the two properties that decide by a word (CSS Display 3, Cascading 5).
_WIDE = r"inherit|initial|unset|revert|revert-layer|.*\bvar\(.*"
_VALUES = {
    "display": re.compile(
        r"(?:none|block|inline|flow|flex|grid|table|list-item|contents|ruby|run-in|math|-[a-z]+-)"
        rf"[a-z -]*|{_WIDE}"
    ),
    "visibility": re.compile(rf"visible|hidden|collapse|{_WIDE}"),
}
_LONGEST = 300  # characters of a value
_NOTHING = re.compile(rf"{_ZERO}|1px")
# HTML Standard: elements that are not rendered (15.3.1), or only where scripts or media are not.
UNSEEN_TAGS = frozenset(
    {
        "audio", "canvas", "datalist", "head", "iframe", "math", "noembed", "noframes", "noscript",
        "object", "script", "select", "style", "svg", "template", "textarea", "title", "video",
    }
)  # fmt: skip


def hides(values: Mapping[str, str]) -> bool:
    """Whether these values of an element's properties keep it from being seen.

    A value that is longer than any honest one is taken to.
    """
    for name, value in values.items():
        if len(value) > _LONGEST or (name in _HIDING and _HIDING[name].fullmatch(value)):
            return True
    is_cut = any(values.get(name, "visible") != "visible" for name in _CUTS)
    return is_cut and any(_NOTHING.fullmatch(values.get(name, "auto")) for name in _SIZES)


def is_value(name: str, value: str) -> bool:
    """Whether the property can have that value; what it cannot have declares nothing."""
    return name not in _VALUES or bool(_VALUES[name].fullmatch(value))


def is_marked_hidden(element: HtmlElement) -> bool:
    """Whether its tag or its attributes say that nobody sees it."""
    if element.tag in UNSEEN_TAGS:
        return True
    is_closed = element.tag == "dialog" and element.get("open") is None
    is_hidden = element.get("hidden") is not None or element.get("popover") is not None
    return is_closed or is_hidden or (element.get("aria-hidden") or "").strip().lower() == "true"
