"""What a sweep is to find: a window, kept with the run, so that every step of it means the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from wireroom.errors import BadInputError
from wireroom.model import Window
from wireroom.pipeline.wiring import Room
from wireroom.registry import Outlet
from wireroom.stages.sweep import Calendar

_KEY = "sweep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The window, and whether pages without any date are wanted too."""

    window: Window
    is_undated: bool = False

    @classmethod
    def of(cls, room: Room, run_id: str) -> Self:
        """The scope that a sweep was begun with; raises BadInputError for another kind of run."""
        found = cls.found(room.store.params(run_id))
        if found is None:
            raise BadInputError(f"run {run_id!r}", "is no sweep", "plan it as one")
        return found

    @classmethod
    def found(cls, params: Mapping[str, Any]) -> Self | None:
        """The scope in a run's params; None where the run is no sweep."""
        value = params.get(_KEY)
        if value is None:
            return None
        return cls(
            window=Window(
                from_at=datetime.fromisoformat(value["from"]),
                to_at=datetime.fromisoformat(value["to"]),
            ),
            is_undated=value["is_undated"],
        )

    def as_json(self) -> dict[str, Any]:
        """The scope as JSON can spell it."""
        return {
            "from": self.window.from_at.isoformat(),
            "to": self.window.to_at.isoformat(),
            "is_undated": self.is_undated,
        }

    def calendar(self, outlet: Outlet) -> Calendar:
        """The window as the outlet's zone sees it."""
        return Calendar(window=self.window, zone=ZoneInfo(outlet.timezone))
