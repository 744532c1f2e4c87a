"""The database of a local Airflow bears its parts, all of which read and write at once."""

import asyncio
import sqlite3
import threading
from contextlib import closing

import pytest
from sqlalchemy import text

from wireroom.stack.airflow_local_settings import (
    WAIT_S,
    create_async_metadata_engine,
    create_metadata_engine,
)

SQLITE_WAITS_S = 5.0
"""What Python's sqlite3 waits for, unless told otherwise."""


@pytest.fixture
def path(tmp_path):
    """A database as `airflow db migrate` leaves it: with a table, through our engine."""
    path = tmp_path / "airflow.db"
    engine = engine_of(path)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE run (id INTEGER)"))
        connection.execute(text("INSERT INTO run VALUES (1)"))
    engine.dispose()
    return path


@pytest.fixture
def busy(path):
    """Another part in the midst of its commit: it keeps all of SQLite's locks."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("INSERT INTO run VALUES (2)")
        yield other


def engine_of(path):
    return create_metadata_engine(f"sqlite:///{path}", engine_args={}, connect_args={})


def count(connection):
    return connection.execute(text("SELECT count(*) FROM run")).scalar()


def test_a_reader_waits_for_no_writer(path, busy):
    """What the API server reads is what was committed, whoever writes meanwhile."""
    with engine_of(path).connect() as connection:
        assert count(connection) == 1


def test_an_asynchronous_reader_waits_for_no_writer(path, busy):
    """The same holds for what the API server reads asynchronously."""

    async def read():
        engine = create_async_metadata_engine(f"sqlite+aiosqlite:///{path}", connect_args={})
        async with engine.connect() as connection:
            found = await connection.scalar(text("SELECT count(*) FROM run"))
        await engine.dispose()
        return found

    assert asyncio.run(read()) == 1


@pytest.mark.long
def test_a_writer_waits_longer_than_sqlite_does_by_itself(path, busy):
    """A write that takes its time makes the others late, and none of them fail."""
    later = threading.Timer(SQLITE_WAITS_S + 2, busy.execute, ["COMMIT"])
    later.start()
    with engine_of(path).begin() as connection:
        connection.execute(text("INSERT INTO run VALUES (3)"))
        assert count(connection) == 3
    later.join()
    assert WAIT_S > SQLITE_WAITS_S
