"""Feed states and what is remembered of entries. Decides nothing about either."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines import Database, Merge, Transaction, replacing
from wireroom.model import FeedState
from wireroom.ports import Known, Looked, Work

_COLUMNS = tuple(item.name for item in fields(FeedState))
_KEY = ("outlet_id", "feed")
_SAVE = Merge(table="feed_state", columns=_COLUMNS, key=_KEY, conflict=replacing(_KEY, _COLUMNS))
_LOOKED = """SELECT a.article_id, a.first_seen_at, a.last_seen_at,
  (SELECT max(b.seen_at) FROM absence b WHERE b.article_id = a.article_id) AS absent_at
FROM article a JOIN entry_memory m ON m.article_id = a.article_id
WHERE a.outlet_id = ? AND a.first_seen_at >= ? AND m.retry_at IS NULL AND m.entry IS NOT NULL
ORDER BY a.article_id"""
_ENTRIES = """SELECT article_id, entry FROM entry_memory
WHERE article_id IN {in} AND entry IS NOT NULL"""
_DUE = """SELECT article_id, n_failures, entry FROM entry_memory
WHERE outlet_id = ? AND retry_at <= ? AND entry IS NOT NULL ORDER BY retry_at, article_id LIMIT ?"""


class FeedTables:
    """ports.Feeds."""

    database: Database

    def feed_states(self, outlet_ids: Sequence[str]) -> dict[tuple[str, str], FeedState]:
        """The states that were saved, by (outlet, feed)."""
        sql = "SELECT * FROM feed_state WHERE outlet_id IN {in}"
        found = [codec.feed_state(dict(row)) for row in self.database.rows_in(sql, outlet_ids)]
        return {(state.outlet_id, state.feed): state for state in found}

    def save_feed_states(self, states: Sequence[FeedState]) -> None:
        """Keep states; only after the rows of their entries are filed."""
        rows = [[getattr(state, name) for name in _COLUMNS] for state in states]

        def save(transaction: Transaction) -> None:
            transaction.merge(_SAVE, rows)

        self.database.transact(save)

    def known(self, article_ids: Sequence[str]) -> dict[str, Known]:
        """What is remembered of these entries."""
        sql = "SELECT * FROM entry_memory WHERE article_id IN {in}"
        return {
            row["article_id"]: Known(
                article_id=row["article_id"],
                digest=row["digest"],
                is_settled=bool(row["is_settled"]),
                n_failures=row["n_failures"],
                retry_at=codec.moment(row["retry_at"]),
            )
            for row in self.database.rows_in(sql, article_ids)
        }

    def looked(self, outlet_id: str, *, since: datetime) -> list[Looked]:
        """An outlet's articles first seen since then that no retry waits for."""
        return [
            Looked(
                article_id=row["article_id"],
                first_seen_at=codec.at_of(row["first_seen_at"]),
                looked_at=codec.at_of(max(row["last_seen_at"], row["absent_at"] or "")),
            )
            for row in self.database.rows(_LOOKED, [outlet_id, since])
        ]

    def entries(self, article_ids: Sequence[str]) -> list[Work]:
        """The entries that were seen last of articles, as never failed, by article."""
        rows = self.database.rows_in(_ENTRIES, article_ids)
        works = [Work(entry=codec.entry(row[1]), article_id=row[0]) for row in rows]
        return sorted(works, key=lambda work: work.article_id)

    def due_retries(self, outlet_id: str, *, now: datetime, limit: int) -> list[Work]:
        """Entries that failed before and may be tried again, longest waiting first."""
        return [
            Work(entry=codec.entry(row[2]), article_id=row[0], n_failures=row[1])
            for row in self.database.rows(_DUE, [outlet_id, now, limit])
        ]
