"""What a DAG's tasks call: JSON in, JSON out, every edge built from the process's environment.

Keys and counts only; bodies travel through the archive and the store.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from wireroom.errors import DeadRunError
from wireroom.pipeline.batch import Batch
from wireroom.pipeline.fetch import fetch_batch
from wireroom.pipeline.file import file_batch
from wireroom.pipeline.plan import plan as plan_run
from wireroom.pipeline.poll import poll_batch
from wireroom.pipeline.recheck import take_up as take_up_again
from wireroom.pipeline.settle import settle_run
from wireroom.pipeline.wiring import open_room

Json = dict[str, Any]


def plan(
    run_id: str,
    *,
    desk: str,
    outlets: Sequence[str],
    limit: int | None,
    due_only: bool,
) -> list[Json]:
    """The run's batches as JSON; see `pipeline.plan`."""
    room = open_room()
    batches = plan_run(
        room, run_id=run_id, desk=desk, outlets=outlets, limit=limit, due_only=due_only
    )
    return [batch.as_json() for batch in batches]


def take_up(run_id: str, *, outlets: Sequence[str], limit: int) -> list[Json]:
    """The batches of a run that looks at articles again; see `pipeline.take_up`."""
    batches = take_up_again(open_room(), run_id=run_id, outlets=outlets, limit=limit)
    return [batch.as_json() for batch in batches]


def poll(batch: Mapping[str, Any]) -> Json:
    """Feeds polled, by outcome; see `pipeline.poll_batch`."""
    return dict(poll_batch(open_room(), Batch.from_json(batch)))


def fetch(batch: Mapping[str, Any]) -> Json:
    """Articles captured and failed; see `pipeline.fetch_batch`."""
    return dict(fetch_batch(open_room(), Batch.from_json(batch)))


def file(batch: Mapping[str, Any]) -> Json:
    """Entries by the state they ended in; see `pipeline.file_batch`."""
    return dict(file_batch(open_room(), Batch.from_json(batch)))


def settle(run_id: str) -> Json:
    """The run's summary, with `n_changed`; see `pipeline.settle_run`.

    Raises DeadRunError where not one feed answered: its rows say why, and the run is red.
    """
    summary = settle_run(open_room(), run_id)
    if summary.is_dead:
        raise DeadRunError(run_id, len(summary.failed_feeds), str(summary.failed_feeds[0]))
    return {**summary.as_json(), "n_changed": summary.n_changed}
