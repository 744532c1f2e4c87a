"""A page taken apart once: its tree, its meta elements and its structured data, side by side.

It says nothing about what they mean.
"""

from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from wireroom.model import Page
from wireroom.stages.extract import charset, jsonld
from wireroom.stages.extract.spelling import spelled

# Elements that several readers look for: one walk finds them all, each walk takes a tenth of a
# millisecond.
_SOUGHT = ("title", "meta", "link", "script", "h1", "h2", "time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A parsed page; `nodes` are all JSON-LD objects, `article` the one that is the article.

    `found` holds its title, meta, link, script, h1, h2 and time elements in page order, by tag.
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

    def linked(self, rel: str) -> str | None:
        """The address of the first link element of this relation; None where there is none."""
        links = (link.get("href") for link in self.found["link"] if link.get("rel") == rel)
        return next((href for href in links if href is not None), None)

    def emptied(self) -> HtmlElement:
        """The tree without what its scripts hold, from then on.

        That is half of a page's characters; it is for who searches the page's text last.
        """
        for script in self.found["script"]:
            script.text = None
        return self.tree


def open_sheet(page: Page) -> Sheet:
    """Decode and parse a page; what is no HTML at all gives an empty tree."""
    decoded = charset.decode(page.body, page.content_type)
    text, utf8 = spelled(decoded.text, decoded.utf8)
    tree = _tree(utf8)
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
        notes=decoded.notes,
    )


def _tree(utf8: bytes) -> HtmlElement:
    """The parsed page, comments left out; what holds no element at all gives an empty one."""
    try:
        tree = etree.fromstring(utf8, parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError):
        tree = None
    return document_fromstring("<html><body></body></html>") if tree is None else tree


def _parser() -> etree.HTMLParser:
    """One whose elements are all HtmlElements: lxml.html's own looks each class up in Python.

    That took a third of the time of a walk over a page.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False
    )
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


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
