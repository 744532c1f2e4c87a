"""A person's SELECT over a SQLite file: one statement, on a connection that cannot write."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wireroom.errors import BadInputError

# https://www.sqlite.org/c3ref/c_alter_table.html names the action codes.
_READING = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)
QUERY_FIX = "give one SELECT over `articles` or another table (see README)"


def stream(path: Path, sql: str, *, busy_s: float) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """Column names and a stream of rows; raises BadInputError where it does more than read."""
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=ro",
        uri=True,
        timeout=busy_s,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA query_only=1")
        connection.set_authorizer(_authorize)
        cursor = _execute(connection, sql)
    except BaseException:
        connection.close()
        raise
    return [column[0] for column in cursor.description], _rows(connection, cursor)


def _execute(connection: sqlite3.Connection, sql: str) -> sqlite3.Cursor:
    try:
        cursor = connection.execute(sql)
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        raise BadInputError("query", str(error), QUERY_FIX) from error
    if cursor.description is None:
        raise BadInputError("query", "it returns no columns", QUERY_FIX)
    return cursor


def _rows(connection: sqlite3.Connection, cursor: sqlite3.Cursor) -> Iterator[tuple[Any, ...]]:
    try:
        yield from cursor
    except sqlite3.Error as error:
        raise BadInputError("query", str(error), QUERY_FIX) from error
    finally:
        connection.close()


def _authorize(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY
