"""Writers side by side: what reads in order to write sees what the others committed.

Each writer is a process or a thread with a store of its own; on SQLite they take turns.
"""

import multiprocessing
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.adapters.warehouse.test_store import (
    article,
    batch,
    capture,
    entry,
    ledger,
    poll,
    seen,
)

from wireroom.adapters.warehouse import open_store
from wireroom.model import Answer, Decision, Mirror, MirrorState, Relation, Source
from wireroom.ports import LoadBatch, Work

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
N_WRITERS = 6


def at_once(url, work):
    """What `work(store, number)` gives for each writer, all begun at one instant."""
    gate = threading.Barrier(N_WRITERS)

    def one(number):
        store = open_store(url)
        gate.wait()
        return work(store, number)

    with ThreadPoolExecutor(N_WRITERS) as pool:
        return list(pool.map(one, range(N_WRITERS)))


def test_a_hold_is_not_lost_to_a_reservation_under_way(store, url):
    """Each reservation is after the hold, or the hold after it: none shortens it."""

    def work(mine, number):
        for round_ in range(10):
            if number % 2:
                mine.hold(f"h{round_}", until=NOW + timedelta(hours=1))
            else:
                mine.reserve(f"h{round_}", now=NOW, delay_s=1)

    at_once(url, work)
    slots = [store.reserve(f"h{n}", now=NOW, delay_s=1) for n in range(10)]
    assert min(slots) >= NOW + timedelta(hours=1)


def test_of_answers_at_once_the_second_sees_the_first(store, url):
    """One decision is kept, whoever gave it."""
    mirror = Mirror(
        outlet_id="o", host="h", state=MirrorState.PROPOSED, source=Source.LIST, first_seen_at=NOW
    )
    store.update_mirror("o", "h", lambda _: mirror)

    def work(mine, number):
        def decide(known):
            if known.state is not MirrorState.PROPOSED:
                return None
            answer = Decision(
                outlet_id="o", host="h", answer=Answer.APPROVED, by=str(number), via="cli",
                at=NOW + timedelta(seconds=number), note="", evidence={},
            )  # fmt: skip
            return answer, replace(known, state=MirrorState.APPROVED)

        return mine.record("o", "h", decide)

    assert sum(found is not None for found in at_once(url, work)) == 1
    assert len(store.decisions("o")) == 1


def test_of_polls_at_once_one_is_journalled(store, url):
    """The feed's entries and rows are those of the first; the others change nothing."""

    def work(mine, number):
        works = [(Work(entry=entry(f"{number}-{n}"), article_id="zoo:1"), True) for n in range(40)]
        mine.save_poll(poll(), works, LoadBatch(sightings=[seen(host=f"h{number}.test")]))

    at_once(url, work)
    names = {name.split("-")[0] for name in store.entry_ids("r")}
    assert (len(names), len(store.entry_ids("r"))) == (1, 40)
    assert list(store.query("SELECT count(*) FROM sighting")[1]) == [(1,)]


def test_of_runs_that_file_an_article_at_once_one_finds_it_new(store, url):
    """Each run decided before the others had filed; the ledgers tell what each one came to."""

    def work(mine, number):
        for n in range(10):
            one = article(str(n), text=f"text {number % 2}")
            row = replace(ledger(str(n), version_id=one.version_id), run_id=f"r{number}")
            mine.load(LoadBatch(articles=[one], ledger=[row]), now=NOW)

    at_once(url, work)
    states = store.query("SELECT article_id, state, count(*) FROM ledger GROUP BY 1, 2")[1]
    counts = {(article_id, state): n for article_id, state, n in states}
    for n in range(10):
        got = [counts.get((f"zoo:{n}", state), 0) for state in ("new", "updated", "unchanged")]
        assert got == [1, 1, N_WRITERS - 2]


def test_batches_that_share_rows_are_filed_as_one_after_another(store, url):
    """In any order, whichever rows they share: the latest version stands, the span is whole."""
    keys = [str(n) for n in range(60)]

    def work(mine, number):
        shuffled = random.Random(number).sample(keys, len(keys))
        at = NOW + timedelta(hours=number)
        articles = [article(key, text=f"text {number}", at=at) for key in shuffled]
        sights = [seen(key, at=at, version=f"v{number}") for key in shuffled]
        for part in (slice(0, 30), slice(30, 60)):
            load = LoadBatch(articles=articles[part], sightings=sights[part])
            mine.load(load, now=NOW)

    at_once(url, work)
    last = N_WRITERS - 1
    rows = store.articles(100)
    assert len(rows) == 60
    assert {row["text"] for row in rows} == {f"text {last}"}
    assert {row["n_versions"] for row in rows} == {N_WRITERS}
    spans = {(row["first_seen_at"], row["last_seen_at"]) for row in rows}
    assert spans == {("2026-01-02T03:04:05.000000Z", f"2026-01-02T{3 + last:02}:04:05.000000Z")}
    _, found = store.query("SELECT DISTINCT version_id, first_seen_at, last_seen_at FROM sighting")
    assert list(found) == [(f"v{last}", *spans.pop())]


def test_clusters_joined_at_once_have_one_oldest(store, url):
    """A chain of copies told by six writers ends in one cluster, the oldest article's."""
    n_articles = 2 * N_WRITERS
    store.load(
        batch(*(article(f"{n:02}", at=NOW + timedelta(hours=n)) for n in range(n_articles))),
        now=NOW,
    )
    pairs = [(f"zoo:{a:02}", f"zoo:{b:02}") for b in range(n_articles) for a in range(b)]

    def work(mine, number):
        for one, other in pairs[number::N_WRITERS]:
            fact = Relation(article_id=other, other_id=one, kind="exact", score=1.0, evidence="")
            mine.load(LoadBatch(relations=[fact]), now=NOW)

    at_once(url, work)
    assert {row["cluster_id"] for row in store.articles(99)} == {"zoo:00"}


def _load(url, number, queue):
    store = open_store(url)
    for round_ in range(4):
        keys = [f"{round_}-{n}" for n in range(50)]
        random.Random(number).shuffle(keys)
        told = LoadBatch(
            articles=[article(key, at=NOW + timedelta(hours=number)) for key in keys],
            captures=[capture(key) for key in keys],
            sightings=[seen(key, host=f"h{number}.test") for key in keys],
        )
        queue.put(store.load(told, now=NOW).n_versions)


@pytest.mark.parametrize("n_processes", [2])
def test_processes_that_file_the_same_articles_count_each_version_once(store, url, n_processes):
    """Two hundred articles, whoever files them first."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    workers = [
        context.Process(target=_load, args=(url, number, queue)) for number in range(n_processes)
    ]
    for worker in workers:
        worker.start()
    counts = [queue.get(timeout=60) for _ in range(4 * n_processes)]
    for worker in workers:
        worker.join()
    assert sum(counts) == 200
    assert len(store.articles(999)) == 200


def test_transactions_that_wait_for_each_other_are_tried_again(postgres_url):
    """Postgres ends one of the two; both are done in the end."""
    store = open_store(postgres_url)
    store.hold("a", until=NOW)
    store.hold("b", until=NOW)
    gate = threading.Barrier(2)
    tries = []

    def work(names):
        def cross(transaction):
            tries.append(names)
            for number, name in enumerate(names):
                transaction.execute(
                    "UPDATE host_slot SET next_at = next_at + interval '1 hour' WHERE host = ?",
                    [name],
                )
                if not number and len(tries) <= 2:
                    gate.wait(timeout=30)

        open_store(postgres_url).database.transact(cross)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, ("ab", "ba")))
    assert len(tries) >= 3  # the one that was ended may come too early once more
    slots = {store.reserve(name, now=NOW, delay_s=1) for name in "ab"}
    assert slots == {NOW + timedelta(hours=2)}
