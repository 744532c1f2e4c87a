"""The journal of sweeps: listings that were asked, with their entries, and what outlets list."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines import Database, Merge, Row, Transaction, insert
from wireroom.adapters.warehouse.load import file_rows
from wireroom.adapters.warehouse.runs import ENTRY, entry_row
from wireroom.model import Listed, ListingKind, Reason, Unit
from wireroom.ports import AskedRow, LoadBatch, Work

_ASKED_COLUMNS = (
    "run_id", "outlet_id", "unit", "kind", "host", "outcome", "reason", "detail", "n_listed",
    "n_in_window", "n_undated", "more", "asked_at",
)  # fmt: skip
_ASKED = insert("asked", _ASKED_COLUMNS, conflict="DO NOTHING")
# The earliest of the days under which an article is listed: a lastmod is an upper bound. So what
# stands here does not depend on the order of sweeps.
_EARLIER = "(excluded.day, excluded.source) < (listed.day, listed.source)"
_LISTED = Merge(
    table="listed",
    columns=(
        "outlet_id", "article_id", "url", "day", "source", "lastmod_at", "first_listed_at",
        "last_listed_at",
    ),
    key=("outlet_id", "article_id"),
    conflict=f"""(outlet_id, article_id) DO UPDATE SET
  url = CASE WHEN {_EARLIER} THEN excluded.url ELSE listed.url END,
  day = CASE WHEN {_EARLIER} THEN excluded.day ELSE listed.day END,
  source = CASE WHEN {_EARLIER} THEN excluded.source ELSE listed.source END,
  lastmod_at = CASE WHEN listed.lastmod_at IS NULL OR excluded.lastmod_at > listed.lastmod_at
    THEN excluded.lastmod_at ELSE listed.lastmod_at END,
  first_listed_at = CASE WHEN excluded.first_listed_at < listed.first_listed_at
    THEN excluded.first_listed_at ELSE listed.first_listed_at END,
  last_listed_at = CASE WHEN excluded.last_listed_at > listed.last_listed_at
    THEN excluded.last_listed_at ELSE listed.last_listed_at END""",
)  # fmt: skip
_ENTERED = "SELECT article_id FROM run_entry WHERE run_id = ? AND article_id IN {in}"
_LAST_SEEN = "SELECT article_id, last_seen_at FROM article WHERE article_id IN {in}"
_SETTLED = "SELECT 1 FROM run WHERE run_id = ? AND settled_at IS NOT NULL"
_TAKEN = """SELECT count(*) FROM run_entry
WHERE run_id = ? AND outlet_id = ? AND is_to_fetch = TRUE"""
_N_DAYS = 90
_LISTED_DAILY = """SELECT count(*) AS n FROM listed WHERE outlet_id = ?
GROUP BY day ORDER BY day DESC LIMIT ?"""
_FIRST_SEEN = """SELECT first_seen_at FROM article WHERE outlet_id = ?
ORDER BY first_seen_at DESC LIMIT 5000"""


class SweepTables:
    """The journal half of ports.Sweeps."""

    database: Database

    def save_asked(
        self,
        row: AskedRow,
        entries: Sequence[tuple[Work, bool]],
        listed: Sequence[Listed],
        load: LoadBatch,
        /,
    ) -> None:
        """One listing with all it showed; what was asked in this run already stays as it is."""
        named = {name: getattr(row, name) for name in _ASKED_COLUMNS}
        columns = [*(named | {"more": [unit.as_json() for unit in row.more]}).values()]
        seen = [
            entry_row(row.run_id, work, is_to_fetch=flag, seen_at=row.asked_at)
            for work, flag in entries
        ]

        def save(transaction: Transaction) -> None:
            if transaction.execute(_ASKED, columns):
                transaction.merge(ENTRY, seen)
                transaction.merge(_LISTED, map(_listed_row, listed))
                file_rows(transaction, load, now=row.asked_at)

        self.database.transact(save)

    def asked(self, run_id: str, outlet_ids: Sequence[str]) -> list[AskedRow]:
        """The listings that a run asked for, by outlet, in the order of asking."""
        sql = "SELECT * FROM asked WHERE run_id = ? AND outlet_id IN {in}"
        found = [_asked(row) for row in self.database.rows_in(sql, outlet_ids, before=[run_id])]
        return sorted(found, key=lambda row: (row.outlet_id, row.asked_at, row.unit))

    def entered(self, run_id: str, article_ids: Sequence[str]) -> set[str]:
        """Those of the articles that are entries of the run already."""
        rows = self.database.rows_in(_ENTERED, article_ids, before=[run_id])
        return {row[0] for row in rows}

    def last_seen(self, article_ids: Sequence[str]) -> Mapping[str, datetime]:
        """When the pages of those that are filed were last seen."""
        rows = self.database.rows_in(_LAST_SEEN, article_ids)
        return {row[0]: codec.at_of(row[1]) for row in rows}

    def n_taken(self, run_id: str, outlet_id: str) -> int:
        """How many pages of an outlet the run has taken up."""
        return int(self.database.rows(_TAKEN, [run_id, outlet_id])[0][0])

    def is_settled(self, run_id: str) -> bool:
        """Whether a run was begun and closed."""
        return bool(self.database.rows(_SETTLED, [run_id]))

    def daily_counts(self, outlet_id: str) -> list[int]:
        """Articles per day: those that are listed, else those that were first seen."""
        listed = self.database.rows(_LISTED_DAILY, [outlet_id, _N_DAYS])
        if listed:
            return [row[0] for row in listed]
        counts: dict[str, int] = {}
        for row in self.database.rows(_FIRST_SEEN, [outlet_id]):
            day = row[0][:10]  # of an ISO instant
            counts[day] = counts.get(day, 0) + 1
        return [*counts.values()]


def _listed_row(one: Listed) -> tuple[object, ...]:
    seen = (one.seen_at, one.seen_at)
    named = (one.outlet_id, one.article_id, one.url, one.day.isoformat(), one.source.value)
    return (*named, one.lastmod_at, *seen)


def _asked(row: Row) -> AskedRow:
    return AskedRow(
        **dict(row)
        | {
            "kind": ListingKind(row["kind"]),
            "reason": Reason(row["reason"]) if row["reason"] else None,
            "more": tuple(Unit.from_json(value) for value in json.loads(row["more"])),
            "asked_at": codec.at_of(row["asked_at"]),
        }
    )
