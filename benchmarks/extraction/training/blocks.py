"""The pages as their blocks: measures, what trafilatura kept, and what the truth says of each."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.extraction.samples import Sample, Truth
from benchmarks.extraction.scoring import N_TOKENS, Shingles, shingles
from wireroom.model import Page
from wireroom.stages.extract.body import page_blocks, page_measures
from wireroom.stages.extract.body.judge import judged, judged_text
from wireroom.stages.extract.body.measuring import matrix
from wireroom.stages.extract.sheet import open_sheet
from wireroom.stages.extract.titles import title

Array = NDArray[np.float32]

UNKNOWN = -1.0
_SHORT = 12  # characters; a shorter line is not looked for inside a chunk
_MOST_WORDS = 60  # a longer block weighs no more
_POWER = 0.7  # of a block's words: between each block alike and each word alike


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocksOfPage:
    """One page: `measured` (named in `names`) and `judged` are blocks by measures.

    `wanted` is the share of each block that is the article's (0 to 1), or UNKNOWN where the truth
    names chunks alone; `weight` sums to 100 over the page.
    """

    sample: Sample
    texts: tuple[str, ...]
    names: tuple[str, ...]
    measured: Array
    judged: Array
    wanted: Array
    weight: Array


def blocks_of(found: Iterable[Sample]) -> Iterator[BlocksOfPage]:
    """Every page that has blocks."""
    for sample in found:
        sheet = open_sheet(Page(body=sample.body, url=sample.url))
        cut = page_blocks(sheet)
        if cut.texts:
            table = page_measures(sheet, cut, title(sheet))
            told = judged(cut.texts, judged_text(sheet), table["n_chars"])
            yield BlocksOfPage(
                sample=sample,
                texts=tuple(cut.texts),
                names=tuple(table),
                measured=matrix(table, tuple(table)),
                judged=matrix(told, tuple(told)),
                wanted=wanted(cut.texts, sample.truth),
                weight=_weights(cut.texts),
            )


def wanted(texts: Sequence[str], truth: Truth) -> Array:
    """Which blocks are the article's, by its whole text or by the chunks that are known of it."""
    if truth.body:
        return np.array(list(_in_body(texts, truth.body)), dtype=np.float32)
    return np.array([_by_chunks(_spaced(text), truth) for text in texts], dtype=np.float32)


def _in_body(texts: Sequence[str], body: str) -> Iterator[float]:
    """The share of each block's shingles in the body, each of the body's used once."""
    left, lines = shingles(body), {_spaced(line) for line in body.split("\n")}
    for text in texts:
        own = shingles(text)
        if own.total() == 1:
            yield float(_spaced(text) in lines or (len(_only(own)) == N_TOKENS and own <= left))
            continue
        share = (own & left).total() / own.total() if own else 0.0
        if share > 0.5:  # noqa: PLR2004 - more than half
            left -= own
        yield share


def _only(own: Shingles) -> tuple[str, ...]:
    return next(iter(own))


def _by_chunks(line: str, truth: Truth) -> float:
    if any(_touches(line, _spaced(chunk)) for chunk in truth.must_not):
        return 0.0
    return 1.0 if any(_touches(line, _spaced(chunk)) for chunk in truth.must) else UNKNOWN


def _touches(line: str, chunk: str) -> bool:
    return chunk in line or (len(line) >= _SHORT and line in chunk)


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _weights(texts: Sequence[str]) -> Array:
    n_words = [min(max(len(text.split()), len(text) / 8, 2), _MOST_WORDS) for text in texts]
    weight = np.array(n_words, dtype=np.float32) ** _POWER
    return np.asarray(100 * weight / weight.sum(), dtype=np.float32)


def counted(pages: Iterable[BlocksOfPage]) -> Counter[str]:
    """How many pages of each set there are."""
    return Counter(page.sample.of_set for page in pages)
