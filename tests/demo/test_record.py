"""A record says what was filed and not who told it; a difference is told in words."""

from pathlib import Path

import pytest
from tests.rooms import NOW, demo_settings, run

from wireroom.demo import LIES, Lie, Newsroom, Record, differences, lie_from, record_of, tell
from wireroom.demo.houses import HOUSES
from wireroom.errors import BadInputError

ONE: Record = {
    "article": {("a:1",): {"article_id": "a:1", "canonical_url": "https://a.test/1"}},
    "article_version": {},
    "relation": {},
    "ledger": {("a:1", "/rss"): {"article_id": "a:1", "feed": "/rss", "state": "new"}},
}


def test_a_record_is_as_itself() -> None:
    """Nothing to tell."""
    assert differences(ONE, ONE) == []


def test_what_is_other_missing_or_too_many_is_told() -> None:
    """Table, key and column, and both values."""
    other = {
        **ONE,
        "article": {("a:2",): {"article_id": "a:2"}},
        "ledger": {("a:1", "/rss"): {"article_id": "a:1", "feed": "/rss", "state": "failed"}},
    }
    assert differences(ONE, other) == [
        "article a:1: it is missing",
        "article a:2: there is one too many",
        "ledger a:1 /rss: state is 'failed', not 'new'",
    ]


def test_record_of_a_run_names_no_host_that_served(newsroom: Newsroom, tmp_path: Path) -> None:
    """Alborz's origin is down in the demo: its mirror told all, and the record does not say so."""
    settings = demo_settings(newsroom, tmp_path)
    run(settings, "r", now=NOW, outlets=["alborz", "northwire"])
    record = record_of(settings, "alborz")
    assert len(record["article"]) == 14
    assert len(record["ledger"]) == 14
    assert "alborz.co" not in str(record)
    assert len(record_of(settings)["article"]) == 28


@pytest.mark.parametrize(
    ("text", "lie"),
    [
        ("dead", Lie(kind="dead")),
        ("numbers:10", Lie(kind="numbers", after=10)),
        ("numbers:", Lie(kind="numbers")),
    ],
)
def test_lie_is_read(text: str, lie: Lie) -> None:
    """A kind, and from which article on."""
    assert lie_from(text) == lie


@pytest.mark.parametrize("text", ["", "grumpy", "numbers:0", "numbers:x", "prefix"])
def test_other_words_are_no_lie(text: str) -> None:
    """The refusal says what to write."""
    with pytest.raises(BadInputError, match=r"numbers(:10|, links)"):
        lie_from(text)


@pytest.mark.parametrize("kind", LIES)
def test_every_origin_tells_the_lie(newsroom: Newsroom, kind: str) -> None:
    """All five origins are of that kind at once, and no mirror is."""
    newsroom.heal()
    tell(newsroom, Lie(kind=kind))
    faults = newsroom.world.faults
    for house in HOUSES:
        for number, host in enumerate(house.hosts):
            is_bad = faults.is_dropped(host) or faults.lie_of(host) == kind
            assert is_bad == (number == 0)
