"""Facts about the ledger's rules: balance, retries, and the most telling failure."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.errors import UnbalancedLedgerError
from wireroom.model import EntryState, Failed, FeedState, LedgerRow, Reason
from wireroom.ports import PollRow
from wireroom.stages.monitor import (
    HOST_WIDE,
    QUARANTINED,
    UNCOUNTED,
    balance,
    most_telling,
    retry_at,
)

NOW = datetime(2026, 8, 15, 12, tzinfo=UTC)
DAY_S = 86_400.0


def ended(
    entry_id: str,
    state: EntryState = EntryState.NEW,
    *,
    outlet_id: str = "daily",
    reason: Reason | None = None,
) -> LedgerRow:
    """The ledger row of one entry."""
    return LedgerRow(
        run_id="r1", entry_id=entry_id, outlet_id=outlet_id, feed="/rss.xml", url=None,
        article_id=None, state=state, reason=reason,
    )  # fmt: skip


def poll(
    feed: str = "/rss.xml", *, reason: Reason | None = None, outlet_id: str = "daily"
) -> PollRow:
    """One poll; a reason makes it a failed one."""
    return PollRow(
        run_id="r1", outlet_id=outlet_id, feed=feed, host="www.daily.test",
        outcome="failed" if reason else "fetched", reason=reason,
        detail="said so" if reason else "",
        n_entries=1, warnings=(), state=FeedState(outlet_id=outlet_id, feed=feed), polled_at=NOW,
    )  # fmt: skip


UNBALANCED: dict[str, tuple[list[str], list[str], int, int]] = {
    # case: entries seen, entries ended, then the two counts told
    "one lost": (["a", "b"], ["a"], 2, 1),
    "all lost": (["a", "b"], [], 2, 0),
    "one too many": (["a"], ["a", "b"], 1, 2),
    "one ended twice": (["a"], ["a", "a"], 1, 2),
    "one exchanged for another": (["a", "b"], ["a", "c"], 2, 1),
    "one lost, another twice": (["a", "b"], ["a", "a"], 2, 1),
}


@pytest.mark.parametrize(
    ("seen", "rows", "n_entries", "n_states"), UNBALANCED.values(), ids=UNBALANCED
)
def test_lost_or_doubled_entry_fails_the_run(
    seen: list[str], rows: list[str], n_entries: int, n_states: int
) -> None:
    """Every entry ends in exactly one state, or the run says how many did."""
    with pytest.raises(UnbalancedLedgerError) as caught:
        balance(
            "r1", entry_ids=seen, ledger=[ended(row) for row in rows], polls=[poll()], planned=[]
        )
    assert (caught.value.n_entries, caught.value.n_states) == (n_entries, n_states)


def test_feed_that_was_planned_and_not_polled_fails_the_run() -> None:
    """A batch that never ran leaves no entries to miss; its feeds are missed instead."""
    planned = [("daily", "/rss.xml"), ("daily", "/world.xml")]
    with pytest.raises(UnbalancedLedgerError) as caught:
        balance("r1", entry_ids=["a"], ledger=[ended("a")], polls=[poll()], planned=planned)
    assert (caught.value.n_entries, caught.value.n_states) == (2, 1)


def test_run_in_which_no_feed_answered_is_dead() -> None:
    """All feeds dead is our own trouble or a finding for a person, never a quiet day."""
    polls = [poll(reason=Reason.DNS), poll("/world.xml", reason=Reason.TLS)]
    summary = balance("r1", entry_ids=[], ledger=[], polls=polls, planned=[])
    assert summary.is_dead
    assert str(summary.failed_feeds[0]) == "daily /rss.xml: dns: said so"


def test_one_feed_that_answered_keeps_the_run_alive() -> None:
    """A dead feed among live ones is a finding of the summary."""
    polls = [poll(reason=Reason.DNS), poll("/world.xml")]
    summary = balance("r1", entry_ids=[], ledger=[], polls=polls, planned=[("daily", "/rss.xml")])
    assert [str(feed) for feed in summary.failed_feeds] == ["daily /rss.xml: dns: said so"]
    assert not summary.is_dead
    assert summary.feeds == {"failed": 1, "fetched": 1}
    assert summary.has_findings


def test_run_with_nothing_due_balances() -> None:
    """No feed due and no entry taken up: all counts are nought and nothing is wrong."""
    summary = balance("r1", entry_ids=[], ledger=[], polls=[], planned=[])
    assert (summary.n_entries, summary.n_changed, summary.has_findings) == (0, 0, False)
    assert set(summary.states) == {state.value for state in EntryState}


def test_what_disappeared_is_a_change() -> None:
    """Whoever publishes what changed is to hear of an article that is gone."""
    ledger = [ended("a", EntryState.DISAPPEARED), ended("b", EntryState.UNCHANGED)]
    summary = balance("r1", entry_ids="ab", ledger=ledger, polls=[poll()], planned=[])
    assert summary.n_changed == 1


def test_summary_counts_by_state_reason_and_outlet() -> None:
    """The counts of a balanced run add up, and a silent outlet stands in them with noughts."""
    ledger = [
        ended("a"),
        ended("b", EntryState.UPDATED),
        ended("c", EntryState.FAILED, reason=Reason.HTTP_4XX),
        ended("d", EntryState.SKIPPED, outlet_id="times", reason=Reason.HTTP_4XX),
    ]
    polls = [poll(), poll(outlet_id="times"), poll(outlet_id="silent")]
    summary = balance("r1", entry_ids="abcd", ledger=ledger, polls=polls, planned=[])
    assert (summary.n_entries, sum(summary.states.values()), summary.n_changed) == (4, 4, 2)
    assert summary.reasons == {"http_4xx": 2}
    assert list(summary.outlets) == ["daily", "silent", "times"]
    assert [sum(states.values()) for states in summary.outlets.values()] == [3, 0, 1]
    assert summary.as_json()["states"]["failed"] == 1


FINDINGS = {
    EntryState.NEW: False,
    EntryState.UPDATED: False,
    EntryState.UNCHANGED: False,
    EntryState.DUPLICATE: False,
    EntryState.SKIPPED: False,
    EntryState.FAILED: True,
    EntryState.QUARANTINED: True,
    EntryState.DISAPPEARED: False,  # the outlet took it away: a fact, not a fault
}


@pytest.mark.parametrize("state", EntryState)
def test_failed_and_quarantined_entries_are_findings(state: EntryState) -> None:
    """A person should look where something failed or was quarantined, and not otherwise."""
    summary = balance("r1", entry_ids=["a"], ledger=[ended("a", state)], polls=[poll()], planned=[])
    assert summary.has_findings is FINDINGS[state]


def wait_s(reason: Reason, n_failures: int, *, entry_id: str = "e", told_s: float | None = None):
    """Seconds until the next try, or None where the entry is given up."""
    at = retry_at(reason, n_failures=n_failures, now=NOW, entry_id=entry_id, retry_after_s=told_s)
    return None if at is None else (at - NOW).total_seconds()


@given(st.sampled_from(Reason), st.integers(1, 30), st.text(max_size=5), st.floats(0, 7 * DAY_S))
def test_wait_is_bounded(reason: Reason, n_failures: int, entry_id: str, told_s: float) -> None:
    """A next try comes in ten minutes at the least, in a day and a quarter at the most.

    Where nobody was asked it comes as soon as somebody may be, a minute at the least.
    """
    own_s = wait_s(reason, n_failures, entry_id=entry_id)
    told = wait_s(reason, n_failures, entry_id=entry_id, told_s=told_s)
    if own_s is None or told is None:
        assert own_s is told is None
    else:
        least_s = 60 if reason in UNCOUNTED else 600
        assert least_s <= own_s <= DAY_S * 1.25
        assert max(own_s, told_s) - 1e-3 <= told <= max(own_s, told_s * 1.25) + 1e-3


@pytest.mark.parametrize("reason", Reason)
def test_waits_grow_until_the_entry_is_given_up(reason: Reason) -> None:
    """Each failure in a row waits at least as long as the last, and the tries come to an end."""
    waits = [wait_s(reason, n) for n in range(1, 70)]
    tries = [wait for wait in waits if wait is not None]
    assert waits == tries + [None] * (len(waits) - len(tries))
    if reason not in UNCOUNTED:
        assert 1 <= len(tries) <= (59 if reason in HOST_WIDE else 9)
    assert tries == sorted(tries)


PATIENCE = {
    "gone": (Reason.HTTP_4XX, 3),
    "no text": (Reason.NO_TEXT, 3),
    "wrong type": (Reason.WRONG_TYPE, 2),
    "hangs the extractor": (Reason.EXTRACT_TIMEOUT, 2),
    "server error": (Reason.HTTP_5XX, 10),
    "dead host": (Reason.DNS, 60),
    "seized": (Reason.SEIZED, 60),
}


@pytest.mark.parametrize(("reason", "n_tries"), PATIENCE.values(), ids=PATIENCE)
def test_patience_depends_on_the_reason(reason: Reason, n_tries: int) -> None:
    """A page that is gone is tried a few times, a host that is gone for days."""
    assert wait_s(reason, n_tries - 1) is not None
    assert wait_s(reason, n_tries) is None


def test_a_page_that_a_dead_host_may_have_is_waited_for() -> None:
    """A mirror's 404 is not the last word while the origin cannot be asked."""
    at = retry_at(
        Reason.HTTP_4XX, n_failures=30, now=NOW, entry_id="e", retry_after_s=None, is_hosts=True
    )
    assert at is not None


def test_retries_of_a_dead_host_are_spread() -> None:
    """A thousand entries that failed together do not come back together, yet each repeatably."""
    waits = [wait_s(Reason.DNS, 1, entry_id=str(n)) for n in range(1000)]
    assert len({round(wait) for wait in waits}) > 100
    assert waits == [wait_s(Reason.DNS, 1, entry_id=str(n)) for n in range(1000)]


def failed(reason: Reason, *, status: int | None = None, told_s: float | None = None) -> Failed:
    """One host's failure."""
    return Failed(
        reason=reason, detail=f"{reason} there", status=status, retry_after_s=told_s
    )  # fmt: skip


TELLING: dict[str, tuple[list[Reason], Reason]] = {
    "one": ([Reason.DNS], Reason.DNS),
    "a page's 404 before a dead host": ([Reason.DNS, Reason.HTTP_4XX], Reason.HTTP_4XX),
    "no text before a server error": ([Reason.HTTP_5XX, Reason.NO_TEXT], Reason.NO_TEXT),
    "rate limit before a seizure": ([Reason.SEIZED, Reason.RATE_LIMITED], Reason.RATE_LIMITED),
    "the first of equals": ([Reason.TLS, Reason.DNS], Reason.TLS),
    "a refusal before all": ([Reason.DNS, Reason.HTTP_4XX, Reason.ROBOTS], Reason.ROBOTS),
    "two hosts before one that lacks it": (
        [Reason.HTTP_4XX, Reason.HTTP_5XX, Reason.HTTP_5XX],
        Reason.HTTP_5XX,
    ),
    "two hosts before a loop": (
        [Reason.HTTP_5XX, Reason.REDIRECT_LOOP, Reason.HTTP_5XX],
        Reason.HTTP_5XX,
    ),
    "a page's 404 before two dead hosts": (
        [Reason.TIMEOUT, Reason.TIMEOUT, Reason.HTTP_4XX],
        Reason.HTTP_4XX,
    ),
    "one refusal before all": ([Reason.HTTP_5XX, Reason.ROBOTS, Reason.HTTP_5XX], Reason.ROBOTS),
    "404 before no text": ([Reason.NO_TEXT, Reason.HTTP_4XX], Reason.HTTP_4XX),
}


@pytest.mark.parametrize(("reasons", "expected"), TELLING.values(), ids=TELLING)
def test_most_telling_failure_speaks_for_all(reasons: list[Reason], expected: Reason) -> None:
    """What says most about the article names the failure; every host's detail is kept."""
    found = most_telling([(f"h{n}.test", failed(reason)) for n, reason in enumerate(reasons)])
    assert found.reason is expected
    told = "; ".join(f"h{n}.test: {r} there" for n, r in enumerate(reasons))
    forbids = "the outlet's robots.txt does not allow it"
    assert found.detail == (forbids if expected is Reason.ROBOTS else told)


def test_soonest_host_decides_when_to_come_back() -> None:
    """The status is the telling failure's; the wait is the shortest any host asked for."""
    tried = [
        ("a.test", failed(Reason.RATE_LIMITED, status=429, told_s=90)),
        ("b.test", failed(Reason.RATE_LIMITED, status=429, told_s=60)),
        ("c.test", failed(Reason.HTTP_4XX, status=404)),
    ]
    found = most_telling(tried)
    assert (found.reason, found.status, found.retry_after_s) == (Reason.HTTP_4XX, 404, 60)
    assert most_telling(tried[2:]).retry_after_s is None


def test_quarantine_is_the_hosts_trouble() -> None:
    """A banner or block page concerns the host, so the rest of the run tries others first."""
    assert QUARANTINED < HOST_WIDE
    assert not {Reason.HTTP_4XX, Reason.NO_TEXT, Reason.TOO_LARGE} & HOST_WIDE


def test_retry_instants_are_aware() -> None:
    """Instants keep the clock's zone."""
    at = retry_at(Reason.DNS, n_failures=1, now=NOW, entry_id="e", retry_after_s=None)
    assert at is not None
    assert at.utcoffset() == timedelta(0)
