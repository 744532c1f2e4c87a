"""Ask an outlet's hosts for a feed: the first that answers as the outlet and is not behind."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from wireroom.model import (
    Capability,
    Evidence,
    Exchange,
    Failed,
    FeedState,
    Fetched,
    NotModified,
    Reason,
    Route,
)
from wireroom.pipeline.failover import Failover, Tried
from wireroom.pipeline.hosts import Gate
from wireroom.pipeline.profiles import known_sites
from wireroom.pipeline.quarantine import spoiled_in
from wireroom.pipeline.request import request_to
from wireroom.pipeline.wiring import Room
from wireroom.registry import Feed, Outlet
from wireroom.stages.fetch import Site, judge_error, judge_feed, judge_listing
from wireroom.stages.poll import (
    BEHIND,
    Polled,
    emptied,
    is_behind,
    newest_at,
    parse_feed,
    validators,
)
from wireroom.stages.resolve import feed_routes

_MAX_FEED_BYTES = 50_000_000
_ACCEPT = (
    "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"
)
_NEVER = datetime.min.replace(tzinfo=UTC)
Answer = Polled | NotModified


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAnswer:
    """What a poll came to: the answer of `host`, or one failure for all; `failures` by host."""

    host: str | None
    outcome: Answer | Failed
    failures: tuple[tuple[str, Failed], ...] = ()

    @property
    def spoiled(self) -> list[tuple[str, Exchange]]:
        """Bodies that were not the outlet's, with the hosts that sent them."""
        return spoiled_in(self.failures)


def ask_feed(room: Room, gate: Gate, outlet: Outlet, feed: Feed, state: FeedState) -> FeedAnswer:
    """Ask host after host for the feed until one gives entries; all failures told where none."""
    now = room.clock()
    site = known_sites(room, [outlet.id])[outlet.id]
    routes = feed_routes(outlet, feed)
    is_alone = len(routes) < 2  # noqa: PLR2004 - with nobody to compare with
    tried: Tried[Answer] = Failover(gate, outlet, Capability.FEED).ask(
        routes,
        lambda route: _ask_host(room, outlet, feed, state, route=route, site=site),
        is_final=lambda answer: (
            is_alone
            or not isinstance(answer, Polled)
            or not is_behind(answer.document, state, now=now)
        ),
        latency_s=lambda answer: answer.exchange.elapsed_s,
    )
    host, found = _freshest(tried, state, now=now)
    _judge_stale(gate, outlet, tried, found, state, now=now)
    if found is None:
        nothing = "no host of the outlet serves feeds"
        return FeedAnswer(
            host=None, outcome=tried.failed(now=now, nothing=nothing), failures=(*tried.failures,)
        )
    return FeedAnswer(host=host, outcome=found, failures=(*tried.failures,))


def _freshest(
    tried: Tried[Answer], state: FeedState, *, now: datetime
) -> tuple[str | None, Answer | None]:
    """The final answer; else, of those that seem behind, the newest that is not behind what was.

    An outlet that is merely quiet is quiet on all of its hosts.
    """
    if tried.found is not None or not tried.held:
        return tried.host, tried.found
    host, answer = max(tried.held, key=lambda one: _newest(one[1], now) or _NEVER)
    newest = _newest(answer, now)
    if state.newest_at and newest and newest < state.newest_at - BEHIND:
        return None, None
    return host, answer


def _judge_stale(
    gate: Gate,
    outlet: Outlet,
    tried: Tried[Answer],
    found: Answer | None,
    state: FeedState,
    *,
    now: datetime,
) -> None:
    """Name the answers that lie behind the freshest, or behind what was shown before."""
    known = [at for at in (_newest(found, now) if found else None, state.newest_at) if at]
    for host, answer in tried.held:
        newest = _newest(answer, now)
        if answer is found or newest is None or not known or newest >= max(known) - BEHIND:
            continue
        says = f"its newest entry is of {newest:%Y-%m-%d}, {max(known):%Y-%m-%d} is known"
        failed = Failed(
            reason=Reason.STALE,
            detail=f"the feed is a stale copy: {says}",
            status=answer.exchange.status,
            exchange=answer.exchange,
            evidence=(Evidence(kind="freshness", weight=1.0, says=says),),
        )
        gate.note(outlet, host, Capability.FEED, failed)
        tried.failures.append((host, failed))


def _newest(answer: Answer, now: datetime) -> datetime | None:
    return newest_at(answer.document, now=now) if isinstance(answer, Polled) else None


def _ask_host(
    room: Room, outlet: Outlet, feed: Feed, state: FeedState, *, route: Route, site: Site
) -> Answer | Failed:
    is_theirs = state.served_by in {None, route.host}
    etag, last_modified = validators(state) if is_theirs else (None, None)
    outcome = room.web.get(
        request_to(
            room,
            outlet,
            Capability.FEED,
            route,
            max_bytes=_MAX_FEED_BYTES,
            accept=_ACCEPT,
            etag=etag,
            last_modified=last_modified,
        )
    )
    if isinstance(outcome, Failed):
        return judge_error(outcome)
    if not isinstance(outcome, Fetched):
        return outcome
    exchange = replace(outcome.exchange, fetched_at=room.clock())
    verdict = judge_feed(exchange)
    if verdict is not None:
        return verdict
    document = parse_feed(
        exchange.body,
        content_type=exchange.header("content-type") or "",
        feed_url=exchange.final_url,
        outlet_id=outlet.id,
        feed=feed.path,
    )
    if isinstance(document, Failed):
        return replace(document, status=exchange.status, exchange=exchange)
    empty = emptied(document, state)
    if empty is not None:
        told = (Evidence(kind="entries", weight=1.0, says=empty.detail),)
        return replace(empty, status=exchange.status, exchange=exchange, evidence=told)
    links = [entry.url for entry in document.entries if entry.url]
    foreign = judge_listing(exchange, site, title=document.title, links=links)
    return foreign or Polled(exchange=exchange, document=document, n_new=0)
