"""A whole run in one process, without Airflow: what `wireroom ingest` does."""

from collections.abc import Sequence

from wireroom.pipeline.fetch import fetch_batch
from wireroom.pipeline.file import file_batch
from wireroom.pipeline.plan import plan
from wireroom.pipeline.poll import poll_batch
from wireroom.pipeline.progress import Progress, silent
from wireroom.pipeline.settle import settle_run
from wireroom.pipeline.wiring import Room
from wireroom.stages.monitor import Summary


def ingest(
    room: Room,
    *,
    run_id: str,
    outlets: Sequence[str] = (),
    limit: int | None = None,
    due_only: bool = False,
    progress: Progress = silent,
) -> Summary:
    """Plan, poll, fetch, file and settle; raises what these raise."""
    batches = plan(room, run_id=run_id, outlets=outlets, limit=limit, due_only=due_only)
    for step in (poll_batch, fetch_batch, file_batch):
        for batch in batches:
            step(room, batch, progress=progress)
    return settle_run(room, run_id)
