"""Listed against ingested, per outlet and day: counted by the database, never kept in memory.

An article is ingested where it has a row, or where its entry was settled (as another's duplicate).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from wireroom.adapters.warehouse.engines import Database, Merge, Transaction, replacing
from wireroom.model import Completeness, EntryState, Missing

NEVER_ASKED = "never asked"
_KEY = ("outlet_id", "day")
_COLUMNS = (*_KEY, "n_listed", "n_ingested", "n_missing", "reasons", "sources", "checked_at")
_SAVE = Merge(table="completeness", columns=_COLUMNS, key=_KEY, conflict=replacing(_KEY, _COLUMNS))
_INGESTED = """(a.article_id IS NOT NULL OR COALESCE(m.is_settled, FALSE) = TRUE)"""
_JOINED = """FROM listed l
LEFT JOIN article a ON a.article_id = l.article_id
LEFT JOIN entry_memory m ON m.article_id = l.article_id
WHERE l.day >= ? AND l.day <= ? AND l.outlet_id IN {in}"""
_COUNTS = f"""SELECT l.outlet_id, l.day, l.source, count(*) AS n_listed,
  sum(CASE WHEN {_INGESTED} THEN 1 ELSE 0 END) AS n_ingested
{_JOINED} GROUP BY l.outlet_id, l.day, l.source"""
# The last word of the ledger on an article; of two rows of one instant the later run's.
_MISSING = f"""SELECT l.outlet_id, l.article_id, l.url, l.day,
  (SELECT e.state FROM ledger e WHERE e.article_id = l.article_id
   ORDER BY e.at DESC, e.run_id DESC LIMIT 1) AS state,
  (SELECT e.reason FROM ledger e WHERE e.article_id = l.article_id
   ORDER BY e.at DESC, e.run_id DESC LIMIT 1) AS reason
{_JOINED} AND NOT {_INGESTED}"""  # noqa: S608 - our own text


class CompletenessTables:
    """The counting half of ports.Sweeps."""

    database: Database

    def completeness(self, outlet_ids: Sequence[str], days: Sequence[date]) -> list[Completeness]:
        """Each outlet's days as they stand now, by outlet and day, also those not listed."""
        reasons: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for outlet_id, one in self._missing(outlet_ids, days):
            told = reasons[outlet_id, one.day.isoformat()]
            told[one.reason] = told.get(one.reason, 0) + 1
        counts = self._counts(outlet_ids, days)
        return [
            Completeness(
                outlet_id=outlet_id,
                day=day,
                n_listed=sum(n for n, _ in found.values()),
                n_ingested=sum(n for _, n in found.values()),
                reasons=dict(sorted(reasons[outlet_id, day.isoformat()].items())),
                sources={source: found[source][0] for source in sorted(found)},
            )
            for outlet_id in sorted(outlet_ids)
            for day in days
            for found in [counts[outlet_id, day.isoformat()]]
        ]

    def missing(self, outlet_ids: Sequence[str], days: Sequence[date]) -> list[Missing]:
        """The articles that are listed under those days and not ingested, and why."""
        found = [one for _, one in self._missing(outlet_ids, days)]
        return sorted(found, key=lambda one: (one.day, one.article_id))

    def save_completeness(self, rows: Sequence[Completeness], *, now: datetime) -> None:
        """Keep what was found of each day in place of what was found before."""
        columns = [
            (
                one.outlet_id, one.day.isoformat(), one.n_listed, one.n_ingested, one.n_missing,
                one.reasons, one.sources, now,
            )
            for one in rows
        ]  # fmt: skip

        def save(transaction: Transaction) -> None:
            transaction.merge(_SAVE, columns)

        self.database.transact(save)

    def _counts(
        self, outlet_ids: Sequence[str], days: Sequence[date]
    ) -> dict[tuple[str, str], dict[str, tuple[int, int]]]:
        counts: dict[tuple[str, str], dict[str, tuple[int, int]]] = defaultdict(dict)
        if days:
            ends = [min(days).isoformat(), max(days).isoformat()]
            for row in self.database.rows_in(_COUNTS, outlet_ids, before=ends):
                counts[row[0], row[1]][row[2]] = (int(row[3]), int(row[4]))
        return counts

    def _missing(
        self, outlet_ids: Sequence[str], days: Sequence[date]
    ) -> Iterator[tuple[str, Missing]]:
        if not days:
            return
        ends = [min(days).isoformat(), max(days).isoformat()]
        for row in self.database.rows_in(_MISSING, outlet_ids, before=ends):
            yield (
                row["outlet_id"],
                Missing(
                    article_id=row["article_id"],
                    url=row["url"],
                    day=date.fromisoformat(row["day"]),
                    state=EntryState(row["state"]) if row["state"] else None,
                    reason=row["reason"] or row["state"] or NEVER_ASKED,
                ),
            )
