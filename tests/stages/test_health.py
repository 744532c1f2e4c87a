"""The circuit breaker of a host: opens, backs off, is tried by one, closes; never dead for ever."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.model import Breaker, Capability, Failed, Health, HostKey, Reason
from wireroom.stages.monitor import (
    HOST_WIDE,
    QUARANTINED,
    Turn,
    after_failure,
    after_finding,
    after_lack,
    after_success,
    rank,
    success_ratio,
    turn,
    with_probe,
    without_probe,
)
from wireroom.stages.monitor.health import FIRST_WAIT_S, LONGEST_WAIT_S, PROBE_LEASE_S

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
KEY = HostKey(outlet_id="o", host="h.test", capability=Capability.FEED, vantage="direct")
FRESH = Health(key=KEY)


def failed(reason=Reason.REFUSED, *, told_s=None):
    return Failed(reason=reason, detail="there", retry_after_s=told_s)


def fail(health, reason=Reason.REFUSED, *, now=NOW, jitter=0.0, **more):
    return after_failure(health, failed(reason, **more), now=now, jitter=jitter)


@pytest.mark.parametrize("reason", sorted(QUARANTINED | {Reason.DNS, Reason.TLS, Reason.REFUSED}))
def test_what_leaves_no_doubt_opens_the_breaker_at_once(reason):
    """Another's page, or no connection at all."""
    assert fail(FRESH, reason).breaker is Breaker.OPEN


@pytest.mark.parametrize("reason", [Reason.TIMEOUT, Reason.RESET, Reason.HTTP_5XX])
def test_passing_trouble_opens_it_at_the_third_in_a_row(reason):
    """Two time-outs are bad luck; a success between them starts the count anew."""
    twice = fail(fail(FRESH, reason), reason)
    assert twice.breaker is Breaker.CLOSED
    assert fail(twice, reason).breaker is Breaker.OPEN
    again = after_success(twice, now=NOW, latency_s=0.1)
    assert fail(fail(again, reason), reason).breaker is Breaker.CLOSED


@pytest.mark.parametrize("reason", [Reason.HTTP_4XX, Reason.NO_TEXT, Reason.ROBOTS])
def test_a_page_level_failure_says_nothing_of_the_host(reason):
    """Not even a hundred of them."""
    health = FRESH
    for _ in range(100):
        health = fail(health, reason)
    assert health == FRESH


def test_lacking_what_others_have_opens_it_in_the_end():
    """A host that serves the feed but not its articles is used for the feed only."""
    health = FRESH
    for _ in range(3):
        health = after_lack(health, failed(Reason.HTTP_4XX), now=NOW, jitter=0.0)
    assert health.breaker is Breaker.OPEN


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_back_off_doubles_is_spread_and_capped(jitters):
    """No wait is shorter than the one before by more than its spread, none above the cap's."""
    health, now, waits = FRESH, NOW, []
    for jitter in jitters:
        health = fail(health, now=now, jitter=jitter)
        waits.append((health.probe_at - now).total_seconds())
        now = health.probe_at
        assert turn(health, now=now) is Turn.PROBE
    assert waits[0] >= FIRST_WAIT_S
    assert max(waits) <= LONGEST_WAIT_S * 1.25
    for number, wait in enumerate(waits):
        assert wait >= min(FIRST_WAIT_S * 2**number, LONGEST_WAIT_S)


def test_a_servers_retry_after_is_kept():
    """Who says an hour is not asked after a minute."""
    health = fail(FRESH, Reason.RATE_LIMITED, told_s=3600)
    assert health.probe_at >= NOW + timedelta(hours=1)


def test_one_worker_probes_and_the_others_wait():
    """Only one takes the probe; it falls back to the others when its holder is gone too long."""
    opened = fail(FRESH)
    later = opened.probe_at
    assert turn(opened, now=NOW) is Turn.WAIT
    mine = with_probe(opened, by="a", now=later)
    assert (mine.breaker, mine.probe_by) == (Breaker.HALF_OPEN, "a")
    assert with_probe(mine, by="b", now=later) == mine
    assert with_probe(mine, by="b", now=later, is_early=True) == mine
    dead = later + timedelta(seconds=PROBE_LEASE_S + 1)
    assert with_probe(mine, by="b", now=dead).probe_by == "b"


def test_an_early_probe_is_taken_where_nothing_else_is_left():
    """Before its time only when asked so."""
    opened = fail(FRESH)
    assert with_probe(opened, by="a", now=NOW) == opened
    assert with_probe(opened, by="a", now=NOW, is_early=True).probe_by == "a"


def test_a_probe_that_finds_it_well_closes_it_and_one_that_fails_waits_longer():
    """The back-off starts anew only after a success."""
    opened = fail(FRESH)
    probing = with_probe(opened, by="a", now=opened.probe_at)
    closed = after_success(probing, now=opened.probe_at, latency_s=0.2)
    assert (closed.breaker, closed.n_openings, closed.reason) == (Breaker.CLOSED, 0, None)
    again = fail(probing, now=opened.probe_at)
    assert again.breaker is Breaker.OPEN
    assert again.probe_at - opened.probe_at == 2 * (opened.probe_at - NOW)


def test_a_probe_can_be_given_back_by_its_holder_only():
    """An answer that says nothing of the host leaves the breaker as it was."""
    opened = fail(FRESH)
    probing = with_probe(opened, by="a", now=opened.probe_at)
    assert without_probe(probing, by="b") == probing
    assert without_probe(probing, by="a").breaker is Breaker.OPEN


def test_order_is_closed_good_quick_first():
    """Healthy before half-open before open; a due probe stands where a healthy host would."""
    good = after_success(FRESH, now=NOW, latency_s=0.1)
    slow = after_success(FRESH, now=NOW, latency_s=20.0)
    poor = fail(fail(good, Reason.TIMEOUT), Reason.TIMEOUT)
    opened = fail(good)
    probing = with_probe(opened, by="a", now=opened.probe_at)
    order = [good, slow, poor, probing, opened]
    backwards = order[::-1]
    assert sorted(backwards, key=lambda one: rank(one, now=NOW)) == order
    assert rank(opened, now=opened.probe_at) == rank(None, now=NOW) == rank(good, now=NOW)


def test_old_failures_fade():
    """After a week of silence a bad day counts for little."""
    bad = FRESH
    for _ in range(9):
        bad = fail(bad)
    later = after_success(bad, now=NOW + timedelta(days=7), latency_s=0.1)
    assert success_ratio(bad) < 0.2
    assert success_ratio(later) > 0.9


@given(st.lists(st.tuples(st.sampled_from([None, *HOST_WIDE]), st.floats(0, 86_400)), max_size=40))
def test_no_host_is_ever_dead_for_ever(history):
    """Whatever happened, within the longest wait it may be asked again."""
    health, now = FRESH, NOW
    for reason, wait_s in history:
        now += timedelta(seconds=wait_s)
        if reason is None:
            health = after_success(health, now=now, latency_s=0.1)
        else:
            health = fail(health, reason, now=now, jitter=1.0)
    later = now + timedelta(seconds=LONGEST_WAIT_S * 1.25 + PROBE_LEASE_S)
    assert turn(health, now=later) in {Turn.ASK, Turn.PROBE}


@pytest.mark.parametrize("n_ok", [0, 3, 50, 5000])
def test_a_finding_puts_a_host_behind_good_ones_for_about_a_day(n_ok):
    """However often it answered well before; two days of good answers put it right."""
    health = FRESH
    for _ in range(n_ok):
        health = after_success(health, now=NOW, latency_s=0.1)
    doubted = after_finding(health, failed(Reason.TAMPERED), now=NOW, jitter=0.0)
    assert (doubted.breaker, doubted.reason) == (Breaker.CLOSED, Reason.TAMPERED)
    assert rank(doubted, now=NOW) > rank(FRESH, now=NOW) == (0, 0, 0)
    assert success_ratio(doubted) < success_ratio(FRESH)
    for hour in range(48):
        for _ in range(1 + n_ok // 24):
            doubted = after_success(doubted, now=NOW + timedelta(hours=hour), latency_s=0.1)
    assert rank(doubted, now=NOW) == (0, 0, 0)
