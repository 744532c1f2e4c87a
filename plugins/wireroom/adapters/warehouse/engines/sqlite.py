"""One SQLite file: a connection per transaction, closed after it.

WAL, synchronous=FULL, BEGIN IMMEDIATE for writing: one writer at a time, whatever the process.
sqlite3's errors leave as ours. Knows no table.
"""

import fcntl
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Any, TypeVar

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines.face import Row, Table
from wireroom.adapters.warehouse.engines.sqlite_query import stream
from wireroom.adapters.warehouse.engines.statements import Merge, Rows
from wireroom.errors import ContractError, WarehouseUnavailableError
from wireroom.model import sha256

T = TypeVar("T")
_PREFIX = "sqlite:///"
_CHUNK = 500  # keys in one statement
_FEWEST_MARKS = 999  # that any SQLite takes in one statement: https://sqlite.org/limits.html
# A statement that fires triggers copies the pages it changes, to take itself back: in memory here,
# not in a file, and once for many rows. 4,000 pages of the log (16 MB) go into the file at once,
# so that a page of an index that many batches change is written once; the default is 1,000.
_SESSION = (
    "PRAGMA synchronous=FULL", "PRAGMA temp_store=MEMORY", "PRAGMA cache_size=-16000",
    "PRAGMA wal_autocheckpoint=4000",
)  # fmt: skip
_ALIEN = "file is not a database"
_OTHER_FILE = "name another file in WIREROOM_WAREHOUSE; this one was left as it is"
_FULL = "disk is full"
_FREE_SPACE = ". Fix: free space on its disk, then run the step again"
_SHAPE = ("no such table", "no such column", "no column named", "malformed")
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"


def path_of(url: str) -> Path | None:
    """The file of a ``sqlite:///abs/path`` URL; None for any other."""
    rest = url.removeprefix(_PREFIX).lstrip("/")
    return Path("/" + rest) if url.startswith(_PREFIX) and rest else None


class SqliteTransaction:
    """`Transaction` over a connection; alone by BEGIN IMMEDIATE, so no lock is ever taken."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, values: Iterable[object] = (), /) -> int:
        """Run a statement; how many rows it changed."""
        return self._connection.execute(sql, codec.row(values)).rowcount

    def many(self, sql: str, rows: Iterable[Iterable[object]], /) -> int:
        """Run a statement for each row in the order given."""
        ready = [codec.row(row) for row in rows]
        return self._connection.executemany(sql, ready).rowcount if ready else 0

    def merge(self, into: Merge, rows: Iterable[Iterable[object]], /) -> int:
        """Insert many rows by the order of their keys."""
        return self.put(into.rows(rows))

    def put(self, rows: Rows, /) -> int:
        """Insert rows that are spelled and in order."""
        step = _FEWEST_MARKS // len(rows.into.columns)
        return sum(
            self._connection.execute(rows.into.sql_of(len(some)), [*chain(*some)]).rowcount
            for some in (rows.ready[at : at + step] for at in range(0, len(rows.ready), step))
        )

    def rows(self, sql: str, values: Iterable[object] = (), /) -> list[Row]:
        """The rows of a reading statement."""
        return self._connection.execute(sql, codec.row(values)).fetchall()

    def one(self, sql: str, values: Iterable[object] = (), /) -> Row | None:
        """The first row."""
        found: Row | None = self._connection.execute(sql, codec.row(values)).fetchone()
        return found

    def rows_in(
        self,
        sql: str,
        keys: Iterable[str],
        /,
        *,
        before: Sequence[object] = (),
        is_held: bool = False,  # noqa: ARG002 - the one writer holds all there is
    ) -> list[Row]:
        """The rows for some keys, asked some hundred at a time."""
        found: list[Row] = []
        wanted = sorted(set(keys))
        for start in range(0, len(wanted), _CHUNK):
            part = wanted[start : start + _CHUNK]
            marks = "(" + ",".join("?" * len(part)) + ")"
            found += self.rows(sql.replace("{in}", marks), [*before, *part])
        return found

    def lock(self, *key: str) -> None:
        """Nothing to do: the one writer is alone."""

    def script(self, sql: str, /) -> None:
        """One statement at a time: executescript would commit behind our back."""
        pending = ""
        for line in sql.splitlines(keepends=True):
            pending += line
            if sqlite3.complete_statement(pending):
                self._connection.execute(pending)
                pending = ""
        if pending.strip():
            self._connection.execute(pending)


class SqliteDatabase:
    """`Database` over one SQLite file."""

    dialect = "sqlite"

    def __init__(self, path: Path, *, busy_s: float) -> None:
        self.path = path
        self.busy_s = busy_s

    @property
    def where(self) -> str:
        """Its URL."""
        return f"{_PREFIX}{self.path}"

    def rows(self, sql: str, values: Iterable[object] = (), /) -> list[Row]:
        """The rows of one reading statement."""
        with self._connection() as connection:
            return SqliteTransaction(connection).rows(sql, values)

    def rows_in(
        self, sql: str, keys: Iterable[str], /, *, before: Sequence[object] = ()
    ) -> list[Row]:
        """The rows for some keys."""
        with self._connection() as connection:
            return SqliteTransaction(connection).rows_in(sql, keys, before=before)

    @contextmanager
    def read(self) -> Iterator[SqliteTransaction]:
        """A snapshot."""
        with self._transaction("BEGIN") as transaction:
            yield transaction

    @contextmanager
    def write(self) -> Iterator[SqliteTransaction]:
        """A transaction that holds the write lock from its start."""
        with self._transaction("BEGIN IMMEDIATE") as transaction:
            yield transaction

    def transact(self, work: Callable[[SqliteTransaction], T], /) -> T:
        """`work` in a transaction; two of them never meet."""
        with self.write() as transaction:
            return work(transaction)

    @contextmanager
    def migrating(self) -> Iterator[SqliteTransaction]:
        """Make the file and its folder, switch it to WAL, and hold the write lock."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            problem = f"cannot make its directory: {error}"
            raise ContractError(str(self.path), problem, "name a place you may write") from error
        with self._connection("rwc") as connection:
            _use_wal(connection, self.busy_s)
        with self.write() as transaction:
            yield transaction

    @contextmanager
    def alone(self, *key: str) -> Iterator[None]:
        """A lock on a file beside the database; the system lets go of it with its process."""
        name = f"{self.path.name}-{sha256(repr(key).encode())[7:19]}.lock"
        with self.path.with_name(name).open("ab") as file:
            _hold(file, f"{self.path}: {' '.join(key)}", self.busy_s)
            yield

    def has_schema(self) -> bool:
        """Whether the file is there and was ever migrated."""
        if not self.path.exists() or not self.path.stat().st_size:
            return False
        return any(row[0] == "schema_migration" for row in self.rows(_TABLES))

    def stream(self, sql: str, /) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """Names and rows of a person's SELECT."""
        with self._explained():
            return stream(self.path, sql, busy_s=self.busy_s)

    def tables(self) -> list[Table]:
        """The tables by name; flags are numbers here and need no naming."""
        with self._connection() as connection:
            names = [str(row[0]) for row in connection.execute(_TABLES)]
            return [_table(connection, name) for name in names]

    def renumber(self) -> None:
        """SQLite numbers by the highest row that is there."""

    def n_bytes(self) -> int:
        """The size of the file."""
        return self.path.stat().st_size

    @contextmanager
    def _connection(self, mode: str = "rw") -> Iterator[sqlite3.Connection]:
        """A connection in autocommit; `mode` is SQLite's: rw or rwc."""
        with self._explained():
            connection = sqlite3.connect(
                f"{self.path.as_uri()}?mode={mode}",
                uri=True,
                timeout=self.busy_s,
                isolation_level=None,
                check_same_thread=False,
            )
            with closing(connection):
                connection.row_factory = sqlite3.Row
                for pragma in _SESSION:
                    connection.execute(pragma)
                yield connection

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[SqliteTransaction]:
        with self._connection() as connection:
            connection.execute(begin)
            try:
                yield SqliteTransaction(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _explained(self) -> Iterator[None]:
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
            fix = _FREE_SPACE if _FULL in text else ""
            raise WarehouseUnavailableError(f"{self.path}: {text}{fix}") from error


def _table(connection: sqlite3.Connection, name: str) -> Table:
    found = connection.execute("SELECT name, pk FROM pragma_table_info(?)", (name,)).fetchall()
    keyed = sorted((row["pk"], row["name"]) for row in found if row["pk"])
    columns = tuple(row["name"] for row in found)
    return Table(name=name, columns=columns, key=tuple(column for _, column in keyed))


def _hold(file: IO[bytes], what: str, patience_s: float) -> None:
    deadline = time.monotonic() + patience_s
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise WarehouseUnavailableError(f"{what} is held by another process") from None
            time.sleep(0.05)
        else:
            return


def _use_wal(connection: sqlite3.Connection, patience_s: float) -> None:
    """Switch to WAL; SQLite does not wait for others here, so we do."""
    deadline = time.monotonic() + patience_s
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return
