"""The ledger's balance: every entry of a run has its one state, and what came of it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from wireroom.errors import UnbalancedLedgerError
from wireroom.model import EntryState, LedgerRow, tally
from wireroom.ports import PollRow

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
class Summary:
    """What a run came to: entries by state, feeds by outcome, and what went wrong by reason."""

    run_id: str
    n_entries: int
    states: Mapping[str, int]
    feeds: Mapping[str, int]
    reasons: Mapping[str, int]
    outlets: Mapping[str, Mapping[str, int]]
    failed_feeds: tuple[FailedFeed, ...]

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
        }


def balance(
    run_id: str,
    *,
    entry_ids: Iterable[str],
    ledger: Iterable[LedgerRow],
    polls: Iterable[PollRow],
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


def _counts(words: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return dict(sorted(counts.items()))
