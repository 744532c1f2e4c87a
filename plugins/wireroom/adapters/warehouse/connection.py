"""Connections to one SQLite file: one per transaction, closed after it.

WAL, synchronous=FULL, 30 s of patience, BEGIN IMMEDIATE for writing; safe from any thread and any
process. sqlite3's errors leave as ours. Knows no table.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from wireroom.adapters.warehouse import codec
from wireroom.errors import ContractError, SettingsError, WarehouseUnavailableError

BUSY_S = 30.0
_PREFIX = "sqlite:///"
_CHUNK = 500  # placeholders in one statement; SQLite before 3.32 takes 999
_ALIEN = "file is not a database"
_OTHER_FILE = "name another file in WIREROOM_WAREHOUSE; this one was left as it is"
_SHAPE = ("no such table", "no such column", "no column named", "malformed")


def path_of(url: str) -> Path:
    """The file of a ``sqlite:///abs/path`` URL; raises SettingsError for any other."""
    rest = url.removeprefix(_PREFIX).lstrip("/")
    if not url.startswith(_PREFIX) or not rest:
        raise SettingsError(
            "WIREROOM_WAREHOUSE",
            f"cannot use {url.rsplit('@', maxsplit=1)[-1]!r}",  # before @: a password
            "write sqlite:///absolute/path/wireroom.sqlite",
        )
    return Path("/" + rest)


class Database:
    """One SQLite file and how to read and write it."""

    def __init__(self, path: Path, *, busy_s: float = BUSY_S) -> None:
        self.path = path
        self.busy_s = busy_s

    @contextmanager
    def connect(self, mode: str = "rw") -> Iterator[sqlite3.Connection]:
        """A connection in autocommit; `mode` is SQLite's: ro, rw or rwc."""
        with self.explained():
            connection = sqlite3.connect(
                f"{self.path.as_uri()}?mode={mode}",
                uri=True,
                timeout=self.busy_s,
                isolation_level=None,
                check_same_thread=False,
            )
            with closing(connection):
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA synchronous=FULL")
                yield connection

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the write lock from its start."""
        with self.connect() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def rows(self, sql: str, parameters: Iterable[object] = ()) -> list[sqlite3.Row]:
        """The rows of one reading statement."""
        with self.connect() as connection:
            return connection.execute(sql, codec.row(parameters)).fetchall()

    def rows_in(
        self, sql: str, keys: Sequence[str], *, before: Sequence[object] = ()
    ) -> list[sqlite3.Row]:
        """The rows of `sql` with ``{in}`` standing for `keys`, asked some hundred at a time."""
        with self.connect() as connection:
            return rows_in(connection, sql, keys, before=before)

    @contextmanager
    def explained(self) -> Iterator[None]:
        """sqlite3's errors as ours."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            text = str(error)
            if _ALIEN in text:
                raise ContractError(str(self.path), text, _OTHER_FILE) from error
            if isinstance(error, sqlite3.IntegrityError) or any(w in text for w in _SHAPE):
                raise ContractError(str(self.path), text) from error
            if isinstance(error, sqlite3.OperationalError) and not self.path.exists():
                raise ContractError(str(self.path), "there is no such file") from error
            raise WarehouseUnavailableError(f"{self.path}: {text}") from error


def rows_in(
    connection: sqlite3.Connection, sql: str, keys: Sequence[str], *, before: Sequence[object] = ()
) -> list[sqlite3.Row]:
    """As `Database.rows_in`, inside a transaction."""
    found: list[sqlite3.Row] = []
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        marks = "(" + ",".join("?" * len(part)) + ")"
        found += connection.execute(sql.replace("{in}", marks), codec.row([*before, *part]))
    return found


def insert(table: str, columns: Sequence[str], *, conflict: str) -> str:
    """An INSERT of one row; `conflict` is what follows ON CONFLICT."""
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT {conflict}"  # noqa: S608 - names are ours


def replacing(key: Sequence[str], columns: Sequence[str]) -> str:
    """The ON CONFLICT that takes every new column."""
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name not in key)
    return f"({', '.join(key)}) DO UPDATE SET {changes}"
