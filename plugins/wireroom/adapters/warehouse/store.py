"""The store made of its tables, opened by URL, and what `wireroom db info` says of it."""

from dataclasses import dataclass
from typing import Any

from wireroom.adapters.warehouse.absences import AbsenceTables
from wireroom.adapters.warehouse.articles import ArticleTables
from wireroom.adapters.warehouse.changes import ChangeTables
from wireroom.adapters.warehouse.clustering import ClusterTables
from wireroom.adapters.warehouse.completeness import CompletenessTables
from wireroom.adapters.warehouse.engines import BUSY_S, Database, open_database
from wireroom.adapters.warehouse.feeds import FeedTables
from wireroom.adapters.warehouse.fingerprints import FingerprintTables
from wireroom.adapters.warehouse.health import HealthTables
from wireroom.adapters.warehouse.hosts import HostTables
from wireroom.adapters.warehouse.kept import KeptTables
from wireroom.adapters.warehouse.load import LoadTables
from wireroom.adapters.warehouse.migrations import check_schema, is_current, migrate_database
from wireroom.adapters.warehouse.mirrors import MirrorTables
from wireroom.adapters.warehouse.past import PastTables
from wireroom.adapters.warehouse.profiles import ProfileTables
from wireroom.adapters.warehouse.query import QueryTables
from wireroom.adapters.warehouse.runs import RunTables
from wireroom.adapters.warehouse.story import StoryTables
from wireroom.adapters.warehouse.sweeps import SweepTables
from wireroom.adapters.warehouse.versions import VersionTables

_N_RUNS = 10


class Store(
    HostTables, HealthTables, ProfileTables, MirrorTables, RunTables, FeedTables, LoadTables,
    ArticleTables, VersionTables, AbsenceTables, KeptTables, QueryTables, StoryTables,
    FingerprintTables, ClusterTables, ChangeTables, CompletenessTables, SweepTables, PastTables,
):  # fmt: skip
    """HostLeases, RobotsCache, Hosts, Mirrors, Runs, Sweeps, Feeds, Fingerprints, ... of ports/.

    And the Warehouse itself. It may be shared by threads and survives a fork.
    """

    def __init__(self, database: Database) -> None:
        self.database = database


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """The state of a warehouse: schema version, rows by table, bytes on disk, the last runs.

    `url` has no password.
    """

    url: str
    schema_version: int
    n_rows: dict[str, int]
    n_bytes: int
    last_runs: list[dict[str, Any]]


def open_store(url: str, *, migrate: bool = True, busy_s: float = BUSY_S) -> Store:
    """The store at a ``sqlite:///`` or ``postgresql://`` URL, brought up to date by `migrate`.

    Raises SettingsError (another scheme, no way in), ContractError (not our database, or of a newer
    or, with `migrate` False, an older schema) or WarehouseUnavailableError (away or locked).
    """
    database = open_database(url, busy_s=busy_s)
    if not migrate:
        check_schema(database)
    elif not is_current(database):
        migrate_database(database)
    return Store(database)


def place(url: str) -> str:
    """The URL as it may be shown: without a password. Raises SettingsError."""
    return open_database(url).where


def info(url: str) -> Info:
    """What lies in the warehouse at `url`; raises as `open_store` without migrating."""
    store = open_store(url, migrate=False)
    database = store.database
    counts = {table.name: n_rows(database, table.name) for table in database.tables()}
    return Info(
        url=database.where,
        schema_version=int(database.rows("SELECT max(version) FROM schema_migration")[0][0]),
        n_rows=counts,
        n_bytes=database.n_bytes(),
        last_runs=store.last_runs(_N_RUNS),
    )


def n_rows(database: Database, table: str) -> int:
    """How many rows a table of ours has."""
    return int(database.rows(f'SELECT count(*) FROM "{table}"')[0][0])  # noqa: S608 - our tables
