"""Where the article stands in a page: the element that holds its text, and its first and last line.

Whoever is quoted in an article, or writes in one, could name any host: so what stands in it is no
announcement, and what stands around it may be one.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from wireroom.stages.extract.mirrors.lines import Line
from wireroom.stages.extract.mirrors.naming import n_letters_beside
from wireroom.stages.extract.mirrors.phrases import fold, has_phrase

_MOST, _SOME = 0.6, 0.1  # shares of the text that an element holds, all in all or by itself
_PROSE = 150  # letters of a line that is no link; furniture seldom says as much in one
_SHORT = 20  # letters of a line that may stand anywhere
_OFTEN = 4  # places where one line of the text is looked for
_FOOT_TAGS = frozenset({"footer", "aside", "nav"})
_FOOT = re.compile(r"foot|bottom|mirror|alternat|address|copyright|legal", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The article in a page: the elements that hold its text, and its first and last line.

    `container` is the innermost that holds most of it, None where the text was not found; whatever
    holds prose is a holder, as an extractor may miss a part of the text.
    """

    container: HtmlElement | None
    holders: frozenset[HtmlElement]
    first: int
    last: int

    def is_furniture(self, number: int, line: Line) -> bool:
        """Whether the line is none of the article's.

        Beside the text, or where that is not known, only what calls itself a footer is; among the
        text's own paragraphs only after the last of them.
        """
        around = [line.block, *line.block.iterancestors()]
        holder = next((element for element in around if element in self.holders), None)
        if holder is None:
            is_outside = self.container is not None and not self.first <= number <= self.last
            return is_outside or any(_is_foot(element) for element in around)
        inner = around[: around.index(holder) + (holder is not self.container)]
        return number > self.last and any(_is_foot(element) for element in inner)


def place_of(lines: Sequence[Line], blocks: Sequence[str]) -> Place:
    """Where the lines of the article's text (`blocks`) stand among the page's."""
    found = _found(lines, blocks)
    if not found:
        return Place(container=None, holders=frozenset(), first=-1, last=-1)
    held, directly = Counter[HtmlElement](), Counter[HtmlElement]()
    for number, n_letters in found.items():
        block = lines[number].block
        directly[block.getparent()] += n_letters
        for element in (block, *block.iterancestors()):
            held[element] += n_letters
    whole = max(held.values())
    most = [element for element, n_letters in held.items() if n_letters >= _MOST * whole]
    container = max(most, key=lambda element: len(list(element.iterancestors())))
    holders = {element for element, n_letters in directly.items() if n_letters >= _SOME * whole}
    prose = {line.block.getparent() for line in lines if n_letters_beside(line.words) >= _PROSE}
    return Place(
        container=container,
        holders=frozenset({container, *holders, *prose} - {None}),
        first=min(found),
        last=max(found),
    )


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
