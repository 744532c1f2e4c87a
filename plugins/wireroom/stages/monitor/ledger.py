"""The ledger's balance: every entry of a run has its one state, and what came of it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from wireroom.errors import UnbalancedLedgerError
from wireroom.model import Completeness, EntryState, LedgerRow, tally
from wireroom.ports import AskedRow, PollRow

_CHANGES = (EntryState.NEW, EntryState.UPDATED, EntryState.DISAPPEARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedFeed:
    """A feed that no host gave in this run, and why."""

    outlet_id: str
    feed: str
    reason: str
    detail: str

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.feed}: {self.reason}: {self.detail}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An outlet's days of a sweep's window, listed against ingested.

    `n_unlisted_days` are days that nothing lists, so that nobody knows whether they are complete.
    """

    outlet_id: str
    n_listed: int
    n_ingested: int
    n_missing: int
    n_days: int
    n_unlisted_days: int
    reasons: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run came to: entries by state, feeds by outcome, and what went wrong by reason.

    Of a sweep, feeds are the listings that were asked, and `gaps` say what they list and what of
    it is ingested.
    """

    run_id: str
    n_entries: int
    states: Mapping[str, int]
    feeds: Mapping[str, int]
    reasons: Mapping[str, int]
    outlets: Mapping[str, Mapping[str, int]]
    failed_feeds: tuple[FailedFeed, ...]
    gaps: tuple[Gap, ...] = ()

    @property
    def has_findings(self) -> bool:
        """Whether a person should look: a feed or an entry failed or was quarantined."""
        wrong = (EntryState.FAILED.value, EntryState.QUARANTINED.value)
        return bool(self.failed_feeds) or any(self.states[state] for state in wrong)

    @property
    def is_dead(self) -> bool:
        """Whether feeds were polled and not one of them answered."""
        return 0 < sum(self.feeds.values()) == len(self.failed_feeds)

    @property
    def n_changed(self) -> int:
        """Articles that came, changed or disappeared: whose rows are not as they were."""
        return sum(self.states[state.value] for state in _CHANGES)

    def as_json(self) -> dict[str, Any]:
        """The summary as JSON can spell it."""
        return {
            "run_id": self.run_id,
            "n_entries": self.n_entries,
            "states": dict(self.states),
            "feeds": dict(self.feeds),
            "reasons": dict(self.reasons),
            "outlets": {outlet: dict(states) for outlet, states in self.outlets.items()},
            "failed_feeds": [asdict(feed) for feed in self.failed_feeds],
            **({"gaps": [asdict(gap) for gap in self.gaps]} if self.gaps else {}),
        }


def balance(
    run_id: str,
    *,
    entry_ids: Iterable[str],
    ledger: Iterable[LedgerRow],
    polls: Iterable[PollRow | AskedRow],
    planned: Iterable[tuple[str, str]],
) -> Summary:
    """The run's summary, once every planned feed was polled and every entry has its one state.

    Raises UnbalancedLedgerError where an entry or a feed is missing or too many.
    """
    rows, polled = list(ledger), list(polls)
    seen, ended = set(entry_ids), {row.entry_id for row in rows}
    if seen - ended:
        raise UnbalancedLedgerError(run_id, len(seen), len(ended & seen))
    if len(rows) != len(seen):
        raise UnbalancedLedgerError(run_id, len(seen), len(rows))
    missing = set(planned) - {(poll.outlet_id, poll.feed) for poll in polled}
    if missing:
        raise UnbalancedLedgerError(run_id, len(seen) + len(missing), len(ended))
    failed = tuple(
        FailedFeed(outlet_id=p.outlet_id, feed=p.feed, reason=p.reason.value, detail=p.detail)
        for p in polled
        if p.reason
    )
    return Summary(
        run_id=run_id,
        n_entries=len(seen),
        states=tally(row.state for row in rows),
        feeds=_counts(poll.outcome for poll in polled),
        reasons=_counts(row.reason.value for row in rows if row.reason),
        outlets={
            outlet: tally(row.state for row in rows if row.outlet_id == outlet)
            for outlet in sorted({row.outlet_id for row in rows} | {p.outlet_id for p in polled})
        },
        failed_feeds=failed,
    )


def gaps(days: Iterable[Completeness]) -> tuple[Gap, ...]:
    """The days of each outlet as one, by outlet."""
    by_outlet: dict[str, list[Completeness]] = {}
    for one in days:
        by_outlet.setdefault(one.outlet_id, []).append(one)
    return tuple(_gap(outlet_id, found) for outlet_id, found in sorted(by_outlet.items()))


def _gap(outlet_id: str, days: list[Completeness]) -> Gap:
    reasons: dict[str, int] = {}
    for one in days:
        for reason, number in one.reasons.items():
            reasons[reason] = reasons.get(reason, 0) + number
    return Gap(
        outlet_id=outlet_id,
        n_listed=sum(one.n_listed for one in days),
        n_ingested=sum(one.n_ingested for one in days),
        n_missing=sum(one.n_missing for one in days),
        n_days=len(days),
        n_unlisted_days=sum(not one.n_listed for one in days),
        reasons=dict(sorted(reasons.items())),
    )


def _counts(words: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return dict(sorted(counts.items()))
