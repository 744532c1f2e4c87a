"""A whole run in one process, without Airflow: what `wireroom ingest` does."""

from collections.abc import Sequence

from wireroom.pipeline.fetch import fetch_batch
from wireroom.pipeline.file import file_batch
from wireroom.pipeline.plan import plan
from wireroom.pipeline.poll import poll_batch
from wireroom.pipeline.progress import Progress, silent
from wireroom.pipeline.readers import readers
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
    for batch in batches:
        poll_batch(room, batch, progress=progress)
    with readers(room.settings.n_workers) as pool:
        for batch in batches:
            fetch_batch(room, batch, progress=progress, pool=pool)
        for batch in batches:
            file_batch(room, batch, progress=progress, pool=pool)
    return settle_run(room, run_id)
