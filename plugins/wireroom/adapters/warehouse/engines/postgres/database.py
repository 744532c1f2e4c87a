"""`Database` over Postgres: writers side by side, each transaction on a kept connection.

READ COMMITTED with row and advisory locks; waits for a lock as long as SQLite would. psycopg's
errors leave as ours, and no text of them holds a password. Knows no table.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg.conninfo import make_conninfo

from wireroom.adapters.warehouse.engines.face import Row, Table
from wireroom.adapters.warehouse.engines.postgres.address import Address
from wireroom.adapters.warehouse.engines.postgres.faults import connecting, explained
from wireroom.adapters.warehouse.engines.postgres.keeping import Connection, Kept
from wireroom.adapters.warehouse.engines.postgres.query import Stream
from wireroom.adapters.warehouse.engines.postgres.rows import adapters, named_rows
from wireroom.adapters.warehouse.engines.postgres.transaction import PostgresTransaction, Types

T = TypeVar("T")
_TRIES = 5  # of a transaction that the server ended for another's sake
_HOLD = b"SELECT pg_advisory_lock(hashtextextended(%s, 0))"
_LET_GO = b"SELECT pg_advisory_unlock(hashtextextended(%s, 0))"
_MIGRATING = ("wireroom", "schema_migration")
_SESSION = (
    "SET TIME ZONE 'UTC'; SET datestyle = 'ISO, YMD'; SET client_encoding = 'UTF8';"
    " SET lock_timeout = {}"
)
_COLUMNS = """SELECT table_name, column_name, data_type FROM information_schema.columns
JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
ORDER BY table_name COLLATE "C", ordinal_position"""
_KEYS = """SELECT table_name, k.column_name FROM information_schema.table_constraints c
JOIN information_schema.key_column_usage k USING (constraint_schema, constraint_name, table_name)
WHERE c.table_schema = current_schema() AND c.constraint_type = 'PRIMARY KEY'
ORDER BY table_name, k.ordinal_position"""
_NUMBERED = """SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = current_schema() AND is_identity = 'YES'"""
_SIZE = """SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind = 'r'"""


class PostgresDatabase:
    """`Database` over one Postgres database; its tables lie in the connection's first schema."""

    dialect = "postgres"

    def __init__(self, url: str, *, busy_s: float) -> None:
        self.address = Address.of(url)
        self.busy_s = busy_s
        self._types: dict[str, Types] = {}
        address, session = self.address, _SESSION.format(round(busy_s * 1000)).encode()
        self._kept = Kept(lambda: _connect(address, session))  # no cycle: it is closed when dropped

    def __repr__(self) -> str:
        return f"PostgresDatabase({self.where!r})"

    @property
    def where(self) -> str:
        """Its URL without the password."""
        return self.address.where

    def rows(self, sql: str, values: Iterable[object] = (), /) -> list[Row]:
        """The rows of one reading statement."""
        with self._connection() as connection:
            return PostgresTransaction(connection, self._types).rows(sql, values)

    def rows_in(
        self, sql: str, keys: Iterable[str], /, *, before: Sequence[object] = ()
    ) -> list[Row]:
        """The rows for some keys."""
        with self._connection() as connection:
            return PostgresTransaction(connection, self._types).rows_in(sql, keys, before=before)

    @contextmanager
    def read(self) -> Iterator[PostgresTransaction]:
        """A snapshot."""
        with self.write() as transaction:
            transaction.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield transaction

    @contextmanager
    def write(self) -> Iterator[PostgresTransaction]:
        """A transaction."""
        with self._connection() as connection, connection.transaction():
            yield PostgresTransaction(connection, self._types)

    def transact(self, work: Callable[[PostgresTransaction], T], /) -> T:
        """`work` in a transaction, again where the server ended it to let another pass."""
        with explained(self.where):
            for _ in range(_TRIES - 1):
                try:
                    return self._once(work)
                except (errors.DeadlockDetected, errors.SerializationFailure):
                    continue
            return self._once(work)

    @contextmanager
    def migrating(self) -> Iterator[PostgresTransaction]:
        """A transaction under a lock of its own; the database itself is made by its owner."""
        with self.write() as transaction:
            transaction.lock(*_MIGRATING)
            yield transaction

    @contextmanager
    def alone(self, *key: str) -> Iterator[None]:
        """A lock of the session, which ends with its connection; no transaction is kept open."""
        values = ["\x1f".join(key)]
        with self._connection() as connection:
            connection.execute(_HOLD, values)
            try:
                yield
            finally:
                connection.execute(_LET_GO, values)

    def has_schema(self) -> bool:
        """Whether it was ever migrated."""
        found = self.rows("SELECT to_regclass(current_schema() || '.schema_migration')")
        return found[0][0] is not None

    def stream(self, sql: str, /) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """Names and rows of a person's SELECT."""
        with explained(self.where):
            rows = Stream(self._kept, sql, where=self.where)
        return rows.names, rows

    def tables(self) -> list[Table]:
        """The tables of the schema by name."""
        columns, keys = self.rows(_COLUMNS), self.rows(_KEYS)
        names = dict.fromkeys(str(row[0]) for row in columns)
        return [
            Table(
                name=name,
                columns=tuple(row[1] for row in columns if row[0] == name),
                key=tuple(row[1] for row in keys if row[0] == name),
                flags=frozenset(r[1] for r in columns if r[0] == name and r[2] == "boolean"),
            )
            for name in names
        ]

    def renumber(self) -> None:
        """Rows that came with their numbers moved no sequence."""
        for table, column in self.rows(_NUMBERED):
            self.rows(
                f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'),"  # noqa: S608
                f" coalesce(max({column}), 0) + 1, false) FROM {table}"
            )

    def n_bytes(self) -> int:
        """What the tables and their indexes take."""
        return int(self.rows(_SIZE)[0][0])

    def _once(self, work: Callable[[PostgresTransaction], T]) -> T:
        connection = self._kept.take()
        try:
            with connection.transaction():
                return work(PostgresTransaction(connection, self._types))
        finally:
            self._kept.give(connection)

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with explained(self.where):
            connection = self._kept.take()
            try:
                yield connection
            finally:
                self._kept.give(connection)


def _connect(address: Address, session: bytes) -> Connection:
    with connecting(address.where):
        connection = psycopg.Connection.connect(
            make_conninfo(**address.parameters),
            autocommit=True,
            context=adapters(),
            row_factory=named_rows,
        )
        connection.execute(session)
    return connection
