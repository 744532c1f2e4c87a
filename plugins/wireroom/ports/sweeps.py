"""The journal of a sweep: which listings were asked, what they list, and what of it is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from wireroom.model import Completeness, Listed, ListingKind, Missing, Reason, Unit
from wireroom.ports.runs import Work
from wireroom.ports.warehouse import LoadBatch


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """One listing that a run asked for, and what came of it.

    `outcome` is fetched, failed, or absent (a guess that is not there); counts are of the pages it
    names, those of the window, and those that bear no date; `more` are the listings to ask next.
    """

    run_id: str
    outlet_id: str
    unit: str
    kind: ListingKind
    host: str | None
    outcome: str
    reason: Reason | None
    detail: str
    n_listed: int
    n_in_window: int
    n_undated: int
    more: tuple[Unit, ...]
    asked_at: datetime

    @property
    def feed(self) -> str:
        """Its name where a poll has its feed's."""
        return self.unit


class Sweeps(Protocol):
    """What outlets' own listings say."""

    def save_asked(
        self,
        row: AskedRow,
        entries: Sequence[tuple[Work, bool]],
        listed: Sequence[Listed],
        load: LoadBatch,
        /,
    ) -> None:
        """One listing with all it showed, in one transaction; the flag of an entry: "to fetch".

        A listing that was asked in this run already stays as it is, and nothing is written.
        """
        ...

    def asked(self, run_id: str, outlet_ids: Sequence[str]) -> list[AskedRow]:
        """The listings that a run asked for, by outlet, in the order of asking."""
        ...

    def entered(self, run_id: str, article_ids: Sequence[str]) -> set[str]:
        """Those of the articles that are entries of the run already."""
        ...

    def last_seen(self, article_ids: Sequence[str]) -> Mapping[str, datetime]:
        """When the pages of those that are filed were last seen."""
        ...

    def n_taken(self, run_id: str, outlet_id: str) -> int:
        """How many pages of an outlet the run has taken up."""
        ...

    def is_settled(self, run_id: str) -> bool:
        """Whether a run was begun and closed."""
        ...

    def daily_counts(self, outlet_id: str) -> list[int]:
        """Articles per day: those that are listed, else those that were first seen."""
        ...

    def completeness(self, outlet_ids: Sequence[str], days: Sequence[date]) -> list[Completeness]:
        """Each outlet's days as they stand now, by outlet and day, also those not listed."""
        ...

    def missing(self, outlet_ids: Sequence[str], days: Sequence[date]) -> list[Missing]:
        """The articles that are listed under those days and not ingested, and why."""
        ...

    def save_completeness(self, rows: Sequence[Completeness], *, now: datetime) -> None:
        """Keep what was found of each day in place of what was found before."""
        ...
