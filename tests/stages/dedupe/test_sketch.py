"""Facts about fingerprints: the same everywhere, whole when packed, true to what they sample."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stages.dedupe.texts import story, words

from wireroom.stages.dedupe.likeness import likeness
from wireroom.stages.dedupe.shingles import shingles, token_hashes
from wireroom.stages.dedupe.sketch import (
    N_BYTES,
    N_KEYS,
    N_SAMPLE,
    NOTHING,
    read,
    sketch,
    stacked,
)
from wireroom.stages.dedupe.tokens import tokens


def sketched(text):
    return sketch(read(text))


def test_shingles_are_the_same_on_every_machine():
    """Fingerprints lie in warehouses: another release must find them again."""
    found = shingles(token_hashes(tokens("One two, three four")))
    assert [int(value) for value in found] == [7327050697489138911, 2132499375812031807]


def compared(one, other):
    return likeness(stacked([sketched(text).packed for text in (one, other)]), [0], [1])


@pytest.mark.parametrize("n", [0, 1, 2, 3, 40, 4000])
def test_sketch_is_of_one_size_however_long_the_text(n):
    """So many keys and samples at most; every shingle where there are few."""
    found = sketched(" ".join(words("long", n)))
    row = stacked([found.packed])
    n_shingles = max(min(n, 1), n - 2)
    assert len(found.keys) == min(N_KEYS, found.n)
    assert (row.sample != NOTHING).sum() == min(N_SAMPLE, found.n)
    assert 0.95 * n_shingles <= row.n[0] == found.n <= n_shingles
    assert len(found.packed) == N_BYTES < 350


@given(st.lists(st.text(alphabet="ab cd1Ü。気象", max_size=400), min_size=1, max_size=5))
def test_rows_of_a_stack_are_ascending_and_filled_up(texts):
    """However many are read at once, each row is that of its text alone."""
    packed = [sketched(text).packed for text in texts]
    many = stacked(packed)
    for at, one in enumerate(map(stacked, [[row] for row in packed])):
        for name in ("n", "n_entities", "digest", "sample", "entities", "lede"):
            assert np.array_equal(getattr(many, name)[at], getattr(one, name)[0])
    for rows in (many.sample, many.entities, many.lede):
        assert (np.diff(rows.astype(np.int64)) >= 0).all()


@given(st.integers(0, 10**6), st.floats(0, 1))
def test_jaccard_of_sketches_is_near_that_of_the_texts(seed, share):
    """Of two texts that share a part, the sample tells how much, to within its size's error."""
    n_shared = int(600 * share)
    common = words(seed, n_shared)
    one = common + words((seed, 1), 600 - n_shared)
    other = common + words((seed, 2), 600 - n_shared)
    sets = [set(zip(w, w[1:], w[2:], strict=False)) for w in (one, other)]
    truth = len(sets[0] & sets[1]) / len(sets[0] | sets[1])
    found = compared(" ".join(one), " ".join(other))
    assert abs(found.jaccard[0] - truth) < 0.25


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=200))
def test_every_text_is_wholly_like_itself(letters):
    """Each share of a text compared with itself is one."""
    found = compared(" ".join(letters), " ".join(letters))
    shares = (found.jaccard, found.containment, found.lede, found.spread_short, found.spread_long)
    assert [float(share[0]) for share in shares] == [1.0] * 5


def test_likeness_is_the_same_from_either_side():
    """Which of the two comes first changes no measure."""
    packed = [sketched(text).packed for text in (story(1), story(1)[:900] + story(2))]
    ways = likeness(stacked(packed), [0, 1], [1, 0])
    for name in ("jaccard", "containment", "n_shared", "entities", "lede", "spread_long"):
        assert getattr(ways, name)[0] == getattr(ways, name)[1]


def test_texts_without_letters_are_alike_in_nothing():
    """Two empty texts are no copies of each other."""
    found = compared("...", "—")
    assert (found.jaccard[0], found.containment[0], found.n_shared[0]) == (0, 0, 0)
