"""How alike two texts are, measured on their sketches. Judges nothing.

Many pairs are compared at once: a measure is an array with one number a pair. Two samples of the
smallest hashes are compared up to the lower of their two ends: below it both hold all there is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wireroom.stages.dedupe.sketch import NOTHING, PLACE_BITS, Stack

Shares = NDArray[np.float64]
Rows = NDArray[np.intp]
Indexes = Sequence[int] | Rows
_Rows = NDArray[np.uint32]
_PLACE = np.uint32((1 << PLACE_BITS) - 1)
_BIT = np.uint32(1) << np.arange(1 << PLACE_BITS, dtype=np.uint32)
_BITS_SET = np.array([number.bit_count() for number in range(1 << 16)], dtype=np.uint8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Measures of pairs; all shares are 0 to 1.

    `jaccard` of shingles, `containment` of the shorter text in the longer, `n_shared` shingles;
    `entities` overlap of the smaller set, where the smaller has `n_entities`; `numbers` the same
    for numbers alone; `lede` of the first forty tokens; `spread_short` and `spread_long`: of the
    parts of the shorter and of the longer text, in how many something is shared.
    """

    jaccard: Shares
    containment: Shares
    n_shared: Shares
    entities: Shares
    n_entities: Shares
    numbers: Shares
    n_numbers: Shares
    lede: Shares
    spread_short: Shares
    spread_long: Shares


def likeness(found: Stack, ones: Indexes, others: Indexes) -> Likeness:
    """The measures of the pairs ``(ones[i], others[i])`` of rows of a stack, in order."""
    one, other = np.asarray(ones, dtype=np.intp), np.asarray(others, dtype=np.intp)
    is_ordered = found.n[one] <= found.n[other]
    sides = np.where(is_ordered, one, other), np.where(is_ordered, other, one)
    ledes = [found.lede[side] for side in sides]
    fewest = np.minimum(*((rows != NOTHING).sum(axis=1) for rows in ledes))
    measures = _texts(found, *sides) | _abouts(found, *sides)
    return Likeness(**measures, lede=_ratio(_n_common(ledes[0], ledes[1]), fewest))


def _texts(found: Stack, shorter: Rows, longer: Rows) -> dict[str, Shares]:
    ends = _ends(found.sample, found.n)
    limit = np.minimum(ends[shorter], ends[longer])[:, None]
    short, long = (_cut(found.sample[side], limit) for side in (shorter, longer))
    n_short, n_long = ((rows != NOTHING).sum(axis=1) for rows in (short, long))
    n_both, shared_short, shared_long = _common_places(short, long)
    contained = _ratio(n_both, n_short)
    return {
        "jaccard": _ratio(n_both, n_short + n_long - n_both),
        "containment": contained,
        "n_shared": contained * found.n[shorter],
        "spread_short": _ratio(_BITS_SET[shared_short], _BITS_SET[_places(short)]),
        "spread_long": _ratio(_BITS_SET[shared_long], _BITS_SET[_places(long)]),
    }


def _abouts(found: Stack, shorter: Rows, longer: Rows) -> dict[str, Shares]:
    ends = _ends(found.entities, found.n_entities)
    limit = np.minimum(ends[shorter], ends[longer])[:, None]
    one, other = (_cut(found.entities[side], limit) for side in (shorter, longer))
    numbers = [np.where(rows & np.uint32(1), rows, NOTHING) for rows in (one, other)]
    n_entities = np.minimum(*((rows != NOTHING).sum(axis=1) for rows in (one, other)))
    n_numbers = np.minimum(*((rows != NOTHING).sum(axis=1) for rows in numbers))
    return {
        "entities": _ratio(_n_common(one, other), n_entities),
        "n_entities": n_entities.astype(np.float64),
        "numbers": _ratio(_n_common(numbers[0], numbers[1]), n_numbers),
        "n_numbers": n_numbers.astype(np.float64),
    }


def _ends(rows: _Rows, n: NDArray[np.int64]) -> _Rows:
    """Up to which number each row holds all there is: its last, where there were more."""
    ends: _Rows = np.where(n > rows.shape[1], rows[:, -1], NOTHING)
    return ends


def _cut(rows: _Rows, limit: _Rows) -> _Rows:
    cut: _Rows = np.where(rows <= limit, rows, NOTHING)
    return cut


def _n_common(one: _Rows, other: _Rows) -> NDArray[np.int64]:
    """How many numbers two rows share; no row holds one twice."""
    both = np.sort(np.concatenate([one, other], axis=1), axis=1)
    found: NDArray[np.int64] = ((both[:, 1:] == both[:, :-1]) & (both[:, 1:] != NOTHING)).sum(
        axis=1
    )
    return found


def _common_places(short: _Rows, long: _Rows) -> tuple[NDArray[np.int64], _Rows, _Rows]:
    """How many hashes are shared, and the parts of either text that they stand in, a bit each."""
    both = np.concatenate([short, long], axis=1)
    order = np.argsort(both >> np.uint32(PLACE_BITS), axis=1, kind="stable")
    both = np.take_along_axis(both, order, axis=1)
    hashes = both >> np.uint32(PLACE_BITS)
    is_pair = (hashes[:, 1:] == hashes[:, :-1]) & (both[:, :-1] != NOTHING)
    bits = _BIT[both & _PLACE]
    parts = [
        np.bitwise_or.reduce(np.where(is_pair, side, np.uint32(0)), axis=1)
        for side in (bits[:, :-1], bits[:, 1:])  # the stable order has the shorter's first
    ]
    return is_pair.sum(axis=1), parts[0], parts[1]


def _places(rows: _Rows) -> _Rows:
    found: _Rows = np.bitwise_or.reduce(
        np.where(rows == NOTHING, np.uint32(0), _BIT[rows & _PLACE]), axis=1
    )
    return found


def _ratio(part: NDArray[np.generic], whole: NDArray[np.generic]) -> Shares:
    return np.asarray(part, dtype=np.float64) / np.maximum(np.asarray(whole, dtype=np.float64), 1)
