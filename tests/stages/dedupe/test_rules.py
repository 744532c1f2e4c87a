"""Facts about what counts as a copy: edits of a story do, templates and quotations do not."""

import random

import numpy as np
import pytest
from tests.stages.dedupe.texts import story, words

from wireroom.stages.dedupe.furniture import Shelf
from wireroom.stages.dedupe.likeness import likeness
from wireroom.stages.dedupe.rules import is_copy, rule_names, scores
from wireroom.stages.dedupe.sketch import read, sketch, stacked

ONE, OTHER = story("one", 360), story("other", 360)
LINES = ONE.split(". ")


def edited(text, share, seed=1):
    """The text with that share of its small words replaced."""
    rng = random.Random(seed)
    fresh = words(("fresh", seed), 1000)
    return " ".join(
        rng.choice(fresh) if word.islower() and rng.random() < share else word
        for word in text.split(" ")
    )


def weather(seed):
    """A frame that is filled anew each day."""
    rng = random.Random(seed)
    n = [rng.randint(100, 99999) for _ in range(14)]
    name = [word.title() for word in words(seed, 6)]
    return " ".join(
        f"The office in {name[i % 6]} expects a high of {n[i]} and a low of {n[i + 7]} there, with "
        f"winds from the north and a chance of rain in the afternoon of the {i}th day; drivers are "
        "asked to take care on wet roads and to leave their lights on until the evening."
        for i in range(7)
    )


COPIES = {
    "the same": ONE,
    "one word in twelve replaced": edited(ONE, 0.08),
    "one word in six replaced": edited(ONE, 0.17),
    "its first third": ". ".join(LINES[: len(LINES) // 3]),
    "every other sentence": ". ".join(LINES[::2]),
    "sentences in another order": ". ".join([LINES[0], *LINES[:0:-1]]),
    "a new lede": OTHER[:200] + ONE,
}
STRANGERS = {
    "another story": OTHER,
    "another that quotes two sentences": ". ".join(LINES[3:5]) + ". " + OTHER,
    "a follow-up with a fifth for background": OTHER + " " + ". ".join(LINES[-6:]),
}


def compared(one, other):
    return likeness(stacked([sketch(read(text)).packed for text in (one, other)]), [0], [1])


def accepted(one, other, *, own=False):
    return bool(is_copy(compared(one, other), np.array([own]))[0])


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
def test_edit_of_a_story_is_a_copy_of_it(text):
    """In another outlet and in the same one."""
    assert accepted(ONE, text)
    assert accepted(text, ONE, own=True)


@pytest.mark.parametrize("text", STRANGERS.values(), ids=STRANGERS)
def test_what_shares_a_part_with_a_story_is_no_copy(text):
    """In another outlet and in the same one."""
    assert not accepted(ONE, text)
    assert not accepted(text, ONE, own=True)


def test_two_fillings_of_a_template_are_no_copies():
    """The words agree; the names and numbers say that it is another day."""
    found = compared(weather(1), weather(2))
    assert found.jaccard[0] > 0.3
    assert not is_copy(found, np.array([False]))[0]


def test_score_falls_with_every_edit():
    """Copies are ranked: the same text first, a rewritten one last."""
    texts = [ONE, *(edited(ONE, share) for share in (0.05, 0.15, 0.3))]
    found = [float(scores(compared(ONE, text))[0]) for text in texts]
    assert found[0] == 1.0
    assert found == sorted(found, reverse=True)


def test_rule_is_named_where_one_holds():
    """The evidence names the first rule; where none holds there is no name."""
    assert rule_names(compared(ONE, ONE)) == ["alike"]
    assert rule_names(compared(ONE, OTHER)) == [""]


def test_furniture_alone_makes_no_copy_in_one_outlet():
    """Two stories amid the same notices, before these are known for furniture."""
    one, other = (f"{story(n, 100)} {story('notices', 150)}" for n in (1, 2))
    assert accepted(one, other)
    assert not accepted(one, other, own=True)


FOOT = " ".join(words("foot", 150))


def test_furniture_is_dropped_once_eight_others_carry_it():
    """From then on an outlet's articles are sketched without it."""
    shelf = Shelf()
    left = [len(shelf.stripped(read(f"{story(n, 120)} {FOOT}").shingles)) for n in range(10)]
    assert min(left[:8]) > 250
    assert max(left[8:]) < 180


def test_article_that_is_all_frame_is_left_whole():
    """An outlet's daily table would lose everything: then nothing is dropped."""
    shelf = Shelf()
    for n in range(9):
        shelf.stripped(read(f"{n} {FOOT}").shingles)
    assert len(shelf.stripped(read(FOOT).shingles)) == len(read(FOOT).shingles)
