"""Facts about which listings a window asks for."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from wireroom.model import ListingKind, Unit, Window
from wireroom.registry import PagedFeed, Sweep
from wireroom.stages.sweep import (
    Calendar,
    Child,
    first_units,
    is_past,
    named_span,
    next_page,
    older_link,
    pruned,
)

AUGUST = Window(from_at=datetime(2026, 8, 10, tzinfo=UTC), to_at=datetime(2026, 8, 13, tzinfo=UTC))
CALENDAR = Calendar(window=AUGUST, zone=ZoneInfo("UTC"))
INDEX = Unit(kind=ListingKind.SITEMAP, path="/index.xml")


def paths(sweep, calendar=CALENDAR):
    return [unit.path for unit in first_units(sweep, calendar)]


def test_without_a_word_robots_is_asked():
    """The outlet's file may say nothing; an empty list says that there are no sitemaps."""
    assert paths(Sweep()) == ["/robots.txt"]
    assert paths(Sweep(sitemaps=())) == []
    assert paths(Sweep(sitemaps=("/a.xml",))) == ["/a.xml"]


def test_archive_pages_are_those_of_the_days():
    """A page a day, a month or a year, each once; a day's page knows its day."""
    sweep = Sweep(sitemaps=(), archives=("/d/{year}-{month}-{day}/{page}", "/m/{year}/{month}"))
    units = first_units(sweep, CALENDAR)
    assert [unit.path for unit in units] == [
        "/d/2026-08-10/1", "/d/2026-08-11/1", "/d/2026-08-12/1", "/m/2026/08",
    ]  # fmt: skip
    assert [unit.on for unit in units] == [*(date(2026, 8, d) for d in (10, 11, 12)), None]
    assert next_page(units[0]).path == "/d/2026-08-10/2"
    assert next_page(units[3]) is None


def test_paged_feeds_and_posts_count_their_pages():
    """By a parameter where the file names one; WordPress' posts by a window a day wider."""
    sweep = Sweep(
        sitemaps=(), pages=(PagedFeed(feed="/feed/?a=1", parameter="paged"),), wordpress="/posts"
    )
    feed, posts = first_units(sweep, CALENDAR)
    assert (feed.path, next_page(feed).path) == ("/feed/?a=1", "/feed/?a=1&paged=2")
    assert posts.path.startswith("/posts?after=2026-08-09T00:00:00&before=2026-08-14T00:00:00&")
    assert (posts.path[-7:], next_page(posts).path[-7:]) == ("&page=1", "&page=2")


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("/sitemap-2026-08-10.xml", (2026, 8, 10), (2026, 8, 10)),
        ("/sitemap_2026_08.xml.gz", (2026, 8, 1), (2026, 8, 31)),
        ("/maps/2026/02/", (2026, 2, 1), (2026, 2, 28)),
        ("/sitemap.xml?yyyy=2026&mm=08&dd=09", (2026, 8, 9), (2026, 8, 9)),
        ("/posts-2026.xml", (2026, 1, 1), (2026, 12, 31)),
        ("/20260810.xml", (2026, 8, 10), (2026, 8, 10)),
        ("/sitemap2026.xml", None, None),
        ("/sitemap-20.xml", None, None),
        ("/post-sitemap1999887.xml", None, None),
        ("/map-2026-02-31.xml", None, None),
    ],
)
def test_names_tell_their_time(name, first, last):
    """A day, a month or a year in a sitemap's name; numbers that are none are left alone."""
    expected = (date(*first), date(*last)) if first else None
    assert named_span(f"https://x.test{name}") == expected


def test_indexes_are_pruned_by_name_and_by_lastmod():
    """Left out is what is of another time; a day's grace stands for time zones."""
    children = [
        Child(url="/map-2026-08-09.xml"),
        Child(url="/map-2026-08-08.xml"),
        Child(url="/map-2026-07.xml"),
        Child(url="/map-2026-08.xml"),
        Child(url="/map-a.xml", lastmod_at=AUGUST.from_at - timedelta(days=2)),
        Child(url="/map-b.xml", lastmod_at=AUGUST.from_at),
        Child(url="/map-b.xml"),
    ]
    found = pruned(children, INDEX, CALENDAR)
    kept = ["/map-2026-08-09.xml", "/map-2026-08.xml", "/map-b.xml"]
    assert [unit.path for unit in found.units] == kept
    assert found.left_out == {
        "named after another time": 2, "unchanged since before the window": 1,
    }  # fmt: skip


def test_indexes_of_indexes_end():
    """An index that names itself in new ways for ever is left at the third floor."""
    deep = Unit(kind=ListingKind.SITEMAP, path="/i.xml", depth=3)
    assert pruned([Child(url="/j.xml")], deep, CALENDAR).units == ()


def test_units_survive_the_journal():
    """What is written is read back as it was."""
    unit = Unit(
        kind=ListingKind.ARCHIVE, path="/a", page=2, pattern="/a/{page}", on=date(2026, 8, 1)
    )
    assert Unit.from_json(unit.as_json()) == unit


@pytest.mark.parametrize(
    ("links", "older"),
    [
        ('<link rel="prev-archive" href="/old"/><link rel="next" href="/n"/>', "/old"),
        ('<link rel="next" href="?page=2"/>', "/feed?page=2"),
        ('<link rel="self" href="/feed"/>', None),
        ('<link rel="next" href="javascript:x"/>', None),
        ("", None),
    ],
)
def test_feeds_name_their_older_page(links, older):
    """RFC 5005: prev-archive goes before next; nothing else leads into the past."""
    body = f'<feed xmlns="http://www.w3.org/2005/Atom">{links}<entry><id>1</id></entry></feed>'
    found = older_link(body.encode(), feed_url="https://x.test/feed")
    assert found == (older and f"https://x.test{older}")


def test_a_page_is_past_when_all_of_it_is_older():
    """A page without dates says nothing."""
    before = AUGUST.from_at - timedelta(hours=1)
    assert is_past([before, None], from_at=AUGUST.from_at)
    assert not is_past([before, AUGUST.from_at], from_at=AUGUST.from_at)
    assert not is_past([None], from_at=AUGUST.from_at)
