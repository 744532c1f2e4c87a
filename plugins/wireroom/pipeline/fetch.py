"""Fetch a batch's articles: route after route until one host gives the page, then file the bytes.

Work goes in chunks of one archive file each; a chunk that is filed is never fetched again, so a
killed worker loses one chunk's requests and nothing else.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice

from wireroom.adapters.workers import WorkerPool
from wireroom.model import (
    Absence,
    Announcement,
    Capability,
    EntryState,
    Exchange,
    Failed,
    Fetched,
    LedgerRow,
    NotModified,
    Quarantined,
    Reason,
    Route,
)
from wireroom.pipeline.absence import absence_of, ended_by
from wireroom.pipeline.announcing import by_header
from wireroom.pipeline.batch import Batch
from wireroom.pipeline.copies import archived_copy
from wireroom.pipeline.crosscheck import cross_check
from wireroom.pipeline.endings import failed_row, memory_after
from wireroom.pipeline.facts import page_facts
from wireroom.pipeline.failover import Failover, Tried
from wireroom.pipeline.hosts import Gate
from wireroom.pipeline.nonsense import nonsense_of
from wireroom.pipeline.profiles import known_sites
from wireroom.pipeline.progress import Progress, silent
from wireroom.pipeline.quarantine import attempt_of, quarantine, spoiled_in
from wireroom.pipeline.readers import readers
from wireroom.pipeline.request import request_to
from wireroom.pipeline.sweeps.scope import Scope
from wireroom.pipeline.warcs import WarcCopies
from wireroom.pipeline.wiring import Room
from wireroom.ports import Attempt, Known, LoadBatch, Work
from wireroom.registry import Outlet
from wireroom.stages.archive import batch_name
from wireroom.stages.fetch import Familiar, Site, is_doubtful, judge_article, judge_error
from wireroom.stages.monitor import QUARANTINED
from wireroom.stages.resolve import article_routes, identify

N_THREADS = 8
_BEHIND = Failed(
    reason=Reason.STALE,
    detail="its feed is a stale copy, so its page may be older than the one filed",
)
CHUNK = 100  # articles per archive file: a few MB, and what a killed worker fetches again


@dataclass(frozen=True, slots=True, kw_only=True)
class _Got:
    """What became of one entry: an attempt to archive, a ledger row where that is its end.

    `spoiled` are bodies that hosts sent in the article's place.
    """

    work: Work
    attempt: Attempt | None
    row: LedgerRow | None
    memory: Known | None = None
    spoiled: tuple[Attempt, ...] = ()
    verdicts: tuple[Quarantined, ...] = ()
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    """What all of a batch's fetches share; `served` names the host of each outlet's feed.

    In a sweep the outlets' archives are asked for what no host gives.
    """

    room: Room
    batch: Batch
    gate: Gate
    served: dict[str, str]
    sites: dict[str, Site]
    is_sweep: bool
    files: WarcCopies


def fetch_batch(
    room: Room, batch: Batch, *, progress: Progress = silent, pool: WorkerPool | None = None
) -> dict[str, int]:
    """Fetch what the batch's polls found, chunk by chunk, and cross-check it; counts.

    Counts are of articles captured and failed, of those that other hosts were asked about, and of
    these the unchecked: too few hosts answered, or the outlet's sixty requests were spent. `pool`
    reads pages for the cross-check, in place of a process of the step's own.
    """
    polls = room.store.polls(batch.run_id, batch.outlet_ids)
    errand = _Errand(
        room=room,
        batch=batch,
        gate=Gate(room, batch.outlet_ids, worker=f"{batch.run_id} fetch {batch.name}"),
        served={poll.outlet_id: poll.host for poll in polls if poll.host},
        sites=known_sites(room, batch.outlet_ids),
        is_sweep=Scope.found(room.store.params(batch.run_id)) is not None,
        files=WarcCopies(room=room),
    )
    counts = {"captured": 0, "failed": 0, "checked": 0, "unchecked": 0}
    _fetch_all(errand, counts, progress)
    with readers(1, shared=pool) as reading:
        while _check(errand, counts, reading):  # each time a host less
            _fetch_all(errand, counts, progress)
    return counts


def _check(errand: _Errand, counts: dict[str, int], reading: WorkerPool) -> int:
    """Cross-check what was fetched, and count it; how many articles are to be fetched again."""
    checked = cross_check(errand.room, errand.batch, errand.gate, reading)
    counts["captured"] -= checked.n_released
    counts["checked"] += checked.n_looked
    counts["unchecked"] += checked.n_unanswered
    return checked.n_released


def _fetch_all(errand: _Errand, counts: dict[str, int], progress: Progress) -> None:
    """Fetch what the run has not fetched yet, and count it."""
    room, batch = errand.room, errand.batch
    n_works = room.store.n_unfetched(batch.run_id, batch.outlet_ids)
    n_done = 0
    with ThreadPoolExecutor(N_THREADS, thread_name_prefix="fetch") as pool:
        for chunk in pages_of(room, batch):
            got = []
            for one in pool.map(lambda work: _fetch(errand, work), chunk):
                got.append(one)
                n_done += 1
                progress("fetch", n_done, n_works)
            _save(room, batch, got)
            errand.gate.flush()
            counts["captured"] += sum(one.row is None for one in got)
            counts["failed"] += sum(one.row is not None for one in got)


def _save(room: Room, batch: Batch, got: Sequence[_Got]) -> None:
    """Raw bytes first, then in one transaction where they lie and what failed."""
    hosts = {one.attempt.host for one in got if one.attempt}  # fetched anew, it is another file
    entry_ids = [one.work.entry.entry_id for one in got]
    name = batch_name(batch.run_id, "fetch", on=batch.on, parts=[*entry_ids, *hosts])
    attempts = [one.attempt for one in got if one.attempt] + [a for one in got for a in one.spoiled]
    captures = room.archive.write(name, attempts)
    by_id = {capture.capture_id: capture for capture in captures}
    room.store.save_captures(
        batch.run_id,
        [
            (one.work.entry.entry_id, by_id[one.attempt.capture_id], one.attempt.host)
            for one in got
            if one.attempt
        ],
        LoadBatch(
            captures=captures,
            ledger=[one.row for one in got if one.row],
            memory=[one.memory for one in got if one.memory],
            quarantined=[verdict for one in got for verdict in one.verdicts],
            announcements=[told for one in got for told in _announced(room, one)],
            absences=[absence for one in got for absence in one.absences],
        ),
        now=room.clock(),
    )


def _announced(room: Room, got: _Got) -> list[Announcement]:
    """The hosts that the answer names beside the page."""
    if got.attempt is None or got.attempt.provenance:
        return []
    outlet = room.registry.outlet(got.work.entry.outlet_id)
    identity = identify(outlet, got.work.entry.url or "")
    page = identity.canonical_url if identity else got.attempt.exchange.final_url
    return by_header(outlet, got.attempt.host, page, got.attempt.exchange, now=room.clock())


def _fetch(errand: _Errand, work: Work) -> _Got:
    room = errand.room
    outlet = room.registry.outlet(work.entry.outlet_id)
    identity = identify(outlet, work.entry.url or "")
    routes = article_routes(outlet, identity.canonical_url) if identity else ()
    fresh, behind = _parted(errand, outlet, work, routes)
    tried = Failover(errand.gate, outlet, Capability.ARTICLE).ask(
        fresh,
        lambda route: _ask(errand, outlet, route, headline=work.entry.title),
        first=errand.served.get(outlet.id),
        latency_s=lambda exchange: exchange.elapsed_s,
    )
    if tried.found is None:
        tried.failures += [(route.host, _BEHIND) for route in behind]
    got = _failed(errand, work, tried)
    if tried.found is not None and tried.host is not None:
        facts = page_facts(errand.batch, work, is_spoiled=False)
        attempt = attempt_of(tried.host, tried.found, facts)
        return replace(got, attempt=attempt, row=None, memory=None)
    return _or_copy(errand, outlet, work, got)


def _or_copy(errand: _Errand, outlet: Outlet, work: Work, got: _Got) -> _Got:
    """What was got, or an archive's copy where a sweep got nothing and the outlet names one."""
    has_copies = outlet.sweep.wayback is not None or outlet.sweep.warcs
    if not has_copies or not errand.is_sweep or got.row is None or not _may_be_copied(got.row):
        return got
    sought = archived_copy(errand.room, outlet, work, errand.sites[outlet.id], errand.files)
    facts = page_facts(errand.batch, work, is_spoiled=sought.found is None)
    if sought.found is not None:
        attempt = attempt_of(sought.host, sought.found, facts, provenance=sought.provenance)
        return replace(got, attempt=attempt, row=None, memory=None)
    spoiled = [attempt_of(*one, facts, provenance=one[1].requested_url)
               for one in spoiled_in(sought.failures)]  # fmt: skip
    verdicts = quarantine(
        sought.failures,
        run_id=errand.batch.run_id,
        outlet_id=outlet.id,
        capability=Capability.ARTICLE,
        now=errand.room.clock(),
    )
    row = replace(got.row, detail=f"{got.row.detail}; {sought.detail}")
    return replace(
        got,
        row=row,
        spoiled=(*got.spoiled, *spoiled),
        verdicts=(*got.verdicts, *verdicts),
    )


def _may_be_copied(row: LedgerRow) -> bool:
    """What robots.txt forbids stays unread, wherever it lies."""
    return row.reason is not Reason.ROBOTS


def _parted(
    errand: _Errand, outlet: Outlet, work: Work, routes: Sequence[Route]
) -> tuple[list[Route], list[Route]]:
    """The routes to ask, and those that may show an older page than the one that is filed.

    A host with a stale feed may serve what nobody else has; it never replaces a filed article.
    """
    behind = [route for route in routes if errand.gate.is_behind(outlet, route.host)]
    if behind and errand.room.store.copies(outlet.id, ids=[work.article_id], digests=[]):
        return [route for route in routes if route not in behind], behind
    return [*routes], []


def _ask(errand: _Errand, outlet: Outlet, route: Route, *, headline: str) -> Exchange | Failed:
    room = errand.room
    outcome = room.web.get(request_to(room, outlet, Capability.ARTICLE, route))
    match outcome:
        case Failed():
            return judge_error(outcome)
        case NotModified():  # nobody asked for that; a server that says it anyway gave no page
            return Failed(reason=Reason.NO_TEXT, detail="304 to a request without validators")
        case Fetched():
            exchange = replace(outcome.exchange, fetched_at=room.clock())
            known = Familiar(site=errand.sites[outlet.id], host=route.host, headline=headline)
            verdict = judge_article(exchange, known)
            if verdict is None and is_doubtful(exchange, headline):
                nonsense = nonsense_of(room, outlet, route)
                verdict = judge_article(exchange, replace(known, nonsense=nonsense))
            return verdict or exchange


def _failed(errand: _Errand, work: Work, tried: Tried[Exchange]) -> _Got:
    """The end of an entry that no host gave; bodies that are not the outlet's are kept."""
    now = errand.room.clock()
    verdicts = quarantine(
        tried.failures,
        run_id=errand.batch.run_id,
        outlet_id=work.entry.outlet_id,
        capability=Capability.ARTICLE,
        now=now,
    )
    facts = page_facts(errand.batch, work, is_spoiled=True)
    spoiled = tuple(attempt_of(*one, facts) for one in spoiled_in(tried.failures))
    worst = tried.failed(now=now, nothing="no host of the outlet serves articles")
    row = failed_row(errand.batch.run_id, work, worst, now=now, is_hosts=tried.is_open)
    silent = [] if tried.found else tried.failures
    absence = absence_of(errand.room, errand.batch.run_id, work, silent)
    row = ended_by(errand.room, row, absence)
    if worst.reason in QUARANTINED and verdicts:
        kept = next((one for one in verdicts if one.reason is worst.reason), verdicts[0])
        row = replace(row, state=EntryState.QUARANTINED, capture_id=kept.capture_id, host=kept.host)
    return _Got(
        work=work,
        attempt=None,
        row=row,
        memory=memory_after(work, row),
        spoiled=spoiled,
        verdicts=(*verdicts,),
        absences=(absence,) if absence else (),
    )


def pages_of(room: Room, batch: Batch) -> Iterator[Sequence[Work]]:
    """What the batch has to fetch yet, a chunk at a time."""
    works = room.store.unfetched(batch.run_id, batch.outlet_ids)
    while chunk := list(islice(works, CHUNK)):
        yield chunk
