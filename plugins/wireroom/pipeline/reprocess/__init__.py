"""Reprocess: what the archive holds through today's extract, clean, dedupe and load.

From the captures that the warehouse knows of a window of time, or from the archive alone; nothing
is asked of the web (adr/0015).
"""

from collections.abc import Sequence

from wireroom.model import Window, digest_of
from wireroom.pipeline.reprocess.archived import FromArchive
from wireroom.pipeline.reprocess.report import Damaged, Difference, Report
from wireroom.pipeline.reprocess.run import Show, compare, reprocess
from wireroom.pipeline.reprocess.slices import FromWarehouse, Slice, Source
from wireroom.pipeline.wiring import Room

__all__ = [
    "Damaged",
    "Difference",
    "FromArchive",
    "FromWarehouse",
    "Report",
    "Show",
    "Slice",
    "Source",
    "chosen",
    "compare",
    "name_of",
    "reprocess",
]


def chosen(room: Room, outlets: Sequence[str]) -> list[str]:
    """The outlets to read, all of the registry where none is named; raises BadInputError."""
    named = [room.registry.outlet(outlet_id).id for outlet_id in dict.fromkeys(outlets)]
    return sorted(named) or [outlet.id for outlet in room.registry.outlets]


def name_of(window: Window, outlets: Sequence[str], archive: str = "") -> str:
    """What a run that a person starts is called: the same question, the same run."""
    digest = digest_of(archive, *sorted(outlets)).removeprefix("sha256:")[:12]
    return f"reprocess/{window}/{digest}"
