"""Tables from the archive alone: row for row what the live runs left."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.pipeline.test_reprocess import NoWeb
from tests.rooms import NOW, demo_settings, rows, run

from wireroom.adapters.shelf import WarcShelf
from wireroom.demo import Newsroom
from wireroom.model import Window
from wireroom.pipeline import open_room
from wireroom.pipeline.reprocess import FromArchive, Report, chosen, reprocess
from wireroom.settings import Settings

EVER = Window(from_at=NOW - timedelta(days=30), to_at=NOW + timedelta(days=1))
# Whole tables. What a filing's own clock says (touches, changes, batches) is not among them.
WHOLE = (
    "article", "article_version", "article_reading", "capture", "relation", "run_capture",
    "sighting",
)  # fmt: skip
PARTS = {
    "run_entry": "SELECT e.* FROM run_entry e JOIN run_capture USING (run_id, entry_id)",
    "memory": "SELECT * FROM entry_memory WHERE is_settled = TRUE",
    "sketch": "SELECT identity, article_id, day, credit, packed FROM sketch",
    "fingerprint": "SELECT h, identity FROM fingerprint JOIN sketch USING (number)",
    "pending": "SELECT * FROM sketch_pending",
}


def learned(settings: Settings) -> dict[str, list[str]]:
    """Every row of the tables that are rebuilt."""
    wanted = {table: f'SELECT * FROM "{table}"' for table in WHOLE} | PARTS
    return {name: sorted(str(row) for row in rows(settings, sql)) for name, sql in wanted.items()}


def rebuilt(settings: Settings, *, archive: Path) -> Report:
    """Fill the warehouse of `settings` from an archive, long after, without any web."""
    room = replace(open_room(settings, now=NOW + timedelta(days=9)), web=NoWeb())
    source = FromArchive(room, WarcShelf(str(archive)), EVER, chosen(room, []))
    return reprocess(room, source, name="rebuild")


@pytest.mark.long
def test_the_archive_alone_gives_the_rows_of_the_live_runs(tmp_path: Path) -> None:
    """Three runs of the demo newsroom with its faults, edits, wire copies and mirrors."""
    with Newsroom(tmp_path / "newsroom") as newsroom:
        live = demo_settings(newsroom, tmp_path / "live")
        for hours in (48, 24, 0):
            newsroom.set_at(NOW - timedelta(hours=hours))
            run(live, f"{hours}-hours-ago", now=NOW - timedelta(hours=hours))
        again = demo_settings(newsroom, tmp_path / "again")
    report = rebuilt(again, archive=Path(live.archive))
    before, after = learned(live), learned(again)
    assert len(before["article"]) >= 60
    assert report.damaged == []
    for name, wanted in before.items():
        assert after[name] == wanted, name
