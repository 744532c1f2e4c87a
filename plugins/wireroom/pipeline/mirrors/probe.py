"""Ask hosts that nobody asked lately whether they are there: one cheap request each.

Keeps the health of mirrors known that are only needed when another host dies, and finds out when
a dead one is back. Within the outlet's hourly budget.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from wireroom.model import Capability, Failed, Fetched, HostKey, Outcome, Route
from wireroom.pipeline.hosts import Gate
from wireroom.pipeline.mirrors.budget import Budget
from wireroom.pipeline.mirrors.specimens import route_on
from wireroom.pipeline.mirrors.verify import recent_articles
from wireroom.pipeline.request import request_to
from wireroom.pipeline.wiring import Room
from wireroom.registry import Outlet
from wireroom.stages.fetch import judge_article, judge_feed
from wireroom.stages.resolve import feed_routes

LATELY = timedelta(minutes=50)  # under the hour between two runs of the DAG
_LOOKED_AT = 100  # recent articles among which one in a host's language is sought


def probe(room: Room, outlets: Sequence[Outlet], *, run_id: str) -> dict[str, int]:
    """Probe every (host, capability) not heard of lately and not told to wait; counts."""
    counts = {"well": 0, "failed": 0, "waiting": 0}
    for outlet in outlets:
        gate = Gate(room, [outlet.id], worker=f"{run_id} probe {outlet.id}")
        budget = Budget(room, outlet)
        for capability, route in _due(room, outlet):
            request = request_to(room, outlet, capability, route)
            with gate.turn(outlet, route.host, capability) as permit:
                outcome = budget.ask(request) if permit.is_given else None
                counts[_noted(gate, outlet, capability, route.host, outcome)] += 1
        gate.flush()
    return counts


def _due(room: Room, outlet: Outlet) -> list[tuple[Capability, Route]]:
    health = room.store.health([outlet.id])
    routes = [(Capability.FEED, route) for route in feed_routes(outlet, outlet.feeds[0])]
    routes += [(Capability.ARTICLE, route) for route in _articles(room, outlet)]
    due = []
    for capability, route in routes:
        key = HostKey(
            outlet_id=outlet.id,
            host=route.host,
            capability=capability,
            vantage=room.settings.vantage_of(outlet.id, route.host),
        )
        known = health.get(key)
        if known is None or known.updated_at is None or known.updated_at <= room.clock() - LATELY:
            due.append((capability, route))
    return due


def _articles(room: Room, outlet: Outlet) -> Iterator[Route]:
    """The latest article that each host can have, on every host as it is asked."""
    recent = recent_articles(room, outlet, _LOOKED_AT)
    for host in outlet.concrete_hosts:
        routes = (route_on(outlet, host, wanted.url) for wanted in recent)
        if route := next((one for one in routes if one is not None), None):
            yield route


def _noted(
    gate: Gate, outlet: Outlet, capability: Capability, host: str, outcome: Outcome | None
) -> str:
    """What an outcome counts as, once the host's health knows of it; None: nobody asked."""
    if outcome is None:
        return "waiting"
    if isinstance(outcome, Fetched):
        judge = judge_article if capability is Capability.ARTICLE else judge_feed
        verdict = judge(outcome.exchange)
    else:
        verdict = outcome if isinstance(outcome, Failed) else None
    gate.note(outlet, host, capability, verdict or _elapsed(outcome))
    return "failed" if verdict else "well"


def _elapsed(outcome: Outcome) -> float:
    return 0.0 if isinstance(outcome, Failed) else outcome.exchange.elapsed_s
