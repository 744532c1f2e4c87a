"""A person's SELECT over Postgres: a server-side cursor in a transaction that only reads.

DECLARE CURSOR takes one SELECT and nothing else; what a function of that SELECT would write, the
READ ONLY transaction refuses (https://www.postgresql.org/docs/current/sql-declare.html).
"""

from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg.rows import tuple_row

from wireroom.adapters.warehouse.engines.postgres.keeping import Connection, Kept
from wireroom.adapters.warehouse.engines.sqlite_query import QUERY_FIX
from wireroom.errors import BadInputError, WarehouseUnavailableError

_AT_ONCE = 500  # rows fetched in one go


class Stream(Iterator[tuple[Any, ...]]):
    """The rows, and `close` to leave them; gives its connection back at the end."""

    def __init__(self, kept: Kept, sql: str, *, where: str) -> None:
        self._kept, self._where = kept, where
        self._connection: Connection | None = None
        self._cursor: psycopg.ServerCursor[tuple[Any, ...]] | None = None
        self._connection = connection = kept.take()
        try:
            connection.execute(b"BEGIN READ ONLY")
            self._cursor = cursor = connection.cursor("wireroom_query", row_factory=tuple_row)
            cursor.itersize = _AT_ONCE
            cursor.execute(sql.encode())
            self.names = [column.name for column in cursor.description or ()]
            self._rows = iter(cursor)
        except BaseException as error:
            self.close()
            raise self._told(error) from error

    def __next__(self) -> tuple[Any, ...]:
        try:
            return next(self._rows)
        except BaseException as error:
            self.close()
            raise self._told(error) from error

    def close(self) -> None:
        """Leave what was not read."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            if self._cursor is not None:
                self._cursor.close()
            connection.execute(b"ROLLBACK")
        except psycopg.Error:
            connection.close()
        else:
            self._kept.give(connection)

    def __del__(self) -> None:
        self.close()

    def _told(self, error: BaseException) -> BaseException:
        match error:
            case psycopg.OperationalError() | psycopg.InterfaceError():
                return WarehouseUnavailableError(f"{self._where}: {error}")
            case psycopg.Error() | UnicodeEncodeError():
                first = (str(error).splitlines() or ["it cannot be read"])[0]
                return BadInputError("query", first, QUERY_FIX)
            case _:
                return error
