"""Two lists of words side by side."""

from hypothesis import given
from hypothesis import strategies as st

from wireroom.stages.mirrors.alignment import Gap, gaps, similarity

WORDS = st.lists(st.sampled_from(list("abcdefg")), max_size=60)


@given(WORDS, WORDS)
def test_what_lies_between_the_gaps_is_equal(known, told):
    """So the gaps make the one of the other, whatever the words are."""
    rebuilt, i, k = [], 0, 0
    for gap in gaps(known, told):
        assert known[i : gap.i] == told[k : gap.k]
        rebuilt += known[i : gap.i] + told[gap.k : gap.m]
        i, k = gap.j, gap.m
    assert rebuilt + known[i:] == told


@given(WORDS)
def test_a_list_has_no_gap_to_itself(words):
    """And is wholly alike."""
    assert gaps(words, words) == []
    assert similarity(words, words, []) == 1.0


@given(st.lists(st.integers(), min_size=40, max_size=200, unique=True), st.data())
def test_a_changed_word_is_one_gap(words, data):
    """Among words of which each comes once, it stands where it was changed."""
    at = data.draw(st.integers(0, len(words) - 1))
    told = [*words[:at], "x", *words[at + 1 :]]
    assert gaps(words, told) == [Gap(at, at + 1, at, at + 1)]


def test_moved_paragraphs_are_gaps_of_their_own():
    """What changed places is missing in one and added in the other."""
    one, two, three = (f"{name} one two three four".split() for name in "abc")
    found = gaps([*one, *two, *three], [*two, *one, *three])
    assert len(found) == 2
    assert sum(gap.j - gap.i for gap in found) == sum(gap.m - gap.k for gap in found) == 5
