"""`Transaction` over a psycopg connection: statements translated, many rows by one statement."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.codec import Columns
from wireroom.adapters.warehouse.engines.face import Row
from wireroom.adapters.warehouse.engines.postgres.arrays import text_array
from wireroom.adapters.warehouse.engines.postgres.keeping import Connection
from wireroom.adapters.warehouse.engines.statements import Merge, Rows, quoted

_FEW = 24  # rows: below that arrays cost more than they save
_MOST = 100  # rows in one statement: then its texts are no large allocation, either
_TYPES = b"""SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
WHERE attrelid = to_regclass(%s) AND attnum > 0"""
Types = dict[str, str]
"""What the columns of a table are, as SQL names it."""
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))"


@lru_cache(maxsize=512)
def translated(sql: str) -> bytes:
    """Our SQL as psycopg takes it: ``?`` is ``%s``, and a list of keys is one value."""
    return sql.replace("%", "%%").replace("IN {in}", "= ANY(?)").replace("?", "%s").encode()


class PostgresTransaction:
    """A connection inside a transaction."""

    def __init__(self, connection: Connection, types: dict[str, Types]) -> None:
        self._connection = connection
        self._types = types

    def execute(self, sql: str, values: Iterable[object] = (), /) -> int:
        """Run a statement; how many rows it changed."""
        return self._connection.execute(translated(sql), codec.row(values)).rowcount

    def many(self, sql: str, rows: Iterable[Iterable[object]], /) -> int:
        """Run a statement for each row in the order given, without waiting in between."""
        return self._many(sql, [codec.row(row) for row in rows])

    def merge(self, into: Merge, rows: Iterable[Iterable[object]], /) -> int:
        """Insert many rows by the order of their keys: as arrays, unless they are few."""
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
        """Some statements with an array a column, each sent while the server does the last one."""
        types = self._types_of(into)
        casts = ", ".join(f'u."{name}"::{types[name]}' for name in into.columns)
        names, marks = quoted(into.columns), ", ".join(["%s"] * len(into.columns))
        sql = (
            f"INSERT INTO {into.table} ({names}) SELECT {casts}"  # noqa: S608 - names are ours
            f" FROM unnest({marks}) AS u ({names}) ON CONFLICT {into.conflict}"
        )
        with self._connection.pipeline():
            done = [
                self._connection.execute(
                    sql.encode(), list(map(text_array, zip(*some, strict=True)))
                )
                for some in (ready[at : at + _MOST] for at in range(0, len(ready), _MOST))
            ]
        return sum(one.rowcount for one in done)

    def _types_of(self, into: Merge) -> Types:
        """The types of a table's columns, asked once a process."""
        known = self._types.get(into.table, {})
        if not known.keys() >= set(into.columns):
            known = {row[0]: row[1] for row in self._connection.execute(_TYPES, [into.table])}
            self._types[into.table] = known
        return known
