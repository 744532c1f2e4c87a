"""Look at recent articles again: what was edited in silence, and what is not there any more."""

from collections.abc import Sequence

from wireroom.pipeline.batch import Batch
from wireroom.pipeline.fetch import fetch_batch
from wireroom.pipeline.file import file_batch
from wireroom.pipeline.plan import plan_recheck
from wireroom.pipeline.progress import Progress, silent
from wireroom.pipeline.readers import readers
from wireroom.pipeline.settle import settle_run
from wireroom.pipeline.wiring import Room
from wireroom.stages.monitor import WINDOW, Summary, due_again

N_ARTICLES = 20  # per outlet and run: hourly, a look at 480 articles a day


def recheck(
    room: Room,
    *,
    run_id: str,
    outlets: Sequence[str] = (),
    limit: int = N_ARTICLES,
    progress: Progress = silent,
) -> Summary:
    """Fetch and file up to `limit` articles of each outlet whose time has come; no feed is polled.

    They are entries of a run like any others, as their feeds stated them last. Raises what these
    steps raise.
    """
    batches = take_up(room, run_id=run_id, outlets=outlets, limit=limit)
    with readers(room.settings.n_workers) as pool:
        for batch in batches:
            fetch_batch(room, batch, progress=progress, pool=pool)
            file_batch(room, batch, progress=progress, pool=pool)
    return settle_run(room, run_id)


def take_up(
    room: Room, *, run_id: str, outlets: Sequence[str], limit: int = N_ARTICLES
) -> list[Batch]:
    """Open the run, and make the articles whose time has come its entries; its batches.

    Raises BadInputError for an outlet that is not there.
    """
    batches = plan_recheck(room, run_id=run_id, outlets=outlets, limit=limit)
    for batch in batches:
        _enter(room, batch, limit)
    return batches


def _enter(room: Room, batch: Batch, limit: int) -> None:
    now = room.clock()
    for outlet_id in batch.outlet_ids:
        seen = room.store.looked(outlet_id, since=now - WINDOW)
        most = min(limit, room.registry.outlet(outlet_id).politeness.max_articles)
        works = room.store.entries(due_again(seen, now=now, limit=most))
        room.store.save_retries(batch.run_id, works, now=now)
