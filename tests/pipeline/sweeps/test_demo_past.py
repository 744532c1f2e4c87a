"""Days that the demo's feeds have forgotten, swept: the rows that its truth says."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.rooms import demo_settings, rows

from wireroom.demo import END_AT, OUTLET_IDS, Newsroom, expected_day
from wireroom.demo.wayback import archived_copies
from wireroom.model import Window
from wireroom.pipeline import Scope, open_room, sweep

# Some of the three weeks, with pages that were lost: of one the archive has an error page.
DAYS = [date(2026, 8, 2) + timedelta(days=n) for n in range(4)]


@pytest.mark.long
def test_sweep_of_the_past_gives_what_was_published(tmp_path: Path) -> None:
    """Every house keeps its past in another way; of all of them comes every article, once."""
    first = datetime.combine(DAYS[0], datetime.min.time(), tzinfo=UTC) - timedelta(days=1)
    last = first + timedelta(days=len(DAYS) + 2)  # a house's day may end in the next of UTC
    window = Window(from_at=first, to_at=last)
    with Newsroom(tmp_path / "newsroom", dies_after=1_000) as newsroom:
        settings = demo_settings(newsroom, tmp_path / "home")
        room = open_room(settings, now=END_AT)
        summary = sweep(room, run_id="s", scope=Scope(window=window))
    assert not summary.failed_feeds
    assert set(summary.reasons) <= {"http_4xx", "http_5xx", "robots"}
    saved = {key for key, copy in archived_copies().items() if copy.is_article}
    told = {row[0] for row in rows(settings, "SELECT article_id FROM articles")}
    for outlet in OUTLET_IDS:
        for day in (expected_day(outlet, on) for on in DAYS):
            lost = {one.native_id for one in day.failures}
            wanted = {one.native_id for one in day.articles} | (lost & saved)
            found = {key.rpartition(":")[2] for key in told if key.startswith(f"{outlet}:")}
            assert wanted <= found, (outlet, day.on)
            assert not (lost - saved) & found, (outlet, day.on)
