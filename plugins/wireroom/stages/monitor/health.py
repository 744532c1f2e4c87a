"""Health of hosts: a circuit breaker per host and capability, and the order in which to ask.

Decides only; what it decides on is kept in the store, so that all workers share it and restarts
lose nothing. No host is ever dead for ever: an open breaker is tried again at the latest after
LONGEST_WAIT_S ("feeds do come back", design of mirrors).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from wireroom.model import Breaker, Failed, Health, Reason
from wireroom.stages.monitor.reasons import QUARANTINED

FIRST_WAIT_S = 60.0
LONGEST_WAIT_S = 21_600.0  # six hours: four tries a day cost a dead host nothing and us little
PROBE_LEASE_S = 300.0  # longer than one request may take with its polite waits
HALF_LIFE_S = 86_400.0  # what happened a day ago counts half
_SPREAD = 0.25  # of the wait, so that hosts that died together are not tried together
_LATENCY_SHARE = 0.2  # of the newest answer in the running mean
_SLOW_S = 10.0
_GOOD, _FAIR = 0.9, 0.5  # success ratios between which a host is good, fair and poor

# How much one failure counts; at 1 the breaker opens. Another's page or no connection at all
# leaves no doubt; what passes by itself has to come three times in a row.
_PASSING = 0.34
WEIGHTS: Mapping[Reason, float] = {
    **dict.fromkeys(QUARANTINED, 1.0),
    Reason.DNS: 1.0,
    Reason.TLS: 1.0,
    Reason.REFUSED: 1.0,
    Reason.PRIVATE_ADDRESS: 1.0,
    Reason.RATE_LIMITED: 1.0,
    Reason.REDIRECT_LOOP: 1.0,
    Reason.XML_ENTITIES: 1.0,
    Reason.TIMEOUT: _PASSING,
    Reason.RESET: _PASSING,
    Reason.HTTP_5XX: _PASSING,
    Reason.ROBOTS_UNREACHABLE: _PASSING,
    Reason.FOREIGN_REDIRECT: _PASSING,
    Reason.NOT_A_FEED: 0.5,
    Reason.EMPTY_FEED: 0.5,
}
LACKING = _PASSING  # a page that another host of the outlet has


class Turn(StrEnum):
    """Whether a host may be asked: freely, as the one probe, or not yet."""

    ASK = "ask"
    PROBE = "probe"
    WAIT = "wait"


def turn(health: Health, *, now: datetime) -> Turn:
    """Whether the host may be asked now; PROBE has to be taken first, and one worker gets it."""
    if health.breaker is Breaker.CLOSED:
        return Turn.ASK
    if health.probe_until is not None and health.probe_until > now:
        return Turn.WAIT
    is_time = health.probe_at is None or health.probe_at <= now
    return Turn.PROBE if is_time else Turn.WAIT


def with_probe(health: Health, *, by: str, now: datetime, is_early: bool = False) -> Health:
    """The health once `by` took the probe; unchanged where it may not be taken.

    `is_early` tries before the time: where no other host is left, one early try costs less than
    an article. A probe that another worker holds is never taken.
    """
    wanted = turn(health, now=now)
    is_held = health.probe_until is not None and health.probe_until > now
    if wanted is Turn.ASK or is_held or (wanted is Turn.WAIT and not is_early):
        return health
    return replace(
        health,
        breaker=Breaker.HALF_OPEN,
        probe_by=by,
        probe_until=now + timedelta(seconds=PROBE_LEASE_S),
    )


def after_success(health: Health, *, now: datetime, latency_s: float) -> Health:
    """The host answered as the outlet: the breaker closes."""
    faded = _faded(health, now)
    mean = latency_s if health.latency_s is None else health.latency_s
    return replace(
        faded,
        breaker=Breaker.CLOSED,
        n_ok=faded.n_ok + 1,
        latency_s=mean + _LATENCY_SHARE * (latency_s - mean),
        weight=0.0,
        n_openings=0,
        probe_at=None,
        probe_by=None,
        probe_until=None,
        last_ok_at=now,
        reason=None,
        detail="",
    )


def after_failure(health: Health, failed: Failed, *, now: datetime, jitter: float) -> Health:
    """The host failed; `jitter` is a random number of 0 to 1. Page-level failures change nothing.

    An open breaker opens again, for twice as long: FIRST_WAIT_S doubled up to LONGEST_WAIT_S,
    spread by up to a quarter, never before a server's Retry-After.
    """
    return _after(health, failed, WEIGHTS.get(failed.reason, 0.0), now=now, jitter=jitter)


def after_lack(health: Health, failed: Failed, *, now: datetime, jitter: float) -> Health:
    """The host did not have a page that another host of the outlet has."""
    return _after(health, failed, LACKING, now=now, jitter=jitter)


def after_finding(health: Health, failed: Failed, *, now: datetime, jitter: float) -> Health:
    """Other hosts contradicted the host's copy of an article: it is no good host for a while.

    However often it answered well, its ratio falls below what is good; good answers and time bring
    it back, after about a day.
    """
    lowered = _after(health, failed, LACKING, now=now, jitter=jitter)
    least = (lowered.n_ok + 2.0) * (1.0 / _GOOD - 1.0)
    return replace(lowered, n_failed=max(lowered.n_failed, least + 1.0))


def without_probe(health: Health, *, by: str) -> Health:
    """The probe given back unused, or after an answer that says nothing of the host."""
    if health.breaker is not Breaker.HALF_OPEN or health.probe_by != by:
        return health
    return replace(health, breaker=Breaker.OPEN, probe_by=None, probe_until=None)


def rank(health: Health | None, *, now: datetime) -> tuple[int, int, int]:
    """Sorts hosts, best first: breaker closed, half open, open; good, fair, poor; quick, slow.

    A host whose probe is due stands where it would stand in good health: one request finds out
    whether it is back, or else it would never be asked while another host answers.
    """
    if health is None or turn(health, now=now) is Turn.PROBE:
        return (0, 0, 0)
    order = {Breaker.CLOSED: 0, Breaker.HALF_OPEN: 1, Breaker.OPEN: 2}
    ratio = success_ratio(health)
    grade = 0 if ratio >= _GOOD else 1 if ratio >= _FAIR else 2
    return (order[health.breaker], grade, int((health.latency_s or 0.0) > _SLOW_S))


def success_ratio(health: Health) -> float:
    """The share of answers that were good, of late; two good ones stand in where little is known.

    So one failure in a host's first hour does not make it poor for a day.
    """
    n_known = health.n_ok + health.n_failed
    return (health.n_ok + 2.0) / (n_known + 2.0)


def _after(
    health: Health, failed: Failed, weight: float, *, now: datetime, jitter: float
) -> Health:
    if not weight:
        return health
    faded = _faded(health, now)
    total = health.weight + weight
    changed = replace(
        faded,
        n_failed=faded.n_failed + 1,
        weight=total,
        last_failed_at=now,
        reason=failed.reason,
        detail=failed.detail,
    )
    if total < 1.0 and health.breaker is Breaker.CLOSED:
        return changed
    wait_s = min(FIRST_WAIT_S * 2 ** min(health.n_openings, 20), LONGEST_WAIT_S)
    wait_s = max(wait_s * (1 + _SPREAD * jitter), failed.retry_after_s or 0.0)
    return replace(
        changed,
        breaker=Breaker.OPEN,
        n_openings=health.n_openings + 1,
        probe_at=now + timedelta(seconds=wait_s),
        probe_by=None,
        probe_until=None,
    )


def _faded(health: Health, now: datetime) -> Health:
    """Old answers count less and less."""
    if health.updated_at is None:
        return replace(health, updated_at=now)
    share = 0.5 ** (max((now - health.updated_at).total_seconds(), 0.0) / HALF_LIFE_S)
    return replace(
        health, n_ok=health.n_ok * share, n_failed=health.n_failed * share, updated_at=now
    )
