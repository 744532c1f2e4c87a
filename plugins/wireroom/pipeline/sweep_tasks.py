"""What the sweep's DAG calls: JSON in, JSON out. Its other tasks are those of `tasks`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wireroom.model import Window
from wireroom.pipeline.asked_days import window_of
from wireroom.pipeline.batch import Batch
from wireroom.pipeline.plan import plan_sweep
from wireroom.pipeline.sweeps import Scope, discover_batch
from wireroom.pipeline.wiring import open_room

Json = dict[str, Any]
LOOK_BACK = timedelta(days=2)  # so that an outlet that was away over a weekend is filled by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run of the DAG was asked: the form's two days, else its data interval.

    A run on schedule looks two days further back: what was missing then is asked for again. A run
    that a person starts without either is of the day before `run_after`.
    """

    from_text: str | None
    to_text: str | None
    interval: tuple[datetime, datetime] | None
    run_after: datetime
    is_scheduled: bool = False

    def window(self, *, now: datetime) -> Window:
        """The window; raises BadInputError that names the parameter and the fix."""
        return window_of(
            (self.from_text, self.to_text),
            self.interval or (None, None),
            run_after=self.run_after,
            now=now,
            look_back=LOOK_BACK if self.is_scheduled else timedelta(),
        )


def plan(
    run_id: str, asked: Asked, *, outlets: Sequence[str], limit: int | None, is_undated: bool
) -> list[Json]:
    """The run's batches as JSON; see `pipeline.plan_sweep`."""
    room = open_room()
    scope = Scope(window=asked.window(now=room.clock()), is_undated=is_undated)
    batches = plan_sweep(room, run_id=run_id, outlets=outlets, limit=limit, scope=scope.as_json())
    return [batch.as_json() for batch in batches]


def discover(batch: Mapping[str, Any]) -> Json:
    """Listings asked and pages found; see `pipeline.discover_batch`."""
    return dict(discover_batch(open_room(), Batch.from_json(batch)))
