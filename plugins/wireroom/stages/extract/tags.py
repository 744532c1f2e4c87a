"""Finds an article's tags: JSON-LD's, Open Graph's and the visible ones, else listed keywords.

Sections, desks' codes and a site's own list of keywords are none.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from lxml import etree
from lxml.html import HtmlElement

from wireroom.stages.extract import jsonld
from wireroom.stages.extract.sheet import Sheet
from wireroom.stages.extract.sites import key, site_keys

# Meta elements that state tags, and who reads them.
_META = (
    ("article:tag", "Open Graph"),
    ("og:article:tag", "the same, ecologic.eu"),
    ("taz:tag", "taz.de"),
    ("parsely-tags", "Parse.ly: salon.com"),
    ("og:tags", "express.co.uk"),
)
# Lists of keywords, which count where nothing states tags; the last is the site's on many pages.
_NEWS, _KEYWORDS = "news_keywords", "keywords"
_TAGGED = etree.XPath("//@rel[contains(., 'tag')]/parent::a")
# What the boxes and the addresses of links name that WordPress marks like tags, and are sections.
_SECTION = re.compile(r"categor|kategori|cat-links|(^|[-_ ])cats?([-_ ]|$)|breadcrumb|byline")
_NEAR = 2  # ancestors whose classes are looked at
_COMMAS = re.compile(r"\s*[,;|،、，；]\s*")
# What stands among tags and is none, and where it was seen.
_OUT = (
    (r"(section|subject|topic|page-?type|author|template|source|medium)\s*:.*", "Mirror, Reach"),
    (r"(sections?|topics?|organi[sz]ations?|persons?|places?)/.*", "expressen.se"),
    (r"\w+:\S*", "keys of advertising: AdNode:culture/wide_angle"),
    (r"[@#]?_?[a-z0-9]+(_[a-z0-9]+)+", "flags of editing systems: ctp_video, autoplay_video"),
    (r"alle themen|all topics|more tags|alle schlagwörter|tags?", "labels: zeit.de"),
    (r"@.*", "rollingstone.com"),
    (r"un(categori[sz]ed|kategorisiert)|allgemein|sin categor[ií]a|non class[ée]", "WordPress"),
    (r"s(enza|em|in) categoria|без рубрики|geen categorie|diğer", "WordPress"),
    (r"none|null|undefined|n/?a|nan|true|false|\d+", "empty fields and numbers"),
)
_IS_OUT = re.compile("|".join(f"(?:{rule})" for rule, _ in _OUT), re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{2,8}\d{0,3}")
_MANY_CODES = 8  # from here on tags that are all codes are a desk's: Reuters'
_LONG = 60  # characters; a longer tag is a sentence
_MOST = 30  # tags of an article
_BORNE_OUT = 0.5  # share of keywords in the text; of a site's own list there are fewer


def tags(sheet: Sheet, title: str, lines: Sequence[str]) -> tuple[str, ...]:
    """Each tag once in its first spelling; the feed's where the page has none."""
    sites = site_keys(sheet)
    stated = [jsonld.strings(sheet.article.get("keywords"))]
    stated += [sheet.meta.get(name, ()) for name, _ in _META]
    found = chain(*map(_parted, stated), _visible(sheet.tree))
    if named := _kept(found, sites):
        return named
    news = _kept(_parted(sheet.meta.get(_NEWS, ())), sites)
    keywords = _kept(_parted(sheet.meta.get(_KEYWORDS, ())), sites)
    is_own = _are_borne_out(keywords, title, lines)
    return news or (keywords if is_own else ()) or _kept(sheet.page.entry_tags, sites)


def _parted(said: Sequence[str]) -> Iterator[str]:
    """Tags of a list; a text that stands alone is a list with commas, "Paris, Texas" in one not."""
    for text in said:
        plain = html.unescape(html.unescape(text))
        yield from _COMMAS.split(plain) if len(said) == 1 else (plain,)


def _visible(tree: HtmlElement) -> Iterator[str]:
    """The texts of links that say they lead to a tag."""
    for link in _TAGGED(tree):
        boxes = (box.get("class") or "" for box in (link, *_boxes(link)))
        named = (*boxes, link.get("href") or "")
        if not any(_SECTION.search(name.lower()) for name in named):
            yield link.text_content()


def _boxes(link: HtmlElement) -> Iterator[HtmlElement]:
    return (box for _, box in zip(range(_NEAR), link.iterancestors(), strict=False))


def _kept(found: Iterable[str], sites: frozenset[str]) -> tuple[str, ...]:
    """The first of each tag, in order, without the site's names and what is none."""
    told: dict[str, str] = {}
    for tag in found:
        name = " ".join(tag.split()).strip(" #")
        bare = key(name)
        if bare and bare not in sites and len(name) <= _LONG and not _IS_OUT.fullmatch(name):
            told.setdefault(bare, name)
    names = tuple(told.values())
    if len(names) >= _MANY_CODES and all(map(_CODE.fullmatch, names)):
        return ()
    return names[:_MOST]


def _are_borne_out(keywords: Sequence[str], title: str, lines: Sequence[str]) -> bool:
    """Whether a list is of the article: in its text, and more than its headline cut in words."""
    if not keywords:
        return False
    headline = set(re.findall(r"\w+", title.casefold()))
    if all(word.casefold() in headline for word in keywords):
        return False
    text = "\n".join((title, *lines)).casefold()
    n_found = sum(word.casefold() in text for word in keywords)
    return n_found >= _BORNE_OUT * len(keywords)
