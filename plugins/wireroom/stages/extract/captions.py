"""Reads a picture's caption and credit apart, from elements of their own or the text beside it."""

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from wireroom.stages.extract.sources import boxes_of

_WORD = (
    r"(?:file\s+)?(?:photo(?:graph|graphie)?|image|picture|pic|foto(?:grafie|graf|grafía|ğraf)?"
    r"|bild(?:quelle|nachweis)?|imagen|imagem|immagine|kuva|zdjęcie|фото|світлина|عکس|تصویر|صورة"
    r"|צילום|写真|사진|isithombe)s?"
)
# A credit at the end of a caption, as agencies and papers write it: "(Photo by AFP)",
# "(AFP photo)", "(NWA photo/J. Berg)", "Photo: X/Reuters", "Photograph: X", "Credit: X", "© X".
_CREDITS = tuple(
    re.compile(rule, re.IGNORECASE)
    for rule in (
        rf"\s*\({_WORD}\s*(?:courtesy\s+of|by|via|:|©)\s*(?P<who>[^()]+)\)\s*$",
        rf"\s*\((?P<who>[^()]+?)\s+{_WORD}\)\s*$",
        rf"\s*\((?P<who>[^()/]+?)\s+{_WORD}\s*/\s*(?P<more>[^()]+)\)\s*$",
        rf"(?:^|(?<=\W))\s*(?:{_WORD}|(?:photo\s+)?cr[eé]dits?)\s*(?:by)?\s*[:：=]\s*(?P<who>[^:：=]+)$",
        rf"(?:^|(?<=[.!?”\"]))\s*{_WORD}\s+by\s+(?P<who>[^.:]+)\.?$",
        r"\s*\((?P<who>(?:AFP|AP|Reuters|EPA|Xinhua|Getty Images)(?:/[^()]+)?)\)\s*$",
        r"\s*[(\[|–-]?\s*(?:copyright\s*)?©\s*(?P<who>[^©()]+?)[)\]]?\s*$",
    )
)
_CAPTION = re.compile(r"caption", re.IGNORECASE)
_GIVEN = re.compile(
    r"credit|copyright|photographer|(?:photo|image)-?_?(?:source|by)", re.IGNORECASE
)
# What players write where a caption stands: bbc.com, sky.com, YouTube's frames.
_PLAYER = re.compile(
    r"playback is (un)?supported|browser does not support|enable javascript", re.IGNORECASE
)
_LOOSE = re.compile(r"\s+([,.;:!?)\]»”…])")  # a mark that parting a text has set off
_UNMARKED = 400  # characters; text beside a picture that ends in a credit is its caption
_TAIL = 200  # characters at a caption's end in which a credit is looked for
_MANY = 60  # elements of a box; one with more holds a text, not a picture and what is said of it
_NEAR = 3  # ancestors in which a caption is looked for


def split_credit(caption: str) -> tuple[str, str]:
    """A caption without its credit, and the credit without the word for it."""
    start = max(0, len(caption) - _TAIL)
    for rule in _CREDITS:
        match = rule.search(caption[start:])
        if match:
            parts = [part.strip() for part in match.groupdict().values() if part]
            return caption[: start + match.start()].strip(), "/".join(parts)
    return caption, ""


def caption_of(picture: HtmlElement) -> tuple[str, str]:
    """The caption nearest to a picture and its credit, from an element of its own or the text."""
    boxes = (box for box in boxes_of(picture) if box.tag != "picture")
    for scope in islice(boxes, _NEAR):
        if scope.tag in {"body", "main", "article"}:
            break
        if next(islice(_seen(scope), 1, None), None) is not None:
            break
        parts = list(islice(scope.iter(etree.Element), _MANY))
        if len(parts) == _MANY:
            break
        given = next((_text(part) for part in parts if _is_marked(part, _GIVEN)), "")
        caption = next((_without_credit(part) for part in parts if _is_caption(part)), "")
        if caption or given:
            text, credit = split_credit("" if _PLAYER.search(caption) else caption)
            return text, _bare_credit(given) or credit
        beside = _text(scope)
        if len(beside) <= _UNMARKED and split_credit(beside)[1]:
            return split_credit(beside)
    return "", ""


def _seen(scope: HtmlElement) -> Iterator[HtmlElement]:
    """The pictures of a box without those for browsers that run no scripts, which stand twice."""
    return (one for one in scope.iter("img") if one.getparent().tag != "noscript")


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
    return split_credit(given)[1] or given.strip(" ()©")


def _text(part: HtmlElement) -> str:
    """A box's text, its parts kept apart: "Ferries wait.<span>Photo: AFP</span>"."""
    return _LOOSE.sub(r"\1", " ".join(" ".join(part.itertext()).split()))
