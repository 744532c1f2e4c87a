"""Finds who wrote an article: structured data, meta elements, then the visible byline.

Names are told apart from trades, places and the site; whom a name belongs to is not asked.
"""

from collections.abc import Iterable, Iterator

from wireroom.stages.extract import jsonld
from wireroom.stages.extract.bylines import visible_names
from wireroom.stages.extract.names import is_like, people
from wireroom.stages.extract.sheet import Sheet
from wireroom.stages.extract.signatures import dated_names, signature
from wireroom.stages.extract.sites import key, site_keys, without_site

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


def authors(sheet: Sheet) -> tuple[str, ...]:
    """The names, each once, in the page's order.

    Where it marks none, the feed's, then the site's, then a name that stands before a date.
    """
    sites = site_keys(sheet)
    said = jsonld.persons(sheet.article.get("author") or sheet.article.get("creator"), sheet.nodes)
    stated = people(name for name, _ in said)
    weak = stated if all(is_group for _, is_group in said) else []
    for found in _sources(sheet, sites, [] if weak else stated):
        names = list(dict.fromkeys(found))
        own = [name for name in names if key(name) not in sites]
        if own and (not weak or is_like(own[0])):
            return tuple(own)
        weak = weak or names
    return tuple(dict.fromkeys(weak or dated_names(sheet.tree)))


def _sources(sheet: Sheet, sites: frozenset[str], stated: Iterable[str]) -> Iterator[Iterable[str]]:
    yield stated
    for name, _ in _META:
        said = (text for text in sheet.meta.get(name, ()) if "://" not in text)
        yield people(without_site(text, sites) if " " in text else text for text in said)
    yield people(_labelled(sheet))
    yield visible_names(sheet.tree)
    yield signature(sheet.tree)
    yield sheet.page.entry_authors


def _labelled(sheet: Sheet) -> tuple[str, ...]:
    label = sheet.named("twitter:label1").casefold()
    return sheet.meta.get("twitter:data1", ()) if label in _WRITTEN_BY else ()
