"""Two lists of words side by side: where they differ, in time that grows with their length."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_N_ANCHOR = 4  # words that, found once in each text, mark the same place
_MOST_PAIRS = 250_000  # of words compared by difflib, whose time grows with the square


@dataclass(frozen=True, slots=True)
class Gap:
    """`known[i:j]` stands where `told[k:m]` does; either may be empty."""

    i: int
    j: int
    k: int
    m: int


def gaps(known: Sequence[str], told: Sequence[str]) -> list[Gap]:
    """Where the two differ, in order; what lies between the gaps is equal.

    Runs of words that each text has once are aligned first (patience diff:
    https://bramcohen.livejournal.com/73318.html), what is left between them by difflib; a rest too
    long for it is one gap.
    """
    found: list[Gap] = []
    i = k = 0
    for left, right in [*_anchors(known, told), (len(known), len(told))]:
        if left < i or right < k:
            continue
        found += _between(known, told, Gap(i, left, k, right))
        i, k = left, right
        while i < len(known) and k < len(told) and known[i] == told[k]:
            i, k = i + 1, k + 1
    return found


def similarity(known: Sequence[str], told: Sequence[str], found: Sequence[Gap]) -> float:
    """The share of words that both have, 0 to 1, as difflib's ratio; two empty texts are alike."""
    total = len(known) + len(told)
    differ = sum(gap.j - gap.i + gap.m - gap.k for gap in found)
    return 1.0 - differ / total if total else 1.0


def _anchors(known: Sequence[str], told: Sequence[str]) -> list[tuple[int, int]]:
    """Places that are surely the same, in the order of both texts."""
    here, there = _once(known), _once(told)
    pairs = sorted((at, there[run]) for run, at in here.items() if run in there)
    return _rising(pairs)


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    runs = list(zip(*(words[n:] for n in range(_N_ANCHOR)), strict=False))
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs whose second numbers rise (patience sorting)."""
    tops: list[int] = []
    at_top: list[int] = []
    before: list[int] = []
    for number, (_, right) in enumerate(pairs):
        pile = bisect_left(tops, right)
        before.append(at_top[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [right]
        at_top[pile : pile + 1] = [number]
    chosen: list[tuple[int, int]] = []
    number = at_top[-1] if at_top else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]


def _between(known: Sequence[str], told: Sequence[str], gap: Gap) -> Iterator[Gap]:
    """The gaps within one: equal ends taken off, the middle by difflib where it is short."""
    i, j, k, m = gap.i, gap.j, gap.k, gap.m
    while i < j and k < m and known[i] == told[k]:
        i, k = i + 1, k + 1
    while i < j and k < m and known[j - 1] == told[m - 1]:
        j, m = j - 1, m - 1
    if i == j and k == m:
        return
    if i == j or k == m or (j - i) * (m - k) > _MOST_PAIRS:
        yield Gap(i, j, k, m)
        return
    matcher = SequenceMatcher(None, known[i:j], told[k:m], autojunk=False)
    blocks = [(0, 0, 0), *matcher.get_matching_blocks()]
    for (a, b, n), (c, d, _) in pairwise(blocks):
        if (a + n, b + n) != (c, d):
            yield Gap(i + a + n, i + c, k + b + n, k + d)
