"""A grown forest as arrays, and its walk: how likely each block is the article's.

The trees were grown by `python -m benchmarks.extraction.training`; what is shipped are their
numbers (float32, one .npz), so that reading a page needs no library of trees.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
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
        flat = np.ascontiguousarray(rows).ravel()
        start = (np.arange(len(rows), dtype=np.int32) * rows.shape[1])[:, None]
        node = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        for _ in range(self.n_levels):
            seen = flat.take(self.feature.take(node) + start)
            node = self.child.take(2 * node + (seen > self.threshold.take(node)))
        odds = self.value.take(node).sum(axis=1)
        return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float32)


@lru_cache(maxsize=4)
def shipped(name: str) -> Forest:
    """A forest that is shipped with the package: "lines" or "judged"."""
    with (files(__package__) / f"{name}.npz").open("rb") as stream, np.load(stream) as kept:
        return Forest(
            names=tuple(map(str, kept["names"])),
            n_levels=int(kept["n_levels"]),
            **{key: kept[key] for key in ("feature", "threshold", "child", "value", "roots")},
        )
