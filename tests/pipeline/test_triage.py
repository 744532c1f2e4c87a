"""Facts about triage: which entries are fetched, and how the others end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from wireroom.model import Entry, EntryState, LedgerRow, Reason, tally
from wireroom.pipeline.triage import Triage, article_ids, statement
from wireroom.ports import Known, Work
from wireroom.registry import Outlet

NOW = datetime(2026, 8, 15, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DAILY = Outlet.model_validate(
    {
        "id": "daily",
        "name": "The Daily",
        "language": "en",
        "timezone": "UTC",
        "hosts": [
            {"host": "www.daily.test", "role": "origin"},
            {"host": "m1.daily.test", "role": "mirror"},
            {"host": "seized.test", "role": "retired"},
        ],
        "feeds": [{"path": "/rss.xml"}],
        "article": {
            "native_id": r"/a/(?P<native_id>\d+)",
            "exclude": ["/video/"],
            "max_age_days": 7,
        },
    }
)


def entry(number: int = 1, *, url: str | None = "", **more: Any) -> Entry:
    """An entry of the feed; its link names article `number` unless another is given."""
    stated: dict[str, Any] = {"title": "Title", "published_at": NOW - HOUR, "updated_at": None}
    return Entry(
        outlet_id="daily", feed="/rss.xml", entry_id=f"entry-{number}-{url}", digest="d",
        url=f"https://www.daily.test/a/{number}/slug" if url == "" else url, guid=None,
        summary="", authors=(), tags=(), **(stated | more),
    )  # fmt: skip


def known(of: Entry | None = None, number: int = 1, **more: Any) -> Known:
    """What is remembered of an article; settled unless said otherwise."""
    rest: dict[str, Any] = {"is_settled": True, "n_failures": 0, "retry_at": None}
    return Known(
        article_id=f"daily:{number}", digest=statement(of or entry(number)), **(rest | more)
    )


def triage(*entries: Entry, knows: tuple[Known, ...] = (), **more: Any) -> Triage:
    """A triage of these entries in this order."""
    room: dict[str, Any] = {"n_left": 10, "served_by": "www.daily.test"}
    found = Triage(
        run_id="r1", outlet=DAILY, known={k.article_id: k for k in knows}, now=NOW, **(room | more)
    )
    for one in entries:
        found.add(one)
    return found


def taken(found: Triage) -> list[tuple[str, int]]:
    """What is to be fetched: article and number of earlier failures."""
    return [(work.article_id, work.n_failures) for work, is_wanted in found.entries if is_wanted]


def endings(found: Triage) -> list[tuple[EntryState, Reason | None]]:
    """How the others ended."""
    return [(row.state, row.reason) for row in found.ledger]


RETRIED = {"is_settled": False, "n_failures": 2}
OLD = {"published_at": NOW - 8 * DAY}
# case -> (entry, what is remembered, to fetch, or ended in)
CASES: dict[str, tuple[Entry, tuple[Known, ...], Any]] = {
    "never seen": (entry(), (), [("daily:1", 0)]),
    "no link": (entry(url=None), (), (EntryState.SKIPPED, Reason.NO_LINK)),
    "mail address": (
        entry(url="mailto:x@daily.test"), (), (EntryState.SKIPPED, Reason.BAD_URL),
    ),
    "foreign host": (
        entry(url="https://else.test/a/1"), (), (EntryState.SKIPPED, Reason.FOREIGN_HOST),
    ),
    "retired host": (entry(url="https://seized.test/a/1/x"), (), [("daily:1", 0)]),
    "excluded": (
        entry(url="https://www.daily.test/video/1"), (),
        (EntryState.SKIPPED, Reason.NOT_AN_ARTICLE),
    ),
    "too old": (entry(**OLD), (), (EntryState.SKIPPED, Reason.OUT_OF_WINDOW)),
    "old but updated": (entry(**OLD, updated_at=NOW - HOUR), (), [("daily:1", 0)]),
    "undated": (entry(published_at=None), (), [("daily:1", 0)]),
    "settled, nothing new stated": (entry(), (known(),), (EntryState.UNCHANGED, None)),
    "settled, new title": (entry(title="New"), (known(),), [("daily:1", 0)]),
    "settled, title differs by spaces": (
        entry(title=" Title\n"), (known(),), (EntryState.UNCHANGED, None),
    ),
    "settled, updated": (entry(updated_at=NOW), (known(),), [("daily:1", 0)]),
    "failed, due": (entry(), (known(**RETRIED, retry_at=NOW),), [("daily:1", 2)]),
    "failed, not yet due": (
        entry(), (known(**RETRIED, retry_at=NOW + HOUR),),
        (EntryState.SKIPPED, Reason.RETRY_LATER),
    ),
    "given up": (entry(), (known(**RETRIED),), (EntryState.SKIPPED, Reason.GAVE_UP)),
    "given up, but changed": (entry(title="New"), (known(**RETRIED),), [("daily:1", 0)]),
    "not yet due, but changed": (
        entry(title="New"), (known(**RETRIED, retry_at=NOW + HOUR),), [("daily:1", 0)],
    ),
    "another article is settled": (entry(2), (known(),), [("daily:2", 0)]),
}  # fmt: skip


@pytest.mark.parametrize(("one", "knows", "expected"), CASES.values(), ids=CASES)
def test_entry_is_fetched_or_ends(one: Entry, knows: tuple[Known, ...], expected: Any) -> None:
    """Each entry is either to be fetched or has a ledger row that says why not, never both."""
    found = triage(one, knows=knows)
    if isinstance(expected, list):
        assert (taken(found), endings(found)) == (expected, [])
    else:
        assert (taken(found), endings(found)) == ([], [expected])
    assert [work.entry for work, _ in found.entries] == [one]


@pytest.mark.parametrize("case", CASES)
def test_second_sight_of_an_article_is_a_duplicate(case: str) -> None:
    """Two feeds list one article: the first entry decides, the second points at it."""
    one, knows, _ = CASES[case]
    again = replace(one, entry_id="again", feed="/world.xml")
    found = triage(one, again, knows=knows)
    last = found.ledger[-1]
    if one.url is None or one.url.startswith(("mailto:", "https://else.test")):
        assert (last.state, last.of_article_id) == (EntryState.SKIPPED, None)
    else:
        assert (last.state, last.rule) == (EntryState.DUPLICATE, "article_key")
        assert last.of_article_id == last.article_id
    assert last.entry_id == "again"


def test_every_entry_is_accounted_for() -> None:
    """As many entries as came in: to fetch plus ended, each once."""
    entries = [
        replace(one, entry_id=f"{name}-{n}")
        for name, (one, _, _) in CASES.items()
        for n in range(2)
    ]
    found = triage(*entries, n_left=3)
    assert sorted(work.entry.entry_id for work, _ in found.entries) == sorted(
        one.entry_id for one in entries
    )
    assert len(taken(found)) + len(found.ledger) == len(entries)
    assert sum(tally(row.state for row in found.ledger).values()) == len(found.ledger)


def test_limit_leaves_the_rest_for_the_next_run() -> None:
    """What is over the limit is remembered as due at once, even if the feed drops it by then."""
    found = triage(entry(1), entry(2), entry(3), n_left=1)
    assert taken(found) == [("daily:1", 0)]
    assert endings(found) == [(EntryState.SKIPPED, Reason.OVER_LIMIT)] * 2
    assert [row.retry_at for row in found.ledger] == [NOW, NOW]
    assert found.memory == [known(number=n, is_settled=False, retry_at=NOW) for n in (2, 3)]


DEFERRED = {
    "same statement": (entry(), 2),
    "changed statement": (entry(title="New"), 0),
}


@pytest.mark.parametrize(("one", "n_failures"), DEFERRED.values(), ids=DEFERRED)
def test_deferred_entry_keeps_its_failures_while_it_states_the_same(
    one: Entry, n_failures: int
) -> None:
    """A changed entry starts afresh whether it is fetched now or in the next run."""
    memory = (known(**RETRIED, retry_at=NOW),)
    assert taken(triage(one, knows=memory)) == [("daily:1", n_failures)]
    assert [m.n_failures for m in triage(one, knows=memory, n_left=0).memory] == [n_failures]


def test_limit_spares_what_needs_no_fetching() -> None:
    """Unchanged entries and duplicates cost nothing of the limit."""
    found = triage(entry(1), entry(1), entry(2), knows=(known(),), n_left=1)
    assert taken(found) == [("daily:2", 0)]


def work(number: int) -> Work:
    """An entry that failed twice in earlier runs."""
    return Work(entry=entry(number), article_id=f"daily:{number}", n_failures=2)


def test_retry_is_taken_up_once() -> None:
    """An entry of an earlier run is fetched unless this run has its article or no room."""
    found = triage(entry(1), n_left=2)
    for one in (work(1), work(2), work(2), work(3)):
        found.retry(one)
    assert taken(found) == [("daily:1", 0), ("daily:2", 2)]
    assert found.n_left == 0


LISTED: dict[str, tuple[Entry, str, int]] = {
    # case: entry, host that served the feed, sightings
    "own link of the serving host": (entry(url="https://www.daily.test/a/1"), "www.daily.test", 1),
    "without www": (entry(url="https://daily.test/a/1"), "www.daily.test", 1),
    "served by a mirror that names itself": (
        entry(url="https://m1.daily.test/a/1"), "m1.daily.test", 1,
    ),
    "served by a mirror that names the origin": (
        entry(url="https://www.daily.test/a/1"), "m1.daily.test", 0,
    ),
    "a link to a retired host": (entry(url="https://seized.test/a/1"), "www.daily.test", 0),
    "a feed that lives elsewhere": (entry(), "feeds.else.test", 0),
    "no article": (entry(url="https://www.daily.test/video/1"), "www.daily.test", 0),
    "too old": (entry(**OLD), "www.daily.test", 0),
}  # fmt: skip


@pytest.mark.parametrize(("one", "served_by", "n"), LISTED.values(), ids=LISTED)
def test_host_that_lists_an_article_has_shown_it(one: Entry, served_by: str, n: int) -> None:
    """A sighting without a page needs the host's own name in the host's own feed."""
    found = triage(one, served_by=served_by)
    assert [(s.article_id, s.host, s.version_id, s.seen_at) for s in found.sightings] == [
        ("daily:1", served_by, None, NOW)
    ] * n


def test_ledger_row_says_which_article_and_link() -> None:
    """The row of an entry that ended names run, entry, feed, link and article."""
    one = entry()
    assert triage(one, knows=(known(),)).ledger == [
        LedgerRow(
            run_id="r1", entry_id=one.entry_id, outlet_id="daily", feed="/rss.xml", url=one.url,
            article_id="daily:1", state=EntryState.UNCHANGED,
        )
    ]  # fmt: skip


def test_bad_link_is_told_in_the_row() -> None:
    """What is wrong with a link stands in the ledger, with the fix."""
    (row,) = triage(entry(url="mailto:x@daily.test")).ledger
    assert row.detail == (
        "'mailto:x@daily.test': not an http or https URL. Fix: write https://host/path"
    )


def test_articles_of_a_feed_are_named_once_in_order() -> None:
    """What memory is asked for: each article once, links that mean none left out."""
    entries = [entry(2), entry(1), entry(url=None), entry(url="mailto:x"), entry(2, title="New"),
               entry(url="https://else.test/a/9")]  # fmt: skip
    assert article_ids(DAILY, entries) == ["daily:2", "daily:1"]


STATED = {
    "summary": ({"summary": "Other"}, True),
    "tags": ({"tags": ("a",)}, True),
    "title": ({"title": "Other"}, False),
    "published": ({"published_at": NOW}, False),
    "updated": ({"updated_at": NOW}, False),
}


@pytest.mark.parametrize(("change", "is_same"), STATED.values(), ids=STATED)
def test_statement_is_title_and_instants(change: dict[str, Any], is_same: bool) -> None:
    """An outlet's feeds word summaries and tags each in its own way; that is no update."""
    assert (statement(replace(entry(), **change)) == statement(entry())) is is_same
