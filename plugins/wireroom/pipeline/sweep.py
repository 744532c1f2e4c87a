"""A whole sweep in one process, without Airflow: what `wireroom sweep` does."""

from collections.abc import Sequence

from wireroom.pipeline.fetch import fetch_batch
from wireroom.pipeline.file import file_batch
from wireroom.pipeline.plan import plan_sweep
from wireroom.pipeline.progress import Progress, silent
from wireroom.pipeline.readers import readers
from wireroom.pipeline.settle import settle_run
from wireroom.pipeline.sweeps.discover import discover_batch
from wireroom.pipeline.sweeps.scope import Scope
from wireroom.pipeline.wiring import Room
from wireroom.stages.monitor import Summary


def sweep(
    room: Room,
    *,
    run_id: str,
    scope: Scope,
    outlets: Sequence[str] = (),
    limit: int | None = None,
    progress: Progress = silent,
) -> Summary:
    """Plan, discover, fetch, file and settle; raises what these raise.

    Without `limit` all of the window is taken, whatever the outlet's own limit of a run is.
    """
    batches = plan_sweep(room, run_id=run_id, outlets=outlets, limit=limit, scope=scope.as_json())
    for batch in batches:
        discover_batch(room, batch, progress=progress)
    with readers(room.settings.n_workers) as pool:
        for batch in batches:
            fetch_batch(room, batch, progress=progress, pool=pool)
        for batch in batches:
            file_batch(room, batch, progress=progress, pool=pool)
    return settle_run(room, batches[0].run_id if batches else run_id)
