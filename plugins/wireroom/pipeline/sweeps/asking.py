"""Ask an outlet's hosts for one of its listings: the first that answers as the outlet gives it."""

from dataclasses import dataclass, replace
from typing import Any

from wireroom.model import Capability, Exchange, Failed, Fetched, ListingKind, Reason, Route, Unit
from wireroom.pipeline.failover import Failover, Tried
from wireroom.pipeline.hosts import Gate
from wireroom.pipeline.quarantine import spoiled_in
from wireroom.pipeline.request import request_to
from wireroom.pipeline.sweeps.scope import Scope
from wireroom.pipeline.sweeps.showing import Shown, shown
from wireroom.pipeline.wiring import Room
from wireroom.registry import Outlet
from wireroom.stages.fetch import judge_error, judge_feed
from wireroom.stages.resolve import listing_routes

_MAX_BYTES = 100_000_000  # the protocol of sitemaps allows 50 MB unpacked
_ACCEPT = "application/xml,text/xml,application/json;q=0.9,text/html;q=0.8,*/*;q=0.5"
# What only says that the body is no feed, or a small page, says nothing against a listing.
_NO_VERDICTS = frozenset({Reason.NOT_A_FEED, Reason.EMPTY_FEED, Reason.WRONG_TYPE})
_HTML = b"<html"
_HEAD = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingAnswer:
    """What asking for a listing came to: the answer of `host`, or one failure for all."""

    host: str | None
    outcome: tuple[Exchange, Shown] | Failed
    failures: tuple[tuple[str, Failed], ...] = ()

    @property
    def spoiled(self) -> list[tuple[str, Exchange]]:
        """Bodies that were not the outlet's, with the hosts that sent them."""
        return spoiled_in(self.failures)


def ask_listing(room: Room, gate: Gate, outlet: Outlet, unit: Unit, scope: Scope) -> ListingAnswer:
    """Ask host after host for the listing until one can be read; all failures told where none."""
    tried: Tried[tuple[Exchange, Shown]] = Failover(gate, outlet, Capability.LISTING).ask(
        listing_routes(outlet, unit.path),
        lambda route: _ask_host(room, outlet, unit, route=route, scope=scope),
        latency_s=lambda answer: answer[0].elapsed_s,
    )
    outcome = tried.found or tried.failed(
        now=room.clock(), nothing="no host of the outlet serves listings"
    )
    return ListingAnswer(host=tried.host, outcome=outcome, failures=(*tried.failures,))


def _ask_host(
    room: Room, outlet: Outlet, unit: Unit, *, route: Route, scope: Scope
) -> tuple[Exchange, Shown] | Failed:
    more: dict[str, Any] = {"max_bytes": _MAX_BYTES, "accept": _ACCEPT}
    wayback = outlet.sweep.wayback
    if wayback is not None and unit.kind is ListingKind.WAYBACK:
        more["delay_s"] = wayback.delay_s
    outcome = room.web.get(request_to(room, outlet, Capability.LISTING, route, **more))
    if isinstance(outcome, Failed):
        return judge_error(outcome)
    if not isinstance(outcome, Fetched):  # nobody asked for a 304
        return Failed(reason=Reason.NOT_A_LISTING, detail="304 to a request without validators")
    exchange = replace(outcome.exchange, fetched_at=room.clock())
    verdict = _verdict(unit, exchange)
    if verdict is not None:
        return verdict
    found = shown(outlet, unit, exchange, scope)
    if isinstance(found, Failed):
        return replace(found, status=exchange.status, exchange=exchange)
    return exchange, found


def _verdict(unit: Unit, exchange: Exchange) -> Failed | None:
    """Who else answers in the outlet's place: only a page of HTML can be a banner or a challenge.

    A host whose page stands where a sitemap should be does not have it; another one may.
    """
    if _HTML not in exchange.body[:_HEAD].lower():
        return None
    verdict = judge_feed(exchange)
    if verdict is not None and verdict.reason not in _NO_VERDICTS:
        return verdict
    if unit.kind is ListingKind.ARCHIVE:
        return None
    detail = f"HTML where a {unit.kind.value} listing should be"
    return Failed(
        reason=Reason.NOT_A_LISTING, detail=detail, status=exchange.status, exchange=exchange
    )
