"""The demo newsroom on Postgres: the rows are those that SQLite has."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.pipeline.test_kill import BY_HOST
from tests.rooms import LASTING, NOW, demo_settings, run

from wireroom.adapters.warehouse import copy, open_store
from wireroom.demo import Newsroom
from wireroom.settings import Settings

# Who served a page may differ from run to run (adr/0004, Filed), so rows are compared without it.
VIEWS = ("articles", "article_history")
APART = BY_HOST | {"hosts", "archive_uri"}


def learned(settings: Settings) -> dict[str, list[str]]:
    """Every lasting row and both views by column name, apart from who served it."""
    store = open_store(settings.warehouse)
    found = {}
    for table in (*LASTING, *VIEWS):
        which = " WHERE version_id IS NOT NULL" if table == "sighting" else ""
        names, rows = store.query(f"SELECT * FROM {table}{which}")
        told = (dict(zip(names, row, strict=True)) for row in rows)
        kept = ({k: row[k] for k in sorted(row.keys() - APART)} for row in told)
        found[table] = sorted({str(row) for row in kept})
    return found


@pytest.mark.long
def test_a_newsroom_gives_the_same_rows_on_both_engines(tmp_path: Path, postgres_url: str) -> None:
    """Two days' runs with updates and corrections, every lasting table and both views."""
    with Newsroom(tmp_path / "newsroom") as newsroom:
        newsroom.heal()
        found, states = {}, {}
        for name, more in {"sqlite": {}, "postgres": {"WIREROOM_WAREHOUSE": postgres_url}}.items():
            settings = demo_settings(newsroom, tmp_path / name, **more)
            for hours in (24, 0):
                newsroom.set_at(NOW - timedelta(hours=hours))
                summary = run(settings, f"{hours}-hours-ago", now=NOW - timedelta(hours=hours))
            found[name], states[name] = learned(settings), summary.states
    assert states["postgres"] == states["sqlite"]
    assert len(found["sqlite"]["articles"]) >= 60
    for table, rows in found["sqlite"].items():
        assert found["postgres"][table] == rows, table


@pytest.mark.long
def test_a_newsroom_moved_in_between_goes_on_as_if_it_had_not(
    tmp_path: Path, postgres_url: str
) -> None:
    """The second run over the copy finds nothing new, and files nothing twice."""
    with Newsroom(tmp_path / "newsroom") as newsroom:
        newsroom.heal()
        settings = demo_settings(newsroom, tmp_path / "home")
        run(settings, "first")
        copy(settings.warehouse, postgres_url, lambda *_: None)
        moved = demo_settings(newsroom, tmp_path / "home", WIREROOM_WAREHOUSE=postgres_url)
        assert run(moved, "second").n_changed == run(settings, "second").n_changed == 0
    assert learned(moved) == learned(settings)
