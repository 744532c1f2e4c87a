"""A page's visible text by block, and the links in it, read in one walk over its tree."""

import codecs
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

_EMPTY = "<html><body></body></html>"
_SILENT = frozenset({"script", "style", "template"})
# HTML, "Text-level semantics": they part no words.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
     "ins", "kbd", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
     "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)  # fmt: skip
_ASIDE = frozenset({"footer", "nav", "aside", "header"})


@dataclass(slots=True, kw_only=True)
class Anchor:
    """A link and its words."""

    href: str
    said: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(self.said)


@dataclass(slots=True, kw_only=True)
class Block:
    """The text of one block element without the blocks in it, each of which leaves a line break.

    `is_paragraph` says that it is a <p> that stands in no footer and not beside an article.
    """

    is_paragraph: bool = False
    is_aside: bool = False
    said: list[str] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(self.said)


def as_utf8(body: bytes) -> bytes:
    """A page that is in UTF-16, by its byte order mark, in UTF-8; every other as it is."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace").encode("utf-8", "replace")
    return body


def tree_of(body: bytes) -> HtmlElement:
    """The page's tree, as deep as it is; what is no HTML gives an empty one.

    Without `huge_tree` libxml2 would read nothing below 256 levels.
    """
    is_utf8 = _is_utf8(body)
    parser = HTMLParser(encoding="utf-8" if is_utf8 else None, huge_tree=True)
    try:
        return document_fromstring(body.replace(b"\0", b"") if is_utf8 else body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return document_fromstring(_EMPTY)


def blocks_of(tree: HtmlElement) -> list[Block]:
    """Every block of the page that has words or links, in order.

    What stands after </html> is a sibling of the root.
    """
    walk = _Walk()
    for root in (tree, *tree.itersiblings(tag=etree.Element)):
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            walk.take(event, element)
    return [block for block in walk.blocks if block.anchors or block.text.strip()]


class _Walk:
    """Keeps, for every element that is open, the block and the link its text belongs to."""

    def __init__(self) -> None:
        self.blocks: list[Block] = [Block()]
        self._open: list[tuple[Block, Anchor | None]] = [(self.blocks[0], None)]
        self._n_silent = 0

    def take(self, event: str, element: HtmlElement) -> None:
        """One step of the walk."""
        if event == "start":
            self._start(element)
        elif event == "end":
            self._n_silent -= element.tag in _SILENT
            self._open.pop()
        if event != "start":
            self._say(element.tail)

    def _start(self, element: HtmlElement) -> None:
        self._n_silent += element.tag in _SILENT
        block, anchor = self._open[-1]
        if element.tag not in _INLINE:
            block.said.append("\n")
            block, anchor = _begun(block, element), None
            self.blocks.append(block)
        href = element.get("href") if element.tag == "a" else None
        if href is not None:
            anchor = Anchor(href=href.strip())
            block.anchors.append(anchor)
        self._open.append((block, anchor))
        self._say(element.text)

    def _say(self, text: str | None) -> None:
        if not text or self._n_silent:
            return
        block, anchor = self._open[-1]
        block.said.append(text)
        if anchor is not None:
            anchor.said.append(text)


def _begun(around: Block, element: HtmlElement) -> Block:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    is_aside = around.is_aside or element.tag in _ASIDE or "foot" in names
    return Block(is_aside=is_aside, is_paragraph=element.tag == "p" and not is_aside)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
