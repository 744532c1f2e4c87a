"""A page as the lines that its blocks make: their words, and the links among them, in order.

Inline elements part no line, blocks and <br> do. Nothing is judged here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

# HTML Standard 15.3: elements laid out as blocks, list items or parts of tables.
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
        "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "menu", "nav",
        "ol", "option", "p", "pre", "search", "section", "summary", "table", "tbody", "td",
        "template", "tfoot", "th", "thead", "title", "tr", "ul",
    }
)  # fmt: skip
_UNREAD = frozenset({"script", "style"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Text as it stands in an element; `link` is the link around it, if there is one."""

    text: str
    element: HtmlElement
    link: HtmlElement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What stands in one line of a page; `block` is the block that holds it."""

    words: tuple[Words, ...]
    block: HtmlElement

    @property
    def text(self) -> str:
        """The line's words."""
        return "".join(words.text for words in self.words)


def lines_of(tree: HtmlElement) -> list[Line]:
    """The page's lines that hold anything, in page order."""
    lines: list[Line] = []
    held: list[Words] = []
    block = tree
    for words, at in _walk(tree):
        if words is None:
            if any(one.text.strip() for one in held):
                lines.append(Line(words=tuple(held), block=block))
            held, block = [], at
        else:
            held.append(words)
    return lines


def _walk(tree: HtmlElement) -> Iterator[tuple[Words | None, HtmlElement]]:
    """Words in page order; None where a line ends, with the block in which the next one stands."""
    blocks: list[HtmlElement] = [tree]
    links: list[HtmlElement | None] = [None]
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        is_block = element.tag in _BLOCKS
        if event == "start":
            links.append(element if element.tag == "a" else links[-1])
            if is_block:
                blocks.append(element)
                yield None, element
            if element.text and element.tag not in _UNREAD:
                yield Words(text=element.text, element=element, link=links[-1]), blocks[-1]
            continue
        if event == "end":
            links.pop()
            if is_block:
                blocks.pop()
                yield None, blocks[-1]
        if element.tail:
            around = element.getparent()
            yield Words(text=element.tail, element=around, link=links[-1]), blocks[-1]
    yield None, tree
