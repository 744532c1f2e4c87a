"""One batch's view of its outlets' hosts: who may be asked, and what each answer teaches.

The book itself is in the store and shared by all workers; only one of them takes a probe. Good
answers are noted some at a time, failures at once.
"""

import hashlib
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus

from wireroom.model import (
    Breaker,
    Capability,
    Failed,
    Health,
    HostKey,
    Move,
    Mute,
    Reason,
    Route,
)
from wireroom.pipeline.wiring import Room
from wireroom.registry import Outlet
from wireroom.stages.mirrors.trust import convicted
from wireroom.stages.monitor import (
    HOST_WIDE,
    VOICELESS,
    Turn,
    after_failure,
    after_finding,
    after_lack,
    after_success,
    rank,
    turn,
    with_probe,
    without_probe,
)
from wireroom.urls import host_of, join

DISTRUST_DAYS = 7  # after the last comparison in which the host stood alone with its text
_PERMANENT = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """Whether a host may be asked now; where not, when it may."""

    is_given: bool
    again_at: datetime | None = None


class Gate:
    """Lets a batch ask hosts and keeps the book; safe to use from several threads.

    `worker` names who holds a probe: another name for each process and batch.
    """

    def __init__(self, room: Room, outlet_ids: Sequence[str], *, worker: str) -> None:
        self._room, self._worker = room, worker
        self._health = room.store.health(outlet_ids)
        self._moved = {(move.outlet_id, move.host) for move in room.store.moves(outlet_ids)}
        self._muted = {(mute.outlet_id, mute.host) for mute in room.store.mutes(outlet_ids)}
        self._distrusted = distrusted(room, outlet_ids)
        self._suspects = set[HostKey]()
        self._hurried = set[HostKey]()
        self._good: dict[HostKey, list[float]] = defaultdict(list)
        self._lock = threading.RLock()
        self._probing: dict[HostKey, threading.Lock] = {}

    def ordered(
        self, outlet: Outlet, capability: Capability, routes: Sequence[Route], *, first: str | None
    ) -> list[Route]:
        """The routes, best first; what failed in this batch comes last.

        A distrusted host is asked for no article, and for a feed after all others; one whose feed
        lies behind is asked for articles after all others.
        """
        trusted = [one for one in routes if not self.is_distrusted(outlet.id, one.host)]
        is_article, now = capability is Capability.ARTICLE, self._room.clock()
        with self._lock:
            return sorted(
                (trusted or routes) if is_article else routes,
                key=lambda route: (
                    route not in trusted,
                    is_article and self.is_behind(outlet, route.host),
                    self._key(outlet, route.host, capability) in self._suspects,
                    *rank(self._health.get(self._key(outlet, route.host, capability)), now=now),
                    route.host != first,
                ),
            )

    @contextmanager
    def turn(
        self, outlet: Outlet, host: str, capability: Capability, *, is_early: bool = False
    ) -> Iterator[Permit]:
        """A permit to ask the host; with an open breaker one thread tries and the others wait.

        `is_early` asks before the time where nothing else is left, once a batch.
        """
        key = self._key(outlet, host, capability)
        if self._is_closed(key):
            yield Permit(is_given=True)
            return
        with self._probing_lock(key):
            if not self._is_closed(key):
                try:
                    yield self._probe(key, is_early=is_early)
                finally:
                    self._update(key, lambda health: without_probe(health, by=self._worker))
                return
        yield Permit(is_given=True)

    def note(
        self, outlet: Outlet, host: str, capability: Capability, outcome: Failed | float
    ) -> None:
        """What the host did: failed, or answered as the outlet within so many seconds."""
        key = self._key(outlet, host, capability)
        if not isinstance(outcome, Failed):
            self._note_good(key, outcome)
            return
        if outcome.reason in HOST_WIDE:
            with self._lock:
                self._suspects.add(key)
        self._note_move(key, outcome)
        if outcome.reason in VOICELESS:
            self._mute(key, outcome)
        self._fail(key, outcome, after_failure)

    def lacks(self, outlet: Outlet, host: str, capability: Capability, failed: Failed) -> None:
        """The host did not have what another host of the outlet has."""
        self._fail(self._key(outlet, host, capability), failed, after_lack)

    def doubt(self, outlet: Outlet, host: str, detail: str) -> None:
        """A majority contradicted the host's copy of an article: it is asked after good hosts."""
        failed = Failed(reason=Reason.TAMPERED, detail=detail)
        self._fail(self._key(outlet, host, Capability.ARTICLE), failed, after_finding)

    def distrust(self, outlet_id: str, host: str, detail: str) -> None:
        """The host stood alone with its text: it is asked no more and loses its voice."""
        with self._lock:
            self._distrusted.add((outlet_id, host))
        key = HostKey(outlet_id=outlet_id, host=host, capability=Capability.ARTICLE, vantage="")
        self._mute(key, Failed(reason=Reason.TAMPERED, detail=detail))

    def avoid(self, outlet: Outlet, host: str, capability: Capability) -> None:
        """Ask the host last for the rest of the batch."""
        with self._lock:
            self._suspects.add(self._key(outlet, host, capability))

    def is_well(self, outlet: Outlet, host: str, capability: Capability) -> bool:
        """Whether nothing speaks against asking the host."""
        key = self._key(outlet, host, capability)
        with self._lock:
            is_clear = key not in self._suspects and (outlet.id, host) not in self._distrusted
        return is_clear and self._is_closed(key)

    def is_distrusted(self, outlet_id: str, host: str) -> bool:
        """Whether the host was lately found to tell another story than the others."""
        return (outlet_id, host) in self._distrusted

    def is_behind(self, outlet: Outlet, host: str) -> bool:
        """Whether the host's feed was lately found to be a stale copy: so may its pages be."""
        with self._lock:
            health = self._health.get(self._key(outlet, host, Capability.FEED))
        if health is None or health.reason is not Reason.STALE:
            return False
        return health.breaker is not Breaker.CLOSED

    def is_muted(self, outlet_id: str, host: str) -> bool:
        """Whether the host lost its voice."""
        with self._lock:
            return (outlet_id, host) in self._muted

    def flush(self) -> None:
        """Write the good answers that were not written yet."""
        with self._lock:
            good, self._good = self._good, defaultdict(list)
        for key in sorted(good, key=str):
            self._update(key, partial(self._succeeded, latencies=good[key]))

    def _probing_lock(self, key: HostKey) -> threading.Lock:
        with self._lock:
            return self._probing.setdefault(key, threading.Lock())

    def _probe(self, key: HostKey, *, is_early: bool) -> Permit:
        with self._lock:
            is_early = is_early and key not in self._hurried
            if is_early:
                self._hurried.add(key)
        now = self._room.clock()
        health = self._update(
            key, lambda old: with_probe(old, by=self._worker, now=now, is_early=is_early)
        )
        if health.breaker is Breaker.CLOSED:  # another worker's probe closed it meanwhile
            return Permit(is_given=True)
        is_mine = health.breaker is Breaker.HALF_OPEN and health.probe_by == self._worker
        again_at = health.probe_until if health.breaker is Breaker.HALF_OPEN else health.probe_at
        return Permit(is_given=is_mine, again_at=None if is_mine else again_at)

    def _note_good(self, key: HostKey, latency_s: float) -> None:
        with self._lock:
            self._suspects.discard(key)
            health = self._health.get(key)
            is_plain = health is not None and not health.weight and self._is_closed(key)
            if is_plain:
                self._good[key].append(latency_s)
            is_article = key.capability is Capability.ARTICLE  # a feed may outlive its articles
            is_moved = is_article and (key.outlet_id, key.host) in self._moved
            if is_moved:
                self._moved.discard((key.outlet_id, key.host))
        if not is_plain:
            self._update(key, lambda old: self._succeeded(old, latencies=[latency_s]))
        if is_moved:
            self._room.store.end_moves(key.outlet_id, key.host)

    def _succeeded(self, health: Health, *, latencies: Sequence[float]) -> Health:
        for latency_s in latencies:
            health = after_success(health, now=self._room.clock(), latency_s=latency_s)
        return health

    def _fail(self, key: HostKey, failed: Failed, after: Callable[..., Health]) -> None:
        with self._lock:
            good = self._good.pop(key, [])
        now = self._room.clock()
        jitter = _jitter(key.host, key.capability, now.isoformat())
        self._update(
            key,
            lambda old: after(self._succeeded(old, latencies=good), failed, now=now, jitter=jitter),
        )

    def _note_move(self, key: HostKey, failed: Failed) -> None:
        """Keep a permanent redirect to a foreign host: a finding, followed for nothing."""
        exchange, now = failed.exchange, self._room.clock()
        location = exchange.header("Location") if exchange else None
        if failed.reason is not Reason.FOREIGN_REDIRECT or not exchange or not location:
            return
        if exchange.status not in _PERMANENT:
            return
        target_url = join(exchange.final_url, location)
        with self._lock:
            self._moved.add((key.outlet_id, key.host))
        self._room.store.note_move(
            Move(
                outlet_id=key.outlet_id,
                host=key.host,
                target=host_of(target_url),
                url=exchange.requested_url,
                target_url=target_url,
                n_seen=1,
                first_seen_at=now,
                last_seen_at=now,
            )
        )

    def _mute(self, key: HostKey, failed: Failed) -> None:
        with self._lock:
            if (key.outlet_id, key.host) in self._muted:
                return
            self._muted.add((key.outlet_id, key.host))
        self._room.store.mute(
            Mute(
                outlet_id=key.outlet_id,
                host=key.host,
                reason=failed.reason,
                detail=failed.detail,
                muted_at=self._room.clock(),
            )
        )

    def _update(self, key: HostKey, decide: Callable[[Health], Health]) -> Health:
        health = self._room.store.update_health(key, decide)
        with self._lock:
            self._health[key] = health
        return health

    def _is_closed(self, key: HostKey) -> bool:
        with self._lock:
            health = self._health.get(key)
        return health is None or turn(health, now=self._room.clock()) is Turn.ASK

    def _key(self, outlet: Outlet, host: str, capability: Capability) -> HostKey:
        return HostKey(
            outlet_id=outlet.id,
            host=host,
            capability=capability,
            vantage=self._room.settings.vantage_of(outlet.id, host),
        )


def distrusted(room: Room, outlet_ids: Sequence[str]) -> set[tuple[str, str]]:
    """Outlet and host of those that lately stood alone with their text.

    A person who approves the host after that takes the distrust away.
    """
    since = room.clock() - timedelta(days=DISTRUST_DAYS)
    cleared = {
        (mirror.outlet_id, mirror.host): mirror.decided_at
        for mirror in room.store.mirrors(outlet_ids)
        if mirror.decided_at is not None
    }
    return convicted(
        one
        for one in room.store.findings(outlet_ids, since=since)
        if one.found_at > cleared.get((one.outlet_id, one.host), since)
    )


def _jitter(*parts: str) -> float:
    return int(hashlib.sha256("|".join(parts).encode()).hexdigest()[:8], 16) / 0xFFFFFFFF
