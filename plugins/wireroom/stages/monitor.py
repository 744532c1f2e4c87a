"""The ledger's rules: when a failed entry is tried again, and whether a run balances."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from wireroom.errors import UnbalancedLedgerError
from wireroom.model import EntryState, Failed, LedgerRow, Reason, tally
from wireroom.ports import PollRow

# Verdicts that say "this is not the outlet speaking": the bytes are kept, the entry is quarantined.
QUARANTINED: frozenset[Reason] = frozenset(
    {
        Reason.SEIZED, Reason.PARKED, Reason.BLOCKED, Reason.CHALLENGE,
        Reason.SOFT_404, Reason.WRONG_SITE, Reason.STALE, Reason.LOGIN,
    }
)  # fmt: skip

# Reasons that concern the host and not the page: the rest of the run tries other hosts first.
HOST_WIDE: frozenset[Reason] = QUARANTINED | {
    Reason.DNS, Reason.TLS, Reason.TIMEOUT, Reason.REFUSED, Reason.RESET,
    Reason.PRIVATE_ADDRESS, Reason.RATE_LIMITED, Reason.ROBOTS_UNREACHABLE,
}  # fmt: skip

# First wait and number of tries by reason. A page that is gone rarely comes back; everything else
# may (outlets come back after weeks, so the waits grow to a day: ten tries span about four days).
_PATIENCE: Mapping[Reason, tuple[float, int]] = {
    Reason.HTTP_4XX: (3600.0, 3),
    Reason.NO_TEXT: (3600.0, 3),
    Reason.WRONG_TYPE: (3600.0, 2),
    Reason.TOO_LARGE: (21_600.0, 2),
    Reason.FOREIGN_REDIRECT: (3600.0, 3),
    Reason.EXTRACT_TIMEOUT: (3600.0, 2),
    Reason.EXTRACT_CRASH: (3600.0, 2),
}
_DEFAULT_PATIENCE = (600.0, 10)
_LONGEST_WAIT_S = 86_400.0

# Which of several hosts' failures tells most about the article; the rest say something of the host.
_TELLING: tuple[Reason, ...] = (
    Reason.ROBOTS,
    Reason.HTTP_4XX, Reason.NO_TEXT, Reason.WRONG_TYPE, Reason.TOO_LARGE, Reason.BAD_ENCODING,
    Reason.FOREIGN_REDIRECT, Reason.REDIRECT_LOOP, Reason.RATE_LIMITED, Reason.HTTP_5XX,
)  # fmt: skip


def retry_at(
    reason: Reason, *, n_failures: int, now: datetime, entry_id: str, retry_after_s: float | None
) -> datetime | None:
    """When an entry that failed for the `n_failures`-th time is tried again; None: given up.

    Doubling from the reason's first wait up to a day, spread by up to a quarter so that a
    thousand entries of one dead host do not come back at once (the spread comes from `entry_id`:
    the same failure always gives the same instant). A server's Retry-After is never undercut.
    """
    first_s, n_tries = _PATIENCE.get(reason, _DEFAULT_PATIENCE)
    if n_failures >= n_tries:
        return None
    spread = int(hashlib.sha256(entry_id.encode()).hexdigest()[:4], 16) / 0xFFFF
    wait_s = min(first_s * 2 ** (n_failures - 1), _LONGEST_WAIT_S) * (1 + spread / 4)
    return now + timedelta(seconds=max(wait_s, retry_after_s or 0.0))


def most_telling(failures: Iterable[tuple[str, Failed]]) -> Failed:
    """One failure for an article that no host gave: the reason that tells most, every detail."""
    tried = list(failures)
    rank = {reason: number for number, reason in enumerate(_TELLING)}
    best = min((f for _, f in tried), key=lambda f: rank.get(f.reason, len(rank)))
    waits = [f.retry_after_s for _, f in tried if f.retry_after_s is not None]
    return Failed(
        reason=best.reason,
        detail="; ".join(f"{host}: {failed.detail}" for host, failed in tried),
        status=best.status,
        retry_after_s=min(waits) if waits else None,
        exchange=best.exchange,
    )


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
        """Articles that came or changed."""
        return self.states[EntryState.NEW.value] + self.states[EntryState.UPDATED.value]

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
