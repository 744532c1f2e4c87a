"""Reads an article's body: each block of the page is measured and judged by a learned forest.

Where the forest is in doubt, trafilatura reads the page too, and a second forest, which knows
what trafilatura kept, decides. adr/0008 has the measurements.
"""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wireroom.stages.extract.body.cutting import Cut, cut
from wireroom.stages.extract.body.discussion import without_discussion
from wireroom.stages.extract.body.forest import forest
from wireroom.stages.extract.body.judge import judged_text
from wireroom.stages.extract.body.measuring import Said, matrix, measures
from wireroom.stages.extract.sheet import Sheet

LIKELY = 0.47  # from here on a block is the article's (best over five folds of shared pages)
DOUBT = 0.2  # of the text that is taken may hang on unsure blocks before trafilatura is asked
_LONG = 300  # characters; a longer block does not count for more in the doubt
_SOME = 0.2  # the least likelihood of the best block of a page that has none above LIKELY
_SHINGLE = 4  # words; two texts share a passage, not only words


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What was read: `lines` in page order, `boxes` (each line's, in `cut`), and how.

    `doubt` is the share of the taken text that hangs on unsure blocks (0 sure, 1 or more none).
    """

    cut: Cut
    taken: tuple[int, ...]
    doubt: float
    is_judged: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """The taken blocks' lines."""
        return tuple(line for block in self.taken for line in self.cut.texts[block].split("\n"))


def read_body(sheet: Sheet, title: str) -> Body:
    """The page's body; a page without any text gives one without lines."""
    pieces = without_discussion(cut(sheet.tree))
    if not pieces.texts:
        return Body(cut=pieces, taken=(), doubt=1.0, is_judged=False)
    table = measures(pieces, Said(title=title, summary=summary_of(sheet)))
    size = table["n_chars"]
    lines = forest("lines")
    likely = lines.likely(matrix(table, lines.names))
    doubt = doubt_of(likely, size)
    if doubt > DOUBT:
        table |= judged(pieces.texts, judged_text(sheet), size)
        both = forest("judged")
        likely = both.likely(matrix(table, both.names))
    return Body(cut=pieces, taken=taken(likely), doubt=doubt, is_judged=doubt > DOUBT)


def summary_of(sheet: Sheet) -> str:
    """The page's own summary, which a standfirst often repeats."""
    return sheet.named("og:description", "description", "twitter:description")


def taken(likely: NDArray[np.float32]) -> tuple[int, ...]:
    """The blocks that are the article's; the likeliest alone where none is likely."""
    least = LIKELY if likely.max() > LIKELY else max(_SOME, float(likely.max()))
    return tuple(int(block) for block in np.flatnonzero(likely >= least))


def doubt_of(likely: NDArray[np.float32], size: NDArray[np.float32]) -> float:
    """How much of the text that is taken hangs on blocks that might be either."""
    weight = np.minimum(size, _LONG)
    unsure = np.minimum(likely, 1 - likely) * weight
    return float(unsure.sum() / max(1e-9, float((likely * weight).sum())))


def judged(
    texts: list[str], read: str, size: NDArray[np.float32]
) -> dict[str, NDArray[np.float32]]:
    """How much of each block, of its neighbours and of the page another reader kept."""
    words = _words(read)
    known, plain = set(_shingles(words)), " ".join(words)
    share = np.array([_share(_words(text), known, plain) for text in texts], dtype=np.float32)
    return {
        "judged": share,
        "judged-1": np.concatenate([[0], share[:-1]]).astype(np.float32),
        "judged+1": np.concatenate([share[1:], [0]]).astype(np.float32),
        "judged_all": np.full_like(share, (share * size).sum() / size.sum()),
    }


def _share(words: list[str], known: set[tuple[str, ...]], plain: str) -> float:
    if len(words) <= _SHINGLE:
        return float(bool(words) and f" {' '.join(words)} " in f" {plain} ")
    told = _shingles(words)
    return sum(shingle in known for shingle in told) / len(told)


def _shingles(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
