"""Reads the article's own pictures, captions and credits apart; teasers of other stories are out."""

import re
from urllib.parse import urljoin

from lxml.html import HtmlElement

from wireroom.model import Image

_FOREIGN = re.compile(
    r"carousel|teaser|related|slider|promo|sidebar|recommend|most-read", re.IGNORECASE
)
_CREDIT = re.compile(
    r"\s*\((?:(?:photo|image|picture|file photo)s?\s*(?:by|:|via)\s*([^()]+)|([^()]+?)\s+(?:file )?photo)\)\s*$"
    r"|\s*(?:photo|image|picture|credit)\s*:\s*(.+)$",
    re.IGNORECASE,
)
_MARK = re.compile(r"caption|credit", re.IGNORECASE)


def images(tree: HtmlElement, url: str) -> tuple[Image, ...]:
    """Pictures that stand with a caption of their own, in page order."""
    found: dict[str, Image] = {}
    for picture in tree.iter("img"):
        source = picture.get("src") or picture.get("data-src") or ""
        caption = "" if _is_foreign(picture) else _caption(picture)
        if source and caption:
            text, credit = split_credit(caption)
            address = urljoin(url, source)
            found.setdefault(address, Image(url=address, caption=text, credit=credit))
    return tuple(found.values())


def split_credit(caption: str) -> tuple[str, str]:
    """A caption without its credit, and the credit."""
    match = _CREDIT.search(caption)
    if not match:
        return caption, ""
    return caption[: match.start()].strip(), next(part for part in match.groups() if part).strip()


def _is_foreign(picture: HtmlElement) -> bool:
    for parent in picture.iterancestors():
        label = f"{parent.get('class') or ''} {parent.get('id') or ''}"
        is_story = parent.tag == "a" and not re.search(
            r"\.(jpe?g|png|webp|gif)", parent.get("href") or "", re.IGNORECASE
        )
        if (
            parent.tag in {"aside", "nav", "footer"}
            or is_story
            or (parent.tag not in {"body", "html"} and _FOREIGN.search(label))
        ):
            return True
    return False


def _caption(picture: HtmlElement) -> str:
    for scope in list(picture.iterancestors())[:3]:
        if scope.tag in {"body", "main", "article"}:
            break
        for part in scope.iter():
            is_caption = part.tag == "figcaption" or _MARK.search(str(part.get("class") or ""))
            if isinstance(part.tag, str) and is_caption and next(part.iter("img"), None) is None:
                return " ".join("".join(part.itertext()).split())
    return ""
