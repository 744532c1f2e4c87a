"""File a batch: read the archived bytes, clean them, find duplicates, load rows and the ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress, islice

from wireroom.adapters.workers import WorkerPool
from wireroom.model import (
    Announcement,
    Article,
    Clean,
    EntryState,
    Failed,
    LedgerRow,
    Sighting,
)
from wireroom.pipeline.announcing import by_page
from wireroom.pipeline.batch import Batch
from wireroom.pipeline.endings import failed_row, memory_after
from wireroom.pipeline.near import fingerprints, relate_near
from wireroom.pipeline.profiles import teach
from wireroom.pipeline.progress import Progress, silent
from wireroom.pipeline.readers import readers
from wireroom.pipeline.records import Job, Record, article_of, read_records
from wireroom.pipeline.versions import Placed, place
from wireroom.pipeline.wiring import Room
from wireroom.ports import Copy, LoadBatch, Refined
from wireroom.stages.dedupe import Duplicate, duplicate_of, n_words, relations

CHUNK = 100  # articles per transaction


def file_batch(
    room: Room, batch: Batch, *, progress: Progress = silent, pool: WorkerPool | None = None
) -> dict[str, int]:
    """File what the batch captured, then keep the feeds' validators; counts by state.

    Feed states are saved last: a feed says "not modified" only once its entries are filed.
    """
    n_jobs = room.store.n_unfiled(batch.run_id, batch.outlet_ids)
    counts: dict[str, int] = {}
    n_done = 0
    with readers(room.settings.n_workers, shared=pool) as reading:
        for chunk in _chunks(room.store.unfiled(batch.run_id, batch.outlet_ids)):
            records = read_records(room, reading, chunk)
            filing = _Filing(room=room, batch=batch, pool=reading)
            for state in _file(filing, chunk, records):
                counts[state.value] = counts.get(state.value, 0) + 1
            good = (isinstance(record, Clean) for record in records)
            teach(room, batch.outlet_ids, list(compress(chunk, good)))
            n_done += len(chunk)
            progress("file", n_done, n_jobs)
    _relate(room, batch)
    _keep_feed_states(room, batch)
    return counts


@dataclass(slots=True)
class _Desk:
    """What one transaction will file, gathered article by article."""

    articles: list[Article] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    ledger: list[LedgerRow] = field(default_factory=list)
    announcements: list[Announcement] = field(default_factory=list)
    refined: list[Refined] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filing:
    """What the chunks of one batch share; `pool` reads earlier captures again."""

    room: Room
    batch: Batch
    pool: WorkerPool


def _file(filing: _Filing, jobs: Sequence[Job], records: Sequence[Record]) -> list[EntryState]:
    """Load one chunk in one transaction; the state of each of its entries."""
    room, batch = filing.room, filing.batch
    desk = _Desk()
    filed: dict[str, list[Copy]] = {}
    placed = _placed(filing, jobs, records)
    for job, record in zip(jobs, placed, strict=True):
        if isinstance(record, Failed):
            desk.ledger.append(_failed(room, batch, job, record))
            continue
        article = record.article
        desk.refined += record.refined
        copies = filed.setdefault(article.outlet_id, [])
        found = [
            *room.store.copies(article.outlet_id, ids=_ids(article), digests=[article.version_id]),
            *copies,
        ]
        if _enter(desk, batch, job, record, found):
            copies.append(_as_copy(article))
        outlet = room.registry.outlet(article.outlet_id)
        desk.announcements += by_page(outlet, job[2], article, job[1])
    memory = [memory_after(job[0], row) for job, row in zip(jobs, desk.ledger, strict=True)]
    room.store.load(
        LoadBatch(
            articles=desk.articles,
            sightings=desk.sightings,
            ledger=desk.ledger,
            memory=memory,
            announcements=desk.announcements,
            fingerprints=fingerprints(room, desk.articles),
            refined=desk.refined,
        ),
        now=room.clock(),
    )
    return [row.state for row in desk.ledger]


def _placed(
    filing: _Filing, jobs: Sequence[Job], records: Sequence[Record]
) -> list[Placed | Failed]:
    """Each record as a content version of its article, failures as they are."""
    good = [
        article_of(filing.room, job, record)
        for job, record in zip(jobs, records, strict=True)
        if isinstance(record, Clean)
    ]
    found = iter(place(filing.room, filing.pool, good))
    return [record if isinstance(record, Failed) else next(found) for record in records]


def _failed(room: Room, batch: Batch, job: Job, failed: Failed) -> LedgerRow:
    """The row of a page that could not be read; its bytes are kept and named."""
    work, capture, host = job
    row = failed_row(batch.run_id, work, failed, now=room.clock())
    return replace(row, capture_id=capture.capture_id, host=host)


def _enter(desk: _Desk, batch: Batch, job: Job, placed: Placed, copies: Sequence[Copy]) -> bool:
    """Put one article, or what is known of a duplicate, on the desk; whether it gets a row."""
    _, capture, host = job
    article = placed.article
    duplicate = duplicate_of(article, copies)
    of_id = duplicate.of_article_id if duplicate else article.article_id
    if duplicate is None:
        desk.articles.append(article)
    desk.sightings.append(
        Sighting(
            article_id=of_id,
            host=host,
            url=capture.final_url,
            version_id=article.version_id,
            seen_at=capture.captured_at,
        )
    )
    desk.ledger.append(
        _row(batch, job, article, duplicate, state=_state(placed, duplicate, copies))
    )
    return duplicate is None


def _state(placed: Placed, duplicate: Duplicate | None, copies: Sequence[Copy]) -> EntryState:
    article = placed.article
    own = [copy for copy in copies if copy.article_id == article.article_id]
    if duplicate is not None:
        return EntryState.DUPLICATE
    if not own:
        return EntryState.NEW
    is_same = placed.is_current or any(copy.version_id == article.version_id for copy in own)
    return EntryState.UNCHANGED if is_same else EntryState.UPDATED


def _row(
    batch: Batch, job: Job, article: Article, duplicate: Duplicate | None, *, state: EntryState
) -> LedgerRow:
    work, _, host = job
    return LedgerRow(
        run_id=batch.run_id,
        entry_id=work.entry.entry_id,
        outlet_id=article.outlet_id,
        feed=work.entry.feed,
        url=work.entry.url,
        article_id=article.article_id,
        state=state,
        of_article_id=duplicate.of_article_id if duplicate else None,
        rule=duplicate.rule if duplicate else None,
        capture_id=article.capture_id,
        version_id=article.version_id,
        host=host,
    )


def _as_copy(article: Article) -> Copy:
    return Copy(
        article_id=article.article_id,
        outlet_id=article.outlet_id,
        version_id=article.version_id,
        claimed_id=article.claimed_id,
        title=article.clean.title,
        n_words=n_words(article),
        first_seen_at=article.observed_at,
    )


def _ids(article: Article) -> list[str]:
    return [one for one in (article.article_id, article.claimed_id) if one]


def _relate(room: Room, batch: Batch) -> None:
    """Say which of the run's articles carry another outlet's text: after the rows are committed.

    Looking up after the commit finds what simultaneous writers filed (looking up before found 188
    of 1,800 pairs, adr/0001); over the whole run, so that a killed step loses no relation.
    """
    rows = room.store.ledger(batch.run_id, batch.outlet_ids)
    fresh = [row for row in rows if row.state in {EntryState.NEW, EntryState.UPDATED}]
    found = []
    for row in fresh:
        if row.article_id and row.version_id:
            copies = room.store.copies(row.outlet_id, ids=[], digests=[row.version_id])
            found += relations(row.article_id, row.version_id, copies)
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
