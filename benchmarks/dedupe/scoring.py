"""Clusters against the truth: F1 over pairs, ARI, what each edit loses and each stranger gains."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.dedupe.corpus import Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """All shares; `recall` by edit: pairs of a copy that are found; `alarms` by stranger."""

    precision: float
    recall: float
    ari: float
    found: Mapping[str, float]
    alarms: Mapping[str, float]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall over pairs."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(docs: Sequence[Doc], clusters: Sequence[object]) -> Score:
    """`clusters` names the cluster of each document."""
    n_both = _pairs(Counter(zip((doc.story for doc in docs), clusters, strict=True)))
    n_true, n_said = _pairs(Counter(doc.story for doc in docs)), _pairs(Counter(clusters))
    return Score(
        precision=n_both / n_said if n_said else 1.0,
        recall=n_both / n_true if n_true else 1.0,
        ari=_ari(n_both, n_true, n_said, len(docs)),
        found=_found(docs, clusters),
        alarms=_alarms(docs, clusters),
    )


def _pairs(counts: Counter[object]) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())


def _ari(n_both: int, n_true: int, n_said: int, n_docs: int) -> float:
    """Hubert and Arabie 1985, https://doi.org/10.1007/BF01908075."""
    by_chance = n_true * n_said / max(1, n_docs * (n_docs - 1) // 2)
    most = (n_true + n_said) / 2
    return (n_both - by_chance) / (most - by_chance) if most != by_chance else 1.0


def _found(docs: Sequence[Doc], clusters: Sequence[object]) -> dict[str, float]:
    """By edit, how many of the other documents of its story a copy stands with."""
    whole = Counter(doc.story for doc in docs)
    shared = Counter(zip((doc.story for doc in docs), clusters, strict=True))
    rows: dict[str, list[tuple[int, int]]] = {}
    for doc, cluster in zip(docs, clusters, strict=True):
        if whole[doc.story] > 1:
            got = shared[doc.story, cluster] - 1
            rows.setdefault(doc.made_by, []).append((got, whole[doc.story] - 1))
    return {
        name: sum(got for got, _ in row) / sum(of for _, of in row)
        for name, row in sorted(rows.items())
    }


def _alarms(docs: Sequence[Doc], clusters: Sequence[object]) -> dict[str, float]:
    """By stranger, the share that stands in a cluster with another story."""
    stories: dict[object, set[str]] = {}
    for doc, cluster in zip(docs, clusters, strict=True):
        stories.setdefault(cluster, set()).add(doc.story)
    rows: dict[str, list[bool]] = {}
    for doc, cluster in zip(docs, clusters, strict=True):
        rows.setdefault(doc.made_by, []).append(len(stories[cluster]) > 1)
    return {name: sum(row) / len(row) for name, row in sorted(rows.items())}
