"""Clean records to what one transaction files: versions, sightings, duplicates, and their rows.

What `file` does with a run's fresh captures and `reprocess` with those of any earlier run. It looks
up what is filed and decides; its callers load what comes out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from wireroom.adapters.workers import WorkerPool
from wireroom.model import (
    Announcement,
    Article,
    Clean,
    EntryState,
    Failed,
    LedgerRow,
    Relation,
    Sighting,
)
from wireroom.pipeline.announcing import by_page
from wireroom.pipeline.endings import failed_row
from wireroom.pipeline.records import Job, Record, article_of
from wireroom.pipeline.versions import Placed, place
from wireroom.pipeline.wiring import Room
from wireroom.ports import Copy, Refined
from wireroom.stages.dedupe import Duplicate, duplicate_of, n_words, relations

FRESH = frozenset({EntryState.NEW, EntryState.UPDATED})  # states of a text that was not there


@dataclass(slots=True)
class Desk:
    """What one transaction will file, gathered article by article; a ledger row for each job.

    `known` are the captures of versions that were filed before, `own` those among them that what is
    filed was read from: their articles change no row, as better readings go by `refined`.
    """

    articles: list[Article] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    ledger: list[LedgerRow] = field(default_factory=list)
    announcements: list[Announcement] = field(default_factory=list)
    refined: list[Refined] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)


def laid_out(
    room: Room, pool: WorkerPool, run_id: str, jobs: Sequence[Job], records: Sequence[Record]
) -> Desk:
    """The jobs' records as what is to be filed, in the jobs' order; `pool` reads captures again."""
    desk = Desk()
    filed: dict[str, list[Copy]] = {}
    for job, record in zip(jobs, _placed(room, pool, jobs, records), strict=True):
        if isinstance(record, Failed):
            desk.ledger.append(_failed(room, run_id, job, record))
            continue
        article = record.article
        desk.refined += record.refined
        desk.known |= {article.capture_id} if record.is_filed else set()
        desk.own |= {article.capture_id} if record.is_own else set()
        copies = filed.setdefault(article.outlet_id, [])
        found = [*_filed_copies(room, record), *copies]
        if _enter(desk, run_id, job, record, found):
            copies.append(_as_copy(article))
        if not job[1].provenance:  # another's copy is no witness of who the outlet's mirrors are
            outlet = room.registry.outlet(article.outlet_id)
            desk.announcements += by_page(outlet, job[2], article, job[1])
    once = {(one.of.article_id, one.of.version_id): one for one in desk.refined}
    desk.refined = list(once.values())
    return desk


def related(room: Room, rows: Iterable[LedgerRow]) -> list[Relation]:
    """Which articles of these rows carry another outlet's text: after the rows are committed.

    Looking up after the commit finds what simultaneous writers filed (looking up before found 188
    of 1,800 pairs, adr/0001).
    """
    found = []
    for row in rows:
        if row.article_id and row.version_id:
            copies = room.store.copies(row.outlet_id, ids=[], digests=[row.version_id])
            found += relations(row.article_id, row.version_id, copies)
    return found


def _placed(
    room: Room, pool: WorkerPool, jobs: Sequence[Job], records: Sequence[Record]
) -> list[Placed | Failed]:
    """Each record as a content version of its article, failures as they are."""
    good = [
        article_of(room, job, record)
        for job, record in zip(jobs, records, strict=True)
        if isinstance(record, Clean)
    ]
    found = iter(place(room, pool, good))
    return [record if isinstance(record, Failed) else next(found) for record in records]


def _failed(room: Room, run_id: str, job: Job, failed: Failed) -> LedgerRow:
    """The row of a page that could not be read; its bytes are kept and named."""
    work, capture, host = job
    row = failed_row(run_id, work, failed, now=room.clock())
    return replace(row, capture_id=capture.capture_id, host=host)


def _enter(desk: Desk, run_id: str, job: Job, placed: Placed, copies: Sequence[Copy]) -> bool:
    """Put one article, or what is known of a duplicate, on the desk; whether it gets a row."""
    _, capture, host = job
    article = placed.article
    duplicate = None if placed.is_current else duplicate_of(article, copies)
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
        _row(run_id, job, article, duplicate, state=_state(placed, duplicate, copies))
    )
    return duplicate is None


def _state(placed: Placed, duplicate: Duplicate | None, copies: Sequence[Copy]) -> EntryState:
    article = placed.article
    if placed.is_current:
        return EntryState.UNCHANGED
    own = [copy for copy in copies if copy.article_id == article.article_id]
    if duplicate is not None:
        return EntryState.DUPLICATE
    if not own:
        return EntryState.NEW
    is_same = any(copy.version_id == article.version_id for copy in own)
    return EntryState.UNCHANGED if is_same else EntryState.UPDATED


def _row(
    run_id: str, job: Job, article: Article, duplicate: Duplicate | None, *, state: EntryState
) -> LedgerRow:
    work, _, host = job
    return LedgerRow(
        run_id=run_id,
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


def _filed_copies(room: Room, placed: Placed) -> list[Copy]:
    """What is filed that the article may be a copy of; its current version is none of another's."""
    if placed.is_current:
        return []
    article = placed.article
    return room.store.copies(article.outlet_id, ids=_ids(article), digests=[article.version_id])


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
