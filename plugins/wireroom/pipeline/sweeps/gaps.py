"""Completeness: what outlets list of days against what is ingested of them, as it stands now."""

from collections.abc import Sequence
from dataclasses import dataclass

from wireroom.model import Completeness, Missing, Window
from wireroom.pipeline.wiring import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Each outlet's days, and the articles that are listed and not ingested."""

    days: tuple[Completeness, ...]
    missing: tuple[Missing, ...]


def find_gaps(room: Room, *, window: Window, outlets: Sequence[str] = ()) -> Gaps:
    """The days of the window; raises BadInputError for an outlet that is not there."""
    chosen = [room.registry.outlet(outlet_id).id for outlet_id in dict.fromkeys(outlets)]
    outlet_ids = chosen or [outlet.id for outlet in room.registry.outlets]
    days = [*window.days()]
    return Gaps(
        days=tuple(room.store.completeness(outlet_ids, days)),
        missing=tuple(room.store.missing(outlet_ids, days)),
    )
