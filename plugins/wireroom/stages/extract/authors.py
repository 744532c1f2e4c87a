"""Finds who wrote an article: structured data, then trafilatura, then the visible byline."""

import re

from lxml.html import HtmlElement

from wireroom.stages.extract import jsonld
from wireroom.stages.extract.sheet import Sheet

_LONG = 120  # characters; a longer "byline" is a text about the author
_MARK = re.compile(r"byline|(^|[-_ ])(author|by)([-_ ]|$)|authors?-?names?", re.IGNORECASE)
# The word before a name, by language (the scorer of the shared pages drops the same ones).
_BY = re.compile(r"^\W*(?:written\s+)?(?:by|von|por|par|di|af|av|door)[:\s]\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b)\s*")
_NAME = re.compile(r"[^\W\d_][^\d@|:]{1,58}")


def authors(sheet: Sheet, told: str) -> tuple[str, ...]:
    """The names, each once, in the page's order; the feed's where the page gives none."""
    named = jsonld.strings(sheet.article.get("author"))
    heard = tuple(part.strip() for part in told.split(";") if part.strip())
    return tuple(dict.fromkeys(named or heard or _visible(sheet) or sheet.page.entry_authors))


def _visible(sheet: Sheet) -> tuple[str, ...]:
    for element in sheet.tree.iter("a", "address", "div", "p", "span", "li"):
        if element.get("rel") == "author" or _MARK.search(element.get("class") or ""):
            names = _names(element)
            if names:
                return names
    return ()


def _names(element: HtmlElement) -> tuple[str, ...]:
    text = " ".join(element.text_content().split())
    is_sure = bool(_BY.match(text)) or element.get("rel") == "author"
    if not is_sure or len(text) > _LONG:
        return ()
    parts = _BETWEEN.split(_BY.sub("", text))
    return tuple(part for part in parts if _NAME.fullmatch(part))
