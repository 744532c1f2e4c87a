"""Finds names that no markup calls a byline: below an article, and before its date."""

import re

from lxml import etree
from lxml.html import HtmlElement

from wireroom.stages.extract.names import is_like, people

# Where a signature stands: at the right, as letters are signed.
_AT_THE_RIGHT = etree.XPath("//p[contains(@style, 'right') or @align = 'right']")
_IS_AT_THE_RIGHT = re.compile(r"text-align:\s*right", re.IGNORECASE)
_EMPHASES = frozenset(("b", "em", "i", "strong"))
_INLINE = _EMPHASES | {"a", "span"}
# What holds a date: by its class, in the languages seen, and by a year or a time in its text.
_DATES = etree.XPath(
    "(//h1)[1]/following::*[self::time or @class[contains(., 'ate') or contains(., 'ime') or"
    " contains(., 'atum') or contains(., 'echa') or contains(., 'arih') or contains(., 'anggal')]]"
)
_DATED = re.compile(r"date|time|datum|fecha|tarih|tanggal", re.IGNORECASE)
_DAY = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b")
_LONG = 120  # characters; a longer text is more than a date


def signature(tree: HtmlElement) -> list[str]:
    """The name below an article, at the right and set off: so newspapers sign in many countries."""
    return next((people((_text(line),)) for line in _AT_THE_RIGHT(tree) if _is_signed(line)), [])


def _is_signed(line: HtmlElement) -> bool:
    """Whether a line is one name in italics or bold letters."""
    is_right = line.get("align") == "right" or _IS_AT_THE_RIGHT.search(line.get("style") or "")
    return bool(is_right) and len(line) == 1 and line[0].tag in _EMPHASES and is_like(_text(line))


def dated_names(tree: HtmlElement) -> list[str]:
    """The name right before the first date below the headline, in a line of these two."""
    date = next(filter(_is_date, _DATES(tree)), None)
    before = None if date is None else date.getprevious()
    if before is None or before.tag not in _INLINE or len(_text(before.getparent())) > _LONG:
        return []
    names = [] if len(before) else people((_text(before),))
    return names if all(map(is_like, names)) else []


def _is_date(element: HtmlElement) -> bool:
    is_called_so = element.tag == "time" or bool(_DATED.search(element.get("class") or ""))
    return is_called_so and len(text := _text(element)) <= _LONG and bool(_DAY.search(text))


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
