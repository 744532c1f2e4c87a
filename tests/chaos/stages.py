"""Stages on both engines: a warehouse with all tables, emptied between two trials."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.chaos.life import Stage
from tests.chaos.newsroom import Web, serving
from tests.postgres import running

from wireroom.adapters.warehouse import Store, open_store
from wireroom.pipeline import read_settings
from wireroom.settings import Settings

ENGINES = ("sqlite", "postgres")
Empty = Callable[[], None]


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder in memory where there is one: what a killed process wrote outlives it there, too."""
    memory = Path("/dev/shm")
    place = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="wireroom-chaos-", dir=place) as folder:
        yield Path(folder)


@contextmanager
def staged(
    folder: Path, engine: str, *, store: type[Store] = Store
) -> Iterator[tuple[Stage, Empty]]:
    """The newsroom, an empty warehouse, and how to empty it again."""
    with serving(folder) as web:
        if engine == "sqlite":
            settings = at(web, folder / "home")
            stage = Stage(web=web, settings=settings, store=store)
            yield stage, _sqlite(folder / "empty.sqlite", settings)
            return
        with running() as server:
            name = server.create()
            try:
                settings = at(web, folder / "home", server.url(name))
                stage = Stage(web=web, settings=settings, store=store)
                yield stage, emptier(settings)
            finally:
                server.drop(name)


def emptier(settings: Settings) -> Empty:
    """Empties every table of a Postgres database; one that a killed writer still holds, too."""
    database = open_store(settings.warehouse).database
    names = [one.name for one in database.tables() if one.name != "schema_migration"]

    def empty() -> None:
        with database.write() as transaction:
            transaction.execute(f"TRUNCATE {', '.join(names)} RESTART IDENTITY")

    return empty


def at(web: Web, home: Path, warehouse: str = "") -> Settings:
    """Settings over the newsroom."""
    more = {"WIREROOM_WAREHOUSE": warehouse} if warehouse else {}
    return read_settings({**web.env, "WIREROOM_HOME": str(home), **more})


def _sqlite(blank: Path, settings: Settings) -> Empty:
    """A copy of a migrated file costs less than to migrate one anew."""
    open_store(f"sqlite:///{blank}")
    target = Path(settings.warehouse.removeprefix("sqlite://"))

    def empty() -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(blank, target)

    return empty
