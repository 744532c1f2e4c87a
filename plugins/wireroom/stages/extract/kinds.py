"""Tells an article from a live blog, a video, a gallery or a recording with a few words beside it.

Statements count where the text is short: most articles of a newspaper embed a video.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from wireroom.model import Kind
from wireroom.stages.extract import jsonld
from wireroom.stages.extract.sheet import Sheet
from wireroom.stages.extract.sites import key

# Types of a page's main object, which bears its title, and whose they are.
_TYPES = (
    ("VideoObject", Kind.VIDEO, "schema.org"),
    ("Clip", Kind.VIDEO, "schema.org, broadcasters"),
    ("ImageGallery", Kind.GALLERY, "schema.org"),
    ("MediaGallery", Kind.GALLERY, "schema.org"),
    ("AudioObject", Kind.AUDIO, "schema.org"),
    ("PodcastEpisode", Kind.AUDIO, "schema.org"),
    ("RadioEpisode", Kind.AUDIO, "schema.org: franceculture.fr"),
)
# Beginnings of og:type.
_OPEN_GRAPH = (
    ("video", Kind.VIDEO, "ogp.me: video.other and its like"),
    ("music", Kind.AUDIO, "ogp.me"),
    ("audio", Kind.AUDIO, "older pages"),
)
# Words of the path and classes of the body that hint at a kind; a player has to bear them out.
_HINTS = (
    (
        r"/(videos?|watch|mediathek|mediatheque|clips?|tv-?video)/",
        Kind.VIDEO,
        "broadcasters' paths",
    ),
    (r" (single-)?format-video | single-videos? ", Kind.VIDEO, "WordPress body classes"),
    (
        r"/(galler(y|ies)|(photo-?|foto-?|bilder-?)?galer(ie|ia|i|ias|ien)s?)/",
        Kind.GALLERY,
        "paths",
    ),
    (r"/(bildstrecken?|fotostrecken?|diaporamas?|slideshows?|in-pictures)/", Kind.GALLERY, "paths"),
    (r" (single-)?format-gallery | single-gallery ", Kind.GALLERY, "WordPress body classes"),
    (r"/(podcasts?|audios?|listen)/|\bpodcasts?\.|-podcasts?\.", Kind.AUDIO, "paths and hosts"),
    (r" (single-)?format-audio | single-podcast ", Kind.AUDIO, "WordPress body classes"),
)
_HINTED = tuple((re.compile(rule, re.IGNORECASE), kind) for rule, kind, _ in _HINTS)
# Live blogs: a word of the path, which a class of the page has to bear out.
_LIVE_PATH = re.compile(
    r"/(live|live-?blogs?|live-?tickers?|en-direct|endirect|en-vivo|diretta|ao-vivo|canli)/",
    re.IGNORECASE,
)
_LIVE_CLASS = re.compile(r"live-?_?(blog|ticker|feed|post|update)", re.IGNORECASE)
# What plays or shows a kind, as an XPath whose answer is true or false.
_PLAYERS = {
    Kind.VIDEO: (
        "boolean(//video | //iframe[contains(@src, 'youtube') or contains(@src, 'vimeo')"
        " or contains(@src, 'player') or contains(@src, 'embed')]"
        " | //meta[@property='og:video' or @property='og:video:url' or @name='twitter:player'])"
    ),
    Kind.AUDIO: (
        "boolean(//audio | //iframe[contains(@src, 'spotify') or contains(@src, 'soundcloud')"
        " or contains(@src, 'podcast') or contains(@src, 'player')] | //meta[@property='og:audio'])"
    ),
    Kind.GALLERY: "count(//figure//img | //li//img) >= 5",
}
_SHORT = 1000  # characters; what stands beside a player, an article is longer


def kind(sheet: Sheet, title: str, lines: Iterable[str]) -> Kind:
    """The kind of a page with these lines of text; an article where nothing is sure."""
    if _is_live(sheet):
        return Kind.LIVE_BLOG
    if sum(map(len, lines)) >= _SHORT:
        return Kind.ARTICLE
    return next(chain(_stated(sheet, title), _hinted(sheet)), Kind.ARTICLE)


def _is_live(sheet: Sheet) -> bool:
    if "LiveBlogPosting" in jsonld.strings(sheet.article.get("@type")):
        return True
    return bool(_LIVE_PATH.search(_path(sheet))) and bool(_LIVE_CLASS.search(sheet.text))


def _stated(sheet: Sheet, title: str) -> Iterator[Kind]:
    said = sheet.named("og:type").lower()
    yield from (kind for word, kind, _ in _OPEN_GRAPH if said.startswith(word))
    if not sheet.article:
        main = [node for node in sheet.nodes if _is_titled(node, title)]
        types = {one for node in main for one in jsonld.strings(node.get("@type"))}
        yield from (kind for name, kind, _ in _TYPES if name in types)


def _is_titled(node: dict[str, Any], title: str) -> bool:
    """Whether an object of the page is what its title names; what it only embeds is not."""
    names = (*jsonld.strings(node.get("name")), *jsonld.strings(node.get("headline")))
    return any(key(name) == key(title) for name in names)


def _hinted(sheet: Sheet) -> Iterator[Kind]:
    body = sheet.tree.find("body")
    label = "" if body is None else body.get("class") or ""
    for rule, kind in _HINTED:
        if rule.search(f"{_path(sheet)} {label} ") and sheet.tree.xpath(_PLAYERS[kind]):
            yield kind


def _path(sheet: Sheet) -> str:
    """Host and path of the page's address."""
    parts = urlsplit(sheet.page.url)
    return f"{parts.netloc}{parts.path}"
