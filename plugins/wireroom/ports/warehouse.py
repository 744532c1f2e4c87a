"""The warehouse: what one transaction files, and what is asked of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from wireroom.model import (
    Absence,
    Announcement,
    Article,
    Capture,
    Entry,
    LedgerRow,
    Quarantined,
    Relation,
    Sighting,
)
from wireroom.ports.fingerprints import Fingerprint


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
    """An article already filed that a new one may be the same as.

    `version_id` is the digest of its text as that is read today.
    """

    article_id: str
    outlet_id: str
    version_id: str
    claimed_id: str | None
    title: str
    n_words: int
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A content version as it is filed, and what it was read from.

    `text_digest` is that of its text; `capture` and `entry` are None where they are not kept.
    """

    article_id: str
    version_id: str
    text_digest: str
    extractor: str
    capture_id: str
    is_current: bool
    capture: Capture | None
    entry: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """When an article was first seen, and when its page was last looked at, there or not."""

    article_id: str
    first_seen_at: datetime
    looked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Refined:
    """A version's capture read again: `article` replaces what is filed while that is still `of`."""

    of: Filed
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadBatch:
    """Everything one transaction files.

    `told` are ledger rows of earlier runs: they say of which entries `memory` is, and stay as they
    were filed then.
    """

    articles: Sequence[Article] = ()
    sightings: Sequence[Sighting] = ()
    relations: Sequence[Relation] = ()
    ledger: Sequence[LedgerRow] = ()
    memory: Sequence[Known] = ()
    captures: Sequence[Capture] = ()
    announcements: Sequence[Announcement] = ()
    quarantined: Sequence[Quarantined] = ()
    fingerprints: Sequence[Fingerprint] = ()
    refined: Sequence[Refined] = ()
    absences: Sequence[Absence] = ()
    told: Sequence[LedgerRow] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCounts:
    """Rows that a load changed, by table."""

    n_articles: int
    n_versions: int
    n_sightings: int


class Warehouse(Protocol):
    """Articles and what leads to them."""

    def load(self, batch: LoadBatch, /, *, now: datetime) -> LoadCounts:
        """File a batch in one transaction; filing it again changes nothing."""
        ...

    def copies(self, outlet_id: str, *, ids: Sequence[str], digests: Sequence[str]) -> list[Copy]:
        """Filed articles that bear or claim one of `ids` in the outlet, or have such a text."""
        ...

    def versions(self, article_ids: Sequence[str]) -> dict[str, list[Filed]]:
        """The content versions of articles, in the order in which they were first seen."""
        ...

    def absences(self, article_id: str) -> tuple[datetime | None, list[datetime]]:
        """When an article's page was last seen (None: never filed), and when it was not there."""
        ...

    def recent(self, outlet_id: str, limit: int) -> list[tuple[str, str]]:
        """Article ids and home URLs of an outlet, first seen last first."""
        ...

    def shown(self, article_id: str) -> set[tuple[str, str]]:
        """Which hosts served which versions of an article."""
        ...

    def query(self, sql: str, /) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """Column names and rows of a reading statement; writing is refused (BadInputError)."""
        ...
