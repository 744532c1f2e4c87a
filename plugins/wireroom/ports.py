"""What the stages' edges look like from inside: small protocols, one per thing of the outside.

Each has an adapter in adapters/ and a hand-written fake in tests/fakes.py; both pass the same
contract tests.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from wireroom.model import (
    Article,
    Capture,
    Entry,
    Exchange,
    FeedState,
    LedgerRow,
    Outcome,
    Reason,
    Relation,
    Request,
    Sighting,
)

Clock = Callable[[], datetime]


class Web(Protocol):
    """The guarded client: every failure is a value, named."""

    def get(self, request: Request, /) -> Outcome:
        """Ask once, politely; raises WebUnavailableError only when our own egress is down."""
        ...


class HostLeases(Protocol):
    """Spacing per host, shared by every worker of every machine that uses one state store."""

    def reserve(self, host: str, *, now: datetime, delay_s: float) -> datetime:
        """The instant at which the caller may ask `host`; later callers get later instants."""
        ...

    def hold(self, host: str, *, until: datetime) -> None:
        """Let nobody ask `host` before `until` (a server's Retry-After)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRecord:
    """A robots.txt as last seen; `body` is None where it was unreachable, "" where absent."""

    origin: str
    body: str | None
    expires_at: datetime


class RobotsCache(Protocol):
    """robots.txt files, shared by all workers."""

    def robots(self, origin: str) -> RobotsRecord | None:
        """The record of ``scheme://host[:port]``, expired or not."""
        ...

    def save_robots(self, record: RobotsRecord) -> None:
        """Remember a record in place of the last one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """One capture read back from the archive, its digest verified."""

    capture: Capture
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An exchange to archive, the host it came through, and what belongs beside it (JSON)."""

    capture_id: str
    host: str
    exchange: Exchange
    metadata: Mapping[str, Any] = field(default_factory=dict)


class Archive(Protocol):
    """The raw archive: one immutable file per batch."""

    def write(self, name: str, attempts: Iterable[Attempt], /) -> list[Capture]:
        """File a batch under `name` (temp, fsync, rename) and say where each capture lies.

        Writing the same name again replaces the file. Raises ArchiveUnavailableError.
        """
        ...

    def read(self, capture: Capture, /) -> Archived:
        """The raw body; raises CorruptCaptureError or ArchiveUnavailableError."""
        ...


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
    """An entry to fetch in this run and how often it failed before."""

    entry: Entry
    article_id: str
    n_failures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What earlier runs remember of an entry: what it stated and how it ended.

    `is_settled` says that the page needs no fetching while the entry states the same;
    `retry_at` is None once it was settled or given up.
    """

    article_id: str
    digest: str
    is_settled: bool
    n_failures: int
    retry_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article already filed that a new one may be the same as."""

    article_id: str
    outlet_id: str
    version_id: str
    claimed_id: str | None
    title: str
    n_words: int
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadBatch:
    """Everything one transaction files."""

    articles: Sequence[Article] = ()
    sightings: Sequence[Sighting] = ()
    relations: Sequence[Relation] = ()
    ledger: Sequence[LedgerRow] = ()
    memory: Sequence[Known] = ()
    captures: Sequence[Capture] = ()
    candidates: Sequence[tuple[str, str, str]] = ()  # outlet_id, host, page URL


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCounts:
    """Rows that a load changed, by table."""

    n_articles: int
    n_versions: int
    n_sightings: int


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

    def unfetched(self, run_id: str, outlet_ids: Sequence[str]) -> list[Work]:
        """Entries to fetch that have neither a capture nor a ledger row yet."""
        ...

    def unfiled(self, run_id: str, outlet_ids: Sequence[str]) -> list[tuple[Work, Capture, str]]:
        """Entries with a capture and no ledger row yet; the string is the host that served it."""
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

    def entry_ids(self, run_id: str) -> list[str]:
        """Every entry that a run saw."""
        ...

    def ledger(self, run_id: str, outlet_ids: Sequence[str] | None = None) -> list[LedgerRow]:
        """The ledger rows of a run, of some outlets or of all."""
        ...

    def settle(self, run_id: str, *, now: datetime, summary: Mapping[str, Any]) -> None:
        """Close a run."""
        ...


class Feeds(Protocol):
    """Feed state and what is remembered of entries."""

    def feed_states(self, outlet_ids: Sequence[str]) -> dict[tuple[str, str], FeedState]:
        """The states that were saved, by (outlet, feed)."""
        ...

    def save_feed_states(self, states: Sequence[FeedState]) -> None:
        """Keep states; only after the rows of their entries are filed."""
        ...

    def known(self, article_ids: Sequence[str]) -> dict[str, Known]:
        """What is remembered of these entries."""
        ...

    def due_retries(self, outlet_id: str, *, now: datetime, limit: int) -> list[Work]:
        """Entries that failed before and may be tried again, longest waiting first."""
        ...


class Warehouse(Protocol):
    """Articles and what leads to them."""

    def load(self, batch: LoadBatch, /, *, now: datetime) -> LoadCounts:
        """File a batch in one transaction; filing it again changes nothing."""
        ...

    def copies(self, outlet_id: str, *, ids: Sequence[str], digests: Sequence[str]) -> list[Copy]:
        """Filed articles that bear or claim one of `ids` in the outlet, or have such a text."""
        ...

    def query(self, sql: str, /) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """Column names and rows of a reading statement; writing is refused (BadInputError)."""
        ...
