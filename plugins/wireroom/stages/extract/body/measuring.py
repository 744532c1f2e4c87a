"""Measures every block of a page: its text, its boxes, its kin, its neighbours.

Columns over all blocks at once. Nothing here says what counts: that is learned (forest.py), and
the forest names the measures it looks at. Sizes are in characters, shares 0 to 1, steps in boxes
or blocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wireroom.stages.extract.body.boxes import Boxes
from wireroom.stages.extract.body.cutting import Cut
from wireroom.stages.extract.body.kin import kin
from wireroom.stages.extract.body.neighbours import neighbours
from wireroom.stages.extract.body.texts import texts

Column = NDArray[np.float32]
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the page states of itself: its headline and its summary ("" where it states none)."""

    title: str
    summary: str


def measures(cut: Cut, said: Said) -> dict[str, Column]:
    """Every measure of a page's blocks; the page has one block at least."""
    table = texts(cut, title=said.title, summary=said.summary)
    table |= Boxes(cut).columns(table)
    table |= kin(cut, table)
    table |= neighbours(table)
    return table


def matrix(table: dict[str, Column], names: Sequence[str]) -> Matrix:
    """Blocks by the named measures."""
    return np.stack([table[name] for name in names]).T
