"""The change sequence: what counts as a change, and that no reader skips a number."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from tests.adapters.warehouse.test_store import article, batch, capture, seen

from wireroom.adapters.warehouse import open_store
from wireroom.adapters.warehouse.engines import open_database
from wireroom.adapters.warehouse.load import file_rows
from wireroom.adapters.warehouse.migrations import migrate_database
from wireroom.errors import BadInputError, WarehouseUnavailableError
from wireroom.model import Relation
from wireroom.ports import LoadBatch

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def changed(store, since=0, size=2):
    """Numbers and ids of the changes after `since`, and the last number."""
    with store.changes(now=NOW) as found:
        rows = [change for some in found.batches(since, size=size) for change in some]
        return [(change.number, change.article_id) for change in rows], found.last


def test_articles_are_numbered_in_batches_and_once(store):
    """Three new ones have three numbers; nothing happens, nothing is numbered."""
    store.load(batch(article("1"), article("2", "b"), article("3", "c")), now=NOW)
    assert changed(store) == ([(1, "zoo:1"), (2, "zoo:2"), (3, "zoo:3")], 3)
    assert changed(store, since=3) == ([], 3)


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s.load(batch(article("1", "Another text.", LATER)), now=NOW),
        lambda s: s.load(batch(article("1", at=LATER, outlet="Zoo News")), now=NOW),
        lambda s: s.load(batch(article("1", at=LATER, claimed_id="zoo:9")), now=NOW),
        lambda s: s.load(batch(article("1", "Older.", NOW - timedelta(days=1))), now=NOW),
        lambda s: s.withdraw("zoo:1", reason="a libel", now=NOW),
    ],
    ids=["version", "outlet", "claim", "first-seen", "withdrawn"],
)
def test_what_counts_as_a_change(store, change):
    """The article has a new number, the highest; the others keep theirs."""
    store.load(batch(article("1"), article("2", "b")), now=NOW)
    assert changed(store)[1] == 2
    change(store)
    assert changed(store) == ([(2, "zoo:2"), (3, "zoo:1")], 3)


def test_a_joined_cluster_is_a_change(store):
    """Of the newer article; the older one stands as it stood."""
    store.load(batch(article("1"), article("2", at=LATER)), now=NOW)
    assert changed(store)[1] == 2
    relation = Relation(
        article_id="zoo:2", other_id="zoo:1", kind="exact", score=1.0, evidence="same text"
    )
    store.load(LoadBatch(relations=[relation]), now=NOW)
    assert changed(store, since=2) == ([(3, "zoo:2")], 3)


def test_being_seen_again_is_no_change(store):
    """The same page read later, on another host, too."""
    store.load(batch(article("1")), now=NOW)
    assert changed(store)[1] == 1
    again = LoadBatch(
        articles=[article("1", at=LATER)],
        captures=[capture("1")],
        sightings=[seen("1", host="n.test", at=LATER)],
    )
    store.load(again, now=NOW)
    assert changed(store)[1] == 1


def test_a_version_mended_in_place_is_a_change(store):
    """Whoever rewrites a row of article_version has not to think of it."""
    store.load(batch(article("1")), now=NOW)
    assert changed(store)[1] == 1
    with store.database.write() as transaction:
        transaction.execute("UPDATE article_version SET title = 'Better'")
    assert changed(store, since=1) == ([(2, "zoo:1")], 2)


@pytest.mark.parametrize("n_rows", [3, 40], ids=["few", "many"])
def test_what_is_filed_by_hand_is_a_change(store, n_rows):
    """Rows that no program of ours wrote: inserted at once, changed at once, deleted at once."""
    columns = """outlet_id, outlet, canonical_url, first_seen_at, last_seen_at, current_version_id,
    observed_at, cluster_id"""
    store.load(batch(*(article(str(at), f"text {at}") for at in range(n_rows))), now=NOW)
    assert changed(store, size=100)[1] == n_rows
    for n_told, sql in (
        (2, f"""INSERT INTO article (article_id, {columns})
         SELECT article_id || 'x', {columns} FROM article WHERE NOT article_id LIKE '%x'"""),
        (3, "UPDATE article SET outlet = 'Zoo News' WHERE article_id LIKE '%x'"),
        (3, "UPDATE article SET outlet = outlet, last_seen_at = observed_at"),
        (4, "DELETE FROM article WHERE article_id LIKE '%x'"),
    ):  # fmt: skip
        with store.database.write() as transaction:
            assert transaction.execute(sql) >= n_rows
        assert changed(store, size=100)[1] == n_told * n_rows


def test_every_column_of_an_article_counts_but_two(store):
    """Whoever adds a column names it in the triggers, or says here why it is no change."""
    store.load(batch(article("1")), now=NOW)
    mark = changed(store)[1]
    (table,) = (one for one in store.database.tables() if one.name == "article")
    for name in sorted({*table.columns} - {"article_id", "observed_at", "last_seen_at"}):
        value = LATER if name.endswith("_at") else f"another {name}"
        with store.database.write() as transaction:
            transaction.execute(f'UPDATE article SET "{name}" = ?', [value])
        assert changed(store, since=mark) == ([(mark + 1, "zoo:1")], mark + 1), name
        mark += 1
    with store.database.write() as transaction:
        transaction.execute("UPDATE article SET observed_at = ?, last_seen_at = ?", [LATER, LATER])
    assert changed(store, since=mark) == ([], mark)


def test_triggers_of_an_older_schema_are_replaced(empty_url):
    """What was filed under the thirteenth is noted once, and what changes later once more."""
    database = open_database(empty_url)
    migrate_database(database, to=13)
    with database.write() as transaction:
        file_rows(transaction, LoadBatch(articles=[article("1"), article("2", "b")]), now=NOW)
    store = open_store(empty_url)
    assert changed(store) == ([(1, "zoo:1"), (2, "zoo:2")], 2)
    store.load(batch(article("1", "Newer.", LATER), article("3", "c")), now=NOW)
    assert changed(store, since=2) == ([(3, "zoo:1"), (4, "zoo:3")], 4)


def test_articles_of_an_older_schema_are_new(empty_url):
    """What was filed before there were numbers travels with the first publication."""
    database = open_database(empty_url)
    migrate_database(database, to=8)
    with database.write() as transaction:
        file_rows(transaction, LoadBatch(articles=[article("1")]), now=NOW)
    assert changed(open_store(empty_url))[0] == [(1, "zoo:1")]


def test_a_reader_skips_no_number_of_a_transaction_that_commits_late(postgres_url):
    """The writer that began first commits last: its change comes after the number that was read.

    A sequence in the writers' own transactions would have given it the lower number.
    """
    slow, fast = open_store(postgres_url), open_store(postgres_url)
    with slow.database.write() as transaction:
        file_rows(transaction, LoadBatch(articles=[article("1")]), now=NOW)
        fast.load(batch(article("2", "b")), now=NOW)
        rows, mark = changed(fast)
        assert rows == [(1, "zoo:2")]
    assert changed(fast, since=mark) == ([(2, "zoo:1")], 2)


def test_a_change_under_way_while_numbers_are_given_is_not_lost(postgres_url):
    """An article that has a touch and gets another, uncommitted: the second is numbered later."""
    slow, fast = open_store(postgres_url), open_store(postgres_url)
    fast.load(batch(article("1")), now=NOW)
    with slow.database.write() as transaction:
        file_rows(transaction, LoadBatch(articles=[article("1", "Newer.", LATER)]), now=NOW)
        rows, mark = changed(fast)
        assert rows == [(1, "zoo:1")]
    assert changed(fast, since=mark) == ([(2, "zoo:1")], 2)


def follow(url, done):
    """What a reader sees that goes on from its own mark until the writers are done."""
    store, mark, found = open_store(url), 0, []
    is_last = False
    while not is_last:
        is_last = done.is_set()
        rows, mark = changed(store, since=mark, size=7)
        found += rows
    return found


def write(url, numbers):
    store = open_store(url)
    for number in numbers:
        store.load(batch(article(str(number), f"text {number}")), now=NOW)


def test_readers_at_once_miss_nothing_that_writers_file(url):
    """Each follows the numbers by its own mark while others write; each ends with the whole."""
    open_store(url)
    done = threading.Event()
    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(follow, url, done) for _ in range(2)]
        writers = [pool.submit(write, url, range(part, 60, 2)) for part in range(2)]
        for writer in writers:
            writer.result()
        done.set()
    for found in (reader.result() for reader in readers):
        assert {key for _, key in found} == {f"zoo:{number}" for number in range(60)}
        assert [number for number, _ in found] == sorted(number for number, _ in found)


def test_a_withdrawn_article_is_marked_and_may_come_back(store):
    """It stays in the warehouse; each way is a change; once is enough."""
    store.load(batch(article("1")), now=NOW)
    assert store.withdraw("zoo:1", reason="a libel", now=NOW)
    assert not store.withdraw("zoo:1", reason="again", now=LATER)
    with store.changes(now=NOW) as found:
        ((change,),) = found.batches(0, size=9)
        assert (change.is_withdrawn, change.record["withdrawn_at"]) == (True, NOW)
        assert change.record["text"] is None
        assert found.counts(0) == {}
    assert store.restore("zoo:1")
    assert not store.restore("zoo:1")
    with store.changes(now=NOW) as found:
        ((change,),) = found.batches(1, size=9)
        assert (change.number, change.is_withdrawn) == (2, False)
        assert found.counts(1) == {"zoo": (1, 1)}
        assert found.counts(2) == {"zoo": (1, 0)}


def test_an_unknown_article_is_not_withdrawn(store):
    """A mistyped id is said to be one."""
    with pytest.raises(BadInputError, match="no such article"):
        store.withdraw("zoo:404", reason="", now=NOW)


def test_an_instant_finds_the_number_before_it(store):
    """Changes since an instant are those numbered after it."""
    store.load(batch(article("1")), now=NOW)
    store.number_changes(now=NOW)
    store.load(batch(article("2", "b")), now=NOW)
    store.number_changes(now=LATER)
    with store.changes(now=LATER) as found:
        assert [found.since(at) for at in (NOW - timedelta(1), NOW, LATER)] == [0, 1, 2]


def test_two_publications_to_one_target_take_turns(url):
    """The second waits, and says so when it waited long enough; another target is free."""
    mine, other = open_store(url), open_store(url, busy_s=0.2)
    with mine.publishing("duckdb:x"):
        with pytest.raises(WarehouseUnavailableError), other.publishing("duckdb:x"):
            pass
        with other.publishing("duckdb:y"):
            pass
    with other.publishing("duckdb:x"):
        pass
