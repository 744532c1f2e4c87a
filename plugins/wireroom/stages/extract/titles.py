"""Finds the headline: JSON-LD's, else the heading that another statement of the page confirms.

Names of the site, kickers and markup are taken off; it does not shorten or rewrite a headline.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from wireroom.stages.extract import jsonld
from wireroom.stages.extract.sheet import Sheet

# Meta elements that give the headline, best first, and who reads them.
_META = (
    ("og:title", "Open Graph"),
    ("twitter:title", "X cards"),
    ("parsely-title", "Parse.ly"),
    ("sailthru.title", "Sailthru"),
    ("dc.title", "Dublin Core"),
    ("title", "older search engines"),
)
# Meta elements that name the site, and who reads them.
_SITES = (("og:site_name", "Open Graph"), ("application-name", "HTML"), ("publisher", "Facebook"))
# What stands between a headline and the site's name; a bare hyphen or colon is part of a word.
_BETWEEN = re.compile(r"\s+[-–—|·•»«:/]+\s+|\s*[|｜ㅣ│»•：]\s*|\s*(?::|-)\s*(?=\S+$)|:\s+")
# Classes of what stands in a heading beside the headline, and where they were seen.
_BESIDE = (
    (r"kicker|eyebrow", "American and design systems' themes"),
    (r"(over|top|roof|dach|spitz)-?(line|zeile|marke)", "German newspapers and ministries"),
    (r"(super|sub|pre|section|topic)-?_?(title|label|headline)", "content management systems"),
    (r"(^|[-_ ])label([-_ ]|$)", "forums"),
)
_IS_BESIDE = re.compile("|".join(rule for rule, _ in _BESIDE), re.IGNORECASE)
_CUT = re.compile(r"\s*(?:…|\.\.\.)\s*$")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
QUOTES = "\"'«»„“”‘’"
_SHORT = 3  # letters; a shorter name of a site may be any word
_HALF = 0.5  # share of a statement; a heading that is less of it may be the site's name


def title(sheet: Sheet) -> str:
    """The JSON-LD headline, else a confirmed heading, else a statement's or the feed's."""
    sites = _sites(sheet)
    said = [_bare(text, sites) for text in _statements(sheet)]
    stated = _bare(_plain(sheet.stated("headline")), sites)
    headings = [text for text in map(_text, sheet.found["h1"]) if _fold(text)]
    if stated:
        return _without_kicker(_whole(stated, headings), said)
    smaller = map(_text, sheet.found["h2"])
    found = _confirmed(headings, said, smaller, sites)
    rest = (*said, *headings, sheet.page.entry_title.strip())
    return _without_kicker(found or next((text for text in rest if text), ""), said)


def _without_kicker(text: str, said: list[str]) -> str:
    """What a statement repeats of the end or beginning of a longer headline."""
    folded = _fold(text)
    for statement in said:
        part = _fold(statement)
        if (
            len(part) > _HALF / 2 * len(folded)
            and part != folded
            and folded.endswith(" " + part)
            and text[0] not in QUOTES
        ):
            return statement
    return text


def _statements(sheet: Sheet) -> Iterator[str]:
    for name, _ in _META:
        yield _plain(sheet.named(name))
    yield from (_plain(title.text or "") for title in sheet.found["title"][:1])
    yield sheet.page.entry_title


def _whole(stated: str, headings: list[str]) -> str:
    """A statement that breaks off is continued by the heading that begins like it."""
    if _CUT.search(stated) or len(stated) >= 100:
        begun = _fold(stated)
        return next((text for text in headings if _fold(text).startswith(begun)), stated)
    return stated


def _confirmed(
    headings: list[str], said: list[str], smaller: Iterable[str], sites: set[str]
) -> str:
    """The longest h1 in a statement; h2 count where it is less than half of that statement."""
    own = [text for text in headings if _key(text) not in sites]
    smaller = list(smaller)
    for statement in filter(None, said):
        enough = _HALF * max(len(_fold(part)) for part in _BETWEEN.split(statement))
        found = _longest(own, statement)
        if len(_fold(found)) < enough:
            found = _longest((*own, *smaller), statement)
        if found and len(_fold(found)) >= enough:
            return found
    words = {word for statement in said for word in _fold(statement).split() if len(word) > 3}
    return next((text for text in own if words & set(_fold(text).split())), "")


def _longest(headings: Iterable[str], statement: str) -> str:
    whole = f" {_fold(statement)} "
    return max((text for text in headings if f" {_fold(text)} " in whole), key=len, default="")


def _sites(sheet: Sheet) -> set[str]:
    """Keys of the names by which the site goes: its own, its publisher's, its host's."""
    names = [sheet.named(*(name for name, _ in _SITES)), sheet.page.outlet_name]
    names += jsonld.strings(sheet.article.get("publisher"))
    host = re.search(r"//(?:www\.)?([^/:]+)", sheet.page.url)
    if host:
        names += [host[1], max(host[1].split("."), key=len)]
    return {_key(name) for name in names if name}


def _bare(text: str, sites: set[str]) -> str:
    """A statement without the site's names at its ends."""
    cuts = list(_BETWEEN.finditer(text))
    for cut in reversed(cuts):
        if not _is_site(text[cut.end() :], sites):
            break
        text = text[: cut.start()]
    for cut in cuts:
        if (
            cut.end() < len(text)
            and ":" not in cut.group()
            and _is_site(text[: cut.start()], sites)
        ):
            return text[cut.end() :]
    return text


def _is_site(part: str, sites: set[str]) -> bool:
    """Whether a part is a name of the site, or its short or long form."""
    key = _key(part)
    pairs = (sorted((key, site), key=len) for site in sites)
    return any(
        short == long or (len(short) >= _SHORT and short in long and len(short) > _HALF * len(long))
        for short, long in pairs
    )


def _text(heading: HtmlElement) -> str:
    if not len(heading):
        return " ".join((heading.text or "").split())
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
    return " ".join(_TAG.sub("", html.unescape(text)).split())


def _key(text: str) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text).casefold())


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()
