"""A grown forest as arrays, and its walk: how likely each block is the article's.

The trees were grown by `python -m benchmarks.extraction.training`; what is shipped are their
numbers (float32, one .npz), so that reading a page needs no library of trees.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

MOST_LEAVES = 16  # of a tree: one bit each


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forest:
    """All trees' nodes in one row; a leaf is its own child.

    `names` are the measures' names; a node compares measure `feature` with `threshold` and goes to
    `child[2 * node]` (not above it) or the next; `roots` begin the trees; `n_levels` is the
    longest way down; `value` is a leaf's share in the log-odds.
    """

    names: tuple[str, ...]
    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    child: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    n_levels: int

    def likely(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """The likelihood (0 to 1) of every row of measures, in the order of `names`."""
        odds = _forks(self).odds(np.ascontiguousarray(rows.T))
        return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Forks:
    """The same trees made ready to be asked all at once, which takes half the time of walking them.

    Every fork is asked, on the way or not: where a row goes to the right, the leaves on the fork's
    left are `gone` for it (a bit each). The first leaf that is left is the one a walk comes to
    (Lucchese et al., "QuickScorer", SIGIR 2015). Arrays are forks of a tree by trees; `value` has
    `MOST_LEAVES` a tree.
    """

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    gone: NDArray[np.uint16]
    value: NDArray[np.float32]

    def odds(self, columns: NDArray[np.float32]) -> NDArray[np.float32]:
        """The log-odds of every row; `columns` are measures by rows."""
        gone = np.zeros((self.gone.shape[1], columns.shape[1]), dtype=np.uint16)
        for feature, threshold, left in zip(self.feature, self.threshold, self.gone, strict=True):
            is_right = columns.take(feature, axis=0) > threshold[:, None]
            gone |= np.multiply(is_right, left[:, None])
        starts = np.arange(0, self.value.size, MOST_LEAVES, dtype=np.int32)
        told: NDArray[np.float32] = self.value.take(_first_left().take(gone) + starts[:, None])
        return np.asarray(told.sum(axis=0), dtype=np.float32)


@lru_cache(maxsize=1)
def _first_left() -> NDArray[np.uint8]:
    """The number of the first leaf that is not gone, for all sets of leaves that may be."""
    left = ~np.arange(1 << MOST_LEAVES, dtype=np.int64)
    return np.asarray(np.log2(left & -left), dtype=np.uint8)


@lru_cache(maxsize=16)
def _forks(forest: Forest) -> _Forks:
    shape = (MOST_LEAVES - 1, len(forest.roots))
    made = _Forks(
        feature=np.zeros(shape, np.intp),
        threshold=np.full(shape, np.inf, np.float32),
        gone=np.zeros(shape, np.uint16),
        value=np.zeros(MOST_LEAVES * len(forest.roots), np.float32),
    )
    for tree, root in enumerate(forest.roots.tolist()):
        _add(made, forest, tree, root)
    return made


def _add(made: _Forks, forest: Forest, tree: int, root: int) -> None:
    """Put a tree's forks and leaves in, each in the order of the leaves.

    Raises ValueError for a tree with more than `MOST_LEAVES`.
    """
    n_forks, n_leaves = 0, 0

    def leaves(node: int) -> int:
        """The leaves under a node, as bits."""
        nonlocal n_forks, n_leaves
        left, right = forest.child[2 * node : 2 * node + 2].tolist()
        if left == node:
            if n_leaves == MOST_LEAVES:
                raise ValueError(f"tree {tree} has over {MOST_LEAVES} leaves: grow smaller ones")
            made.value[MOST_LEAVES * tree + n_leaves] = forest.value[node]
            n_leaves += 1
            return 1 << (n_leaves - 1)
        at, n_forks = n_forks, n_forks + 1
        made.feature[at, tree] = forest.feature[node]
        made.threshold[at, tree] = forest.threshold[node]
        lost = leaves(left)
        made.gone[at, tree] = lost
        return lost | leaves(right)

    leaves(root)


@lru_cache(maxsize=4)
def shipped(name: str) -> Forest:
    """A forest that is shipped with the package: "lines" or "judged"."""
    with (files(__package__) / f"{name}.npz").open("rb") as stream, np.load(stream) as kept:
        return Forest(
            names=tuple(map(str, kept["names"])),
            n_levels=int(kept["n_levels"]),
            **{key: kept[key] for key in ("feature", "threshold", "child", "value", "roots")},
        )
