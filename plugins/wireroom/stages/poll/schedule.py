"""When to poll a feed next, and whether its validators may be used. Decides; reads no clock."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from wireroom.model import Exchange, Failed, FeedState, NotModified, Reason, sha256
from wireroom.registry import Feed
from wireroom.stages.poll.document import FeedDocument
from wireroom.stages.poll.freshness import newest_at

UNCONDITIONAL_EVERY = 10  # polls; at a poll an hour a lying validator costs ten hours at most
MAX_BACKOFF_S = 86_400.0  # never dead for ever: a failing feed is asked at least daily
MAX_RETRY_AFTER_S = 7 * 86_400.0  # a server may send us away for a week, not for ever
_MAX_DOUBLINGS = 16.0
_JITTER = 0.1  # of the wait, so that feeds learned together do not stay together

# How much one failure counts in the back-off's exponent. Passing trouble counts half; what a
# person must mend counts more. 410 is RFC 9110 section 15.5.11: gone, likely for good.
WEIGHTS: dict[Reason, float] = {
    Reason.TIMEOUT: 0.5,
    Reason.RESET: 0.5,
    Reason.HTTP_5XX: 0.5,
    Reason.RATE_LIMITED: 0.5,
    Reason.ROBOTS_UNREACHABLE: 0.5,
    Reason.EMPTY_FEED: 0.5,
    Reason.HTTP_4XX: 1.5,
    Reason.TLS: 1.0,
    Reason.DNS: 1.0,
    Reason.ROBOTS: 2.0,
    Reason.SEIZED: 2.0,
    Reason.PARKED: 2.0,
    Reason.PRIVATE_ADDRESS: 2.0,
}
WEIGHTS_BY_STATUS: dict[int, float] = {410: 3.0}
_DEFAULT_WEIGHT = 1.0
# What a poll with so many new entries (up to the number) makes of the interval; aimed at one to
# four new entries a poll, as feeds hold 10 to 50 and none may roll out between two polls.
_LEARNING: tuple[tuple[int, float], ...] = ((0, 1.5), (4, 1.0), (9, 0.75))
_MANY = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """A feed that answered and was read; `n_new` of its entries had not been seen before."""

    exchange: Exchange
    document: FeedDocument
    n_new: int


def is_due(state: FeedState, *, now: datetime) -> bool:
    """Whether the feed may and should be polled now; a feed never polled is due."""
    waits = [at for at in (state.next_poll_at, state.not_before_at) if at is not None]
    return all(at <= now for at in waits)


def is_unconditional(state: FeedState) -> bool:
    """Whether the next poll leaves the validators out: every tenth, and while untrusted."""
    return not state.is_trusted or state.n_polls % UNCONDITIONAL_EVERY == 0


def validators(state: FeedState) -> tuple[str | None, str | None]:
    """ETag and Last-Modified to send; both None for an unconditional poll."""
    return (None, None) if is_unconditional(state) else (state.etag, state.last_modified)


def next_state(
    state: FeedState,
    outcome: Polled | NotModified | Failed,
    *,
    feed: Feed,
    now: datetime,
    jitter: float,
) -> FeedState:
    """The state after a poll; `jitter` is a random number of 0 to 1.

    The learned interval stays within the feed's [min_interval_s, max_interval_s]; a Retry-After
    binds beyond it (at most a week); a failing feed is asked again within a day.
    """
    if isinstance(outcome, Failed):
        return _after_failure(state, outcome, feed=feed, now=now, jitter=jitter)
    n_new = outcome.n_new if isinstance(outcome, Polled) else 0
    is_first = state.last_ok_at is None
    interval = _clamped(state.interval_s * (1.0 if is_first else _factor(n_new)), feed)
    hints = [interval, _freshness_s(outcome.exchange)]
    if isinstance(outcome, Polled):
        hints.append(outcome.document.ttl_s or 0.0)
    wait = _clamped(_clamped(max(hints), feed) * (1 + _JITTER * jitter), feed)
    return replace(
        state if isinstance(outcome, NotModified) else _with_body(state, outcome, now=now),
        weight=0.0,
        interval_s=interval,
        n_polls=state.n_polls + 1,
        next_poll_at=now + timedelta(seconds=wait),
        not_before_at=None,
        last_ok_at=now,
        last_reason=None,
    )


def _after_failure(
    state: FeedState, failed: Failed, *, feed: Feed, now: datetime, jitter: float
) -> FeedState:
    by_reason = WEIGHTS.get(failed.reason, _DEFAULT_WEIGHT)
    weight = state.weight + WEIGHTS_BY_STATUS.get(failed.status or 0, by_reason)
    backoff = _clamped(state.interval_s, feed) * 2 ** min(weight, _MAX_DOUBLINGS)
    wait = min(backoff * (1 + _JITTER * jitter), MAX_BACKOFF_S)
    held = min(max(failed.retry_after_s or 0.0, 0.0), MAX_RETRY_AFTER_S)
    return replace(
        state,
        weight=weight,
        n_polls=state.n_polls + 1,
        next_poll_at=now + timedelta(seconds=max(wait, held)),
        not_before_at=now + timedelta(seconds=held) if held else None,
        last_reason=failed.reason,
    )


def _with_body(state: FeedState, polled: Polled, *, now: datetime) -> FeedState:
    """Validators and digest of the body that came.

    A body that changed under the same validators makes them untrusted; one that changed
    together with them makes them trusted again.
    """
    etag = polled.exchange.header("etag")
    last_modified = polled.exchange.header("last-modified")
    digest = sha256(polled.exchange.body)
    is_same = (etag, last_modified) == (state.etag, state.last_modified)
    has_any = etag is not None or last_modified is not None
    is_trusted = state.is_trusted
    if state.body_digest not in {None, digest} and has_any:
        is_trusted = not is_same
    return replace(
        state,
        etag=etag,
        last_modified=last_modified,
        body_digest=digest,
        is_trusted=is_trusted,
        n_entries=len(polled.document.entries),
        newest_at=_later(state.newest_at, newest_at(polled.document, now=now)),
    )


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one and other else one or other


def _factor(n_new: int) -> float:
    return next((factor for limit, factor in _LEARNING if n_new <= limit), _MANY)


def _clamped(seconds: float, feed: Feed) -> float:
    return min(max(seconds, feed.min_interval_s), feed.max_interval_s)


def _freshness_s(exchange: Exchange) -> float:
    """Seconds for which the answer says it stays fresh (RFC 9111 section 4.2.1), else 0."""
    for part in (exchange.header("cache-control") or "").lower().split(","):
        name, _, value = part.strip().partition("=")
        value = value.strip('"')
        if name == "max-age" and value.isascii() and value.isdigit():
            return float(value[:9])
    try:
        expires = parsedate_to_datetime(exchange.header("expires") or "")
        dated = parsedate_to_datetime(exchange.header("date") or "")
        return max((expires - dated).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return 0.0
