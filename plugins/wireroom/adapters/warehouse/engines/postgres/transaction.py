"""`Transaction` over a psycopg connection: statements translated, many rows by COPY."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.codec import Columns
from wireroom.adapters.warehouse.engines.face import Row
from wireroom.adapters.warehouse.engines.postgres.keeping import Connection
from wireroom.adapters.warehouse.engines.statements import Merge, Rows, quoted
from wireroom.model import sha256

_FEW = 24  # rows: below that staging costs more than it saves
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))"


@lru_cache(maxsize=512)
def translated(sql: str) -> bytes:
    """Our SQL as psycopg takes it: ``?`` is ``%s``, and a list of keys is one value."""
    return sql.replace("%", "%%").replace("IN {in}", "= ANY(?)").replace("?", "%s").encode()


class PostgresTransaction:
    """A connection inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._staged: set[str] = set()

    def execute(self, sql: str, values: Iterable[object] = (), /) -> int:
        """Run a statement; how many rows it changed."""
        return self._connection.execute(translated(sql), codec.row(values)).rowcount

    def many(self, sql: str, rows: Iterable[Iterable[object]], /) -> int:
        """Run a statement for each row in the order given, without waiting in between."""
        return self._many(sql, [codec.row(row) for row in rows])

    def merge(self, into: Merge, rows: Iterable[Iterable[object]], /) -> int:
        """Insert many rows by the order of their keys: staged by COPY, unless they are few."""
        return self.put(into.rows(rows))

    def put(self, rows: Rows, /) -> int:
        """Insert rows that are spelled and in order."""
        into = rows.into
        return sum(
            self._many(into.sql, part) if len(part) < _FEW else self._merge(into, part)
            for part in rows.parts()
        )

    def rows(self, sql: str, values: Iterable[object] = (), /) -> list[Row]:
        """The rows of a reading statement."""
        return list(self._connection.execute(translated(sql), codec.row(values)))

    def one(self, sql: str, values: Iterable[object] = (), /) -> Row | None:
        """The first row."""
        return self._connection.execute(translated(sql), codec.row(values)).fetchone()

    def rows_in(
        self,
        sql: str,
        keys: Iterable[str],
        /,
        *,
        before: Sequence[object] = (),
        is_held: bool = False,
    ) -> list[Row]:
        """The rows for some keys, asked at once."""
        wanted = sorted({codec.text(key) for key in keys})
        if not wanted:
            return []
        query = translated(sql + " FOR UPDATE" if is_held else sql)
        return list(self._connection.execute(query, [*codec.row(before), wanted]))

    def lock(self, *key: str) -> None:
        """An advisory lock: there may be no row yet. Two keys of one hash wait for each other."""
        self._connection.execute(translated(_LOCK), [codec.text("\x1f".join(key))])

    def script(self, sql: str, /) -> None:
        """Statements without values go as they are."""
        self._connection.execute(sql.encode())

    def _many(self, sql: str, ready: Sequence[Columns]) -> int:
        if not ready:
            return 0
        with self._connection.cursor() as cursor:
            cursor.executemany(translated(sql), ready)
            return cursor.rowcount

    def _merge(self, into: Merge, ready: Sequence[Columns]) -> int:
        names = quoted(into.columns)
        stage = f"staged_{into.table}_{sha256(names.encode())[7:15]}"
        with self._connection.cursor() as cursor:
            if stage in self._staged:
                cursor.execute(f"DELETE FROM {stage}".encode())  # noqa: S608 - names are ours
            else:
                # Texts are compressed once, on their way into the table, not here, too: 1.25 times
                # the rate (5,800 rows of 4.9 KB in batches of 290).
                cursor.execute(
                    f"CREATE TEMP TABLE IF NOT EXISTS {stage}"  # noqa: S608
                    " WITH (toast_tuple_target = 8160) ON COMMIT DELETE ROWS"
                    f" AS SELECT {names} FROM {into.table} WITH NO DATA".encode()
                )
                self._staged.add(stage)
            with cursor.copy(f"COPY {stage} ({names}) FROM STDIN".encode()) as copy:
                for row in ready:
                    copy.write_row(row)
            cursor.execute(
                f"INSERT INTO {into.table} ({names}) SELECT {names} FROM {stage}"  # noqa: S608
                f" ORDER BY {quoted(into.key)} ON CONFLICT {into.conflict}".encode()
            )
            return cursor.rowcount
