"""Reads archived captures again and files what comes out. It asks no network for anything.

While one slice is read by the workers the one before is filed, each by a thread of its own: filing
takes a tenth of the time and would leave the workers idle. Slices are filed in their order, and the
position is kept after each, so that a killed run goes on from there (adr/0015).
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from wireroom.adapters.workers import WorkerPool
from wireroom.model import EntryState, LedgerRow, Reason, version_id
from wireroom.pipeline.endings import memory_after
from wireroom.pipeline.filing import FRESH, Desk, laid_out, related
from wireroom.pipeline.near import fingerprints, relate_near
from wireroom.pipeline.progress import Progress, silent
from wireroom.pipeline.readers import readers
from wireroom.pipeline.records import Record, read_records
from wireroom.pipeline.reprocess.report import Damaged, Difference, Report
from wireroom.pipeline.reprocess.slices import Slice, Source
from wireroom.pipeline.wiring import Room
from wireroom.ports import LoadBatch, Refined
from wireroom.ports.past import Position

Show = Callable[[Difference], None]


def reprocess(room: Room, source: Source, *, name: str, progress: Progress = silent) -> Report:
    """Read everything that `source` has and file it; the report.

    A run of the same `name` that was killed goes on where it stood. Raises what reading the archive
    and loading raise.
    """
    reached = room.store.reached(name)
    position: Position = reached[0] if reached else ()
    report = Report.from_json(reached[1]) if reached else Report()
    with readers(1) as again:
        filing = _Filing(room=room, name=name, source=source, again=again, report=report)
        filing.is_resumed = reached is not None
        _read_all(room, source, position, filing.file, progress=progress)
    room.store.end_reached(name)
    return report


def compare(room: Room, source: Source, show: Show, *, progress: Progress = silent) -> Report:
    """Read everything that `source` has, show what would read otherwise, and write nothing."""
    report = Report()
    with readers(1) as again:
        comparing = _Comparing(room=room, again=again, report=report, show=show)
        _read_all(room, source, (), comparing.compare, progress=progress)
    return report


def _read_all(
    room: Room,
    source: Source,
    position: Position,
    act: Callable[[Slice, Sequence[Record]], None],
    *,
    progress: Progress,
) -> None:
    """Read slice after slice; `act` works on each while the next one is read."""
    n_total, n_done = source.n_left(position), 0
    waiting: Future[None] | None = None
    with readers(room.settings.n_workers) as pool, ThreadPoolExecutor(1, "filing") as filing:
        for piece in source.slices(position):
            records = read_records(room, pool, piece.jobs)
            if waiting is not None:
                waiting.result()
            waiting = filing.submit(act, piece, records)
            n_done += len(piece.pasts)
            progress("reprocess", n_done, n_total)
        if waiting is not None:
            waiting.result()


@dataclass(slots=True, kw_only=True)
class _Filing:
    """Files slices; `again` reads earlier captures that a slice does not hold."""

    room: Room
    name: str
    source: Source
    again: WorkerPool
    report: Report
    is_resumed: bool = False

    def file(self, piece: Slice, records: Sequence[Record]) -> None:
        """One slice: rows in one transaction, relations after it, then the position."""
        store = self.room.store
        if self.source.is_rebuilding:
            store.save_past(piece.pasts, piece.captures)
        desk = laid_out(self.room, self.again, "", piece.jobs, records)
        rows = _told(piece, desk)
        self._load(piece, desk, rows)
        self._relate(piece, rows)
        _count(self.report, piece, desk, rows)
        store.save_reached(self.name, piece.position, self.report.as_json())

    def _load(self, piece: Slice, desk: Desk, rows: Sequence[LedgerRow]) -> None:
        """A page that cannot be read leaves what is remembered of its entry as it is."""
        settled = [
            memory_after(past.work, row)
            for past, row in zip(piece.pasts, rows, strict=True)
            if row.state is not EntryState.FAILED
        ]
        fresh = {row.article_id for row in rows if row.state in FRESH}
        batch = LoadBatch(
            articles=[one for one in desk.articles if one.capture_id not in desk.own],
            sightings=[*piece.sightings, *desk.sightings],
            memory=settled,
            told=rows,
            fingerprints=fingerprints(
                self.room, [one for one in desk.articles if one.article_id in fresh]
            ),
            refined=desk.refined,
        )
        self.room.store.load(batch, now=self.room.clock())

    def _relate(self, piece: Slice, rows: Sequence[LedgerRow]) -> None:
        """The slice in which a run was killed may have rows and no relations: look up all of it."""
        wanted = [row for row in rows if self.is_resumed or row.state in FRESH]
        found = related(self.room, wanted)
        self.is_resumed = False
        if found:
            self.room.store.load(LoadBatch(relations=found), now=self.room.clock())
        relate_near(self.room, piece.ended)


@dataclass(slots=True, kw_only=True)
class _Comparing:
    """Holds slices against what is filed."""

    room: Room
    again: WorkerPool
    report: Report
    show: Show

    def compare(self, piece: Slice, records: Sequence[Record]) -> None:
        """One slice: what would be filed otherwise is shown, each version once."""
        desk = laid_out(self.room, self.again, "", piece.jobs, records)
        own = {past.capture.capture_id for past in piece.pasts}
        desk.refined = [one for one in desk.refined if one.of.capture_id in own]
        _count(self.report, piece, desk, _told(piece, desk))
        for one in desk.refined:
            found = self._difference(one)
            if found is not None and found.is_seen:
                self.show(found)

    def _difference(self, refined: Refined) -> Difference | None:
        of, article = refined.of, refined.article
        rows = self.room.store.history(of.article_id)
        row = next((row for row in rows if row["version_id"] == of.version_id), None)
        if row is None:
            return None
        return Difference(
            article_id=of.article_id,
            version_id=of.version_id,
            url=article.canonical_url,
            observed_at=row["observed_at"],
            capture_id=of.capture_id,
            archive_uri=row["archive_uri"] or "",
            extractors=(of.extractor, article.clean.extractor),
            titles=(row["title"], article.clean.title),
            texts=(row["text"], article.clean.text),
        )


def _told(piece: Slice, desk: Desk) -> list[LedgerRow]:
    """The rows of the desk under the runs that captured them; a version that is filed is no news.

    To a run of its day a text that came back was an update.
    """
    return [
        replace(
            row,
            run_id=past.run_id,
            state=EntryState.UNCHANGED if _is_known(row, desk) else row.state,
        )
        for past, row in zip(piece.pasts, desk.ledger, strict=True)
    ]


def _is_known(row: LedgerRow, desk: Desk) -> bool:
    return row.state is EntryState.UPDATED and row.capture_id in desk.known


def _count(report: Report, piece: Slice, desk: Desk, rows: Sequence[LedgerRow]) -> None:
    report.n_captures += len(piece.pasts)
    report.n_feeds += piece.n_feeds
    report.n_refined += len(desk.refined)
    report.n_texts += sum(
        one.of.text_digest != version_id(one.article.clean.text) for one in desk.refined
    )
    report.damaged += piece.damaged
    for past, row in zip(piece.pasts, rows, strict=True):
        report.states[row.state.value] += 1
        if row.reason is not None:
            report.reasons[row.reason.value] += 1
        if row.reason is Reason.CORRUPT_CAPTURE:
            capture = past.capture
            location = f"{capture.archive_uri}@{capture.offset}"
            found = Damaged(location=location, url=capture.requested_url, problem=row.detail)
            report.damaged.append(found)
