"""The rows of a batch as `load` gives them to the engine, table by table, with no engine there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from wireroom.adapters.warehouse.engines import Merge, Row, Rows
from wireroom.adapters.warehouse.load import file_rows
from wireroom.ports import LoadBatch

NOW = datetime(2026, 2, 1, tzinfo=UTC)


@dataclass(slots=True)
class Recording:
    """A transaction over an empty warehouse that keeps what is merged and does nothing."""

    merged: list[Rows] = field(default_factory=list)

    def merge(self, into: Merge, rows: Iterable[Iterable[object]], /) -> int:
        """Keep the rows, as columns."""
        return self.put(into.rows(rows))

    def put(self, rows: Rows, /) -> int:
        """Keep the rows."""
        if rows.ready:
            self.merged.append(rows)
        return len(rows.ready)

    def execute(self, _sql: str, _values: Iterable[object] = (), /) -> int:
        """Nothing."""
        return 0

    def many(self, _sql: str, _rows: Iterable[Iterable[object]], /) -> int:
        """Nothing."""
        return 0

    def rows(self, _sql: str, _values: Iterable[object] = (), /) -> list[Row]:
        """No rows."""
        return []

    def one(self, _sql: str, _values: Iterable[object] = (), /) -> Row | None:
        """No row."""
        return None

    def rows_in(
        self,
        _sql: str,
        _keys: Iterable[str],
        /,
        *,
        before: Sequence[object] = (),
        is_held: bool = False,
    ) -> list[Row]:
        """No rows."""
        del before, is_held
        return []

    def lock(self, *key: str) -> None:
        """Nothing."""

    def script(self, _sql: str, /) -> None:
        """Nothing."""


def recorded(batch: LoadBatch) -> list[Rows]:
    """What one batch merges into an empty warehouse."""
    transaction = Recording()
    file_rows(transaction, batch, now=NOW)
    return transaction.merged
