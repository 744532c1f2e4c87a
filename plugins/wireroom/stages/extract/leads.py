"""Finds the picture that a page states as its article's: JSON-LD's first, then Open Graph's."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from wireroom.model import Image
from wireroom.stages.extract import jsonld
from wireroom.stages.extract.captions import split_credit
from wireroom.stages.extract.ornaments import is_house_picture
from wireroom.stages.extract.sheet import Sheet

# Meta elements that state the picture, best first, and who reads them.
_META = (
    ("og:image", "Open Graph"),
    ("og:image:url", "Open Graph"),
    ("og:image:secure_url", "Open Graph"),
    ("twitter:image", "X"),
    ("twitter:image:src", "X, older pages"),
)


def lead_image(sheet: Sheet, home: str) -> Image | None:
    """The first stated picture that is not one the house has for every page."""
    stated = (*_objects(sheet.article.get("image"), sheet.nodes), *_metas(sheet))
    return next(
        (
            replace(one, url=urljoin(home, one.url))
            for one in stated
            if not is_house_picture(one.url)
        ),
        None,
    )


def merged(image: Image, other: Image) -> Image:
    """One picture told twice: the first's words, the other's where it has none."""
    return replace(
        image,
        caption=image.caption or other.caption,
        credit=image.credit or other.credit,
        alt=image.alt or other.alt,
    )


def _objects(value: object, nodes: list[dict[str, Any]]) -> Iterator[Image]:
    """The pictures under an article's key: addresses, ImageObjects or references to them."""
    if isinstance(value, str) and value.strip():
        yield Image(url=value.strip())
    elif isinstance(value, list):
        for part in value:
            yield from _objects(part, nodes)
    elif isinstance(value, dict):
        urls = (*jsonld.strings(value.get("contentUrl")), *jsonld.strings(value.get("url")))
        if urls:
            caption, credit = split_credit(_first(value, "caption"))
            credit = _first(value, "creditText") or credit
            yield Image(url=urls[0], caption=caption, credit=credit)
        elif "@id" in value:
            others = (one for one in nodes if one.get("@id") == value["@id"] and len(one) > 1)
            for other in others:
                yield from _objects({**other, "@id": ""}, nodes)


def _first(value: dict[str, Any], key: str) -> str:
    return " ".join(next(iter(jsonld.strings(value.get(key))), "").split())


def _metas(sheet: Sheet) -> Iterator[Image]:
    alt = sheet.named("og:image:alt", "twitter:image:alt")
    for name, _ in _META:
        yield from (Image(url=url, alt=alt) for url in sheet.meta.get(name, ())[:1])
