"""A DuckDB file with the table `articles`: typed, withdrawn ones gone. One transaction a time."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from wireroom.adapters.export.arrow import table
from wireroom.errors import WarehouseUnavailableError
from wireroom.ports import Change

_MARK = "CREATE TABLE IF NOT EXISTS wireroom_publication (number BIGINT)"
_NEW = "CREATE TABLE IF NOT EXISTS articles AS SELECT * FROM batch LIMIT 0"
_FORGET = "DELETE FROM articles WHERE article_id IN (SELECT article_id FROM batch)"
_ADD = "INSERT INTO articles BY NAME SELECT * FROM batch WHERE NOT is_withdrawn"
_COUNTS = """SELECT outlet_id, count(*), count(*) FILTER (change_number > ?)
FROM articles GROUP BY 1"""


class DuckFile:
    """A DuckDB file as a ports.Target; readers see the old rows or the new ones."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        """The file."""
        return str(self.path)

    def mark(self) -> int:
        """The number in its table `wireroom_publication`."""
        if not self.path.exists():
            return 0
        with self._connection() as connection:
            connection.execute(_MARK)
            row = connection.execute("SELECT max(number) FROM wireroom_publication").fetchone()
            return int(row[0]) if row and row[0] else 0

    def take(self, batches: Iterable[Sequence[Change]], *, since: int, upto: int) -> int:
        """Everything in one transaction, the number with it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._connection() as connection:
            connection.begin()
            connection.execute(_MARK)
            _put(connection, [])
            if not since:
                connection.execute("DELETE FROM articles")
            n = sum(_put(connection, changes) for changes in batches)
            connection.execute("DELETE FROM wireroom_publication")
            connection.execute("INSERT INTO wireroom_publication VALUES (?)", [upto])
            connection.commit()
            return n

    def counts(self, since: int) -> dict[str, tuple[int, int]]:
        """Articles by outlet."""
        with self._connection() as connection:
            rows = connection.execute(_COUNTS, [since]).fetchall()
        return {outlet: (n, n_changed) for outlet, n, n_changed in rows}

    @contextmanager
    def _connection(self) -> Iterator[duckdb.DuckDBPyConnection]:
        try:
            with duckdb.connect(str(self.path)) as connection:
                yield connection
        except duckdb.Error as error:
            first = str(error).splitlines()[0]
            raise WarehouseUnavailableError(f"{self.path}: {first}") from error


def _put(connection: duckdb.DuckDBPyConnection, changes: Sequence[Change]) -> int:
    """Replace the rows of some articles."""
    connection.register("batch", table([change.record for change in changes]))
    for statement in (_NEW, _FORGET, _ADD):
        connection.execute(statement)
    connection.unregister("batch")
    return len(changes)
