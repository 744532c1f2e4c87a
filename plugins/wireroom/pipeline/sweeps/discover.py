"""Discover: ask a batch's outlets for their listings of a window, and journal what these name.

Each listing is one transaction with its entries; a step that is run again goes on with the listings
that the journal does not have.
"""

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from wireroom.model import (
    Capability,
    Capture,
    Exchange,
    Failed,
    ListingKind,
    Quarantined,
    Reason,
    Unit,
)
from wireroom.pipeline.batch import Batch
from wireroom.pipeline.hosts import Gate
from wireroom.pipeline.progress import Progress, silent
from wireroom.pipeline.quarantine import attempt_of, quarantine
from wireroom.pipeline.sweeps.asking import ListingAnswer, ask_listing
from wireroom.pipeline.sweeps.scope import Scope
from wireroom.pipeline.sweeps.showing import Shown, shown_items
from wireroom.pipeline.sweeps.sorting import Sorted, Sorting
from wireroom.pipeline.warcs import listed_items
from wireroom.pipeline.wiring import Room
from wireroom.ports import AskedRow, LoadBatch
from wireroom.registry import Outlet
from wireroom.stages.archive import batch_name
from wireroom.stages.sweep import first_units, usual_sitemaps

N_THREADS = 8
_REST = "the rest"
# What a guess that is not there answers, and the page after the last one.
_ABSENT = frozenset({Reason.HTTP_4XX, Reason.NOT_A_LISTING, Reason.WRONG_TYPE, Reason.ROBOTS})


def discover_batch(room: Room, batch: Batch, *, progress: Progress = silent) -> dict[str, int]:
    """Ask for the batch's listings that this run has not asked for yet; counts.

    Of listings by outcome (fetched, failed, absent), of pages of the window, and of those to fetch.
    """
    scope = Scope.of(room, batch.run_id)
    gate = Gate(room, batch.outlet_ids, worker=f"{batch.run_id} discover {batch.name}")
    counts = {"in_window": 0, "to_fetch": 0}
    told = _Told(progress=progress)
    with ThreadPoolExecutor(N_THREADS, thread_name_prefix="discover") as pool:
        errands = [
            _Errand(room=room, batch=batch, gate=gate, scope=scope, outlet=outlet, told=told)
            for outlet in map(room.registry.outlet, batch.outlet_ids)
        ]
        for rows in pool.map(lambda errand: [*errand.rows()], errands):
            for row, n_taken in rows:
                counts[row.outcome] = counts.get(row.outcome, 0) + 1
                counts["in_window"] += row.n_in_window
                counts["to_fetch"] += n_taken
    gate.flush()
    return counts


def unasked(first: Sequence[Unit], rows: Sequence[AskedRow]) -> list[Unit]:
    """The listings that one outlet's journal leads to and that were not asked for."""
    asked = {row.unit for row in rows}
    if _REST in asked:
        return []
    wanted = [*first, *(unit for row in rows for unit in row.more)]
    return [unit for unit in wanted if unit.key not in asked]


@dataclass(slots=True, kw_only=True)
class _Told:
    """How far all outlets are together: listings asked, and those that are known of so far."""

    progress: Progress
    lock: threading.Lock = field(default_factory=threading.Lock)
    outlets: dict[str, tuple[int, int]] = field(default_factory=dict)

    def tell(self, outlet_id: str, *, n_asked: int, n_left: int) -> None:
        """Say how far one outlet is."""
        with self.lock:
            self.outlets[outlet_id] = (n_asked, n_left)
            n_done = sum(asked for asked, _ in self.outlets.values())
            n_known = n_done + sum(left for _, left in self.outlets.values())
            self.progress("discover", n_done, n_known)


@dataclass(slots=True, kw_only=True)
class _Errand:
    """One outlet's listings, asked one after the other; `last` are digests of pages before."""

    room: Room
    batch: Batch
    gate: Gate
    scope: Scope
    outlet: Outlet
    told: _Told
    last: dict[str, str] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[AskedRow, int]]:
        """What each listing came to, with how many pages are to be fetched for it."""
        run_id = self.batch.run_id
        asked = {row.unit: row for row in self.room.store.asked(run_id, [self.outlet.id])}
        queue = deque(first_units(self.outlet.sweep, self.scope.calendar(self.outlet)))
        seen: set[str] = set()
        n_taken = self.room.store.n_taken(run_id, self.outlet.id)
        while queue:
            unit = queue.popleft()
            if unit.key in seen:
                continue
            if len(seen) >= self.outlet.sweep.max_requests:
                yield self._leave_rest(len(queue) + 1), 0
                return
            seen.add(unit.key)
            row, n_new = asked.get(unit.key), 0
            if row is None:
                row, n_new = self._ask(unit, n_taken)
                n_taken += n_new
                yield row, n_new
            queue.extend(row.more)
            self.told.tell(self.outlet.id, n_asked=len(seen), n_left=len(queue))

    def _ask(self, unit: Unit, n_taken: int) -> tuple[AskedRow, int]:
        if unit.kind is ListingKind.WARC:
            return self._read_file(unit, n_taken)
        answer = ask_listing(self.room, self.gate, self.outlet, unit, self.scope)
        captures, spoiled = self._archive(unit, answer)
        if isinstance(answer.outcome, Failed):
            row, out = self._failed(unit, answer.host, answer.outcome), Sorted()
        else:
            row, out = self._sorted(unit, answer.host, answer.outcome[1], n_taken)
        load = LoadBatch(ledger=out.ledger, captures=captures, quarantined=spoiled)
        self.room.store.save_asked(row, out.entries, out.listed, load)
        return row, out.n_taken

    def _read_file(self, unit: Unit, n_taken: int) -> tuple[AskedRow, int]:
        """A file of copies lists what it holds; no host is asked."""
        items = listed_items(self.room, self.outlet, unit.path)
        if isinstance(items, Failed):
            row, out = self._failed(unit, None, items), Sorted()
        else:
            found = shown_items(self.outlet, items, self.scope)
            row, out = self._sorted(unit, None, found, n_taken)
        self.room.store.save_asked(row, out.entries, out.listed, LoadBatch(ledger=out.ledger))
        return row, out.n_taken

    def _sorted(
        self, unit: Unit, host: str | None, found: Shown, n_taken: int
    ) -> tuple[AskedRow, Sorted]:
        limit = self.batch.limit
        now = self.room.clock()
        out = Sorting(
            room=self.room,
            run_id=self.batch.run_id,
            outlet=self.outlet,
            scope=self.scope,
            n_left=None if limit is None else max(limit - n_taken, 0),
        ).sort(unit, found, now=now)
        row = AskedRow(
            run_id=self.batch.run_id,
            outlet_id=self.outlet.id,
            unit=unit.key,
            kind=unit.kind,
            host=host,
            outcome="fetched",
            reason=None,
            detail=found.detail,
            n_listed=found.n_listed,
            n_in_window=len(found.items),
            n_undated=found.n_undated,
            more=(*found.more, *self._older(unit, found, out)),
            asked_at=now,
        )
        return row, out

    def _older(self, unit: Unit, found: Shown, out: Sorted) -> tuple[Unit, ...]:
        """The page after this one, unless a server shows the same page whatever is asked."""
        name = unit.pattern or unit.kind.value
        is_again = self.last.get(name) == found.digest
        self.last[name] = found.digest
        is_bare = unit.kind is ListingKind.ARCHIVE and not out.n_new
        return () if found.older is None or is_again or is_bare else (found.older,)

    def _failed(self, unit: Unit, host: str | None, failed: Failed) -> AskedRow:
        is_absent = failed.reason in _ABSENT and (unit.is_guess or unit.page > 1)
        is_robots = unit.kind is ListingKind.ROBOTS
        return AskedRow(
            run_id=self.batch.run_id,
            outlet_id=self.outlet.id,
            unit=unit.key,
            kind=unit.kind,
            host=host,
            outcome="absent" if is_absent else "failed",
            reason=None if is_absent else failed.reason,
            detail=failed.detail,
            n_listed=0,
            n_in_window=0,
            n_undated=0,
            more=tuple(usual_sitemaps()) if is_robots else (),
            asked_at=self.room.clock(),
        )

    def _leave_rest(self, n_left: int) -> AskedRow:
        """Say that there were more listings than the outlet's file lets a sweep ask for."""
        detail = f"{n_left} listings or more are left; raise sweep.max_requests or sweep less"
        rest = Unit(kind=ListingKind.SITEMAP, path=_REST)
        row = self._failed(rest, None, Failed(reason=Reason.OVER_LIMIT, detail=detail))
        row = replace(row, unit=_REST)
        self.room.store.save_asked(row, [], [], LoadBatch())
        return row

    def _archive(
        self, unit: Unit, answer: ListingAnswer
    ) -> tuple[list[Capture], list[Quarantined]]:
        """The raw listing and what stood in its place elsewhere."""
        kept: list[tuple[str, Exchange]] = list(answer.spoiled)
        if not isinstance(answer.outcome, Failed) and answer.host:
            kept.insert(0, (answer.host, answer.outcome[0]))
        if not kept:
            return [], []
        parts = [self.outlet.id, unit.key]
        name = batch_name(self.batch.run_id, "discover", on=self.batch.on, parts=parts)
        facts = {"outlet_id": self.outlet.id, "listing": unit.path}
        attempts = [attempt_of(host, exchange, facts) for host, exchange in kept]
        spoiled = quarantine(
            answer.failures,
            run_id=self.batch.run_id,
            outlet_id=self.outlet.id,
            capability=Capability.LISTING,
            now=self.room.clock(),
        )
        return self.room.archive.write(name, attempts), spoiled
