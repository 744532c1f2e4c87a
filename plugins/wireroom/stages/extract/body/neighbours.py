"""Measures of the blocks beside a block: paragraphs stand together, and so do teasers."""

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float32]

_SEEN = ("n_chars", "linked", "stops", "prose", "to_top", "strong", "own_score")
_STEPS = (-2, -1, 1, 2)
_SPAN = 5  # blocks on either side whose prose is summed
_FAR = 60.0  # blocks


def neighbours(table: dict[str, Column]) -> dict[str, Column]:
    """What stands one and two blocks before and after, and how near the next prose is."""
    seen = np.stack([table[name] for name in _SEEN])
    found = {
        f"{name}{step:+d}": column
        for step in _STEPS
        for name, column in zip(_SEEN, _moved(seen, step), strict=True)
    }
    prose = table["prose"]
    found["prose_near"] = (
        np.convolve(prose, np.ones(2 * _SPAN + 1, np.float32), "same")[: len(prose)].astype(
            np.float32
        )
        if len(prose) > 2 * _SPAN
        else np.full_like(prose, prose.sum())
    )
    found["from_prose"] = _steps(prose)
    found["to_prose"] = _steps(prose[::-1])[::-1]
    return found


def _moved(columns: Column, step: int) -> Column:
    """The columns' values `step` blocks on; 0 past either end."""
    moved = np.zeros_like(columns)
    if step > 0:
        moved[:, :-step] = columns[:, step:]
    else:
        moved[:, -step:] = columns[:, :step]
    return moved


def _steps(prose: Column) -> Column:
    """Blocks since the last that is prose, itself included."""
    spot = np.arange(len(prose), dtype=np.float32)
    last = np.maximum.accumulate(np.where(prose > 0, spot, -_FAR))
    return np.minimum(spot - last, _FAR).astype(np.float32)
