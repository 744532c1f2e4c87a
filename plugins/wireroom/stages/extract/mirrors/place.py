"""Where the article stands in a page: the element that holds its text, and its first and last line.

Whoever is quoted in an article, or writes in one, could name any host: so what stands in it is no
announcement, and what stands around it may be one.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from wireroom.stages.extract.mirrors.lines import Line
from wireroom.stages.extract.mirrors.phrases import fold, has_phrase

_MOST = 0.6  # share of the text that the element holds
_SHORT = 20  # letters of a line that may stand anywhere
_OFTEN = 4  # places where one line of the text is looked for
_FOOT_TAGS = frozenset({"footer", "aside", "nav"})
_FOOT = re.compile(r"foot|bottom|mirror|alternat|address|copyright|legal", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The article in a page; `container` is None where its text was not found there."""

    container: HtmlElement | None
    last: int

    def is_furniture(self, number: int, line: Line) -> bool:
        """Whether the line is none of the article's.

        Within the element that holds the text, or where that is not known, only what calls itself
        a footer is, and only after the text's last line.
        """
        around = [line.block, *line.block.iterancestors()]
        if self.container is not None and self.container not in around:
            return True
        if number <= self.last:
            return False
        inner = around[: around.index(self.container)] if self.container is not None else around
        return any(_is_foot(element) for element in inner)


def place_of(lines: Sequence[Line], blocks: Sequence[str]) -> Place:
    """Where the lines of the article's text (`blocks`) stand among the page's."""
    found = _found(lines, blocks)
    held: dict[HtmlElement, int] = {}
    for number, n_letters in found.items():
        for element in (lines[number].block, *lines[number].block.iterancestors()):
            held[element] = held.get(element, 0) + n_letters
    if not found:
        return Place(container=None, last=-1)
    enough = _MOST * max(held.values())
    longest = lines[max(found, key=lambda number: found[number])].block
    around = (longest, *longest.iterancestors())
    container = next(element for element in around if held[element] >= enough)
    return Place(container=container, last=max(found))


def _found(lines: Sequence[Line], blocks: Sequence[str]) -> dict[int, int]:
    """The page's lines that hold some of the text, and how many of its letters."""
    letters = [_letters(line.text) for line in lines]
    whole, starts = "".join(letters), [0]
    for one in letters:
        starts.append(starts[-1] + len(one))
    found: dict[int, int] = {}
    for block in blocks:
        wanted = _letters(block)
        if len(wanted) < _SHORT or has_phrase(fold(block)):
            continue
        at, times = whole.find(wanted), 0
        while at >= 0 and times < _OFTEN:
            for number in _between(starts, at, at + len(wanted)):
                found[number] = len(letters[number])
            at, times = whole.find(wanted, at + len(wanted)), times + 1
    return found


def _between(starts: Sequence[int], at: int, end: int) -> range:
    """The numbers of the lines that hold the letters from `at` to `end`."""
    first = bisect_right(starts, at) - 1
    return range(first, bisect_left(starts, end))


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def _is_foot(element: HtmlElement) -> bool:
    label = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _FOOT_TAGS or bool(_FOOT.search(label))
