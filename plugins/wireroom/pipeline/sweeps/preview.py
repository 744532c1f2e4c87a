"""What a sweep will cost, before it goes: only robots.txt and the first sitemaps are asked.

Nothing is journaled and no article is fetched; what is learned of hosts on the way is kept.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from wireroom.model import Failed, ListingKind, Unit
from wireroom.pipeline.hosts import Gate
from wireroom.pipeline.sweeps.asking import ask_listing
from wireroom.pipeline.sweeps.scope import Scope
from wireroom.pipeline.wiring import Room
from wireroom.registry import Outlet
from wireroom.stages.sweep import first_units, usual_sitemaps

_ANSWER_S = 0.3  # of a page on top of the outlet's delay, where nothing is known
_ASKED = frozenset({ListingKind.ROBOTS, ListingKind.SITEMAP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a sweep of one outlet will ask.

    `sources` counts the listings by kind; `n_articles` are those to expect: `n_counted` of sitemaps
    that were read already, else the outlet's daily median over the window; None: nobody knows.
    `seconds` is for all requests one after the other at the outlet's politeness.
    """

    outlet_id: str
    sources: dict[str, int]
    n_listings: int
    n_counted: int
    n_articles: int | None
    seconds: float
    remarks: tuple[str, ...]


@dataclass(slots=True)
class _Tally:
    sources: dict[str, int] = field(default_factory=dict)
    n_counted: int = 0
    remarks: list[str] = field(default_factory=list)

    def count(self, unit: Unit) -> None:
        self.sources[unit.kind.value] = self.sources.get(unit.kind.value, 0) + 1


def preview(room: Room, *, scope: Scope, outlets: Sequence[str] = ()) -> list[Preview]:
    """One for each outlet; raises BadInputError for an outlet that is not there."""
    chosen = [room.registry.outlet(outlet_id) for outlet_id in dict.fromkeys(outlets)]
    found = chosen or list(room.registry.outlets)
    gate = Gate(room, [outlet.id for outlet in found], worker="sweep preview")
    try:
        return [_preview(room, gate, outlet, scope) for outlet in found]
    finally:
        gate.flush()


def _preview(room: Room, gate: Gate, outlet: Outlet, scope: Scope) -> Preview:
    tally = _Tally()
    queue = deque(first_units(outlet.sweep, scope.calendar(outlet)))
    seen: set[str] = set()
    while queue:
        unit = queue.popleft()
        if unit.key in seen:
            continue
        seen.add(unit.key)
        if unit.kind in _ASKED and not unit.depth:
            queue.extend(_look(room, gate, outlet, unit, scope=scope, tally=tally))
        else:
            tally.count(unit)
    n_listings = sum(tally.sources.values())
    n_articles = _expected(room, outlet, scope, tally)
    a_request_s = max(outlet.politeness.delay_s, _ANSWER_S)
    return Preview(
        outlet_id=outlet.id,
        sources=dict(sorted(tally.sources.items())),
        n_listings=n_listings,
        n_counted=tally.n_counted,
        n_articles=n_articles,
        seconds=(n_listings + (n_articles or 0)) * a_request_s,
        remarks=tuple(tally.remarks),
    )


def _look(
    room: Room, gate: Gate, outlet: Outlet, unit: Unit, *, scope: Scope, tally: _Tally
) -> tuple[Unit, ...]:
    """Ask for robots.txt or for a first sitemap; what it leads to."""
    answer = ask_listing(room, gate, outlet, unit, scope)
    if isinstance(answer.outcome, Failed):
        if not unit.is_guess:
            tally.count(unit)
            tally.remarks.append(f"{unit.path}: {answer.outcome.reason}: {answer.outcome.detail}")
        return tuple(usual_sitemaps()) if unit.kind is ListingKind.ROBOTS else ()
    _, found = answer.outcome
    tally.count(unit)
    tally.n_counted += len(found.items)
    if found.detail:
        tally.remarks.append(f"{unit.path}: {found.detail}")
    return found.more


def _expected(room: Room, outlet: Outlet, scope: Scope, tally: _Tally) -> int | None:
    """Articles to expect: counted where all listings were read, else at least the usual."""
    window = scope.window
    n_days = (window.to_at - window.from_at).total_seconds() / 86_400
    counts = room.store.daily_counts(outlet.id)
    usual = round(median(counts) * n_days) if counts else None
    is_all_read = set(tally.sources) <= {one.value for one in _ASKED} and tally.n_counted > 0
    if is_all_read or usual is None:
        return tally.n_counted or None
    return max(tally.n_counted, usual)
