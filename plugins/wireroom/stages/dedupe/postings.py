"""Which articles share keys: packed lists of (key, article), searched a batch at a time.

A part holds up to 65,536 articles in 6 bytes a key, sorted by key; all keys of a batch are looked
up in one go. Knows no file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wireroom.ports.near import Part

Keys = NDArray[np.uint32]
Members = NDArray[np.uint16]
Numbers = NDArray[np.int64]

PART = 1 << 16  # articles; a member's offset fits two bytes
MOST_SHARED = 100  # articles with a key: above that it is a phrase, not a story; design/dedupe.md
N_CANDIDATES = (
    24  # per article that are looked at; with 16 or 32 the same copies are found (adr/0010)
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hits:
    """Keys found: which of the keys asked for, and the article that has it."""

    asked: Numbers
    numbers: Numbers


def part_of(first: int, keys: Sequence[Keys]) -> Part:
    """The part of consecutive articles, given each one's keys."""
    every = np.concatenate(keys) if keys else np.zeros(0, dtype=np.uint32)
    members = np.repeat(np.arange(len(keys), dtype=np.uint16), [len(own) for own in keys])
    return _sorted(first, every, members)


def joined(one: Part, other: Part) -> Part:
    """Two parts as one; `other` follows `one` directly, and both together fit."""
    shift = np.uint16(other.first - one.first)
    keys = np.concatenate([one.keys, other.keys])
    return _sorted(one.first, keys, np.concatenate([one.members, other.members + shift]))


def hits(parts: Iterable[Part], keys: Keys) -> Hits:
    """Every article that has one of `keys`; keys that more than a hundred have are left out."""
    order = np.argsort(keys)
    ordered = keys[order]
    n_having = np.zeros(len(keys), dtype=np.int64)
    asked, numbers = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for part in parts:
        rare = np.flatnonzero(n_having <= MOST_SHARED)  # or else phrases would fill the memory
        found = _hits(part, ordered[rare])
        asked.append(rare[found.asked])
        numbers.append(found.numbers)
        n_having += np.bincount(asked[-1], minlength=len(keys))
    whose, number = np.concatenate(asked), np.concatenate(numbers)
    is_rare = n_having[whose] <= MOST_SHARED
    return Hits(asked=order[whose[is_rare]], numbers=number[is_rare])


def candidates(found: Hits, owners: Numbers) -> list[tuple[int, int]]:
    """Pairs of an article and an earlier one to look at, at most sixteen for each.

    `owners` are the articles that the keys asked for belong to. Those that share most come first,
    and among these the ones whose shared keys are rare.
    """
    own = owners[found.asked]
    is_earlier = found.numbers < own
    own, other = own[is_earlier], found.numbers[is_earlier]
    if not len(own):
        return []
    n_having = np.bincount(found.asked, minlength=1)[found.asked][is_earlier]
    pairs, which = np.unique((own << 32) | other, return_inverse=True)
    weights = np.bincount(which, weights=np.log(2 * MOST_SHARED / n_having))
    own = pairs >> 32
    order = np.lexsort((pairs, -weights, own))
    ranks = np.arange(len(order)) - np.searchsorted(own[order], own[order])
    kept = pairs[order][ranks < N_CANDIDATES]
    return list(zip((kept >> 32).tolist(), (kept & 0xFFFFFFFF).tolist(), strict=True))


def _hits(part: Part, keys: Keys) -> Hits:
    begin = np.searchsorted(part.keys, keys, side="left")
    n_having = np.searchsorted(part.keys, keys, side="right") - begin
    n_having[n_having > MOST_SHARED + 1] = MOST_SHARED + 1  # enough to tell that it is common
    asked = np.repeat(np.arange(len(keys)), n_having)
    starts = np.repeat(begin - np.concatenate([[0], np.cumsum(n_having)[:-1]]), n_having)
    at = starts + np.arange(len(asked))
    return Hits(asked=asked, numbers=part.members[at].astype(np.int64) + part.first)


def _sorted(first: int, keys: Keys, members: Members) -> Part:
    order = np.argsort(keys, kind="stable")  # quick where both halves are in order already
    return Part(first=first, keys=keys[order], members=members[order])
