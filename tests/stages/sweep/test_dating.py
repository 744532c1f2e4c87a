"""Facts about the day of a listed page, and whether it is of a window."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from wireroom.model import Item, Window
from wireroom.stages.sweep import Calendar, Standing, day_of, path_day, standing

TEHRAN, NEW_YORK = ZoneInfo("Asia/Tehran"), ZoneInfo("America/New_York")
TENTH = Window.of_day(date(2026, 8, 10))
URL = "https://x.test/story"


def at(day, hour=9):
    return datetime(2026, 8, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2026/08/10/story", (2026, 8, 10)),
        ("/2026/8/5/story", (2026, 8, 5)),
        ("/news/2026-08-10-story", (2026, 8, 10)),
        ("/a/20260810/story", (2026, 8, 10)),
        ("/world/2026/aug/10/story", (2026, 8, 10)),
        ("/Detail/2026/08/10/604081/slug", (2026, 8, 10)),
        ("/2026/08/story", None),
        ("/2026/13/40/story", None),
        ("/story-20260810123", None),
        ("/fa/news/1405/05/19/story", None),
        ("/story?on=2026/08/10", None),
    ],
)
def test_path_day(path, day):
    """A whole day set off from other digits; months alone, other calendars and queries are none."""
    assert path_day(f"https://x.test{path}") == (date(*day) if day else None)


@pytest.mark.parametrize(
    ("item", "stands"),
    [
        (Item(url=URL, published_at=at(10)), Standing.INSIDE),
        (Item(url=URL, published_at=at(11, 0)), Standing.OUTSIDE),
        (Item(url="https://x.test/2026/08/10/a", published_at=at(9)), Standing.OUTSIDE),
        (Item(url="https://x.test/2026/08/10/a"), Standing.INSIDE),
        (Item(url="https://x.test/2026/08/08/a", on=date(2026, 8, 10)), Standing.OUTSIDE),
        (Item(url=URL, on=date(2026, 8, 10)), Standing.INSIDE),
        (Item(url="https://x.test/2026/08/01/a", lastmod_at=at(10)), Standing.OUTSIDE),
        (Item(url=URL, lastmod_at=at(10)), Standing.INSIDE),
        (Item(url=URL, lastmod_at=at(12)), Standing.OUTSIDE),
        (Item(url=URL, lastmod_at=at(10, 0), is_lastmod_day=True), Standing.INSIDE),
        (Item(url=URL), Standing.UNDATED),
    ],
)
def test_standing_goes_by_the_best_that_is_known(item, stands):
    """A stated instant, the path's day, the archive page's day, a lastmod; in this order."""
    assert standing(item, Calendar(window=TENTH, zone=ZoneInfo("UTC"))) is stands


@pytest.mark.parametrize(("zone", "days"), [(TEHRAN, (10, 11)), (NEW_YORK, (9, 10))])
def test_an_outlets_days_touch_the_window_in_its_own_zone(zone, days):
    """A UTC day lies in two days of a zone away from it; both are asked, so that none is missed."""
    calendar = Calendar(window=TENTH, zone=zone)
    assert [on.day for on in calendar.days()] == [*days]
    assert all(calendar.touches(on) for on in calendar.days())


def test_day_of_an_instant_is_its_utc_day():
    """Days are those of the windows; a day that is only named stays as it is named."""
    late = datetime(2026, 8, 10, 23, tzinfo=UTC)
    assert day_of(Item(url=URL, published_at=late), TEHRAN) == date(2026, 8, 10)
    assert day_of(Item(url=URL, on=date(2026, 8, 11)), TEHRAN) == date(2026, 8, 11)
    assert day_of(Item(url=URL), TEHRAN) is None
