"""The ways rows go in: filed by `load`, merged alone, and written bare as the engine's floor.

Each opens what it needs from a URL and gives a function that takes one batch.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import psycopg

from benchmarks.load.recording import NOW, recorded
from wireroom.adapters.warehouse import open_store
from wireroom.adapters.warehouse.engines import Rows, open_database
from wireroom.ports import LoadBatch

Prepare = Callable[[LoadBatch], object]
Write = Callable[[object], None]
_SQLITE = "sqlite:///"


@contextmanager
def filed(url: str) -> Iterator[tuple[Prepare, Write]]:
    """All of what `load` does: keys, versions, spans, sightings, clusters, the ledger."""
    store = open_store(url, migrate=False)
    yield (lambda batch: batch), (lambda batch: _none(store.load(batch, now=NOW)))  # type: ignore[arg-type]


@contextmanager
def merged(url: str) -> Iterator[tuple[Prepare, Write]]:
    """The same rows upserted in one transaction, nothing read or compared."""
    database = open_database(url)

    def write(rows: object) -> None:
        database.transact(lambda told: sum(map(told.put, _of(rows))))

    yield recorded, write


@contextmanager
def copied(url: str) -> Iterator[tuple[Prepare, Write]]:
    """Postgres' floor: the same rows by COPY into tables without keys or indexes."""
    with psycopg.connect(url) as connection:

        def write(rows: object) -> None:
            with connection.transaction(), connection.cursor() as cursor:
                for one in _of(rows):
                    names = ", ".join(f'"{name}"' for name in one.into.columns)
                    sql = f"COPY bare_{one.into.table} ({names}) FROM STDIN"
                    with cursor.copy(sql.encode()) as copy:
                        for row in one.ready:
                            copy.write_row(row)

        yield recorded, write


@contextmanager
def inserted(url: str) -> Iterator[tuple[Prepare, Write]]:
    """SQLite's floor: the same rows by INSERT into tables without keys or indexes."""
    connection = sqlite3.connect(url.removeprefix(_SQLITE), isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")

    def write(rows: object) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for one in _of(rows):
            names = ", ".join(f'"{name}"' for name in one.into.columns)
            marks = ", ".join("?" * len(one.into.columns))
            sql = f"INSERT INTO bare_{one.into.table} ({names}) VALUES ({marks})"  # noqa: S608
            connection.executemany(sql, one.ready)
        connection.execute("COMMIT")

    yield recorded, write
    connection.close()


WAYS = {
    "load": filed, "merge": merged, "copy": copied, "insert": inserted, "merge, crossing": merged,
    "load, crossing": filed,
}  # fmt: skip
CROSSING = frozenset({"merge, crossing", "load, crossing"})
"""Ways in which every process files articles of every outlet; a run gives each outlet to one."""


def make_bare(url: str, batch: LoadBatch) -> None:
    """Tables of the same columns without keys or indexes, for the floors."""
    database = open_database(url)
    for into in (rows.into for rows in recorded(batch)):
        with database.write() as transaction:
            transaction.script(
                f"CREATE TABLE bare_{into.table} AS SELECT * FROM {into.table} WHERE 1 = 0"  # noqa: S608
            )


def _of(rows: object) -> Sequence[Rows]:
    return rows  # type: ignore[return-value]


def _none(_: object) -> None:
    """Nothing of it is wanted."""
