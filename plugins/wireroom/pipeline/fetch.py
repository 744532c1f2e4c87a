"""Fetch a batch's articles: route after route until one host gives the page, then file the bytes.

Work goes in chunks of one archive file each; a chunk that is filed is never fetched again, so a
killed worker loses one chunk's requests and nothing else.
"""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from wireroom.model import (
    Capability,
    EntryState,
    Failed,
    Fetched,
    LedgerRow,
    NotModified,
    Reason,
    Request,
    Route,
    capture_id,
    sha256,
)
from wireroom.pipeline.batch import Batch
from wireroom.pipeline.endings import failed_row, memory_after
from wireroom.pipeline.progress import Progress, silent
from wireroom.pipeline.wiring import Room
from wireroom.ports import Attempt, Known, LoadBatch, Work
from wireroom.registry import Outlet
from wireroom.stages.archive import batch_name
from wireroom.stages.fetch import judge_article
from wireroom.stages.monitor import HOST_WIDE, QUARANTINED, most_telling
from wireroom.stages.resolve import article_routes, identify, own_hosts

N_THREADS = 8
CHUNK = 100  # articles per archive file: a few MB, and what a killed worker fetches again


@dataclass(slots=True)
class _Hosts:
    """Which hosts failed in this batch as hosts, and which served each outlet's feed."""

    served: dict[str, str]
    avoid: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, host: str, reason: Reason) -> None:
        """Ask `host` last from now on, where the reason concerns all of it."""
        if reason in HOST_WIDE:
            with self.lock:
                self.avoid.add(host)

    def avoided(self) -> frozenset[str]:
        """The hosts to ask last."""
        with self.lock:
            return frozenset(self.avoid)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Got:
    """What became of one entry: an attempt to archive, a ledger row where that is its end."""

    work: Work
    attempt: Attempt | None
    row: LedgerRow | None
    memory: Known | None = None


def fetch_batch(room: Room, batch: Batch, *, progress: Progress = silent) -> dict[str, int]:
    """Fetch what the batch's polls found, chunk by chunk; counts of captured and failed."""
    works = room.store.unfetched(batch.run_id, batch.outlet_ids)
    polls = room.store.polls(batch.run_id, batch.outlet_ids)
    hosts = _Hosts({poll.outlet_id: poll.host for poll in polls if poll.host})
    counts = {"captured": 0, "failed": 0}
    n_done = 0
    with ThreadPoolExecutor(N_THREADS, thread_name_prefix="fetch") as pool:
        for chunk in _chunks(works):
            got = []
            for one in pool.map(lambda work: _fetch(room, batch, work, hosts), chunk):
                got.append(one)
                n_done += 1
                progress("fetch", n_done, len(works))
            _save(room, batch, got)
            counts["captured"] += sum(one.row is None for one in got)
            counts["failed"] += sum(one.row is not None for one in got)
    return counts


def _save(room: Room, batch: Batch, got: Sequence[_Got]) -> None:
    """Raw bytes first, then in one transaction where they lie and what failed."""
    name = batch_name(
        batch.run_id, "fetch", on=batch.on, parts=[one.work.entry.entry_id for one in got]
    )
    tried = [one for one in got if one.attempt is not None]
    captures = room.archive.write(name, [one.attempt for one in tried if one.attempt])
    by_id = {capture.capture_id: capture for capture in captures}
    good = [one for one in tried if one.row is None and one.attempt]
    room.store.save_captures(
        batch.run_id,
        [
            (one.work.entry.entry_id, by_id[one.attempt.capture_id], one.attempt.host)
            for one in good
            if one.attempt
        ],
        LoadBatch(
            captures=captures,
            ledger=[one.row for one in got if one.row],
            memory=[one.memory for one in got if one.memory],
        ),
        now=room.clock(),
    )


def _fetch(room: Room, batch: Batch, work: Work, hosts: _Hosts) -> _Got:
    outlet = room.registry.outlet(work.entry.outlet_id)
    identity = identify(outlet, work.entry.url or "")
    failures: list[tuple[str, Failed]] = []
    for route in _routes(outlet, identity.canonical_url if identity else None, hosts):
        outcome = _ask(room, outlet, route)
        if isinstance(outcome, Fetched):
            attempt = _attempt(room, work, route.host, outcome)
            return _Got(work=work, attempt=attempt, row=None)
        hosts.note(route.host, outcome.reason)
        failures.append((route.host, outcome))
        if outcome.reason is Reason.ROBOTS:  # a mirror is no way around a robots.txt
            break
    return _failed(room, batch, work, failures)


def _routes(outlet: Outlet, canonical_url: str | None, hosts: _Hosts) -> Sequence[Route]:
    if canonical_url is None:
        return ()
    first = hosts.served.get(outlet.id)
    return article_routes(outlet, canonical_url, first=first, avoid=hosts.avoided())


def _ask(room: Room, outlet: Outlet, route: Route) -> Fetched | Failed:
    outcome = room.web.get(
        Request(
            url=route.url,
            own_hosts=own_hosts(outlet, Capability.ARTICLE, route),
            delay_s=outlet.politeness.delay_s,
            max_bytes=outlet.politeness.max_bytes,
        )
    )
    match outcome:
        case Failed():
            return outcome
        case NotModified():  # nobody asked for that; a server that says it anyway gave no page
            return Failed(reason=Reason.NO_TEXT, detail="304 to a request without validators")
        case Fetched():
            return judge_article(outcome.exchange) or outcome


def _failed(room: Room, batch: Batch, work: Work, failures: Sequence[tuple[str, Failed]]) -> _Got:
    """The end of an entry that no host gave; a body that is not the outlet's is kept."""
    if failures:
        worst = most_telling(failures)
    else:
        worst = Failed(reason=Reason.NO_ROUTE, detail="no host of the outlet serves articles")
    attempt = None
    if worst.reason in QUARANTINED and worst.exchange is not None:
        host = next(host for host, failed in failures if failed.reason is worst.reason)
        attempt = _attempt(room, work, host, Fetched(exchange=worst.exchange))
    row = failed_row(batch.run_id, work, worst, now=room.clock())
    if attempt is not None:
        row = replace(
            row,
            state=EntryState.QUARANTINED,
            capture_id=attempt.capture_id,
            host=attempt.host,
        )
    return _Got(work=work, attempt=attempt, row=row, memory=memory_after(work, row))


def _attempt(room: Room, work: Work, host: str, fetched: Fetched) -> Attempt:
    exchange = replace(fetched.exchange, fetched_at=room.clock())
    entry = work.entry
    return Attempt(
        capture_id=capture_id(exchange.requested_url, sha256(exchange.body), exchange.fetched_at),
        host=host,
        exchange=exchange,
        metadata={
            "outlet_id": entry.outlet_id,
            "article_id": work.article_id,
            "feed": entry.feed,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "authors": list(entry.authors),
            "tags": list(entry.tags),
            "published_at": entry.published_at.isoformat() if entry.published_at else None,
        },
    )


def _chunks(works: Sequence[Work]) -> Iterator[Sequence[Work]]:
    for start in range(0, len(works), CHUNK):
        yield works[start : start + CHUNK]
