"""Poll a batch's feeds: ask, read, sort what is new from what is known; nothing is fetched yet."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from wireroom.model import (
    Announcement,
    Capability,
    Capture,
    Failed,
    FeedState,
    NotModified,
    Quarantined,
)
from wireroom.pipeline.announcing import by_feed
from wireroom.pipeline.batch import Batch
from wireroom.pipeline.facts import feed_facts
from wireroom.pipeline.feedasking import FeedAnswer, ask_feed
from wireroom.pipeline.hosts import Gate
from wireroom.pipeline.progress import Progress, silent
from wireroom.pipeline.quarantine import attempt_of, quarantine
from wireroom.pipeline.triage import Triage, article_ids
from wireroom.pipeline.wiring import Room
from wireroom.ports import LoadBatch, PollRow
from wireroom.registry import Feed, Outlet
from wireroom.stages.archive import batch_name
from wireroom.stages.poll import Polled, next_state

N_THREADS = 8
# Under the desks' usual quarter of an hour: an interval of just that, spread by a tenth, would have
# every second run find the feed not due yet.
FIRST_INTERVAL_S = 600.0


def poll_batch(room: Room, batch: Batch, *, progress: Progress = silent) -> dict[str, int]:
    """Poll the batch's feeds that this run has not polled yet; counts by outcome.

    Validators are not saved here: they stand in the poll's row until its entries are filed.
    """
    done = {
        (poll.outlet_id, poll.feed) for poll in room.store.polls(batch.run_id, batch.outlet_ids)
    }
    counts: dict[str, int] = {}
    gate = Gate(room, batch.outlet_ids, worker=f"{batch.run_id} poll {batch.name}")
    with ThreadPoolExecutor(N_THREADS, thread_name_prefix="poll") as pool:
        outlets = [room.registry.outlet(outlet_id) for outlet_id in batch.outlet_ids]
        results = pool.map(lambda outlet: _poll_outlet(room, batch, gate, outlet, done), outlets)
        for number, words in enumerate(results, start=1):
            progress("poll", number, len(outlets))
            for word in words:
                counts[word] = counts.get(word, 0) + 1
    gate.flush()
    return counts


def _poll_outlet(
    room: Room, batch: Batch, gate: Gate, outlet: Outlet, done: set[tuple[str, str]]
) -> list[str]:
    """Poll one outlet's feeds in their order, then take up what failed before and is due."""
    wanted = [feed for feed in outlet.feeds if (outlet.id, feed.path) in set(batch.feeds) - done]
    states = room.store.feed_states([outlet.id])
    cap = outlet.politeness.max_articles
    journal = _Journal(room=room, batch=batch, outlet=outlet, n_left=min(batch.limit or cap, cap))
    outcomes = []
    for feed in wanted:
        state = states.get((outlet.id, feed.path)) or _fresh(outlet, feed)
        outcomes.append(journal.save(feed, state, ask_feed(room, gate, outlet, feed, state)))
    journal.save_retries()
    return outcomes


@dataclass(slots=True, kw_only=True)
class _Journal:
    """Files one outlet's polls and remembers which articles this run has taken up already."""

    room: Room
    batch: Batch
    outlet: Outlet
    taken: set[str] = field(default_factory=set)
    n_left: int = 0

    def save(self, feed: Feed, state: FeedState, answer: FeedAnswer) -> str:
        """One poll with its entries, in one transaction; its outcome in a word."""
        host, outcome = answer.host, answer.outcome
        now = self.room.clock()
        triage = self._triage(outcome, now=now, served_by=host)
        captures, quarantined = self._archive(feed, answer, now=now)
        if isinstance(outcome, Polled):
            n_new = sum(is_to_fetch for _, is_to_fetch in triage.entries)
            outcome = replace(outcome, n_new=n_new)
        jitter = _jitter(self.batch.run_id, self.outlet.id, feed.path)
        after = next_state(state, outcome, feed=feed, now=now, jitter=jitter)
        after = replace(after, served_by=host or state.served_by)
        row = _row(self.batch.run_id, feed, host, outcome, state=after, now=now)
        named = (
            by_feed(self.outlet, host, feed.path, outcome, now=now)
            if host and isinstance(outcome, Polled)
            else []
        )
        self._commit(row, triage, captures, quarantined, named)
        return row.outcome

    def save_retries(self) -> None:
        """Take up what failed in earlier runs and is due, as far as the limit allows."""
        now = self.room.clock()
        triage = self._triage(None, now=now, served_by=None)
        due = self.room.store.due_retries(self.outlet.id, now=now, limit=max(self.n_left, 0))
        for work in due:
            triage.retry(work)
        self.taken, self.n_left = triage.taken, triage.n_left
        self.room.store.save_retries(
            self.batch.run_id, [work for work, _ in triage.entries], now=now
        )

    def _triage(
        self, outcome: Polled | NotModified | Failed | None, *, now: datetime, served_by: str | None
    ) -> Triage:
        entries = outcome.document.entries if isinstance(outcome, Polled) else ()
        triage = Triage(
            run_id=self.batch.run_id,
            outlet=self.outlet,
            known=self.room.store.known(article_ids(self.outlet, entries)),
            now=now,
            n_left=self.n_left,
            served_by=served_by,
            taken=self.taken,
        )
        for entry in entries:
            triage.add(entry)
        return triage

    def _archive(
        self, feed: Feed, answer: FeedAnswer, *, now: datetime
    ) -> tuple[list[Capture], list[Quarantined]]:
        """The raw feed and what stood in its place elsewhere: what was seen can be shown again."""
        about = partial(feed_facts, self.batch, self.outlet.id, feed.path, polled_at=now)
        attempts = [attempt_of(*one, about(is_spoiled=True)) for one in answer.spoiled]
        if isinstance(answer.outcome, Polled) and answer.host:
            facts = about(is_spoiled=False)
            attempts.insert(0, attempt_of(answer.host, answer.outcome.exchange, facts))
        if not attempts:
            return [], []
        name = batch_name(
            self.batch.run_id, "poll", on=self.batch.on, parts=[self.outlet.id, feed.path]
        )
        spoiled = quarantine(
            answer.failures,
            run_id=self.batch.run_id,
            outlet_id=self.outlet.id,
            capability=Capability.FEED,
            now=self.room.clock(),
        )
        return self.room.archive.write(name, attempts), spoiled

    def _commit(
        self,
        row: PollRow,
        triage: Triage,
        captures: list[Capture],
        quarantined: list[Quarantined],
        announcements: list[Announcement],
    ) -> None:
        load = LoadBatch(
            ledger=triage.ledger,
            memory=triage.memory,
            sightings=triage.sightings,
            captures=captures,
            quarantined=quarantined,
            announcements=announcements,
        )
        self.room.store.save_poll(row, triage.entries, load)
        self.taken, self.n_left = triage.taken, triage.n_left


def _row(
    run_id: str,
    feed: Feed,
    host: str | None,
    outcome: Polled | NotModified | Failed,
    *,
    state: FeedState,
    now: datetime,
) -> PollRow:
    failed = outcome if isinstance(outcome, Failed) else None
    document = outcome.document if isinstance(outcome, Polled) else None
    words = {Polled: "fetched", NotModified: "not_modified", Failed: "failed"}
    return PollRow(
        run_id=run_id,
        outlet_id=state.outlet_id,
        feed=feed.path,
        host=host,
        outcome=words[type(outcome)],
        reason=failed.reason if failed else None,
        detail=failed.detail if failed else "",
        n_entries=len(document.entries) if document else 0,
        warnings=document.warnings if document else (),
        state=state,
        polled_at=now,
    )


def _fresh(outlet: Outlet, feed: Feed) -> FeedState:
    return FeedState(outlet_id=outlet.id, feed=feed.path, interval_s=FIRST_INTERVAL_S)


def _jitter(*parts: str) -> float:
    """A number from 0 to 1 that spreads feeds and is the same when the run is played again."""
    return int(hashlib.sha256("|".join(parts).encode()).hexdigest()[:8], 16) / 0xFFFFFFFF
