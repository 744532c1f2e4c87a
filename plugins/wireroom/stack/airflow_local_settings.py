"""Airflow's own hook for its database's engines: SQLite bears several parts. Read by Airflow.

Airflow leaves SQLite's journal as it is by default: a part that commits keeps even readers out,
and whoever waits for five seconds is told "database is locked", which the UI shows as an error
500. With a write-ahead log readers wait for nobody (sqlite.org/wal.html), and writers wait for one
another longer than a busy machine takes.

Airflow creates each run of a backfill in a savepoint. sqlite3 opens no transaction for one, so
each run is committed alone and a write of the scheduler in between is "database is locked" at
once: Airflow (3.3.2) then deletes the runs that it has, of which the scheduler took up the first,
and the scheduler ends. A transaction that holds the write lock before its first savepoint waits
for others instead (docs.sqlalchemy.org, dialects/sqlite, pysqlite and savepoints).

`stack` copies this file into the folder where Airflow looks for it.
"""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

# Airflow takes over what stands here.
__all__ = ["create_async_metadata_engine", "create_metadata_engine"]

WAIT_S = 60.0
"""How long a writer waits for another one."""


def create_metadata_engine(
    sql_alchemy_conn: str, *, engine_args: dict[str, Any], connect_args: dict[str, Any]
) -> Engine:
    """The engine as Airflow makes it, patient, with savepoints inside of transactions."""
    patient = {"timeout": WAIT_S} | connect_args
    engine = create_engine(sql_alchemy_conn, connect_args=patient, **engine_args)
    event.listen(engine, "connect", log_ahead)
    event.listen(engine, "savepoint", begin_first)
    return engine


def create_async_metadata_engine(
    sql_alchemy_conn_async: str,
    *,
    connect_args: dict[str, Any],
    engine_args: dict[str, Any] | None = None,
) -> AsyncEngine:
    """The same for the API server's asynchronous reads; the file keeps the other's journal."""
    patient = {"timeout": WAIT_S} | connect_args
    return create_async_engine(sql_alchemy_conn_async, connect_args=patient, **(engine_args or {}))


def log_ahead(connection: sqlite3.Connection, _record: object) -> None:
    """Give a database its write-ahead log, which it keeps; a sync to disk at checkpoints will do.

    What that can lose when the machine itself loses power is the last moments of a local Airflow.
    """
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def begin_first(connection: Connection, _name: str) -> None:
    """Begin the transaction that a savepoint is to be in."""
    if not connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
        connection.exec_driver_sql("BEGIN IMMEDIATE")
