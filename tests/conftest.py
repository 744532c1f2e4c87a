"""What holds for every test, and the databases they run on.

Property tests keep no clock, as machines share their cores.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.postgres import Server, running

from wireroom.adapters.warehouse import open_store

settings.register_profile(
    "wireroom", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("wireroom")


_STACK = Path(__file__).parent / "stack"
_APART = {"schema_migration", "copy_progress"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a whole Airflow begin first, then those with long runs.

    Begun last, one of them would keep a process busy for minutes with the other one idle.
    """
    long = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: (_STACK not in item.path.parents, item.path not in long))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A Postgres server, started by the first test that asks for it."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def _migrated(postgres: Server) -> Iterator[str]:
    name = postgres.create()
    open_store(postgres.url(name))
    yield name
    postgres.drop(name)


@pytest.fixture
def postgres_url(postgres: Server, _migrated: str) -> str:
    """A database with all tables and no rows: emptying one takes a tenth of making one."""
    database = open_store(postgres.url(_migrated)).database
    names = [table.name for table in database.tables() if table.name not in _APART]
    with database.write() as transaction:
        transaction.execute("DROP TABLE IF EXISTS copy_progress")  # of a test that cut a copy short
        transaction.execute(f"TRUNCATE {', '.join(names)}")
    return postgres.url(_migrated)


@pytest.fixture
def empty_postgres_url(postgres: Server) -> Iterator[str]:
    """A database in which there is nothing yet."""
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)
