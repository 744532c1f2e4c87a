"""File a batch: read the archived bytes, clean them, find duplicates, load rows and the ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress, islice

from wireroom.adapters.workers import WorkerPool
from wireroom.model import Clean, EntryState
from wireroom.pipeline.batch import Batch
from wireroom.pipeline.endings import memory_after
from wireroom.pipeline.filing import FRESH, Desk, laid_out, related
from wireroom.pipeline.near import fingerprints, relate_near
from wireroom.pipeline.profiles import teach
from wireroom.pipeline.progress import Progress, silent
from wireroom.pipeline.readers import readers
from wireroom.pipeline.records import Job, read_records
from wireroom.pipeline.wiring import Room
from wireroom.ports import LoadBatch

CHUNK = 100  # articles per transaction


def file_batch(
    room: Room,
    batch: Batch,
    *,
    progress: Progress = silent,
    pool: WorkerPool | None = None,
    is_live: bool = True,
) -> dict[str, int]:
    """File what the batch captured, then keep the feeds' validators; counts by state.

    Feed states are saved last: a feed says "not modified" only once its entries are filed. Where
    the outlets were not asked (`is_live` False) nothing is remembered of when to ask them again.
    """
    n_jobs = room.store.n_unfiled(batch.run_id, batch.outlet_ids)
    counts: dict[str, int] = {}
    n_done = 0
    with readers(room.settings.n_workers, shared=pool) as reading:
        for chunk in _chunks(room.store.unfiled(batch.run_id, batch.outlet_ids)):
            records = read_records(room, reading, chunk)
            desk = laid_out(room, reading, batch.run_id, chunk, records)
            for state in _file(room, desk, chunk, is_live=is_live):
                counts[state.value] = counts.get(state.value, 0) + 1
            good = (
                isinstance(record, Clean) and not job[1].provenance
                for job, record in zip(chunk, records, strict=True)
            )
            teach(room, batch.outlet_ids, list(compress(chunk, good)))
            n_done += len(chunk)
            progress("file", n_done, n_jobs)
    _relate(room, batch)
    _keep_feed_states(room, batch)
    return counts


def _file(room: Room, desk: Desk, jobs: Sequence[Job], *, is_live: bool) -> list[EntryState]:
    """Load one chunk in one transaction; the state of each of its entries."""
    ended = zip(jobs, desk.ledger, strict=True)
    memory = [memory_after(job[0], row) for job, row in ended] if is_live else []
    ledger = desk.ledger if is_live else [replace(row, retry_at=None) for row in desk.ledger]
    room.store.load(
        LoadBatch(
            articles=desk.articles,
            sightings=desk.sightings,
            ledger=ledger,
            memory=memory,
            announcements=desk.announcements,
            fingerprints=fingerprints(room, desk.articles),
            refined=desk.refined,
        ),
        now=room.clock(),
    )
    return [row.state for row in desk.ledger]


def _relate(room: Room, batch: Batch) -> None:
    """Say which of the run's articles carry another outlet's text, near copies included.

    Over the whole run, so that a killed step loses no relation.
    """
    rows = room.store.ledger(batch.run_id, batch.outlet_ids)
    found = related(room, (row for row in rows if row.state in FRESH))
    if found:
        room.store.load(LoadBatch(relations=found), now=room.clock())
    relate_near(room, batch.outlet_ids)


def _keep_feed_states(room: Room, batch: Batch) -> None:
    """Keep what the polls learned, unless a later run has learned more since."""
    polls = room.store.polls(batch.run_id, batch.outlet_ids)
    kept = room.store.feed_states(batch.outlet_ids)
    states = [poll.state for poll in polls]
    room.store.save_feed_states(
        [
            state
            for state in states
            if (old := kept.get((state.outlet_id, state.feed))) is None
            or old.n_polls < state.n_polls
        ]
    )


def _chunks(jobs: Iterator[Job]) -> Iterator[Sequence[Job]]:
    while chunk := list(islice(jobs, CHUNK)):
        yield chunk
