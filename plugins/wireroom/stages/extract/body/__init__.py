"""Reads an article's body: each block of the page is measured and judged by a learned forest.

Where the forest is in doubt, trafilatura reads the page too, and a second forest, which knows
what trafilatura kept, decides. adr/0008 has the measurements.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from wireroom.model import LeftOut
from wireroom.stages.extract.body.cutting import Cut, cut
from wireroom.stages.extract.body.discussion import without_discussion
from wireroom.stages.extract.body.forest import shipped
from wireroom.stages.extract.body.judge import judged, judged_text
from wireroom.stages.extract.body.measuring import Said, matrix, measures
from wireroom.stages.extract.body.rules import elements_of, ruled
from wireroom.stages.extract.sheet import Sheet

LIKELY = 0.47  # from here on a block is the article's (best over five folds of shared pages)
DOUBT = 0.3  # of the text that is taken may hang on unsure blocks before trafilatura is asked
_LONG = 300  # characters; a longer block does not count for more in the doubt
_TEASERS = 1000  # characters; a box that holds more may be the article, whatever its class says
_SOME = 0.2  # the least likelihood of the best block of a page that has none above LIKELY


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What was read: the blocks of `cut` that are `taken`, in page order, and how.

    `doubt` is the share of the taken text that hangs on unsure blocks (0 none, 1 all).
    `is_judged` says that trafilatura was asked, `is_learned` that the outlet's template was
    followed.
    """

    cut: Cut
    taken: tuple[int, ...]
    doubt: float
    is_judged: bool
    notes: tuple[str, ...] = ()
    is_learned: bool = False

    def blocks(self, foreign: Collection[HtmlElement] = ()) -> tuple[int, ...]:
        """The taken blocks without what stands in a small box that is `foreign`."""
        out = set(_within(self.cut, foreign)) if foreign else set()
        return tuple(block for block in self.taken if block not in out)

    def lines(
        self, foreign: Collection[HtmlElement] = ()
    ) -> tuple[tuple[str, ...], tuple[LeftOut, ...]]:
        """The taken blocks' lines, and those between them that were left.

        What stands in a small box that is `foreign` is left, whatever the forest says.
        """
        taken = set(self.taken)
        out = set(_within(self.cut, foreign)) if foreign else set()
        kept: list[str] = []
        left: list[LeftOut] = []
        for block in range(self.taken[0], self.taken[-1] + 1) if taken else ():
            text = self.cut.texts[block]
            if block in taken and block not in out:
                kept += text.split("\n")
            else:
                why = "another_story" if block in out else self._why
                left.append(LeftOut(at=len(kept), why=why, text=text))
        return tuple(kept), tuple(left)

    @property
    def _why(self) -> str:
        return "template" if self.is_learned else "unlikely"

    @property
    def path(self) -> str:
        """Who read it, in a word."""
        if self.is_learned:
            return "template"
        return "blocks+trafilatura" if self.is_judged else "blocks"


def read_body(sheet: Sheet, title: str) -> Body:
    """The page's body; a page without any text gives one without lines."""
    pieces = page_blocks(sheet)
    if not pieces.texts:
        return Body(cut=pieces, taken=(), doubt=1.0, is_judged=False)
    table = page_measures(sheet, pieces, title)
    size = table["n_chars"]
    lines = shipped("lines")
    likely = lines.likely(matrix(table, lines.names))
    doubt = doubt_of(likely, size)
    if doubt > DOUBT:
        table |= judged(pieces.texts, judged_text(sheet), size)
        both = shipped("judged")
        likely = both.likely(matrix(table, both.names))
    told = ruled(sheet.page, sheet.tree, pieces, likely)
    return Body(
        cut=pieces,
        taken=taken(told.likely),
        doubt=doubt,
        is_judged=doubt > DOUBT,
        notes=told.notes,
    )


def page_blocks(sheet: Sheet) -> Cut:
    """The page's blocks, without the readers' discussion and what the outlet's file names."""
    dropped = elements_of(sheet.tree, sheet.page.drop_selectors)
    return without_discussion(cut(sheet.tree, dropped))


def page_measures(sheet: Sheet, pieces: Cut, title: str) -> dict[str, NDArray[np.float32]]:
    """The measures of a page's blocks, of which there is one at least."""
    summary = sheet.named("og:description", "description", "twitter:description")
    return measures(pieces, Said(title=title, summary=summary))


def taken(likely: NDArray[np.float32]) -> tuple[int, ...]:
    """The blocks that are the article's; the likeliest alone where none is likely."""
    least = LIKELY if likely.max() > LIKELY else max(_SOME, float(likely.max()))
    return tuple(int(block) for block in np.flatnonzero(likely >= least))


def _within(cut: Cut, foreign: Collection[HtmlElement]) -> Iterator[int]:
    """The blocks of those boxes that hold too little to be an article, whatever they are."""
    for box, element in enumerate(cut.elements):
        if element in foreign:
            held = range(cut.first[box], cut.last[box])
            if sum(len(cut.texts[block]) for block in held) <= _TEASERS:
                yield from held


def doubt_of(likely: NDArray[np.float32], size: NDArray[np.float32]) -> float:
    """How much of the text that is taken hangs on blocks that might be either."""
    weight = np.minimum(size, _LONG)
    unsure = np.minimum(likely, 1 - likely) * weight
    return float(min(1.0, unsure.sum() / max(1e-9, float((likely * weight).sum()))))
