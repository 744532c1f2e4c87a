"""Measures of the boxes a block stands in.

What they are named, how much prose they hold, and how far they are from the one that holds most.
"""

from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from wireroom.stages.extract.body.cutting import Cut
from wireroom.stages.extract.body.words import NAMES, kinds

Column = NDArray[np.float32]
Index = NDArray[np.int64]

_FAR = 9.0  # boxes; what is further than this up the tree is no matter
_NEAR_TAGS = ("article", "aside", "figure", "ul", "section")
_OWN_TAGS = ("div", "h1", "figcaption")
_TAGS = {tag: number for number, tag in enumerate((*_NEAR_TAGS, *_OWN_TAGS))}
# What prose counts for in the boxes around it, the nearest first (after readability's
# parent and grandparent: 1 and 1/2), and what the measures of each are called.
_WEIGHTS = (0.4, 1.0, 0.5, 0.25)
_LEVELS = ("own", "up1", "up2", "up3")


class Boxes:
    """A page's boxes as arrays, from the root down.

    `above` has each block's box and the three above it, level by level; 0 above the root as well.
    """

    def __init__(self, cut: Cut) -> None:
        self._cut = cut
        self._parent = np.array(cut.parent)
        self._box = np.array(cut.box)
        self._first, self._last = np.array(cut.first), np.array(cut.last)
        self._depth = _depths(cut.parent)
        self._tags = np.array([_TAGS.get(tag, -1) for tag in cut.tags])
        self._above = self._ancestors()

    def columns(self, table: dict[str, Column]) -> dict[str, Column]:
        """The measures of every block's boxes; `table` has those of its text."""
        found: dict[str, NDArray[np.generic]] = {"depth": self._depth[self._box]}
        found |= self._nearest()
        tags = self._tags[self._box]
        found |= {f"tag_{tag}": tags == _TAGS[tag] for tag in _OWN_TAGS}
        score = self._score(table["prose"])
        found |= self._held(table, score)
        found |= self._around(int(np.argmax(score)))
        return {name: column.astype(np.float32, copy=False) for name, column in found.items()}

    def _nearest(self) -> dict[str, NDArray[np.generic]]:
        """Steps up to the nearest box of a kind or tag, found level by level from the root."""
        flags = self._flags()
        far = np.full(flags.shape, _FAR, dtype=np.float32)
        order = np.argsort(self._depth, kind="stable")
        edges = np.searchsorted(self._depth[order], np.arange(self._depth.max() + 2))
        for low, high in pairwise(edges):
            level = order[low:high]
            above = np.minimum(far[self._parent[level]] + 1, _FAR) if low else _FAR
            far[level] = np.where(flags[level], 0, above)
        names = (*NAMES, *_NEAR_TAGS)
        return {f"to_{name}": far[self._box, column] for column, name in enumerate(names)}

    def _flags(self) -> NDArray[np.bool_]:
        named = np.array(list(chain.from_iterable(map(kinds, self._cut.labels))))
        named = named.reshape(-1, len(NAMES))
        return np.column_stack([named, self._tags[:, None] == np.arange(len(_NEAR_TAGS))])

    def _ancestors(self) -> Index:
        found = [self._box]
        for _ in _LEVELS[1:]:
            found.append(np.where(found[-1] >= 0, self._parent[found[-1]], -1))
        return np.asarray(np.maximum(np.stack(found), 0), dtype=np.int64)

    def _score(self, prose: Column) -> NDArray[np.float64]:
        held = np.multiply.outer(_WEIGHTS, prose)
        score = np.bincount(self._above.ravel(), held.ravel(), len(self._parent))
        return score.astype(np.float64, copy=False)

    def _held(
        self, table: dict[str, Column], score: NDArray[np.float64]
    ) -> dict[str, NDArray[np.generic]]:
        """What each level's box holds: shares of the page's prose, of links, and its score."""
        prose, size, linked = (
            self._sums(column)
            for column in (
                table["prose"], table["n_chars"], table["n_chars"] * table["linked"]
            )
        )  # fmt: skip
        total, most = max(1.0, float(table["prose"].sum())), max(1.0, float(score.max()))
        direct = np.bincount(self._box, table["prose"], len(score))
        found: dict[str, NDArray[np.generic]] = {"own_direct": direct[self._box] / total}
        whole = np.maximum(size, 1)
        held = {
            "prose": prose / total,
            "density": prose / whole,
            "linked": linked / whole,
            "score": score / most,
            "blocks": np.minimum(self._last - self._first, 200),
        }
        for what, column in held.items():
            levels = column.astype(np.float32)[self._above]
            found |= {f"{name}_{what}": one for name, one in zip(_LEVELS, levels, strict=True)}
        return found

    def _sums(self, column: Column) -> NDArray[np.float64]:
        """A column's sum over each box's blocks."""
        walked = np.concatenate([[0.0], np.cumsum(column, dtype=np.float64)])
        return np.asarray(walked[self._last] - walked[self._first], dtype=np.float64)

    def _around(self, top: int) -> dict[str, NDArray[np.generic]]:
        """Where a block stands to the box with the highest score."""
        spot = np.arange(len(self._box))
        chain = np.array(self._chain(top))
        is_outside = (spot[:, None] < self._first[chain]) | (spot[:, None] >= self._last[chain])
        return {
            "to_top": is_outside.sum(axis=1),
            "top_before": np.clip(self._first[top] - spot, -5, 40),
            "top_after": np.clip(spot - self._last[top], -5, 40),
            "under_top": self._depth[self._box] - self._depth[top],
        }

    def _chain(self, box: int) -> list[int]:
        chain = []
        while box >= 0:
            chain.append(box)
            box = self._cut.parent[box]
        return chain


def _depths(parent: list[int]) -> Index:
    depths: list[int] = []
    for up in parent:
        depths.append(depths[up] + 1 if up >= 0 else 0)
    return np.array(depths)
