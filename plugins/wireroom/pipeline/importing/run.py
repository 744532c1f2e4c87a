"""The run of an import: chunk by chunk into the archive and the journal, then filed and settled.

A run is named after its file, so that the same file again, or after a kill, finds what is done.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from wireroom.adapters.foreignwarc import ForeignFile, ForeignRecord
from wireroom.adapters.workers import WorkerPool
from wireroom.model import Window, digest_of, sha256
from wireroom.pipeline.batch import Batch
from wireroom.pipeline.file import file_batch
from wireroom.pipeline.foreign import EVERYTHING, Left, Page, Selection, Wanted
from wireroom.pipeline.importing.report import Imported
from wireroom.pipeline.importing.taking import Taken, Taker
from wireroom.pipeline.plan import plan_import
from wireroom.pipeline.profiles import known_sites
from wireroom.pipeline.progress import Progress, silent
from wireroom.pipeline.settle import settle_run
from wireroom.pipeline.wiring import Room
from wireroom.ports import LoadBatch
from wireroom.stages.archive import batch_name

CHUNK, CHUNK_BYTES = 100, 32_000_000
"""Pages and bytes of an archive file: what is in memory at once, and what a kill costs."""


def import_file(
    room: Room,
    source: ForeignFile,
    *,
    wanted: Wanted = EVERYTHING,
    chunk: int = CHUNK,
    progress: Progress = silent,
    pool: WorkerPool | None = None,
) -> Imported:
    """Take what is wanted of a file; no network is asked.

    `chunk` pages go into one file of the archive.

    Raises BadInputError where the file is no WARC file or an outlet is not there.
    """
    chosen = list(wanted.outlets) or [outlet.id for outlet in room.registry.outlets]
    batch = plan_import(room, run_id=_run_id(source, chosen, wanted.window), outlets=chosen)
    reading = _Reading(room=room, source=source, batch=batch, window=wanted.window, chunk=chunk)
    reading.read(progress)
    file_batch(room, batch, progress=progress, pool=pool, is_live=False)
    return Imported(
        file=source.name,
        n_records=reading.n_records,
        left=dict(sorted((left.value, n) for left, n in reading.left.items())),
        damage=tuple(str(one) for one in source.damage),
        summary=settle_run(room, batch.run_id),
    )


def _run_id(source: ForeignFile, outlets: Sequence[str], window: Window | None) -> str:
    told = (source.name, str(source.n_bytes), sha256(source.head), str(window), *sorted(outlets))
    return f"import/{source.name}/{digest_of(*told).removeprefix('sha256:')[:12]}"


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One reading of a file."""

    room: Room
    source: ForeignFile
    batch: Batch
    window: Window | None
    chunk: int
    n_records: int = 0
    left: Counter[Left] = field(default_factory=Counter)
    _places: dict[str, int] = field(default_factory=dict)  # of our pages, by payload digest
    _seen: set[str] = field(default_factory=set)

    def read(self, progress: Progress) -> None:
        """Archive and note all that is not in the journal yet."""
        room, batch = self.room, self.batch
        sites, now = known_sites(room, batch.outlet_ids), room.clock()
        taker = Taker(source=self.source, batch=batch, now=now, sites=sites)
        unfetched = room.store.unfetched(batch.run_id, batch.outlet_ids)
        done = set(room.store.entry_ids(batch.run_id)) - {w.entry.entry_id for w in unfetched}
        chunk: list[Taken] = []
        for page, record, held in self._pages(progress):
            entry_id = taker.entry_id(page)
            if entry_id in self._seen:
                self.left[Left.REPEATED] += 1
                continue
            self._seen.add(entry_id)
            if entry_id not in done:
                chunk.append(taker.take(page, record, held))
            if len(chunk) >= self.chunk or sum(one.n_bytes for one in chunk) > CHUNK_BYTES:
                self._save(chunk)
                chunk = []
        self._save(chunk)

    def _pages(self, progress: Progress) -> Iterator[tuple[Page, ForeignRecord, ForeignRecord]]:
        """The outlets' pages, each with its record and the one that holds its body."""
        outlets = [self.room.registry.outlet(outlet_id) for outlet_id in self.batch.outlet_ids]
        selection = Selection(outlets, window=self.window, now=self.room.clock())
        with self.source.path.open("rb") as again:
            for record in self.source.records():
                self.n_records += 1
                progress("read", record.offset, self.source.n_bytes)
                found = self._judge(selection, record, again)
                if isinstance(found, Left):
                    self.left[found] += 1
                else:
                    yield found[0], record, found[1]
        progress("read", self.source.n_bytes, self.source.n_bytes)

    def _judge(
        self, selection: Selection, record: ForeignRecord, again: BinaryIO
    ) -> tuple[Page, ForeignRecord] | Left:
        """A page and the record that holds its body: another one where this repeats that."""
        page = selection.judge(record)
        if isinstance(page, Left):
            return page
        digest = record.named("WARC-Payload-Digest")
        if record.kind == "response":
            if digest:
                self._places.setdefault(digest, record.offset)
            return page, record
        place = self._places.get(digest)
        return Left.REVISIT if place is None else (page, self.source.record_at(place, again))

    def _save(self, chunk: Sequence[Taken]) -> None:
        """Raw bytes first, then the entries, then where their bytes lie and what failed."""
        if not chunk:
            return
        room, batch = self.room, self.batch
        parts = [one.work.entry.entry_id for one in chunk]
        name = batch_name(batch.run_id, "fetch", on=batch.on, parts=parts)
        captures = room.archive.write(name, [one.attempt for one in chunk if one.attempt])
        by_id = {capture.capture_id: capture for capture in captures}
        now = room.clock()
        room.store.save_retries(batch.run_id, [one.work for one in chunk], now=now)
        room.store.save_captures(
            batch.run_id,
            [
                (one.work.entry.entry_id, by_id[one.attempt.capture_id], one.attempt.host)
                for one in chunk
                if one.attempt and one.row is None
            ],
            LoadBatch(
                captures=captures,
                ledger=[one.row for one in chunk if one.row],
                quarantined=[verdict for one in chunk for verdict in one.verdicts],
            ),
            now=now,
        )
