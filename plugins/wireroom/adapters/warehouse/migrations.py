"""Numbered SQL files of each dialect, applied in order under a lock, each once. Never goes back.

Each is recorded in schema_migration with its checksum; a file that was changed after it was
applied, and a schema newer than this program, are ContractErrors. One number and name stands for
one shape in both dialects.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files

from wireroom.adapters.warehouse.engines import Database, Transaction, open_database
from wireroom.errors import ContractError
from wireroom.model import sha256

_TABLE = """CREATE TABLE IF NOT EXISTS schema_migration (
  version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at {instant} NOT NULL,
  checksum TEXT NOT NULL
)"""
_INSTANT = {"sqlite": "TEXT", "postgres": "TIMESTAMPTZ"}
_APPLIED = "SELECT version, checksum FROM schema_migration ORDER BY version"
_RECORD = "INSERT INTO schema_migration (version, name, applied_at, checksum) VALUES (?, ?, ?, ?)"


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


def shipped(dialect: str) -> list[Migration]:
    """The migrations this program brings for a dialect, in order."""
    folder = files("wireroom.adapters.warehouse") / "sql" / dialect
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
    return migrate_database(open_database(url))


def migrate_database(database: Database, *, to: int | None = None) -> list[str]:
    """As `migrate`, up to the version `to`; several processes may do this at once."""
    with database.migrating() as transaction:
        transaction.execute(_TABLE.format(instant=_INSTANT[database.dialect]))
        return [
            _apply(transaction, item)
            for item in _missing(transaction, database)
            if to is None or item.version <= to
        ]


def check_schema(database: Database) -> None:
    """Raise ContractError unless every shipped migration, and no other, is applied."""
    if not database.has_schema():
        raise ContractError(database.where, "it has no tables of wireroom's")
    with database.read() as transaction:
        missing = _missing(transaction, database)
    if missing:
        raise ContractError(database.where, f"{missing[0].name} is not applied")


def is_current(database: Database) -> bool:
    """Whether nothing is left to apply; raises ContractError for a newer schema."""
    if not database.has_schema():
        return False
    with database.read() as transaction:
        return not _missing(transaction, database)


def _missing(transaction: Transaction, database: Database) -> list[Migration]:
    applied = {int(row[0]): str(row[1]) for row in transaction.rows(_APPLIED)}
    known = {item.version: item for item in shipped(database.dialect)}
    for version, checksum in applied.items():
        if version not in known:
            problem = f"schema {version} is newer than this wireroom knows ({max(known)})"
            raise ContractError(database.where, problem, "upgrade wireroom")
        if known[version].checksum != checksum:
            problem = f"{known[version].name} was applied with another text"
            fix = "use the release that made this warehouse"
            raise ContractError(database.where, problem, fix)
    return [item for version, item in known.items() if version not in applied]


def _apply(transaction: Transaction, item: Migration) -> str:
    transaction.script(item.sql)
    now = datetime.now(UTC)
    transaction.execute(_RECORD, [item.version, item.name, now, item.checksum])
    return item.name
