"""Facts about what changed between two texts."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.stages.versions import Change, Step, changes, word_changes

MARKS = {Step.SAME: "{}", Step.REMOVED: "[-{}-]", Step.ADDED: "{{+{}+}}"}


def told(before, after):
    """Pieces in git's marks."""
    return "".join(MARKS[p.step].format(p.text) for p in word_changes(before, after))


CASES = {
    "nothing": ("One two.", "One two.", "One two."),
    "white space": ("One  two.", "One\ntwo.", "One\ntwo."),
    "a word": ("It rose on Monday.", "It rose on Friday.", "It rose on[- Monday-]{+ Friday+}."),
    "a number": ("By 1,200.5 tons", "By 2,200.5 tons", "By[- 1,200.5-]{+ 2,200.5+} tons"),
    "added": ("He came.", "He never came.", "He{+ never+} came."),
    "removed": ("He never came.", "He came.", "He[- never-] came."),
    "a mark": ("He came", "He came!", "He came{+!+}"),
    "parted by a comma": ("of 1, 2 x", "of 3, 4 x", "of[- 1, 2-]{+ 3, 4+} x"),
    "an apostrophe": ("It doesn't", "It don't", "It[- doesn't-]{+ don't+}"),
    "Persian joiner": ("او می‌رود", "او می‌آید", "او[- می‌رود-]{+ می‌آید+}"),
    "Chinese": ("三月五日开会", "三月六日开会", "三月[-五-]{+六+}日开会"),
    "Thai": ("วันจันทร์นี้", "วันศุกร์นี้", None),
    "from nothing": ("", "New", "{+New+}"),
}


@pytest.mark.parametrize(("before", "after", "expected"), CASES.values(), ids=CASES)
def test_words_that_changed_are_told(before, after, expected):
    """By words, and by characters where a script has no spaces."""
    if expected is not None:
        assert told(before, after) == expected
    else:
        assert [p for p in word_changes(before, after) if p.step is Step.SAME]


_TEXTS = st.lists(st.sampled_from(["a", "b", "c,", "5", "三", ". ", "\n"])).map(" ".join)


@given(_TEXTS, _TEXTS)
def test_pieces_put_together_are_the_texts(before, after):
    """Nothing is lost or made up, white space aside."""
    pieces = word_changes(before, after)
    for apart, text in ((Step.ADDED, before), (Step.REMOVED, after)):
        shown = "".join(p.text for p in pieces if p.step is not apart)
        assert "".join(shown.split()) == "".join(text.split())


def test_paragraphs_stay_change_come_and_go():
    """Each with its own change, in the order of reading."""
    before = "One stays here.\n\nTwo of them met on Monday.\n\nQuite other words went away."
    after = "One stays here.\n\nTwo of them met on Friday.\n\nNothing like it: fresh lines."
    found = [one.change for one in changes(before, after)]
    assert found == [Change.SAME, Change.CHANGED, Change.REMOVED, Change.ADDED]
    assert [one.change for one in changes("a b\n\nc d", "x y\n\na b\n\nc d")] == [
        Change.ADDED, Change.SAME, Change.SAME,
    ]  # fmt: skip


@pytest.mark.parametrize("n_paragraphs", [1, 200])
@pytest.mark.parametrize("every", [1, 20], ids=["every word", "one in twenty"])
def test_ten_thousand_words_take_no_time(n_paragraphs, every):
    """They take a third of a second; where every pair of paragraphs is compared, ten."""
    chosen = random.Random(7)
    words = [f"w{int(chosen.paretovariate(0.7))}" for _ in range(10_000)]
    edited = [f"new{n}" if n % every == 0 else word for n, word in enumerate(words)]
    size = len(words) // n_paragraphs
    texts = [
        "\n\n".join(" ".join(text[n : n + size]) for n in range(0, len(text), size))
        for text in (words, edited)
    ]
    begun = time.process_time()
    found = changes(*texts)
    assert time.process_time() - begun < 4
    assert Change.SAME not in {one.change for one in found}
