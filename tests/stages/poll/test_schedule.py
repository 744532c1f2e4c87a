"""Facts about when a feed is polled next and whether its validators may be used."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.model import Entry, Exchange, Failed, FeedState, NotModified, Reason
from wireroom.registry import Feed
from wireroom.stages.poll import (
    FeedDocument,
    Polled,
    is_due,
    is_unconditional,
    next_state,
    validators,
)
from wireroom.stages.poll.schedule import MAX_BACKOFF_S, MAX_RETRY_AFTER_S

NOW = datetime(2026, 8, 15, 12, 0, tzinfo=UTC)
FEED = Feed(path="/rss.xml")
FRESH = FeedState(outlet_id="daily", feed="/rss.xml")
SEEN = FeedState(outlet_id="daily", feed="/rss.xml", last_ok_at=NOW - timedelta(hours=1), n_polls=1)


def exchange(body: bytes = b"x", **headers: str) -> Exchange:
    """An answer with this body; header names with underscores."""
    return Exchange(
        requested_url="https://www.daily.test/rss.xml",
        final_url="https://www.daily.test/rss.xml",
        status=200,
        headers=tuple((name.replace("_", "-"), value) for name, value in headers.items()),
        body=body,
        fetched_at=NOW,
        elapsed_s=0.1,
        address="192.0.2.1",
        is_tls_verified=True,
    )


def polled(
    answer: Exchange, *, n_new: int = 1, ttl_s: float | None = None, n_entries: int = 1
) -> Polled:
    """A feed that answered so."""
    entry = Entry(
        outlet_id="daily", feed="/rss.xml", entry_id="e", digest="d", url=None, guid=None,
        title="", summary="", authors=(), tags=(), published_at=None, updated_at=None,
    )  # fmt: skip
    document = FeedDocument(
        version="rss20", title="", language="", entries=(entry,) * n_entries, ttl_s=ttl_s,
        self_links=(), warnings=(),
    )  # fmt: skip
    return Polled(exchange=answer, document=document, n_new=n_new)


def after(
    state: FeedState, outcome: Polled | NotModified | Failed, *, jitter: float = 0.0
) -> FeedState:
    """The state after a poll now."""
    return next_state(state, outcome, feed=FEED, now=NOW, jitter=jitter)


def wait_s(state: FeedState) -> float:
    """Seconds from now to the next poll."""
    assert state.next_poll_at is not None
    return (state.next_poll_at - NOW).total_seconds()


FEEDS = st.builds(
    lambda least, span: Feed(
        path="/f", min_interval_s=least, max_interval_s=max(least + span, 300)
    ),
    st.integers(60, 86_400),
    st.integers(0, 500_000),
)
STATES = st.builds(
    FeedState,
    outlet_id=st.just("daily"),
    feed=st.just("/f"),
    etag=st.none() | st.sampled_from(['"a"', '"b"']),
    body_digest=st.none() | st.just("sha256:0"),
    is_trusted=st.booleans(),
    weight=st.floats(0, 10_000),
    interval_s=st.floats(0, 1e7),
    n_polls=st.integers(0, 10_000),
    n_entries=st.integers(0, 100),
    last_ok_at=st.none() | st.just(NOW - timedelta(days=1)),
)
HEADERS = st.dictionaries(
    st.sampled_from(["etag", "last_modified", "cache_control", "expires", "date"]),
    st.sampled_from(
        ['"a"', "max-age=60", "public, max-age=99999999999999", 'max-age="30"', "max-age=-1", "0",
         "Sat, 15 Aug 2026 21:39:28 GMT", "Sat, 15 Aug 2026 23:39:28 -0000", "²", "soon", ""]
    ) | st.text(max_size=20),
)  # fmt: skip
ANSWERS = st.builds(lambda headers: exchange(**headers), HEADERS)
SUCCESSES = st.one_of(
    st.builds(
        lambda answer, n_new, ttl_s: polled(answer, n_new=n_new, ttl_s=ttl_s),
        ANSWERS,
        st.integers(0, 100_000),
        st.none() | st.floats(0, 1e12),
    ),
    st.builds(NotModified, exchange=ANSWERS),
)
FAILURES = st.builds(
    Failed,
    reason=st.sampled_from(Reason),
    detail=st.just("no"),
    status=st.none() | st.sampled_from([404, 410, 429, 500]),
    retry_after_s=st.none() | st.floats(-1e9, 1e12),
)


@given(STATES, SUCCESSES, FEEDS, st.floats(0, 1))
def test_wait_after_success_stays_in_the_feeds_bounds(
    state: FeedState, outcome: Polled | NotModified, feed: Feed, jitter: float
) -> None:
    """Whatever an answer hints, the next poll is between the feed's least and longest interval."""
    found = next_state(state, outcome, feed=feed, now=NOW, jitter=jitter)
    assert feed.min_interval_s - 1e-3 <= wait_s(found) <= feed.max_interval_s + 1e-3
    assert feed.min_interval_s <= found.interval_s <= feed.max_interval_s
    assert (found.weight, found.last_reason, found.not_before_at) == (0.0, None, None)
    assert found.n_polls == state.n_polls + 1


@given(STATES, FAILURES, FEEDS, st.floats(0, 1))
def test_failing_feed_is_never_dead_for_ever(
    state: FeedState, failed: Failed, feed: Feed, jitter: float
) -> None:
    """However often it failed, a feed is asked within a day, or when its server allows it."""
    found = next_state(state, failed, feed=feed, now=NOW, jitter=jitter)
    held = min(max(failed.retry_after_s or 0.0, 0.0), MAX_RETRY_AFTER_S)
    assert held - 1e-3 <= wait_s(found) <= max(MAX_BACKOFF_S, held) + 1e-3
    assert wait_s(found) >= min(feed.min_interval_s, MAX_BACKOFF_S) - 1e-3
    assert found.weight > state.weight
    assert (found.last_reason, found.last_ok_at) == (failed.reason, state.last_ok_at)


@given(STATES, st.lists(SUCCESSES | FAILURES, min_size=1, max_size=8))
def test_polled_feed_always_has_a_next_poll(
    state: FeedState, outcomes: list[Polled | NotModified | Failed]
) -> None:
    """After any history there is a next poll, and at that instant the feed is due."""
    now = NOW
    for outcome in outcomes:
        state = next_state(state, outcome, feed=FEED, now=now, jitter=0.5)
        assert state.next_poll_at is not None
        assert not is_due(state, now=now)
        now = state.next_poll_at
        assert is_due(state, now=now)


def test_feed_never_polled_is_due() -> None:
    """A new feed is polled at once."""
    assert is_due(FRESH, now=NOW)


LEARNT = {
    "nothing new": (0, 1.5), "one": (1, 1.0), "four": (4, 1.0), "five": (5, 0.75), "ten": (10, 0.5),
}  # fmt: skip


@pytest.mark.parametrize(("n_new", "factor"), LEARNT.values(), ids=LEARNT)
def test_interval_is_learnt_from_what_was_new(n_new: int, factor: float) -> None:
    """A quiet feed is asked less often, a busy one more often."""
    found = after(SEEN, polled(exchange(), n_new=n_new))
    assert (found.interval_s, wait_s(found)) == (900 * factor, 900 * factor)


def test_first_poll_teaches_nothing() -> None:
    """In a first poll everything is new, which says nothing of the feed's pace."""
    assert after(FRESH, polled(exchange(), n_new=50)).interval_s == 900


def test_not_modified_is_a_quiet_poll() -> None:
    """A 304 lengthens the interval and keeps validators, digest and count of entries."""
    state = FeedState(
        outlet_id="daily", feed="/rss.xml", etag='"a"', body_digest="sha256:0", n_entries=7,
        n_polls=3, last_ok_at=NOW - timedelta(hours=1),
    )  # fmt: skip
    found = after(state, NotModified(exchange=exchange()))
    assert (found.interval_s, found.etag, found.n_entries) == (1350, '"a"', 7)
    assert found.body_digest == "sha256:0"


HINTS: dict[str, tuple[dict[str, str], float | None, float]] = {
    "none": ({}, None, 900),
    "max-age": ({"cache_control": "public, max-age=3600"}, None, 3600),
    "max-age in quotes and capitals": ({"cache_control": 'Max-Age="3600"'}, None, 3600),
    "max-age beats Expires": (
        {"cache_control": "max-age=1200", "expires": "Sat, 15 Aug 2026 23:00:00 GMT",
         "date": "Sat, 15 Aug 2026 12:00:00 GMT"}, None, 1200,
    ),
    "Expires": (
        {"expires": "Sat, 15 Aug 2026 13:00:00 GMT", "date": "Sat, 15 Aug 2026 12:00:00 GMT"},
        None, 3600,
    ),
    "Expires in the past": (
        {"expires": "Sat, 15 Aug 2026 11:00:00 GMT", "date": "Sat, 15 Aug 2026 12:00:00 GMT"},
        None, 900,
    ),
    "Expires 0": ({"expires": "0", "date": "Sat, 15 Aug 2026 12:00:00 GMT"}, None, 900),
    "shorter than learnt": ({"cache_control": "max-age=60"}, None, 900),
    "ttl": ({}, 1800, 1800),
    "the longest hint binds": ({"cache_control": "max-age=1200"}, 1800, 1800),
    "a year": ({"cache_control": "max-age=31536000"}, None, 21_600),
}  # fmt: skip


@pytest.mark.parametrize(("headers", "ttl_s", "expected_s"), HINTS.values(), ids=HINTS)
def test_hints_lengthen_the_wait(
    headers: dict[str, str], ttl_s: float | None, expected_s: float
) -> None:
    """Cache-Control, Expires and ttl may lengthen a wait up to the feed's longest."""
    found = after(SEEN, polled(exchange(**headers), ttl_s=ttl_s))
    assert wait_s(found) == expected_s
    assert found.interval_s == 900  # a hint is not learnt


def test_jitter_spreads_by_a_tenth() -> None:
    """Feeds learnt together drift apart by up to a tenth of the wait."""
    assert wait_s(after(SEEN, polled(exchange()), jitter=1.0)) == pytest.approx(990)


FAILED_WAITS: dict[str, tuple[Reason, int | None, int, float, float]] = {
    # case: reason, status, times in a row, weight, wait
    "timeout once": (Reason.TIMEOUT, None, 1, 0.5, 900 * 2**0.5),
    "timeout twice": (Reason.TIMEOUT, None, 2, 1.0, 1800),
    "404": (Reason.HTTP_4XX, 404, 1, 1.5, 900 * 2**1.5),
    "410 weighs double": (Reason.HTTP_4XX, 410, 1, 3.0, 7200),
    "dns": (Reason.DNS, None, 1, 1.0, 1800),
    "not listed": (Reason.NOT_A_FEED, 200, 1, 1.0, 1800),
    "seized": (Reason.SEIZED, 200, 2, 4.0, 14_400),
    "for weeks": (Reason.DNS, None, 40, 40.0, MAX_BACKOFF_S),
}


@pytest.mark.parametrize(
    ("reason", "status", "times", "weight", "expected_s"), FAILED_WAITS.values(), ids=FAILED_WAITS
)
def test_failures_weigh_by_reason(
    reason: Reason, status: int | None, times: int, weight: float, expected_s: float
) -> None:
    """Each failure in a row doubles the wait by its weight, up to a day."""
    state = SEEN
    for _ in range(times):
        state = after(state, Failed(reason=reason, detail="no", status=status))
    assert state.weight == weight
    assert wait_s(state) == pytest.approx(expected_s)


def test_one_success_forgives_all() -> None:
    """A feed that came back is polled at its own pace again."""
    state = after(SEEN, Failed(reason=Reason.SEIZED, detail="no"))
    assert wait_s(after(state, polled(exchange()))) == 900


RETRY_AFTER = {
    "longer than the back-off": (50_000.0, 50_000.0),
    "beyond the feed's longest interval": (100_000.0, 100_000.0),
    "shorter than the back-off": (10.0, 900 * 2**0.5),
    "a year": (31_536_000.0, MAX_RETRY_AFTER_S),
    "in the past": (-5.0, 900 * 2**0.5),
}


@pytest.mark.parametrize(("told_s", "expected_s"), RETRY_AFTER.values(), ids=RETRY_AFTER)
def test_retry_after_binds(told_s: float, expected_s: float) -> None:
    """A server's Retry-After is kept to, for a week at most, and never shortens a wait."""
    failed = Failed(reason=Reason.RATE_LIMITED, detail="no", status=429, retry_after_s=told_s)
    assert wait_s(after(SEEN, failed)) == pytest.approx(expected_s)


def test_retry_after_holds_even_an_unscheduled_poll() -> None:
    """`not_before_at` keeps what the server asked for apart from our own back-off."""
    failed = Failed(reason=Reason.RATE_LIMITED, detail="no", status=429, retry_after_s=10.0)
    assert after(SEEN, failed).not_before_at == NOW + timedelta(seconds=10)
    assert after(SEEN, Failed(reason=Reason.DNS, detail="no")).not_before_at is None


def test_every_tenth_poll_is_unconditional() -> None:
    """Polls 0, 10, 20 leave the validators out; the others send them."""
    states = [
        FeedState(outlet_id="d", feed="f", etag='"a"', last_modified="then", n_polls=n)
        for n in range(21)
    ]
    assert [state.n_polls for state in states if is_unconditional(state)] == [0, 10, 20]
    assert validators(states[0]) == (None, None)
    assert validators(states[1]) == ('"a"', "then")


def with_validators(etag: str | None, body: bytes) -> Polled:
    """A poll that gave this body under this ETag (None: under none)."""
    return polled(exchange(body, **({"etag": etag} if etag else {})))


TRUST: dict[str, tuple[list[tuple[str | None, bytes]], bool]] = {
    "first sight": ([('"a"', b"1")], True),
    "same body, same validator": ([('"a"', b"1"), ('"a"', b"1")], True),
    "both changed": ([('"a"', b"1"), ('"b"', b"2")], True),
    "body changed under the same validator": ([('"a"', b"1"), ('"a"', b"2")], False),
    "stays untrusted while nothing changes": (
        [('"a"', b"1"), ('"a"', b"2"), ('"a"', b"2")], False,
    ),
    "trusted again when both change": ([('"a"', b"1"), ('"a"', b"2"), ('"b"', b"3")], True),
    "new validator for the same body": ([('"a"', b"1"), ('"b"', b"1")], True),
    "no validators at all": ([(None, b"1"), (None, b"2")], True),
}  # fmt: skip


@pytest.mark.parametrize(("polls", "is_trusted"), TRUST.values(), ids=TRUST)
def test_validators_that_lie_are_not_trusted(
    polls: list[tuple[str | None, bytes]], is_trusted: bool
) -> None:
    """A body that changed under the same validators makes them untrusted until they change too."""
    state = FRESH
    for etag, body in polls:
        state = after(state, with_validators(etag, body))
    assert state.is_trusted is is_trusted
    assert (validators(state) == (None, None)) is (not is_trusted or polls[-1][0] is None)
