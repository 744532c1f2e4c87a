"""What a wire room holds that was up all the time: the measure of every backfill.

It polled the demo's feeds day by day while they knew the past; a backfill comes months later and
has listings and pages alone.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.rooms import demo_settings, run

from wireroom.adapters.warehouse import open_store
from wireroom.demo import Newsroom
from wireroom.settings import Settings

# When and where a page was seen differs by nature; what it said does not.
_OF_SIGHT = frozenset({"first_seen_at", "last_seen_at", "archive_uri", "hosts"})
_OF_FEEDS = frozenset(
    {"tags", "confidence"}
)  # the demo's pages do not say what its feeds file under
_A_DAY = timedelta(days=1)  # four stories at most, and twenty in a feed
Row = dict[str, Any]


def always_up(folder: Path, days: Sequence[date]) -> Settings:
    """The settings of a room that polled at the end of each of the days."""
    with Newsroom(folder / "newsroom") as newsroom:
        settings = demo_settings(newsroom, folder / "home")
        at = datetime.combine(days[0], datetime.min.time(), UTC)
        until = at + timedelta(days=len(days))
        while (at := at + _A_DAY) <= until:
            newsroom.set_at(at)
            run(settings, f"poll {at:%Y-%m-%dT%H}", now=at)
        return settings


def rows_of(settings: Settings, days: Sequence[date]) -> dict[str, Row]:
    """The rows of `articles` that were published on these days (UTC), by their ids."""
    names, found = open_store(settings.warehouse).query("SELECT * FROM articles")
    first, last = min(days).isoformat(), max(days).isoformat()
    rows = [dict(zip(names, row, strict=True)) for row in found]
    return {
        row["article_id"]: {
            key: value for key, value in row.items() if key not in _OF_SIGHT | _OF_FEEDS
        }
        for row in rows
        if row["published_at"] and first <= row["published_at"][:10] <= last
    }
