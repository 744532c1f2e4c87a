"""Facts about the store on both engines: loading, runs, leases, schema, refusals."""

import json
import multiprocessing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from wireroom.adapters.warehouse import info, migrate, open_store
from wireroom.errors import (
    BadInputError,
    ContractError,
    SettingsError,
    WarehouseUnavailableError,
)
from wireroom.model import (
    Announcement,
    Article,
    Capture,
    Clean,
    Entry,
    EntryState,
    FeedState,
    Image,
    LedgerRow,
    Reason,
    Relation,
    Sighting,
    Source,
    article_id,
    version_id,
)
from wireroom.ports import Known, LoadBatch, PollRow, RobotsRecord, Work

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
HISTORY = ["observed_at", "number", "is_silent"]
VIEW = [
    "article_id",
    "outlet_id",
    "outlet",
    "url",
    "title",
    "authors",
    "published_at",
    "published_source",
    "modified_at",
    "first_seen_at",
    "last_seen_at",
    "sections",
    "tags",
    "language",
    "text",
    "n_words",
    "lead_image",
    "images",
    "hosts",
    "n_versions",
    "version_id",
    "cluster_id",
    "extractor",
    "confidence",
    "archive_uri",
]


def article(key="1", text="One two three.", at=NOW, **changes):
    clean = Clean(
        title="T", authors=("A",), published_at=NOW, published_source="feed", modified_at=None,
        sections=("News", "Syria"), tags=(), language="en", text=text,
        images=(Image(url="https://x.test/i.jpg", caption="C"),), canonical_url=None,
        mirror_candidates=(), confidence=1.0, reason="", extractor="x", meta={"k": 1},
    )  # fmt: skip
    made = Article(
        article_id=f"zoo:{key}", version_id=version_id(text), outlet_id="zoo", outlet="Zoo",
        native_id=key, canonical_url=f"https://zoo.test/{key}", claimed_id=None, observed_at=at,
        capture_id=f"c{key}", clean=clean,
    )  # fmt: skip
    return replace(made, **changes)


def capture(key="1"):
    return Capture(
        capture_id=f"c{key}", requested_url=f"https://m.test/{key}",
        final_url=f"https://m.test/{key}", host="m.test", status=200, headers=(("A", "b"),),
        digest="sha256:0", archive_uri="f.warc.gz", offset=1, length=2, captured_at=NOW,
        is_tls_verified=True,
    )  # fmt: skip


def entry(key="1"):
    return Entry(
        outlet_id="zoo", feed="/f", entry_id=f"e{key}", digest="d", url=f"https://zoo.test/{key}",
        guid=None, title="T", summary="", authors=("A",), tags=(), published_at=NOW,
        updated_at=None,
    )  # fmt: skip


def ledger(key="1", state=EntryState.NEW, **more):
    return LedgerRow(
        run_id="r", entry_id=f"e{key}", outlet_id="zoo", feed="/f", url=f"https://zoo.test/{key}",
        article_id=f"zoo:{key}", state=state, **more,
    )  # fmt: skip


def poll(at=NOW):
    return PollRow(
        run_id="r", outlet_id="zoo", feed="/f", host="m.test", outcome="fetched", reason=None,
        detail="", n_entries=2, warnings=("w",), state=FeedState(outlet_id="zoo", feed="/f"),
        polled_at=at,
    )  # fmt: skip


def seen(key="1", host="m.test", at=NOW, version="v"):
    return Sighting(
        article_id=f"zoo:{key}", host=host, url=f"https://{host}/{key}", version_id=version,
        seen_at=at,
    )  # fmt: skip


def announcement(at=NOW):
    return Announcement(
        outlet_id="zoo", host="n.test", source=Source.PAGE, via_host="m.test",
        page="https://zoo.test/p", first_seen_at=at, last_seen_at=at,
    )  # fmt: skip


def batch(*articles):
    keys = [item.native_id for item in articles]
    return LoadBatch(
        articles=articles, sightings=[seen(key) for key in keys],
        captures=[capture(key) for key in keys], ledger=[ledger(key) for key in keys],
        announcements=[announcement()],
    )  # fmt: skip


def dump(store):
    names = [table.name for table in store.database.tables()]
    return {name: sorted(map(str, store.query(f"SELECT * FROM {name}")[1])) for name in names}


def test_load_twice_changes_no_row(store):
    """Filing a batch again counts zeros and leaves every table as it was."""
    first = store.load(batch(article("1"), article("2")), now=NOW)
    before = dump(store)
    again = store.load(batch(article("1"), article("2")), now=NOW + timedelta(days=1))
    assert (first.n_articles, first.n_versions, first.n_sightings) == (2, 2, 2)
    assert (again.n_articles, again.n_versions, again.n_sightings) == (0, 0, 0)
    assert dump(store) == before


def test_older_observation_lowers_first_seen_only(store):
    """A backfilled older version is kept but never becomes the current one."""
    store.load(batch(article(text="new")), now=NOW)
    old = NOW - timedelta(days=9)
    counts = store.load(LoadBatch(articles=[article(text="old", at=old)]), now=NOW)
    row = store.articles(5)[0]
    assert (counts.n_articles, counts.n_versions) == (0, 1)
    assert (row["text"], row["n_versions"]) == ("new", 2)
    assert row["first_seen_at"] == "2025-12-24T03:04:05.000000Z"
    assert row["last_seen_at"] == "2026-01-02T03:04:05.000000Z"


def test_newer_observation_becomes_current(store):
    """A later version is the one that the view shows."""
    store.load(batch(article(text="a")), now=NOW)
    later = article(text="b", at=NOW + timedelta(hours=1))
    assert store.load(LoadBatch(articles=[later]), now=NOW).n_articles == 1
    assert store.articles(5)[0]["text"] == "b"


def test_listing_never_erases_a_served_version(store):
    """A sighting that only lists keeps the version; serving fills it in."""
    for version in (None, "v", None):
        store.load(LoadBatch(sightings=[seen(version=version)]), now=NOW)
    _, rows = store.query("SELECT version_id FROM sighting")
    assert list(rows) == [("v",)]


@pytest.mark.parametrize(
    ("view", "extra"),
    [
        ("articles", ["disappeared_at"]),
        ("article_history", [*HISTORY, "disappeared_at", "provenance"]),
    ],
)
def test_view_columns_are_the_contract(store, view, extra):
    """The views have the documented columns in order, lists as JSON."""
    store.load(batch(article()), now=NOW)
    names, rows = store.query(f"SELECT * FROM {view}")
    row = dict(zip(names, next(rows), strict=True))
    rows.close()
    assert names == VIEW + extra
    assert json.loads(row["sections"]) == ["News", "Syria"]
    assert json.loads(row["hosts"]) == ["m.test"]
    assert json.loads(row["lead_image"])["caption"] == "C"
    assert (row["archive_uri"], row["n_words"]) == ("f.warc.gz", 3)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("a\ud800b", "a\ufffdb"), ("a\x00b", "a\ufffdb"), ("سلام 🗞", "سلام 🗞")],
    ids=["surrogate", "nul", "unicode"],
)
def test_odd_text_is_filed(store, given, kept):
    """Text that a database cannot take is repaired, the rest kept."""
    store.load(batch(article(text=given)), now=NOW)
    assert store.articles(1)[0]["text"] == kept


def test_the_longest_urls_are_filed(store):
    """A hostile outlet cannot keep a batch from being filed by what no index can hold."""
    path = "/" + "".join(f"{n * n * 7919 % 99991:x}" for n in range(1000))[:4000]
    name = article_id("zoo", path)
    one = replace(article(), article_id=name, canonical_url=f"https://zoo.test{path}")
    two = replace(one, article_id=article_id("zoo", path + "x"), claimed_id=name)
    sights = [replace(seen(), article_id=name, url=f"https://m.test{path}{n}") for n in range(40)]
    told = replace(announcement(), page=f"https://zoo.test{path}")
    relation = Relation(
        article_id=name, other_id=two.article_id, kind="exact", score=1.0, evidence=""
    )
    load = LoadBatch(
        articles=[one, two],
        sightings=sights,
        announcements=[told],
        relations=[relation],
        captures=[replace(capture(), requested_url=f"https://m.test{path}")],
        ledger=[replace(ledger(), url=f"https://m.test{path}")],
    )
    assert store.load(load, now=NOW).n_sightings == 40
    assert store.load(load, now=NOW).n_sightings == 0
    assert {event.kind for event in store.story([f"https://m.test{path}7"])} >= {"sighting"}


def test_many_sightings_of_one_row_end_as_one_after_another(store):
    """Listed, served, listed, served anew and out of order; twice, and as SQLite tells it."""
    hours = [timedelta(hours=n) for n in range(6)]
    told = [(2, None), (3, "a"), (1, None), (4, "b"), (4, "b"), (0, "c"), (5, None)]
    counts = [
        store.load(
            LoadBatch(sightings=[seen(at=NOW + hours[n], version=v) for n, v in part]), now=NOW
        ).n_sightings
        for part in (told[:2], told[2:], told)
    ]
    _, rows = store.query("SELECT version_id, first_seen_at, last_seen_at FROM sighting")
    assert list(rows) == [("b", "2026-01-02T03:04:05.000000Z", "2026-01-02T07:04:05.000000Z")]
    assert counts == [2, 1, 0]


def test_exact_relation_joins_the_older_cluster(store):
    """The newer of two exact copies takes the older one's cluster."""
    newer = article("1", at=NOW + timedelta(hours=1))
    relation = Relation(
        article_id="zoo:1", other_id="zoo:2", kind="exact", score=1.0, evidence="digest"
    )
    store.load(LoadBatch(articles=[newer, article("2")], relations=[relation]), now=NOW)
    assert {row["cluster_id"] for row in store.articles(5)} == {"zoo:2"}


def test_run_journal_follows_an_entry(store):
    """An entry is unfetched, then unfiled, then in the ledger, and counts balance."""
    store.begin("r", desk="d", now=NOW, params={})
    works = [(Work(entry=entry(key), article_id=f"zoo:{key}"), True) for key in "12"]
    for _ in range(2):
        store.save_poll(poll(), works, LoadBatch())
    assert store.polls("r", ["zoo"]) == [poll()]
    assert [*store.unfetched("r", ["zoo"])] == [work for work, _ in works]
    failed = LoadBatch(
        ledger=[ledger("2", EntryState.FAILED, reason=Reason.DNS, retry_at=NOW)],
        memory=[
            Known(article_id="zoo:2", digest="d", is_settled=False, n_failures=1, retry_at=NOW)
        ],
    )
    store.save_captures("r", [("e1", capture(), "m.test")], failed, now=NOW)
    assert [*store.unfetched("r", ["zoo"])] == []
    assert [*store.unfiled("r", ["zoo"])] == [(works[0][0], capture(), "m.test")]
    store.load(batch(article()), now=NOW)
    assert [*store.unfiled("r", ["zoo"])] == []
    assert len(store.entry_ids("r")) == 2
    assert sorted(row.state for row in store.ledger("r")) == [EntryState.FAILED, EntryState.NEW]
    due = store.due_retries("zoo", now=NOW, limit=9)
    assert due == [Work(entry=entry("2"), article_id="zoo:2", n_failures=1)]
    kinds = [event.kind for event in store.story(["https://zoo.test/1"])]
    assert set(kinds) == {"poll", "capture", "sighting", "version", "ledger"}
    stamps = [event.at for event in store.story(["zoo:1"])]
    assert stamps == sorted(stamps)


def test_state_comes_back_as_saved(store):
    """Feed states, robots records and copies read back equal."""
    state = FeedState(outlet_id="zoo", feed="/f", last_reason=Reason.DNS, last_ok_at=NOW)
    record = RobotsRecord(origin="https://zoo.test", vantage="direct", body=None, expires_at=NOW)
    store.save_feed_states([state])
    store.save_robots(record)
    store.load(batch(article()), now=NOW)
    assert store.feed_states(["zoo"]) == {("zoo", "/f"): state}
    assert store.robots("https://zoo.test", "direct") == record
    found = store.copies("other", ids=[], digests=[version_id("One two three.")])
    assert [copy.article_id for copy in found] == ["zoo:1"]
    assert store.copies("other", ids=["zoo:1"], digests=[]) == []


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM article", "ATTACH 'x' AS y", "SELECT 1; SELECT 2", "SELEC", "",
     "PRAGMA user_version=3", "SELECT * FROM nowhere", "DROP TABLE article", "VACUUM",
     "WITH gone AS (DELETE FROM article RETURNING 1) SELECT * FROM gone", "SELECT \ud800"],
)  # fmt: skip
def test_query_refuses_all_but_one_select(store, sql):
    """Writing, attaching, two statements and bad SQL are bad input."""
    with pytest.raises(BadInputError, match="Fix"):
        store.query(sql)


def test_wrong_places_are_named(tmp_path):
    """Another scheme and a file that is no database each have their error."""
    with pytest.raises(SettingsError, match="WIREROOM_WAREHOUSE"):
        open_store("mysql://u:pw@h/d")
    (tmp_path / "text").write_text("not a database, but long enough to be read as one" * 9)
    with pytest.raises(ContractError):
        open_store(f"sqlite:///{tmp_path}/text")


def test_a_locked_store_is_unavailable(url):
    """A writer that waits longer than its patience says so and may be tried again."""
    patient, hasty = open_store(url), open_store(url, busy_s=0.05)
    with patient.database.write() as transaction:
        transaction.lock("host_slot", "h")
        with pytest.raises(WarehouseUnavailableError):
            hasty.hold("h", until=NOW)
    hasty.hold("h", until=NOW)


def _reserve(url, queue):
    store = open_store(url)
    queue.put([store.reserve("h", now=NOW, delay_s=2.0) for _ in range(25)])


def test_processes_never_share_a_slot(url):
    """Four processes migrate at once and get a hundred slots two seconds apart."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    workers = [context.Process(target=_reserve, args=(url, queue)) for _ in range(4)]
    for worker in workers:
        worker.start()
    slots = sorted(slot for _ in workers for slot in queue.get(timeout=60))
    for worker in workers:
        worker.join()
    assert slots == [NOW + timedelta(seconds=2 * n) for n in range(100)]
    assert migrate(url) == []
    assert info(url).n_rows["host_slot"] == 1


def test_hold_never_shortens(store):
    """The longer of two holds counts."""
    store.hold("h", until=NOW + timedelta(hours=1))
    store.hold("h", until=NOW)
    assert store.reserve("h", now=NOW, delay_s=1) == NOW + timedelta(hours=1)
