"""Content versions and absences on both engines: whatever the order, the same rows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from tests.adapters.warehouse.test_races import N_WRITERS, at_once
from tests.adapters.warehouse.test_store import article, batch, dump, seen

from wireroom.model import Absence, version_id
from wireroom.ports import LoadBatch, Refined

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def read_by(extractor, text, **changes):
    """An article that an extractor read."""
    made = article(text=text, **changes)
    return replace(made, clean=replace(made.clean, extractor=extractor))


def refined(store, text, extractor="x/2"):
    """The only filed version read again."""
    (of,) = store.versions(["zoo:1"])["zoo:1"]
    better = replace(read_by(extractor, text), version_id=of.version_id)
    return Refined(of=of, article=better)


def absence(number, hours):
    return Absence(
        article_id="zoo:1", run_id=f"r{number}", seen_at=NOW + hours * HOUR, hosts=("m.test",)
    )


def test_a_better_reading_keeps_the_name_and_the_old_text(store):
    """And is replaced once: filed again it changes no row."""
    store.load(batch(article(text="old")), now=NOW)
    better = refined(store, "better")
    store.load(LoadBatch(refined=[better]), now=NOW)
    before = dump(store)
    store.load(LoadBatch(refined=[better]), now=NOW)
    store.load(batch(article(text="old")), now=NOW)
    assert dump(store) == before
    row = store.articles(5)[0]
    assert (row["text"], row["n_versions"], row["version_id"]) == ("better", 1, version_id("old"))
    assert list(store.query("SELECT text FROM article_reading")[1]) == [("old",)]


def test_copies_are_found_by_the_text_as_it_reads_today(store):
    """Another article with the better text is the same; one with the old reading is not."""
    store.load(batch(article(text="old")), now=NOW)
    store.load(LoadBatch(refined=[refined(store, "better")]), now=NOW)
    told = [
        [c.article_id for c in store.copies("else", ids=[], digests=[version_id(t)])]
        for t in ("better", "old")
    ]
    assert told == [["zoo:1"], []]


def test_of_readers_at_once_one_replaces(store, url):
    """The others find another reading than they looked at; nothing is lost, nothing told twice."""
    store.load(batch(article(text="old")), now=NOW)

    def work(mine, number):
        better = refined(store, f"better {number}")
        mine.load(LoadBatch(refined=[better]), now=NOW)

    at_once(url, work)
    n_kept = next(store.query("SELECT count(*) FROM article_reading")[1])[0]
    assert 1 <= n_kept <= N_WRITERS
    assert store.articles(5)[0]["text"].startswith("better")
    assert store.articles(5)[0]["n_versions"] == 1


def test_the_earliest_capture_stands_for_its_text_in_any_order(url, store):
    """Three captures of one text and one of another, filed one by one."""
    told = [article(text="a", at=NOW + hours * HOUR, capture_id=f"c{hours}") for hours in (2, 1, 3)]
    told.append(article(text="b", at=NOW + 2 * HOUR, capture_id="c9"))
    found = set()
    for order in permutations(told):
        with store.database.write() as transaction:
            transaction.execute("DELETE FROM article")
            transaction.execute("DELETE FROM article_version")
        for one in order:
            store.load(LoadBatch(articles=[one]), now=NOW)
        rows = store.query("SELECT text, observed_at, version_id, number FROM article_history")[1]
        captures = store.query("SELECT capture_id FROM article_version ORDER BY 1")[1]
        found.add((*rows, *captures, store.articles(1)[0]["text"]))
    assert len(found) == 1
    assert [row[1][11:13] for row in next(iter(found))[:2]] == ["04", "05"]


@pytest.mark.parametrize("order", [*permutations((None, 1, 3))], ids=str)
def test_the_latest_that_was_stated_of_a_version_stands_whoever_told_it(store, order):
    """A listing states nothing, a feed an instant, the page another; a better reading none."""
    for number, hours in enumerate(order):
        stated = NOW + hours * HOUR if hours else None
        store.load(batch(article(stated_at=stated, at=NOW + number * HOUR)), now=NOW)
    store.load(LoadBatch(refined=[refined(store, "better")]), now=NOW)
    (row,) = store.query("SELECT stated_at, observed_at FROM article_version")[1]
    assert row == ("2026-01-02T06:04:05.000000Z", "2026-01-02T03:04:05.000000Z")


@pytest.mark.parametrize(
    ("stated", "silent"),
    [
        ((None, None), (0, 1)),
        ((NOW, NOW), (0, 1)),
        ((NOW, NOW + HOUR), (0, 0)),
        ((None, NOW), (0, 0)),
        ((NOW, None), (0, 1)),
        ((NOW + HOUR, NOW, NOW + 2 * HOUR), (0, 1, 0)),
    ],
)
def test_an_edit_is_silent_where_nothing_later_is_stated(store, stated, silent):
    """The first version never is."""
    for number, at in enumerate(stated):
        one = article(text=f"t{number}", at=NOW + number * HOUR, stated_at=at)
        store.load(LoadBatch(articles=[one]), now=NOW)
    rows = store.query("SELECT number, is_silent FROM article_history")[1]
    assert [(n, int(flag)) for n, flag in rows] == list(enumerate(silent, start=1))


@pytest.mark.parametrize(
    ("hours", "sights", "at"),
    [
        ((1,), (), None),
        ((1, 2), (), None),
        ((1, 4), (), 1),
        ((1, 2, 4), (), 1),
        ((1, 4), (2,), None),
        ((1, 4), (9,), None),
        ((1, 4, 7), (2,), 4),
    ],
    ids=["once", "twice at once", "twice", "thrice", "between", "back", "back and gone again"],
)
def test_an_article_disappears_by_two_absences(store, hours, sights, at):
    """Three hours apart, no sight since; the first of the two; in whichever order they come."""
    events = [LoadBatch(absences=[absence(n, h)]) for n, h in enumerate(hours)]
    events += [LoadBatch(sightings=[seen(at=NOW + h * HOUR)]) for h in sights]
    expected = None if at is None else f"2026-01-02T{3 + at:02}:04:05.000000Z"
    for order in permutations(events):
        with store.database.write() as transaction:
            for table in ("absence", "article", "article_version", "sighting"):
                transaction.execute(f"DELETE FROM {table}")
        store.load(batch(article()), now=NOW)
        for load in (*order, *order):
            store.load(load, now=NOW)
        assert store.articles(1)[0]["disappeared_at"] == expected
