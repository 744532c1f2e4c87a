"""A page taken apart once: its tree, its meta elements and its structured data, side by side.

It says nothing about what they mean.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from wireroom.model import Page
from wireroom.stages.extract import charset, jsonld

# White space that HTML folds (HTML, "white-space"), and the elements in which it counts.
_SPACES = re.compile(
    r"(<(script|style|pre|textarea)\b.*?(?:</\2\s*>|\Z))|[ \t\n\f\r]+", re.IGNORECASE | re.DOTALL
)
# Elements that several readers look for: one walk finds them all, each walk takes a tenth of a
# millisecond.
_SOUGHT = ("title", "meta", "script", "h1", "h2", "time")
_SOFT_HYPHEN = re.compile("\u00ad|&shy;|&#173;|&#x0*ad;", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A parsed page; `nodes` are all JSON-LD objects, `article` the one that is the article.

    `found` holds its title, meta, script, h1, h2 and time elements in page order, by tag.
    """

    page: Page
    text: str
    tree: HtmlElement
    found: dict[str, list[HtmlElement]]
    meta: dict[str, tuple[str, ...]]
    nodes: list[dict[str, Any]]
    article: dict[str, Any]
    notes: tuple[str, ...]

    def named(self, *names: str) -> str:
        """The first content of the first of these meta elements that has any."""
        return next((text for name in names for text in self.meta.get(name, ())), "")

    def stated(self, key: str) -> str:
        """The first string the JSON-LD article gives under `key`."""
        return next(iter(jsonld.strings(self.article.get(key))), "")


def open_sheet(page: Page) -> Sheet:
    """Decode and parse a page; what is no HTML at all gives an empty tree."""
    text, notes = charset.decode(page.body, page.content_type)
    text = _spelled(text)
    tree = _tree(text)
    found = _found(tree)
    nodes = jsonld.nodes(found["script"])
    return Sheet(
        page=page,
        text=text,
        tree=tree,
        found=found,
        meta=_meta(found["meta"]),
        nodes=nodes,
        article=jsonld.article(nodes),
        notes=notes,
    )


def _spelled(text: str) -> str:
    """Letters in one spelling, single spaces and no soft hyphens: hosts' copies differ in them.

    trafilatura weighs blocks by their length and takes line breaks of the source for the text's,
    and lines are compared by their letters. (Of 463 real pages ten read otherwise by white space
    alone.)
    """
    plain = unicodedata.normalize("NFC", _SOFT_HYPHEN.sub("", text))
    return _SPACES.sub(lambda match: match[1] or " ", plain)


def _tree(text: str) -> HtmlElement:
    try:
        return document_fromstring(
            text.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, etree.XMLSyntaxError):
        return document_fromstring("<html><body></body></html>")


def _found(tree: HtmlElement) -> dict[str, list[HtmlElement]]:
    found: dict[str, list[HtmlElement]] = {tag: [] for tag in _SOUGHT}
    for element in tree.iter(*_SOUGHT):
        found[element.tag].append(element)
    return found


def _meta(tags: list[HtmlElement]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for tag in tags:
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        content = (tag.get("content") or "").strip()
        if content:
            found[name] = (*found.get(name, ()), content)
    return found
