"""Airflow's own hook for its database's engine, so that SQLite bears backfills. Read by Airflow.

Airflow creates each run of a backfill in a savepoint. sqlite3 opens no transaction for one, so
each run is committed alone and a write of the scheduler in between is "database is locked" at
once: Airflow (3.3.2) then deletes the runs that it has, of which the scheduler took up the first,
and the scheduler ends. A transaction that holds the write lock before its first savepoint waits
for others instead (docs.sqlalchemy.org, dialects/sqlite, pysqlite and savepoints).

`stack` copies this file into the folder where Airflow looks for it.
"""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

__all__ = ["create_metadata_engine"]  # Airflow takes over what stands here


def create_metadata_engine(
    sql_alchemy_conn: str, *, engine_args: dict[str, Any], connect_args: dict[str, Any]
) -> Engine:
    """The engine as Airflow makes it, with savepoints inside of transactions."""
    engine = create_engine(sql_alchemy_conn, connect_args=connect_args, **engine_args)
    event.listen(engine, "savepoint", begin_first)
    return engine


def begin_first(connection: Connection, _name: str) -> None:
    """Begin the transaction that a savepoint is to be in."""
    if not connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
        connection.exec_driver_sql("BEGIN IMMEDIATE")
