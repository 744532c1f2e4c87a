"""What changed, numbered: from 1, without a gap that a later commit could fill (adr/0011).

Triggers note every article that a transaction touches. `number_changes` gives numbers to what is
committed, one caller at a time; so whoever has read up to a number has missed nothing below it.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines import Database, Merge, Row, Transaction, replacing
from wireroom.adapters.warehouse.published import record
from wireroom.errors import BadInputError
from wireroom.ports import Change

_AT_ONCE = 5000  # articles numbered in one transaction
_LAST = "SELECT coalesce(max(number), 0) FROM article_change"
_TOUCHED = "SELECT DISTINCT article_id FROM article_touch ORDER BY article_id LIMIT ?"
_FORGET = "DELETE FROM article_touch WHERE article_id = ?"
_WITHDRAWN = "SELECT article_id FROM withdrawal WHERE article_id IN {in}"
_FILED = "SELECT article_id FROM article WHERE article_id IN {in}"
_COLUMNS = ("article_id", "number", "is_withdrawn", "numbered_at")
_CHANGE = Merge(
    table="article_change",
    columns=_COLUMNS,
    key=("article_id",),
    conflict=replacing(("article_id",), _COLUMNS),
)
_NEXT = """SELECT c.number, c.article_id, c.is_withdrawn, w.withdrawn_at, o.outlet_id
FROM article_change c
LEFT JOIN article o ON o.article_id = c.article_id
LEFT JOIN withdrawal w ON w.article_id = c.article_id
WHERE c.number > ? AND c.number <= ? ORDER BY c.number LIMIT ?"""
# By its keys: joined to the changes, SQLite would make the whole view anew for each batch.
_ROWS = "SELECT * FROM articles WHERE article_id IN {in}"
_COUNTS = """SELECT coalesce(o.outlet_id, ''), count(*),
  sum(CASE WHEN c.number > ? THEN 1 ELSE 0 END)
FROM article_change c LEFT JOIN article o ON o.article_id = c.article_id
WHERE NOT c.is_withdrawn AND c.number <= ? GROUP BY 1"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The changes as they stood at one moment, up to `last`, read from one state of the rows."""

    last: int
    transaction: Transaction

    def batches(self, since: int, *, size: int) -> Iterator[list[Change]]:
        """Changes after the number `since`, by number; at most `size` in memory at once."""
        while found := self.transaction.rows(_NEXT, [since, self.last, size]):
            rows = self.transaction.rows_in(_ROWS, [row["article_id"] for row in found])
            articles = {row["article_id"]: dict(row) for row in rows}
            yield [_change(row, articles.get(row["article_id"])) for row in found]
            since = int(found[-1]["number"])

    def counts(self, since: int) -> dict[str, tuple[int, int]]:
        """By outlet: articles that a target should hold, and those that changed after `since`."""
        rows = self.transaction.rows(_COUNTS, [since, self.last])
        return {str(row[0]): (int(row[1]), int(row[2])) for row in rows}

    def since(self, at: datetime) -> int:
        """The last number that was given before or at an instant."""
        sql = "SELECT coalesce(max(number), 0) FROM article_change WHERE numbered_at <= ?"
        row = self.transaction.one(sql, [at])
        return int(row[0]) if row else 0


class ChangeTables:
    """ports.Changes, and taking an article back."""

    database: Database

    def number_changes(self, *, now: datetime) -> int:
        """Number whatever was committed and has no number yet; how many articles that were."""
        n_done = 0

        def some(transaction: Transaction) -> int:
            return _number(transaction, now)

        while n := self.database.transact(some):
            n_done += n
        return n_done

    @contextmanager
    def changes(self, *, now: datetime) -> Iterator[Snapshot]:
        """Number what is new, and hold still what there is."""
        self.number_changes(now=now)
        with self.database.read() as transaction:
            last = transaction.one(_LAST)
            yield Snapshot(last=int(last[0]) if last else 0, transaction=transaction)

    def publishing(self, target: str) -> AbstractContextManager[None]:
        """Be the only one who publishes to `target`; raises WarehouseUnavailableError."""
        return self.database.alone("publication", target)

    def withdraw(self, article_id: str, *, reason: str, now: datetime) -> bool:
        """Take an article back; whether it was not yet. Raises BadInputError for one unknown."""
        sql = """INSERT INTO withdrawal (article_id, reason, withdrawn_at) VALUES (?, ?, ?)
        ON CONFLICT (article_id) DO NOTHING"""
        with self.database.write() as transaction:
            if not transaction.one("SELECT 1 FROM article WHERE article_id = ?", [article_id]):
                fix = 'take an article_id of `wireroom query "SELECT article_id FROM articles"`'
                raise BadInputError(article_id, "no such article is in the warehouse", fix)
            return transaction.execute(sql, [article_id, reason, now]) > 0

    def restore(self, article_id: str) -> bool:
        """Undo `withdraw`; whether there was something to undo."""
        with self.database.write() as transaction:
            sql = "DELETE FROM withdrawal WHERE article_id = ?"
            return transaction.execute(sql, [article_id]) > 0


def _number(transaction: Transaction, now: datetime) -> int:
    """Number some touched articles. Whoever touches one meanwhile is numbered once more, later."""
    transaction.lock("article_change", "number")
    last = transaction.one(_LAST)
    ids = [row[0] for row in transaction.rows(_TOUCHED, [_AT_ONCE])]
    transaction.many(_FORGET, ([key] for key in ids))  # only what is committed: others stay
    gone = {row[0] for row in transaction.rows_in(_WITHDRAWN, ids)}
    gone |= set(ids) - {row[0] for row in transaction.rows_in(_FILED, ids)}
    first = int(last[0]) + 1 if last else 1
    transaction.merge(
        _CHANGE, ((key, number, key in gone, now) for number, key in enumerate(ids, start=first))
    )
    return len(ids)


def _change(row: Row, article: Mapping[str, Any] | None) -> Change:
    """A change; an article that was deleted since its number was given is gone, too."""
    is_gone = bool(row["is_withdrawn"]) or article is None
    told = {
        "article_id": row["article_id"],
        "outlet_id": row["outlet_id"] or "",
        "change_number": int(row["number"]),
        "is_withdrawn": is_gone,
        "withdrawn_at": codec.moment(row["withdrawn_at"]) if is_gone else None,
    }
    return Change(
        number=told["change_number"],
        article_id=told["article_id"],
        outlet_id=told["outlet_id"],
        is_withdrawn=is_gone,
        published_at=codec.moment(article["published_at"]) if article else None,
        record=record({} if is_gone or article is None else article) | told,
    )
