"""Facts about look-ups: everything rare is found in every part, what is common nowhere."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.stages.dedupe.postings import (
    MOST_SHARED,
    N_CANDIDATES,
    candidates,
    hits,
    joined,
    part_of,
)

KEYS = st.lists(st.lists(st.integers(0, 40), max_size=6, unique=True), min_size=1, max_size=30)


def packed(lists):
    return [np.array(sorted(keys), dtype=np.uint32) for keys in lists]


def looked_up(parts, lists):
    """Pairs of a place in `lists` and a number that shares a key, as often as it does."""
    keys = np.concatenate(packed(lists))
    owners = np.repeat(np.arange(len(lists)), [len(own) for own in lists])
    found = hits(parts, keys)
    return sorted(zip(owners[found.asked].tolist(), found.numbers.tolist(), strict=True))


@given(KEYS, KEYS, st.integers(0, 30))
def test_look_up_finds_what_a_plain_search_finds(filed, asked, cut):
    """However the filed articles are cut into parts."""
    cut = min(cut, len(filed))
    parts = [part_of(0, packed(filed[:cut])), part_of(cut, packed(filed[cut:]))]
    plain = sorted(
        (at, number)
        for at, own in enumerate(asked)
        for key in own
        for number, keys in enumerate(filed)
        if key in keys
    )
    assert looked_up(parts, asked) == plain
    assert looked_up([joined(*parts)], asked) == plain


@pytest.mark.parametrize("n_parts", [1, 3], ids=["one part", "three parts"])
@pytest.mark.parametrize(
    ("n_having", "n_found"), [(MOST_SHARED, MOST_SHARED), (MOST_SHARED + 1, 0), (5000, 0)]
)
def test_key_that_too_many_have_finds_nothing(n_having, n_found, n_parts):
    """A phrase is no story, in whichever parts it stands."""
    filed = [[7]] * n_having
    size = -(-n_having // n_parts)
    parts = [part_of(at, packed(filed[at : at + size])) for at in range(0, n_having, size)]
    assert len(looked_up(parts, [[7]])) == n_found


def test_candidates_are_earlier_and_the_likest_come_first():
    """Those that share more keys, then rarer ones; so many at most."""
    filed = [[1, 2, 3], [1], [2, 4], *([[1, 5]] * 40), [1, 2, 3, 4]]
    part = part_of(0, packed(filed))
    keys = packed([filed[-1]])[0]
    found = candidates(hits([part], keys), np.full(len(keys), len(filed) - 1))
    assert [other for _, other in found[:2]] == [0, 2]
    assert len(found) == N_CANDIDATES
    assert all(own == len(filed) - 1 > other for own, other in found)
