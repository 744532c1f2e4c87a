"""Finds the headline: JSON-LD's, else the heading that another statement of the page confirms.

Where a page has one headline for readers and another for search engines, it is the readers'.

Names of the site, kickers and markup are taken off; nothing is shortened or put in other words.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lxml.html import HtmlElement

from wireroom.stages.extract.sheet import Sheet
from wireroom.stages.extract.sites import key, site_keys, title_parts, without_site
from wireroom.stages.extract.slugs import spells

# Meta elements that give the headline, best first, and who reads them.
_META = (
    ("og:title", "Open Graph"),
    ("twitter:title", "X"),
    ("parsely-title", "Parse.ly"),
    ("sailthru.title", "Sailthru"),
    ("dc.title", "Dublin Core"),
    ("title", "older search engines"),
)
# Classes of what stands in a heading beside the headline, and where they were seen.
_BESIDE = (
    (r"kicker|eyebrow", "American and design systems' themes"),
    (r"(over|top|roof|dach|spitz)-?(line|zeile|marke)", "German newspapers and ministries"),
    (r"(super|sub|pre|section|topic)[-_]?(title|label|headline)", "content management systems"),
    (r"(^|[-_ ])label([-_ ]|$)", "forums"),
)
_IS_BESIDE = re.compile("|".join(rule for rule, _ in _BESIDE), re.IGNORECASE)
_CUT = re.compile(r"(?:…|\.\.\.)\s*$")
_FULL = 100  # characters; Google asks for 110 at most, and publishers cut there without a mark
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_QUOTES = tuple("\"'«»„“”‘’")
_LONG = 1000  # characters; a longer text is no title, and may be made to keep a pattern busy
_HEADINGS = 50  # of each kind; what comes later is no headline
_WORD = 4  # letters; shorter words stand in any two titles
_HALF = 0.5  # share of a title's longest part; a heading that is less of it may be the site's name
_KICKED = 0.4  # share of a headline; a statement that is less of it may be a part of a sentence


def title(sheet: Sheet) -> str:
    """The JSON-LD headline, else a confirmed heading, else a statement's or the feed's."""
    sites = site_keys(sheet)
    said = [text for one in _statements(sheet) if (text := without_site(one, sites))]
    headings = [text for text in _headings(sheet, "h1") if _fold(text)]
    stated = without_site(_plain(sheet.stated("headline")), sites)
    if stated:
        shown = _shown(sheet, stated, headings)
        return _without_kicker(shown or _whole(stated, headings), said)
    own = [text for text in headings if key(text) not in sites]
    own += _named_headline(sheet, said)
    found = _confirmed(own, sheet, said) or _related(own, said)
    return _without_kicker(found or next(iter((*said, *headings)), ""), said)


def _headings(sheet: Sheet, tag: str) -> Iterator[str]:
    return map(_text, sheet.found[tag][:_HEADINGS])


def _statements(sheet: Sheet) -> Iterator[str]:
    yield from (_plain(sheet.named(name)) for name, _ in _META)
    yield from (_plain(tag.text or "") for tag in sheet.found["title"][:1])
    yield _plain(sheet.page.entry_title)


def _named_headline(sheet: Sheet, said: list[str]) -> list[str]:
    """A meta element `headline` that begins another statement; some outlets keep a kicker there."""
    text = _plain(sheet.named("headline"))
    return [text] if any(text and one.startswith(text) for one in said) else []


def _shown(sheet: Sheet, stated: str, headings: list[str]) -> str:
    """The heading that Open Graph repeats, where JSON-LD's headline is the search engines' alone.

    That it is theirs shows in a <title> that is the same to the letter: a system that makes it of
    the headline adds the site's name, an own field for search engines stands as it was filled in.
    Or the address spells the heading, and not the headline.
    """
    folded = _fold(stated)
    if len(folded) >= _FULL or folded in map(_fold, headings):
        return ""
    shared = _fold(_plain(sheet.named("og:title")))
    shown = next((text for text in headings if _fold(text) == shared), "")
    written = next((_fold(_plain(tag.text or "")) for tag in sheet.found["title"]), "")
    is_theirs = written == folded or spells(sheet.page.url, shown)
    return shown if is_theirs and not spells(sheet.page.url, stated) else ""


def _whole(stated: str, headings: list[str]) -> str:
    """A statement that breaks off is continued by the heading that begins like it."""
    if not _CUT.search(stated) and len(stated) < _FULL:
        return stated
    begun = _fold(stated)
    return next((text for text in headings if _fold(text).startswith(begun)), stated)


def _without_kicker(text: str, said: list[str]) -> str:
    """A headline without the words before it, where a statement has it without them too.

    What is quoted there is the headline's own ('"Never again": Minister resigns').
    """
    folded = _fold(text)
    if text.startswith(_QUOTES):
        return text
    shorter = (
        one
        for one in said
        if folded.endswith(f" {_fold(one)}") and len(_fold(one)) > _KICKED * len(folded)
    )
    return next(shorter, text)


def _confirmed(headings: list[str], sheet: Sheet, said: list[str]) -> str:
    """The longest h1 in the first statement that has one.

    Where that is too little of the statement, as the site's name is, h2 count too.
    """
    for statement in said:
        enough = _HALF * max(len(_fold(part)) for part in title_parts(statement))
        found = _longest(headings, statement)
        if len(_fold(found)) < enough:
            found = _longest((*headings, *_headings(sheet, "h2")), statement)
        if found and len(_fold(found)) >= enough:
            return found
    return ""


def _longest(headings: Iterable[str], statement: str) -> str:
    whole = f" {_fold(statement)} "
    within = (text for text in headings if _fold(text) and f" {_fold(text)} " in whole)
    return max(within, key=len, default="")


def _related(headings: list[str], said: list[str]) -> str:
    """The first heading that has a longer word in common with a statement.

    Some pages have one headline for readers and another for search engines. A heading at the end
    of a statement is none: sites' names stand there.
    """
    folded = [_fold(one) for one in said]
    words = {word for one in folded for word in one.split() if len(word) >= _WORD}
    related = (text for text in headings if words & set(_fold(text).split()))
    return next((t for t in related if not any(one.endswith(f" {_fold(t)}") for one in folded)), "")


def _text(heading: HtmlElement) -> str:
    """A heading's text without what stands beside the headline, but before a colon it is its own.

    ("<span class=kicker>Harbour</span>: Ferry crews end walkout")
    """
    text = " ".join(" ".join(_parts(heading)).split())
    return " ".join(heading.text_content().split()) if text.startswith(":") else text


def _parts(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        if isinstance(part.tag, str) and not _IS_BESIDE.search(part.get("class") or ""):
            yield from _parts(part)
        yield part.tail or ""


def _plain(text: str) -> str:
    """A text that was escaped or marked up once too often, as it is read."""
    if len(text) > _LONG:
        return ""
    return " ".join(_TAG.sub("", html.unescape(text)).split())


@lru_cache(maxsize=256)  # each is held to all others
def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()
