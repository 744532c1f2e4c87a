"""The journal of a run: what it polled, saw, captured, and where each entry ended."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from wireroom.model import Capture, Entry, FeedState, LedgerRow, Quarantined, Reason
from wireroom.ports.warehouse import LoadBatch


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRow:
    """One poll of one feed: what came of it and the state to keep once its entries are filed."""

    run_id: str
    outlet_id: str
    feed: str
    host: str | None
    outcome: str
    reason: Reason | None
    detail: str
    n_entries: int
    warnings: tuple[str, ...]
    state: FeedState
    polled_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """An entry to fetch in this run and how often it failed before.

    `seen_at` is when the run saw it, None where no run's journal has it.
    """

    entry: Entry
    article_id: str
    n_failures: int = 0
    seen_at: datetime | None = field(default=None, compare=False)


class Runs(Protocol):
    """The journal of one run: what was seen, what was captured, where each entry ended."""

    def begin(self, run_id: str, *, desk: str, now: datetime, params: Mapping[str, Any]) -> None:
        """Open a run; opening it again changes nothing."""
        ...

    def params(self, run_id: str) -> Mapping[str, Any]:
        """What the run was begun with; raises BadInputError for a run never begun."""
        ...

    def save_poll(
        self, row: PollRow, entries: Sequence[tuple[Work, bool]], load: LoadBatch, /
    ) -> None:
        """One poll, the entries it showed and `load`, in one transaction; the flag: "to fetch".

        A feed that was polled in this run already stays as it is, `load` and all.
        """
        ...

    def save_retries(self, run_id: str, works: Sequence[Work], /, *, now: datetime) -> None:
        """Entries of earlier runs that this one takes up again; those it has stay as they are."""
        ...

    def polls(self, run_id: str, outlet_ids: Sequence[str]) -> list[PollRow]:
        """The polls of a run, by outlet and feed."""
        ...

    def unfetched(self, run_id: str, outlet_ids: Sequence[str]) -> Iterator[Work]:
        """Entries to fetch that have neither a capture nor a ledger row yet.

        By outlet and entry, read as they are asked for: what is done meanwhile is passed over.
        """
        ...

    def unfiled(
        self, run_id: str, outlet_ids: Sequence[str]
    ) -> Iterator[tuple[Work, Capture, str]]:
        """Entries with a capture and no ledger row yet; the string is the host that served it.

        Read as those of `unfetched` are.
        """
        ...

    def n_unfetched(self, run_id: str, outlet_ids: Sequence[str]) -> int:
        """How many entries `unfetched` has."""
        ...

    def n_unfiled(self, run_id: str, outlet_ids: Sequence[str]) -> int:
        """How many entries `unfiled` has."""
        ...

    def save_captures(
        self,
        run_id: str,
        captures: Sequence[tuple[str, Capture, str]],
        load: LoadBatch,
        *,
        now: datetime,
    ) -> None:
        """Entry id, capture and serving host of what came, and `load`, in one transaction."""
        ...

    def release(
        self,
        run_id: str,
        entry_ids: Sequence[str],
        quarantined: Sequence[Quarantined],
        *,
        now: datetime,
    ) -> None:
        """Take captures back that are not believed: their entries are to be fetched again."""
        ...

    def entry_ids(self, run_id: str) -> list[str]:
        """Every entry that a run saw."""
        ...

    def ledger(self, run_id: str, outlet_ids: Sequence[str] | None = None) -> list[LedgerRow]:
        """The ledger rows of a run, of some outlets or of all."""
        ...

    def settle(self, run_id: str, *, now: datetime, summary: Mapping[str, Any]) -> None:
        """Close a run."""
        ...
