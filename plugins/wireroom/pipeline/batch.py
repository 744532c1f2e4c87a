"""A batch: the outlets that one worker polls, fetches and files. Small enough to pass as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some outlets of a run and the feeds of theirs to poll.

    `name` is what people see; `on` is the day of the run (it names the archive's folder);
    `limit` caps the articles fetched per outlet.
    """

    run_id: str
    name: str
    outlet_ids: tuple[str, ...]
    feeds: tuple[tuple[str, str], ...]
    on: date
    limit: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The batch as JSON can spell it."""
        return {
            "run_id": self.run_id,
            "name": self.name,
            "outlet_ids": list(self.outlet_ids),
            "feeds": [list(feed) for feed in self.feeds],
            "on": self.on.isoformat(),
            "limit": self.limit,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Batch":
        """The batch that `as_json` spelled."""
        return cls(
            run_id=value["run_id"],
            name=value["name"],
            outlet_ids=tuple(value["outlet_ids"]),
            feeds=tuple((outlet_id, path) for outlet_id, path in value["feeds"]),
            on=date.fromisoformat(value["on"]),
            limit=value["limit"],
        )
