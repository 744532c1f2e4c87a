"""Sketches a stream's articles, and remembers the furniture of their outlets while it does.

Outside of the pipeline, whose import takes a process 150 MB that it has no use for here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wireroom.stages.dedupe import Shelf, credit, read, sketch

TARGET = "wireroom.sketching:Sketchers"
_MOST_SHELVES = 2000  # outlets whose last articles are remembered, some 80 KB each


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sketched:
    """One article's sketch as it is filed: packed, its keys, and the agency that it credits."""

    packed: bytes
    keys: NDArray[np.uint32]
    credit: str


class Sketchers:
    """What a process of adapters/seats does; a key is an outlet, an item a text."""

    def __init__(self) -> None:
        self._shelves: dict[str, Shelf] = {}

    def batch(self, given: Sequence[tuple[str, str]], /) -> list[Sketched]:
        """One sketch an article, in order."""
        return [self._sketched(outlet, text) for outlet, text in given]

    def _sketched(self, outlet: str, text: str) -> Sketched:
        shelf = self._shelves.pop(outlet, None) or Shelf()
        self._shelves[outlet] = shelf  # the outlet read last stands last
        if len(self._shelves) > _MOST_SHELVES:
            del self._shelves[next(iter(self._shelves))]
        whole = read(text)
        found = sketch(replace(whole, shingles=shelf.stripped(whole.shingles)))
        return Sketched(packed=found.packed, keys=found.keys, credit=credit(text))
