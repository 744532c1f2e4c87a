"""Holds forests to outlets they were not grown on."""

import re
import zlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.extraction.scoring import body_f1, chunk_f1, found, overlap
from benchmarks.extraction.training.blocks import BlocksOfPage
from benchmarks.extraction.training.growing import grow, rows_of
from wireroom.stages.extract.body import DOUBT, doubt_of, taken

Likely = NDArray[np.float32]

_LOW = 0.8  # a page whose body scores less was read wrong


def folded(pages: Sequence[BlocksOfPage], n_folds: int) -> list[tuple[Likely, Likely]]:
    """What the forests without and with trafilatura's word say of every page, in order."""
    said: dict[int, tuple[Likely, Likely]] = {}
    for fold in range(n_folds):
        known = [page for page in pages if _fold(page, n_folds) != fold]
        lines, judged = (grow(known, is_judged=way) for way in (False, True))
        for number, page in enumerate(pages):
            if _fold(page, n_folds) == fold:
                said[number] = (
                    lines.likely(rows_of(page, is_judged=False)),
                    judged.likely(rows_of(page, is_judged=True)),
                )
    return [said[number] for number in range(len(pages))]


def report(pages: Sequence[BlocksOfPage], said: Sequence[tuple[Likely, Likely]]) -> str:
    """A table: the forest alone, with trafilatura where in doubt, with it everywhere."""
    ways = {
        "lines alone": [lines for lines, _ in said],
        "trafilatura where in doubt": [
            judged if _is_doubtful(page, lines) else lines
            for page, (lines, judged) in zip(pages, said, strict=True)
        ],
        "trafilatura everywhere": [judged for _, judged in said],
    }
    n_doubtful = sum(map(_is_doubtful, pages, ways["lines alone"]))
    rows = [f"| {way} | {' | '.join(_scores(pages, likely))} |" for way, likely in ways.items()]
    head = "| grown without the page's outlet | aeb | fundus | traf | bodies < .80 |"
    told = f"in doubt: {n_doubtful} of {len(pages)} pages"
    return "\n".join([head, "|---|---:|---:|---:|---:|", *rows, "", told, ""])


def _fold(page: BlocksOfPage, n_folds: int) -> int:
    sample = page.sample
    outlet = sample.outlet if sample.truth.body else sample.name
    return zlib.crc32(re.sub(r"_V\d.*", "", outlet).encode()) % n_folds


def _is_doubtful(page: BlocksOfPage, likely: Likely) -> bool:
    size = np.array([len(text) for text in page.texts], dtype=np.float32)
    return doubt_of(likely, size) > DOUBT


def _scores(pages: Sequence[BlocksOfPage], likely: Sequence[Likely]) -> Iterator[str]:
    n_low = 0
    for name in ("aeb", "fundus", "traf"):
        texts = [
            (page.sample.truth, "\n".join(page.texts[block] for block in taken(one)))
            for page, one in zip(pages, likely, strict=True)
            if page.sample.of_set == name
        ]
        bodies = [overlap(truth.body, text) for truth, text in texts if truth.body]
        chunks = [found(truth, text) for truth, text in texts if truth.must]
        n_low += sum(body_f1([one]) < _LOW for one in bodies)
        yield f"{body_f1(bodies) if bodies else chunk_f1(chunks):.4f}"
    yield str(n_low)
