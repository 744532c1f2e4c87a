"""The past in slices: so many captures as one transaction files, and where a run stands after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from wireroom.model import Capture, Sighting, Window
from wireroom.pipeline.records import Job
from wireroom.pipeline.reprocess.report import Damaged
from wireroom.pipeline.wiring import Room
from wireroom.ports.past import Past, Position

SLICE = 100  # pages, as many as `file` puts into one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Pages to read, and what comes with them.

    `position` is where the run stands once they are filed; `ended` are the outlets whose articles
    can now be held against others'. From the archive alone come `captures` that are no pages,
    what feeds listed (`sightings`, of `n_feeds`), and what cannot be read (`damaged`).
    """

    pasts: Sequence[Past]
    position: Position
    ended: Sequence[str]
    captures: Sequence[Capture] = ()
    sightings: Sequence[Sighting] = ()
    n_feeds: int = 0
    damaged: Sequence[Damaged] = ()

    @property
    def jobs(self) -> list[Job]:
        """The pages as jobs for the extractor."""
        return [(past.work, past.capture, past.capture.host) for past in self.pasts]


class Source(Protocol):
    """Where slices come from."""

    is_rebuilding: bool
    """Whether captures and entries are to be filed, too."""

    def n_left(self, after: Position) -> int | None:
        """How many pages come after a position; None where only reading them all would tell."""
        ...

    def slices(self, after: Position) -> Iterator[Slice]:
        """The slices after a position, in their order."""
        ...


class FromWarehouse:
    """The pages that the warehouse says were captured in a window, in the order of captures."""

    is_rebuilding = False

    def __init__(self, room: Room, window: Window, outlet_ids: Sequence[str]) -> None:
        self._store, self._window, self._outlet_ids = room.store, window, outlet_ids

    def n_left(self, after: Position) -> int | None:
        """How many pages come after a position."""
        return self._store.n_past(self._window, self._outlet_ids, after=after)

    def slices(self, after: Position) -> Iterator[Slice]:
        """The slices after a position; one slice of ids is held at a time."""
        while found := self._store.past(self._window, self._outlet_ids, after=after, limit=SLICE):
            after = found[-1].position
            outlets = sorted({past.work.entry.outlet_id for past in found})
            yield Slice(pasts=found, position=after, ended=outlets)
