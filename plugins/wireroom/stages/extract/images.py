"""Reads the article's own pictures; other stories' teasers and the page's ornaments are out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urljoin

from lxml.html import HtmlElement

from wireroom.model import Image
from wireroom.stages.extract.body import Body
from wireroom.stages.extract.captions import caption_of
from wireroom.stages.extract.leads import lead_image, merged
from wireroom.stages.extract.ornaments import is_ornament
from wireroom.stages.extract.sheet import Sheet
from wireroom.stages.extract.sites import key
from wireroom.stages.extract.sources import is_rendering, key_of, source_of, wider
from wireroom.stages.extract.spans import Span

_FOREIGN = re.compile(
    r"carousel|teaser|related|slider|promo|sidebar|recommend|most-read|swiper|popular|trending|recirc",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(jpe?g|png|webp|gif|avif)", re.IGNORECASE)

_IS_WHOLE = re.compile(r"https?://[^\s.]").match  # joining addresses costs more than finding them
_FILE = re.compile(r"[\d_]")  # in a word alone: editing systems give a file's name for a text


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """A page's pictures that are the article's, and the boxes around other stories'."""

    own: tuple[HtmlElement, ...]
    foreign: frozenset[HtmlElement]


def pictures(tree: HtmlElement) -> Pictures:
    """Tell the article's pictures from those of teasers."""
    known: dict[HtmlElement, HtmlElement | None] = {}
    scopes = [(picture, _foreign_scope(picture, known)) for picture in tree.iter("img")]
    return Pictures(
        own=tuple(picture for picture, scope in scopes if scope is None),
        foreign=frozenset(scope for _, scope in scopes if scope is not None),
    )


def images(sheet: Sheet, found: Pictures, body: Body, authors: Iterable[str]) -> tuple[Image, ...]:
    """The article's pictures, its lead first, each once; faces of its authors are none."""
    home = sheet.page.served_url or sheet.page.url
    told = _told(found.own, Span.of(sheet, body), home)
    faces = {key(name) for name in authors}
    told = {name: one for name, one in told.items() if not one.alt or key(one.alt) not in faces}
    lead = lead_image(sheet, home)
    if lead is None:
        return tuple(told.values())
    name = key_of(lead.url)
    same = name if name in told else _rendered(lead, told)
    seen = told.pop(same, lead)
    largest = replace(seen, url=wider(seen.url, lead.url))
    return (merged(largest, lead), *told.values())


def _told(pictures: Iterable[HtmlElement], span: Span, home: str) -> dict[str, Image]:
    """Pictures by what their renderings have in common, in page order."""
    told: dict[str, Image] = {}
    for picture in pictures:
        is_within = span.has(picture)
        if is_within or span.heads(picture):
            image = _image(picture, home)
            if image is not None and (is_within or image.caption or image.credit):
                name = key_of(image.url)
                told[name] = merged(told[name], image) if name in told else image
    return told


def _rendered(lead: Image, told: dict[str, Image]) -> str:
    """The first picture of the page that looks like the lead in another size."""
    alike = (name for name, one in told.items() if is_rendering(lead.url, one.url))
    return next(alike, "")


def _image(picture: HtmlElement, home: str) -> Image | None:
    """A picture as the record has it; None for one that is not the article's."""
    source = source_of(picture)
    if not source or is_ornament(picture, source):
        return None
    caption, credit = caption_of(picture)
    alt = " ".join((picture.get("alt") or "").split())
    is_name = " " not in alt and bool(_FILE.search(alt))
    return Image(
        url=source if _IS_WHOLE(source) else urljoin(home, source),
        caption=caption,
        credit=credit,
        alt="" if is_name else alt,
    )


def _foreign_scope(
    picture: HtmlElement, known: dict[HtmlElement, HtmlElement | None]
) -> HtmlElement | None:
    """The element that makes a picture another story's: a carousel, an aside, a link to a page.

    `known` is what was found of elements around other pictures.
    """
    found: HtmlElement | None = None
    passed: list[HtmlElement] = []
    for parent in picture.iterancestors():
        if parent in known:
            found = known[parent]
            break
        passed.append(parent)
        if _is_others(parent):
            found = parent
            break
    known.update(dict.fromkeys(passed, found))
    return found


def _is_others(box: HtmlElement) -> bool:
    tag = box.tag
    if tag in {"body", "html"}:
        return False
    is_story = tag == "a" and not _PICTURE.search(box.get("href") or "")
    is_named = _names_others(box.get("class") or "", box.get("id") or "")
    return tag in {"aside", "nav", "footer"} or is_story or is_named


@lru_cache(maxsize=4096)
def _names_others(classes: str, name: str) -> bool:
    return bool(_FOREIGN.search(classes) or _FOREIGN.search(name))
