"""From clusters to the benchmark's rows: a tool on a set, the mean over seeds."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from benchmarks.dedupe.corpus import TUNED, UNSEEN, Doc, corpus
from benchmarks.dedupe.samples import Sample, halves
from benchmarks.dedupe.scoring import score
from benchmarks.dedupe.tools import Tool

SEEDS = (1, 2, 3, 4)
SETS = ("tuned, train half", "tuned, other half", "unseen, other half")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One tool on one set: means over the seeds; CPU milliseconds for a thousand documents."""

    tool: str
    of_set: str
    n_docs: int
    f1: float
    ari: float
    precision: float
    recall: float
    cpu_ms: float
    found: Mapping[str, float]
    alarms: Mapping[str, float]


def sets(found: Sequence[Sample], seeds: Sequence[int] = SEEDS) -> dict[str, list[list[Doc]]]:
    """The documents of each set, once a seed."""
    train, other = halves(found)
    told = zip(SETS, ((train, TUNED), (other, TUNED), (other, UNSEEN)), strict=True)
    return {
        name: [corpus(half, generator, seed=seed) for seed in seeds]
        for name, (half, generator) in told
    }


def row(name: str, tool: Tool, of_set: str, corpora: Sequence[Sequence[Doc]]) -> Row:
    """Run a tool on every corpus of a set."""
    begun = time.process_time()
    scores = [score(docs, tool(docs)) for docs in corpora]
    n_docs = sum(map(len, corpora))
    return Row(
        tool=name,
        of_set=of_set,
        n_docs=n_docs,
        f1=fmean(one.f1 for one in scores),
        ari=fmean(one.ari for one in scores),
        precision=fmean(one.precision for one in scores),
        recall=fmean(one.recall for one in scores),
        cpu_ms=1e6 * (time.process_time() - begun) / n_docs,
        found=_means([one.found for one in scores]),
        alarms=_means([one.alarms for one in scores]),
    )


def _means(found: Sequence[Mapping[str, float]]) -> dict[str, float]:
    names = dict.fromkeys(name for one in found for name in one)
    return {name: fmean(one[name] for one in found if name in one) for name in sorted(names)}
