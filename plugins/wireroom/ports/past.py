"""What earlier runs captured, and how far a run over it came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from wireroom.model import Capture, Window
from wireroom.ports.runs import Work

Position = tuple[str, ...]
"""Where a run over the past stands, in words of its source; () is the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """An entry of an earlier run and the capture of its page; `work.seen_at` is known."""

    run_id: str
    work: Work
    capture: Capture

    @property
    def position(self) -> Position:
        """Its place in the order of captures; UTC text sorts as instants do."""
        at = self.capture.captured_at.isoformat(timespec="microseconds")
        return at, self.capture.capture_id, self.run_id, self.work.entry.entry_id


class Pasts(Protocol):
    """The journal of all runs, looked back at."""

    def past(
        self, window: Window, outlet_ids: Sequence[str], *, after: Position, limit: int
    ) -> list[Past]:
        """Pages captured in `window` and believed, in the order of captures, `after` a position."""
        ...

    def n_past(self, window: Window, outlet_ids: Sequence[str], *, after: Position) -> int:
        """How many those are."""
        ...

    def save_past(self, pasts: Sequence[Past], captures: Sequence[Capture]) -> None:
        """File entries with their captures, and further captures, as their runs had filed them."""
        ...

    def reached(self, name: str) -> tuple[Position, Mapping[str, Any]] | None:
        """How far the run of that name came, and its counts; None where it is not under way."""
        ...

    def save_reached(self, name: str, position: Position, counts: Mapping[str, Any]) -> None:
        """Keep that."""
        ...

    def end_reached(self, name: str) -> None:
        """Forget it: the run came to its end."""
        ...
