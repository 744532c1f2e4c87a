"""Whole sweeps: what an outlet's listings name comes into the tables, each page once."""

import pytest
from tests.pipeline.sweeps import past
from tests.rooms import rows
from tests.servers import Zoo, page

STORIES = {number: (day, past.at(day)) for number, day in enumerate((10, 11, 11, 12, 13), 1)}


def newsroom(**more):
    """Five articles of four days, a sitemap of each day in an index, and a feed of the last."""
    routes = {}
    for number, (day, when) in STORIES.items():
        routes[past.HOST, past.path(day, number)] = past.story(number, when)
    for day in {day for day, _ in STORIES.values()}:
        pages = [
            (
                past.path(day, n),
                {"publication_date": when.isoformat(), "title": f"Harbour story number {n}"},
            )
            for n, (on, when) in STORIES.items()
            if on == day
        ]
        routes[past.HOST, f"/map-2026-08-{day}.xml"] = page(
            past.urlset(*pages), content_type=past.XML
        )
    maps = [(f"/map-2026-08-{day}.xml", None) for day in (10, 11, 12, 13)]
    routes[past.HOST, "/maps.xml"] = page(past.index(*maps), content_type=past.XML)
    routes[past.HOST, "/robots.txt"] = page(
        f"Sitemap: https://{past.HOST}/maps.xml\n", content_type="text/plain"
    )
    feed = past.rss((past.path(13, 5), 5, past.at(13)))
    routes[past.HOST, "/rss"] = page(feed, content_type="application/rss+xml")
    return routes | more


@pytest.fixture
def zoo():
    """The newsroom on loopback."""
    with Zoo(newsroom()) as zoo:
        yield zoo


@pytest.fixture
def settings(zoo, tmp_path):
    """Settings over it."""
    past.outlet_file(tmp_path / "outlets")
    return past.settings_of(zoo, tmp_path)


def test_a_sweep_files_what_the_feed_forgot(zoo, settings):
    """The days' articles are filed; neighbouring days' sitemaps are asked, others are not."""
    summary = past.swept(settings, "s", 10, 11)
    assert summary.states["new"] == 3
    assert rows(settings, "SELECT count(*) FROM article") == [(3,)]
    asked = zoo.paths(past.HOST)
    assert "/map-2026-08-13.xml" not in asked
    assert [gap.n_missing for gap in summary.gaps] == [0]
    assert rows(settings, "SELECT day, n_listed, n_ingested FROM completeness ORDER BY day") == [
        ("2026-08-10", 1, 1),
        ("2026-08-11", 2, 2),
    ]
