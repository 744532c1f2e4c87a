"""Several hosts' copies: who stands alone, and when nobody does."""

import pytest
from tests.stages.mirrors.copies import MIRROR, ORIGIN, OWN, TEXT, THIRD, copy

from wireroom.stages.mirrors.divergence import DivergenceKind
from wireroom.stages.mirrors.majority import standings

FOURTH, FIFTH = "fourth.test", "fifth.test"
LIE, OTHER_LIE = TEXT.replace("70", "7"), TEXT.replace("70", "700")


def alone(**texts):
    """The hosts that a majority contradicts; hosts are given by their first word."""
    hosts = {"origin": ORIGIN, "mirror": MIRROR, "third": THIRD, "fourth": FOURTH, "fifth": FIFTH}
    copies = [copy(text, host=hosts[name]) for name, text in texts.items()]
    return [one.host for one in standings(copies, own_hosts=OWN) if one.is_alone]


CASES = {
    "one host": ({"origin": TEXT}, []),
    "one against one": ({"origin": TEXT, "mirror": LIE}, []),
    "one against two": ({"mirror": LIE, "origin": TEXT, "third": TEXT}, [MIRROR]),
    "three that agree": ({"origin": TEXT, "mirror": TEXT, "third": TEXT}, []),
    "three that differ": ({"origin": TEXT, "mirror": LIE, "third": OTHER_LIE}, []),
    "two against two": (
        {"origin": TEXT, "mirror": LIE, "third": TEXT, "fourth": LIE}, [],
    ),
    "two liars against two": (
        {"origin": TEXT, "mirror": LIE, "third": TEXT, "fourth": OTHER_LIE}, [MIRROR, FOURTH],
    ),
    "two that agree against three": (
        {"origin": TEXT, "mirror": LIE, "third": TEXT, "fourth": LIE, "fifth": TEXT},
        [MIRROR, FOURTH],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "hosts"), CASES.values(), ids=CASES)
def test_a_host_stands_alone_where_more_agree_on_something_else(texts, hosts):
    """Two at least have to agree, and more than agree on anything else."""
    assert alone(**texts) == hosts


def test_the_change_is_told_against_a_host_of_the_majority():
    """With what the others say."""
    copies = [copy(LIE), copy(host=ORIGIN), copy(host=THIRD)]
    theirs, origin, third = standings(copies, own_hosts=OWN)
    assert (theirs.other_host, str(theirs.divergence.changes[0])) == (
        ORIGIN, "number 70 became 7 in “The flood killed 70 people in Zarrin on”",
    )  # fmt: skip
    assert (origin.other_host, origin.divergence.kind) == (THIRD, DivergenceKind.IDENTICAL)
    assert origin.says == third.says != theirs.says


def test_a_host_that_carries_less_is_left_in_peace():
    """Without the scripts that two others have it adds nothing."""
    script = '<script src="https://ads.test/x.js"></script>'
    copies = [copy(), copy(host=ORIGIN, extra=script), copy(host=THIRD, extra=script)]
    assert not any(one.is_alone for one in standings(copies, own_hosts=OWN))


def test_what_adds_no_words_says_nothing_that_others_could_follow():
    """An injected script leaves the words alone: nobody can come to say the same."""
    copies = [copy(extra="<script>steal()</script>"), copy(host=ORIGIN), copy(host=THIRD)]
    theirs, *_ = standings(copies, own_hosts=OWN)
    assert (theirs.is_alone, theirs.says) == (True, "")
