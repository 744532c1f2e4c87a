"""Numbered SQL files, applied in order under the write lock, each once. Never goes back.

Each is recorded in schema_migration with its checksum; a file that was changed after it was
applied, and a schema newer than this program, are ContractErrors.
"""

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.connection import Database, path_of
from wireroom.errors import ContractError
from wireroom.model import sha256

_TABLE = """CREATE TABLE IF NOT EXISTS schema_migration (
  version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL, checksum TEXT NOT NULL
)"""
_APPLIED = "SELECT version, checksum FROM schema_migration ORDER BY version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One numbered SQL file."""

    version: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """The digest of its text."""
        return sha256(self.sql.encode())


def shipped() -> list[Migration]:
    """The migrations this program brings, in order."""
    folder = files("wireroom.adapters.warehouse") / "sql" / "sqlite"
    found = sorted(
        (item for item in folder.iterdir() if item.name.endswith(".sql")), key=lambda i: i.name
    )
    return [
        Migration(
            version=int(item.name.split("_")[0]),
            name=item.name.removesuffix(".sql"),
            sql=item.read_text(encoding="utf-8"),
        )
        for item in found
    ]


def migrate(url: str) -> list[str]:
    """Bring the warehouse at `url` up to date; the names of what was applied, often none.

    Raises SettingsError, ContractError (no database, newer schema) or WarehouseUnavailableError.
    """
    return migrate_database(Database(path_of(url)))


def migrate_database(database: Database) -> list[str]:
    """As `migrate`, for an open file; several processes may do this at once."""
    try:
        database.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = f"cannot make its directory: {error}"
        raise ContractError(str(database.path), problem, "name a place you may write") from error
    with database.connect("rwc") as connection:
        _use_wal(connection, database.busy_s)
    with database.write() as connection:
        connection.execute(_TABLE)
        return [_apply(connection, item) for item in _missing(connection, database)]


def check_schema(database: Database) -> None:
    """Raise ContractError unless every shipped migration, and no other, is applied."""
    with database.connect() as connection:
        missing = _missing(connection, database)
    if missing:
        raise ContractError(str(database.path), f"{missing[0].name} is not applied")


def is_current(database: Database) -> bool:
    """Whether nothing is left to apply; raises ContractError for a newer schema."""
    if not database.path.exists() or not database.path.stat().st_size:
        return False
    with database.connect() as connection:
        sql = "SELECT count(*) FROM sqlite_master WHERE name = 'schema_migration'"
        if not connection.execute(sql).fetchone()[0]:
            return False
        return not _missing(connection, database)


def _missing(connection: sqlite3.Connection, database: Database) -> list[Migration]:
    applied = {int(row[0]): str(row[1]) for row in connection.execute(_APPLIED)}
    known = {item.version: item for item in shipped()}
    for version, checksum in applied.items():
        if version not in known:
            problem = f"schema {version} is newer than this wireroom knows ({max(known)})"
            raise ContractError(str(database.path), problem, "upgrade wireroom")
        if known[version].checksum != checksum:
            problem = f"{known[version].name} was applied with another text"
            raise ContractError(str(database.path), problem, "use the release that made this file")
    return [item for version, item in known.items() if version not in applied]


def _apply(connection: sqlite3.Connection, item: Migration) -> str:
    for statement in _statements(item.sql):
        connection.execute(statement)
    connection.execute(
        "INSERT INTO schema_migration (version, name, applied_at, checksum) VALUES (?, ?, ?, ?)",
        codec.row([item.version, item.name, datetime.now(UTC), item.checksum]),
    )
    return item.name


def _statements(sql: str) -> Iterator[str]:
    """One statement at a time: executescript would commit behind our back."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


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
