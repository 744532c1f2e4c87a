"""Finds who wrote an article: structured data, meta elements, then the visible byline.

Names are told apart from trades, places and the site; whom a name belongs to is not asked.
"""

import re
from collections.abc import Iterable, Iterator

from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from wireroom.stages.extract import jsonld
from wireroom.stages.extract.names import has_by, is_like, key, people
from wireroom.stages.extract.sheet import Sheet

# Meta elements that name the author, best first, and who reads them.
_META = (
    ("author", "HTML"),
    ("parsely-author", "Parse.ly"),
    ("sailthru.author", "Sailthru"),
    ("article:author", "Open Graph, where it is no address"),
    ("byl", "New York Times"),
    ("dc.creator", "Dublin Core"),
    ("dcterms.creator", "Dublin Core"),
    ("cxenseparse:author", "Cxense"),
)
# What Yoast's WordPress plugin calls the author in twitter:label1, by language.
_WRITTEN_BY = frozenset(
    (
        "written by",
        "verfasst von",
        "geschrieben von",
        "écrit par",
        "rédigé par",
        "escrito por",
        "scritto da",
        "geschreven door",
        "автор",
        "написано автором",
        "كُتب بواسطة",
        "نوشته‌شده به‌دست",
        "作者",
    )
)
_ORGANISATION = "Organization"  # suffix of the schema.org types of what is no person
# Elements that may hold a byline: by microdata and microformats first, then by a class's name.
_SURE = etree.XPath("//*[@rel='author' or @itemprop='author']")
_MARKED = etree.XPath(
    "//*[contains(@class, 'uthor')"
    " or contains(@class, 'yline') or contains(@class, 'uteur') or contains(@class, 'utor')]"
)
# A name of its own within a byline, by microformats, microdata or its link.
_INNER = etree.XPath(
    ".//*[@rel='author' or @itemprop='name' or contains(concat(' ', @class, ' '), ' fn ')"
    " or contains(@href, '/author/')]"
)
# Classes of what holds the author's name and nothing else, by word (microformats, themes).
_IS_NAME = re.compile(
    r"(^|\s)(?:\S*[-_])?(?:byline|author|auteur|autor)s?(?:[-_]?names?)?(\s|$)", re.IGNORECASE
)
# What else such a class is used for: readers, pictures, other stories, words around the name.
_OTHERS = re.compile(
    r"comment|image|photo|img|avatar|caption|related|teaser|quote|widget|prep|desc", re.I
)
_READERS = re.compile(r"comment|related|teaser|widget|caption|sidebar|recommend", re.I)
_UNSEEN = frozenset(("img", "link", "meta", "time", "body", "html", "figcaption", "script"))
_SCOPES = frozenset(("figure", "nav"))
_NEAR = 3
_LONG = 120  # characters; a longer "byline" is a text about the author
_LOOKS = 8  # marked elements looked at; what comes later belongs to other stories


def authors(sheet: Sheet) -> tuple[str, ...]:
    """The names, each once, in the page's order; the feed's, then the site's, where none is."""
    sites = _sites(sheet)
    said = jsonld.persons(sheet.article.get("author") or sheet.article.get("creator"), sheet.nodes)
    stated = people(name for name, _ in said)
    weak = stated if all(is_group for _, is_group in said) else []
    for found in _sources(sheet, [] if weak else stated):
        names = list(dict.fromkeys(found))
        own = [name for name in names if key(name) not in sites]
        if own and (not weak or is_like(own[0])):
            return tuple(own)
        weak = weak or names
    return tuple(dict.fromkeys(weak))


def _sources(sheet: Sheet, stated: Iterable[str]) -> Iterator[Iterable[str]]:
    yield stated
    yield from (people(sheet.meta.get(name, ())) for name, _ in _META)
    yield people(_labelled(sheet))
    yield _visible(sheet)
    yield sheet.page.entry_authors


def _labelled(sheet: Sheet) -> tuple[str, ...]:
    label = sheet.named("twitter:label1").casefold()
    return sheet.meta.get("twitter:data1", ()) if label in _WRITTEN_BY else ()


def _sites(sheet: Sheet) -> set[str]:
    names = [sheet.named("og:site_name"), sheet.page.outlet_name]
    names += jsonld.strings(sheet.article.get("publisher"))
    names += re.findall(r"//(?:www\.)?([^/:]+)", sheet.page.url)[:1]
    return {key(name) for name in names if name}


def _visible(sheet: Sheet) -> list[str]:
    """The names of the first element that is marked as a byline and reads like one."""
    for marked in (_SURE, _MARKED):
        seen = islice((element for element in marked(sheet.tree) if _is_own(element)), _LOOKS)
        if names := next((names for element in seen if (names := _names(element))), []):
            return names
    return []


def _is_own(element: HtmlElement) -> bool:
    if element.tag in _UNSEEN or _OTHERS.search(element.get("class") or ""):
        return False
    return not any(
        scope.tag in _SCOPES or _READERS.search(f"{scope.get('class') or ''} {scope.get('id') or ''}")
        for scope in islice(element.iterancestors(), _NEAR)
        if scope.tag not in ("body", "html", "main")
    )


def _names(element: HtmlElement) -> list[str]:
    whole = " ".join(element.text_content().split())
    if not whole or len(whole) > _LONG:
        return []
    inner = [one for one in _INNER(element) if one.tag not in _UNSEEN and not len(one)]
    texts = [" ".join(one.text_content().split()) for one in inner]
    if texts:
        return people(texts)
    text = _byline([text for part in element.itertext() if (text := " ".join(part.split()))])
    is_sure = has_by(text) or "author" in (element.get("rel"), element.get("itemprop")) or (_IS_NAME.search(element.get("class") or ""))
    names = people((text,))
    return names if is_sure or all(map(is_like, names)) else []


def _byline(pieces: list[str]) -> str:
    """The first piece of text, and the next ones where it or they go on."""
    line = ""
    for piece in pieces:
        if line and people((line,)) and not (goes_on(line) or goes_on_from(piece)):
            break
        line = f"{line} {piece}"
    return line.strip()


def goes_on(line: str) -> bool:
    return bool(re.search(r"(,|;|&|\b(and|und|et|y|e|og|och|en|и|و))$", line))


def goes_on_from(piece: str) -> bool:
    return bool(re.match(r"(,|;|&|(and|und|et|y|e|og|och|en|и|و)\b)", piece))
