"""Grows a forest with LightGBM and turns it into the arrays that are shipped.

Pages whose truth is a list of chunks say nothing of most blocks; there a teacher, grown on the
pages whose text is known whole, says how likely each is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from benchmarks.extraction.training.blocks import UNKNOWN, BlocksOfPage
from wireroom.stages.extract.body.forest import Forest

Array = NDArray[np.float32]

N_TREES = 150  # of each seed
# Two forests together score .001 to .002 more than the mean of three alone; three no more than two.
SEEDS = (1, 2)
# Small trees with strong regularisation: 463 pages are few. Found by five folds over outlets.
GROWTH = {
    "objective": "cross_entropy",
    "num_leaves": 16,
    "max_depth": 7,
    "learning_rate": 0.1,
    "feature_fraction": 0.3,
    "min_data_in_leaf": 60,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbose": -1,
}
_KNOWN, _TAUGHT = 2.5, 0.5  # how a block weighs whose truth a chunk tells, or only the teacher
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Grove:
    """Forests of other seeds that speak as one: alone each errs on other unsure blocks."""

    boosters: tuple[lightgbm.Booster, ...]

    def likely(self, rows: Array) -> Array:
        """The likelihood of every row, by the mean of the log-odds."""
        odds = [np.asarray(one.predict(rows, raw_score=True)) for one in self.boosters]
        return np.asarray(1 / (1 + np.exp(-np.mean(odds, axis=0))), dtype=np.float32)


def grow(pages: Sequence[BlocksOfPage], *, is_judged: bool) -> Grove:
    """Forests that tell an article's blocks, with or without what trafilatura kept."""
    whole = [page for page in pages if page.sample.truth.body]
    parts = [page for page in pages if not page.sample.truth.body]
    sure = [((page.wanted > _HALF).astype(np.float32), page.weight) for page in whole]
    teacher = Grove((_fit(whole, sure, is_judged=True, seed=SEEDS[0]),))
    told = [*sure, *(_taught(page, teacher) for page in parts)]
    return Grove(
        tuple(_fit([*whole, *parts], told, is_judged=is_judged, seed=seed) for seed in SEEDS)
    )


def rows_of(page: BlocksOfPage, *, is_judged: bool) -> Array:
    """The page's rows as a forest of that kind sees them."""
    return np.hstack([page.measured, page.judged]) if is_judged else page.measured


def as_forest(grove: Grove, names: Sequence[str]) -> Forest:
    """All trees as arrays; only the measures they look at are kept."""
    models = [one.dump_model()["tree_info"] for one in grove.boosters]
    trees = [told["tree_structure"] for model in models for told in model]
    forks = (node for tree in trees for node in _nodes(tree) if _is_fork(node))
    seen = sorted({node["split_feature"] for node in forks})
    flat = _Flat({feature: column for column, feature in enumerate(seen)})
    roots = [flat.add(tree) for tree in trees]
    return Forest(
        names=tuple(names[feature] for feature in seen),
        feature=np.array(flat.feature, dtype=np.int32),
        threshold=np.array(flat.threshold, dtype=np.float32),
        child=np.array(flat.child, dtype=np.int32).ravel(),
        value=np.array(flat.value, dtype=np.float32) / len(grove.boosters),
        roots=np.array(roots, dtype=np.int32),
        n_levels=max(map(_depth, trees)),
    )


def _fit(
    pages: Sequence[BlocksOfPage],
    told: Sequence[tuple[Array, Array]],
    *,
    is_judged: bool,
    seed: int,
) -> lightgbm.Booster:
    rows = np.concatenate([rows_of(page, is_judged=is_judged) for page in pages])
    label, weight = (np.concatenate(column) for column in zip(*told, strict=True))
    known = lightgbm.Dataset(rows, label=label, weight=weight)
    return lightgbm.train({**GROWTH, "seed": seed}, known, N_TREES)


def _taught(page: BlocksOfPage, teacher: Grove) -> tuple[Array, Array]:
    is_known = page.wanted != UNKNOWN
    guess = teacher.likely(rows_of(page, is_judged=True))
    return (
        np.where(is_known, page.wanted, guess).astype(np.float32),
        page.weight * np.where(is_known, _KNOWN, _TAUGHT).astype(np.float32),
    )


class _Flat:
    """Nodes of all trees in one row, in the order they were added."""

    def __init__(self, column: dict[int, int]) -> None:
        self._column = column
        self.feature: list[int] = []
        self.threshold: list[float] = []
        self.child: list[list[int]] = []
        self.value: list[float] = []

    def add(self, node: dict[str, Any]) -> int:
        at = len(self.feature)
        self.feature.append(self._column[node["split_feature"]] if _is_fork(node) else 0)
        self.threshold.append(node.get("threshold", np.inf))
        self.child.append([at, at])
        self.value.append(node.get("leaf_value", 0.0))
        if _is_fork(node):
            self.child[at] = [self.add(node["left_child"]), self.add(node["right_child"])]
        return at


def _is_fork(node: dict[str, Any]) -> bool:
    return "split_feature" in node


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    if _is_fork(node):
        yield from _nodes(node["left_child"])
        yield from _nodes(node["right_child"])


def _depth(node: dict[str, Any]) -> int:
    if not _is_fork(node):
        return 0
    return 1 + max(_depth(node["left_child"]), _depth(node["right_child"]))
