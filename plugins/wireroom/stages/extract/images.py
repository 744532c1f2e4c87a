"""Reads the article's own pictures, captions and credits apart; other stories' teasers are out."""

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from urllib.parse import urljoin

from lxml.html import HtmlElement

from wireroom.model import Image

_FOREIGN = re.compile(
    r"carousel|teaser|related|slider|promo|sidebar|recommend|most-read|swiper|popular|trending|recirc",
    re.IGNORECASE,
)
_WORD = r"(?:file\s+)?(?:photo(?:graph)?|image|picture|pic)s?"
# A credit at the end of a caption, as agencies and papers write it: "(Photo by AFP)",
# "(AFP photo)", "(NWA photo/J. Berg)", "Photo: X/Reuters", "Photograph: X", "Credit: X".
_CREDITS = tuple(
    re.compile(rule, re.IGNORECASE)
    for rule in (
        rf"\s*\({_WORD}\s*(?:courtesy\s+of|by|via|:|©)\s*(?P<who>[^()]+)\)\s*$",
        rf"\s*\((?P<who>[^()]+?)\s+{_WORD}\)\s*$",
        rf"\s*\((?P<who>[^()/]+?)\s+{_WORD}\s*/\s*(?P<more>[^()]+)\)\s*$",
        rf"(?:^|(?<=\W))\s*(?:{_WORD}|(?:photo\s+)?credits?)\s*(?:by)?\s*:\s*(?P<who>[^:]+)$",
        rf"(?:^|(?<=[.!?”\"]))\s*{_WORD}\s+by\s+(?P<who>[^.:]+)\.?$",
        r"\s*\((?P<who>(?:AFP|AP|Reuters|EPA|Xinhua|Getty Images)(?:/[^()]+)?)\)\s*$",
    )
)
_CAPTION = re.compile(r"caption", re.IGNORECASE)
_GIVEN = re.compile(
    r"credit|copyright|photographer|(?:photo|image)-?_?(?:source|by)", re.IGNORECASE
)
_PICTURE = re.compile(r"\.(jpe?g|png|webp|gif|avif)", re.IGNORECASE)
_UNMARKED = 400  # characters; text beside a picture that ends in a credit is its caption
_TAIL = 200  # characters at a caption's end in which a credit is looked for
_NEAR = 3  # ancestors in which a caption is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """A page's pictures that are the article's, and the boxes around other stories'."""

    own: tuple[HtmlElement, ...]
    foreign: frozenset[HtmlElement]


def pictures(tree: HtmlElement) -> Pictures:
    """Tell the article's pictures from those of teasers."""
    scopes = [(picture, _foreign_scope(picture)) for picture in tree.iter("img")]
    return Pictures(
        own=tuple(picture for picture, scope in scopes if scope is None),
        foreign=frozenset(scope for _, scope in scopes if scope is not None),
    )


def images(found: Pictures, url: str) -> tuple[Image, ...]:
    """Pictures that stand with a caption or credit of their own, in page order."""
    told: dict[str, Image] = {}
    for picture in found.own:
        source = picture.get("src") or picture.get("data-src") or ""
        if source:
            caption, credit = _caption(picture)
            if caption or credit:
                address = urljoin(url, source.strip())
                told.setdefault(address, Image(url=address, caption=caption, credit=credit))
    return tuple(told.values())


def split_credit(caption: str) -> tuple[str, str]:
    """A caption without its credit, and the credit without the word for it."""
    start = max(0, len(caption) - _TAIL)
    for rule in _CREDITS:
        match = rule.search(caption[start:])
        if match:
            parts = [part.strip() for part in match.groupdict().values() if part]
            return caption[: start + match.start()].strip(), "/".join(parts)
    return caption, ""


def _foreign_scope(picture: HtmlElement) -> HtmlElement | None:
    """The element that makes a picture another story's: a carousel, an aside, a link to a page."""
    for parent in picture.iterancestors():
        tag = parent.tag
        is_story = tag == "a" and not _PICTURE.search(parent.get("href") or "")
        is_named = tag not in {"body", "html"} and _names_others(
            parent.get("class") or "", parent.get("id") or ""
        )
        if tag in {"aside", "nav", "footer"} or is_story or is_named:
            return parent
    return None


@lru_cache(maxsize=4096)
def _names_others(classes: str, name: str) -> bool:
    return bool(_FOREIGN.search(classes) or _FOREIGN.search(name))


def _caption(picture: HtmlElement) -> tuple[str, str]:
    """The caption nearest to a picture and its credit, from an element of its own or the text."""
    for scope in list(picture.iterancestors())[:_NEAR]:
        if scope.tag in {"body", "main", "article"}:
            break
        if next(islice(scope.iter("img"), 1, None), None) is not None:
            break
        parts = [part for part in scope.iter() if isinstance(part.tag, str)]
        given = next((_text(part) for part in parts if _is_marked(part, _GIVEN)), "")
        caption = next((_without_credit(part) for part in parts if _is_caption(part)), "")
        if caption or given:
            text, credit = split_credit(caption)
            return text, _bare_credit(given) or credit
        if split_credit(_text(scope))[1] and len(_text(scope)) <= _UNMARKED:
            return split_credit(_text(scope))
    return "", ""


def _is_caption(part: HtmlElement) -> bool:
    is_named = part.tag == "figcaption" or _is_marked(part, _CAPTION)
    return is_named and not _is_marked(part, _GIVEN) and next(part.iter("img"), None) is None


def _is_marked(part: HtmlElement, mark: re.Pattern[str]) -> bool:
    label = str(part.get("class") or part.get("itemprop") or "")
    return part.tag not in {"figure", "img"} and bool(mark.search(label))


def _without_credit(part: HtmlElement) -> str:
    copy = deepcopy(part)
    for inner in [one for one in copy.iterdescendants() if isinstance(one.tag, str)]:
        if _is_marked(inner, _GIVEN) and inner.getparent() is not None:
            inner.drop_tree()
    copy.tail = None
    return _text(copy)


def _bare_credit(given: str) -> str:
    return split_credit(given)[1] or given.strip(" ()")


def _text(part: HtmlElement) -> str:
    return " ".join("".join(part.itertext()).split())
