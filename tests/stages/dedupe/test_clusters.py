"""Facts about groups: strong links join, one weak link does not, people have the last word."""

import random

import pytest

from wireroom.stages.dedupe.clusters import Decision, Link, groups


def links(*told):
    """Links from words such as ``a-b .9``."""
    pairs = [(*word.split("-"), score) for word, score in told]
    return [Link(one=one, other=other, score=score) for one, other, score in pairs]


TWO_STARS = links(("a-b", 0.5), ("a-c", 0.5), ("b-c", 0.5), ("x-y", 0.5), ("x-z", 0.5))
SPLIT_B, MERGE_AX = (
    Decision(number=1, action="split", article_id="b"),
    Decision(number=2, action="merge", article_id="a", other_id="x"),
)
CASES = {
    "none": ([], [], []),
    "a pair": (links(("a-b", 0.2)), [], ["ab"]),
    "a chain of weak links": (links(("a-b", 0.3), ("b-c", 0.3)), [], ["abc"]),
    "two stars": (TWO_STARS, [], ["abc", "xyz"]),
    "two stars and one weak link": ([*TWO_STARS, *links(("c-x", 0.3))], [], ["abc", "xyz"]),
    "two stars and a strong link": ([*TWO_STARS, *links(("c-x", 0.7))], [], ["abcxyz"]),
    "two stars and many weak links": (
        [*TWO_STARS, *links(("c-x", 0.3), ("b-y", 0.3), ("a-z", 0.3))], [], ["abcxyz"],
    ),
    "split by a person": (TWO_STARS, [SPLIT_B], ["ac", "xyz"]),
    "merged by a person": (TWO_STARS, [MERGE_AX], ["abcxyz"]),
    "split, then merged again": (
        TWO_STARS,
        [SPLIT_B, Decision(number=3, action="merge", article_id="b", other_id="a")],
        ["abc", "xyz"],
    ),
    "merged, then split again": (
        TWO_STARS, [MERGE_AX, Decision(number=3, action="split", article_id="x")], ["abc"],
    ),
    "merged without any link": ([], [MERGE_AX], ["ax"]),
}  # fmt: skip


@pytest.mark.parametrize(("found", "decisions", "expected"), CASES.values(), ids=CASES)
def test_links_and_decisions_make_groups(found, decisions, expected):
    """Which articles stand together, in whatever order the facts came."""
    for seed in range(5):
        shuffled = random.Random(seed).sample(found, len(found))
        assert groups(shuffled, decisions) == [list(group) for group in expected]


def test_where_links_agree_their_names_decide():
    """Two that pull as hard at one article: the outcome is the same however they are told."""
    told = links(("a-m", 0.3), ("m-z", 0.3), *((f"a-a{n}", 0.5) for n in range(5)))
    outcomes = {str(groups(random.Random(n).sample(told, len(told)))) for n in range(20)}
    assert len(outcomes) == 1
