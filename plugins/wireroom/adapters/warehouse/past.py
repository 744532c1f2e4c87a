"""Captures of earlier runs in their order, and how far a run over them came. Judges nothing."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines import Database, Row, Transaction, insert, replacing
from wireroom.adapters.warehouse.load import save_capture_rows
from wireroom.adapters.warehouse.runs import save_links, work_of
from wireroom.model import Capture, Window
from wireroom.ports.past import Past, Position

# What was taken back (release) has no row in run_capture, and bodies in a page's place never had.
_FROM = """FROM capture c JOIN run_capture k ON k.capture_id = c.capture_id
JOIN run_entry e ON e.run_id = k.run_id AND e.entry_id = k.entry_id
WHERE c.captured_at >= ? AND c.captured_at < ? AND e.outlet_id IN ({in})"""
_AFTER = " AND (c.captured_at, c.capture_id, k.run_id, k.entry_id) > (?, ?, ?, ?)"
_ORDER = " ORDER BY c.captured_at, c.capture_id, k.run_id, k.entry_id LIMIT ?"
_COLUMNS = ("name", "position", "counts")
_SAVE = insert("reprocess", _COLUMNS, conflict=replacing(("name",), _COLUMNS))


class PastTables:
    """ports.Pasts."""

    database: Database

    def past(
        self, window: Window, outlet_ids: Sequence[str], *, after: Position, limit: int
    ) -> list[Past]:
        """Pages captured in `window` and believed, in the order of captures, `after` a position."""
        sql, values = _wanted(window, outlet_ids, after)
        columns = "SELECT k.run_id, e.article_id, e.n_failures, e.entry, e.seen_at, c.* "
        return [_past(row) for row in self.database.rows(columns + sql + _ORDER, [*values, limit])]

    def n_past(self, window: Window, outlet_ids: Sequence[str], *, after: Position) -> int:
        """How many those are."""
        sql, values = _wanted(window, outlet_ids, after)
        return int(self.database.rows("SELECT count(*) " + sql, values)[0][0])

    def save_past(self, pasts: Sequence[Past], captures: Sequence[Capture]) -> None:
        """File entries with their captures, and further captures, as their runs had filed them."""

        def save(transaction: Transaction) -> None:
            save_capture_rows(transaction, [*(past.capture for past in pasts), *captures])
            save_links(transaction, pasts)

        self.database.transact(save)

    def reached(self, name: str) -> tuple[Position, Mapping[str, Any]] | None:
        """How far the run of that name came, and its counts; None where it is not under way."""
        sql = "SELECT position, counts FROM reprocess WHERE name = ?"
        found = self.database.rows(sql, [name])
        return (tuple(json.loads(found[0][0])), json.loads(found[0][1])) if found else None

    def save_reached(self, name: str, position: Position, counts: Mapping[str, Any]) -> None:
        """Keep that."""
        with self.database.write() as transaction:
            transaction.execute(_SAVE, [name, position, counts])

    def end_reached(self, name: str) -> None:
        """Forget it: the run came to its end."""
        with self.database.write() as transaction:
            transaction.execute("DELETE FROM reprocess WHERE name = ?", [name])


def _wanted(window: Window, outlet_ids: Sequence[str], after: Position) -> tuple[str, list[object]]:
    sql = _FROM.replace("{in}", ", ".join("?" * len(outlet_ids)) or "NULL")
    values: list[object] = [window.from_at, window.to_at, *outlet_ids]
    if after:
        sql, values = sql + _AFTER, [*values, codec.at_of(after[0]), *after[1:]]
    return sql, values


def _past(row: Row) -> Past:
    return Past(run_id=row["run_id"], work=work_of(row), capture=codec.capture(dict(row)))
