"""Cuts a page into blocks (a paragraph, a list item, a heading) and the boxes that hold them.

One walk over the tree; columns, not objects, since what measures them goes over whole columns.
Says nothing about what is the article's.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

# What an element is to the walk; every other is a box (HTML, "Phrasing content").
_INLINE, _LINK, _STRONG, _BREAK, _UNREAD = range(1, 6)
_PARTS = {
    _INLINE: "abbr bdi bdo big cite code data del dfn font ins kbd label mark q rp rt ruby s samp"
    " small span strike sub sup time tt u var wbr img picture source nobr acronym",
    _LINK: "a",
    _STRONG: "b strong em i",
    _BREAK: "br",
    # Text that no reader sees as text, controls, and menus by their tag.
    _UNREAD: "script style noscript template svg math iframe object embed head select option"
    " textarea button input audio video canvas map dialog meta link nav footer",
}
_KINDS = {tag: kind for kind, tags in _PARTS.items() for tag in tags.split()}
# Space and marks that are not seen at a line's end: a text that ends in one ends in a stop as well.
# (Unicode 16: zero-width space, marks of direction, byte order mark)
_UNSEEN = " \u200b\u200e\u200f\u061c\ufeff"
_TURN = "\x00"  # stands for a <br> until the white space of the source is folded


@dataclass(slots=True)
class Cut:
    """A page's columns; a box's blocks are `first[box]` to `last[box]` (not included).

    Boxes: `elements`, `parent` (-1 at the root), `tags`, `classes` (None where there is none),
    `labels` (class, id and itemprop, "" where there are none). Blocks: `texts`, `box`, `n_linked`
    and `n_strong` (characters in links and in bold or italics), `n_links`.
    """

    elements: list[HtmlElement] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    classes: list[str | None] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    box: list[int] = field(default_factory=list)
    n_linked: list[int] = field(default_factory=list)
    n_strong: list[int] = field(default_factory=list)
    n_links: list[int] = field(default_factory=list)

    def open(self, element: HtmlElement, tag: str, within: int) -> int:
        """Begin a box inside another; its number."""
        self.elements.append(element)
        self.parent.append(within)
        self.tags.append(tag)
        get = element.get
        own = get("class")
        self.classes.append(own)
        self.labels.append(" ".join(filter(None, (own, get("id"), get("itemprop")))))
        self.first.append(len(self.texts))
        self.last.append(0)
        return len(self.parent) - 1

    def close(self, box: int) -> int:
        """End a box; the number of the one that holds it."""
        self.last[box] = len(self.texts)
        return self.parent[box]

    def add(self, said: list[str], box: int, n_linked: int, n_strong: int, n_links: int) -> None:
        """A block of these pieces of text, unless they are white space alone."""
        is_kept = box >= 0 and self.tags[box] == "pre"
        text = _lines("".join(said)) if is_kept else _folded("".join(said))
        if text:
            self.texts.append(text)
            self.box.append(box)
            self.n_linked.append(n_linked)
            self.n_strong.append(n_strong)
            self.n_links.append(n_links)


def cut(  # noqa: C901, PLR0912, PLR0915 - see below
    tree: HtmlElement, dropped: Collection[HtmlElement] = ()
) -> Cut:
    """The blocks of a page, without what the `dropped` elements hold.

    One loop with its state in local names: as methods of a walker it took 1.7 times as long, and
    every page goes through it.
    """
    made = Cut()
    kind_of = _KINDS.get
    said: list[str] = []
    box, in_links, in_strong, linked, strong, n_links, n_turns = -1, 0, 0, 0, 0, 0, 0
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        kind = _UNREAD if dropped and element in dropped else kind_of(tag)
        is_start = event == "start"
        if kind is None or (kind == _BREAK and is_start and n_turns):
            if said:
                made.add(said, box, linked, strong, n_links)
                said, linked, strong, n_links, n_turns = [], 0, 0, 0, 0
            if kind is None:
                box = made.open(element, tag, box) if is_start else made.close(box)
        elif is_start:
            if kind == _UNREAD:
                walker.skip_subtree()
                continue
            if kind == _LINK:
                in_links += 1
                n_links += 1
            elif kind == _STRONG:
                in_strong += 1
            elif kind == _BREAK:
                said.append(_TURN)
                n_turns = 1
        elif kind == _LINK:
            in_links -= 1
        elif kind == _STRONG:
            in_strong -= 1
        text = element.text if is_start else element.tail
        if text:
            said.append(text)
            if n_turns and not text.isspace():
                n_turns = 0
            if in_links or in_strong:
                size = len(" ".join(text.split()))  # as long as it is read, however it is set
                linked += size if in_links else 0
                strong += size if in_strong else 0
    return made


def _folded(text: str) -> str:
    """Text with single spaces, and a new line for each <br>."""
    plain = " ".join(text.split()).rstrip(_UNSEEN)
    if _TURN not in plain:
        return plain
    return "\n".join(line for part in plain.split(_TURN) if (line := part.strip()))


def _lines(text: str) -> str:
    """Text in its own lines, as code and verse are set."""
    return text.replace(_TURN, "\n").strip()
