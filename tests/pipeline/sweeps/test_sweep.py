"""Whole sweeps: what an outlet's listings name comes into the tables, each page once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.pipeline.sweeps import past
from tests.rooms import rows
from tests.servers import Zoo, page, reset, status

from wireroom.errors import UnbalancedLedgerError, WebUnavailableError
from wireroom.pipeline import (
    Scope,
    discover_batch,
    fetch_batch,
    file_batch,
    find_gaps,
    open_room,
    preview,
    settle_run,
)
from wireroom.pipeline.plan import plan_sweep

STORIES = {number: (day, past.at(day)) for number, day in enumerate((10, 11, 11, 12, 13), 1)}


def listed(day):
    """The pages of a day's sitemap."""
    return [
        (
            past.path(day, number),
            {"publication_date": when.isoformat(), "title": f"Harbour story number {number}"},
        )
        for number, (on, when) in STORIES.items()
        if on == day
    ]


def newsroom(host=past.HOST):
    """Five articles of four days, a sitemap of each day in an index, and a feed of the last."""
    days = sorted({day for day, _ in STORIES.values()})
    found = {
        (host, past.path(day, number)): past.story(number, when)
        for number, (day, when) in STORIES.items()
    }
    for day in days:
        found[host, f"/map-2026-08-{day}.xml"] = page(
            past.urlset(*listed(day)), content_type=past.XML
        )
    maps = past.index(*((f"/map-2026-08-{day}.xml", None) for day in days))
    feed = past.rss((past.path(13, 5), 5, past.at(13)))
    return found | {
        (host, "/maps.xml"): page(maps, content_type=past.XML),
        (host, "/robots.txt"): page(
            f"Sitemap: https://{past.HOST}/maps.xml\n", content_type="text/plain"
        ),
        (host, "/rss"): page(feed, content_type="application/rss+xml"),
    }


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


def articles(settings):
    """What lasts of the articles, the instants of looking left out."""
    return rows(
        settings,
        "SELECT article_id, url, title, published_at, text, n_versions, hosts FROM articles"
        " ORDER BY article_id",
    )


class CutWeb:
    """ports.Web that is cut off when a path is asked for."""

    def __init__(self, web, at):
        self._web, self._at = web, at

    def get(self, request, /, *, meter=None):
        if request.url.endswith(self._at):
            raise WebUnavailableError("the cable was pulled")
        return self._web.get(request, meter=meter)


def stories(zoo):
    """The articles that were asked for."""
    return [one for one in zoo.paths(past.HOST) if "/story-" in one]


def test_a_sweep_files_what_the_feed_forgot(zoo, settings):
    """The days' articles are filed; neighbouring days' sitemaps are asked, others are not."""
    summary = past.swept(settings, "s", 10, 11)
    assert summary.states["new"] == 3
    assert rows(settings, "SELECT count(*) FROM article") == [(3,)]
    assert "/map-2026-08-13.xml" not in zoo.paths(past.HOST)
    assert [gap.n_missing for gap in summary.gaps] == [0]
    assert rows(settings, "SELECT day, n_listed, n_ingested FROM completeness ORDER BY day") == [
        ("2026-08-10", 1, 1),
        ("2026-08-11", 2, 2),
    ]


def test_overlapping_sweeps_ask_for_each_article_once(zoo, settings):
    """What is filed ends unchanged without a request, in whatever run it is listed again."""
    past.swept(settings, "a", 10, 12)
    summary = past.swept(settings, "b", 11, 13)
    assert (summary.states["unchanged"], summary.states["new"]) == (3, 1)
    assert len(stories(zoo)) == len(set(stories(zoo))) == 5
    assert rows(settings, "SELECT count(*) FROM listed") == [(5,)]


def test_the_order_of_sweeps_and_feeds_does_not_matter(zoo, settings, tmp_path):
    """Days in any order, before or after the feeds: the articles are the same."""
    past.ingested(settings, "feed")
    past.swept(settings, "all", 10, 13)
    past.outlet_file(tmp_path / "other" / "outlets")
    other = past.settings_of(zoo, tmp_path / "other")
    for day in (13, 10, 12, 11):
        past.swept(other, f"day {day}", day, day)
    past.ingested(other, "feed")
    assert articles(settings) == articles(other)
    assert len(articles(settings)) == 5


def test_a_sweep_leaves_what_ingest_remembers(zoo, settings):
    """The feed's own word of an article stays: the next ingest fetches nothing again."""
    past.ingested(settings, "before")
    kept = "SELECT article_id, digest, is_settled, retry_at FROM entry_memory WHERE article_id = "
    mine = kept + f"'wire:{past.path(13, 5)}'"
    before = rows(settings, mine)
    n_asked = len(stories(zoo))
    past.swept(settings, "sweep", 13, 13)
    assert rows(settings, mine) == before
    past.ingested(settings, "after", now=past.NOW + timedelta(hours=1))
    assert len(stories(zoo)) == n_asked == 1
    facts = {"lastmod": (past.NOW + timedelta(hours=2)).isoformat()} | listed(13)[0][1]
    zoo.routes[past.HOST, "/map-2026-08-13.xml"] = page(
        past.urlset((past.path(13, 5), facts | {"title": "Another word"})), content_type=past.XML
    )
    past.swept(settings, "edited", 13, 13, now=past.NOW + timedelta(hours=3))
    assert (len(stories(zoo)), rows(settings, mine)) == (2, before)
    past.ingested(settings, "last", now=past.NOW + timedelta(hours=4))
    assert len(stories(zoo)) == 2


def test_an_ingest_after_a_sweep_asks_once_at_most(zoo, settings):
    """What a sweep found first costs one request more while the feed still lists it."""
    past.swept(settings, "sweep", 10, 13)
    for hour in (1, 2, 3):
        past.ingested(settings, f"{hour}", now=past.NOW + timedelta(hours=hour))
    assert len(stories(zoo)) <= 6


def test_a_later_lastmod_is_looked_at_again(zoo, settings):
    """An edit that the sitemap states after the page was last seen makes a new version."""
    past.swept(settings, "first", 10, 10)
    when = STORIES[1][1]
    zoo.routes[past.HOST, past.path(10, 1)] = past.story(
        1, when, more="<p>Correction: the ferries will sail a month later than was said here.</p>"
    )
    facts = dict(listed(10)[0][1]) | {"lastmod": (past.NOW + timedelta(hours=1)).isoformat()}
    zoo.routes[past.HOST, "/map-2026-08-10.xml"] = page(
        past.urlset((past.path(10, 1), facts)), content_type=past.XML
    )
    later = past.swept(settings, "second", 10, 10, now=past.NOW + timedelta(hours=2))
    assert later.states["updated"] == 1
    again = past.swept(settings, "third", 10, 10, now=past.NOW + timedelta(hours=3))
    assert again.states["unchanged"] == 1


def test_a_limit_leaves_the_rest_missing_for_the_next_sweep(zoo, settings):
    """Without a limit all of the window is taken, whatever the outlet's limit of a run is."""
    first = past.swept(settings, "first", 10, 13, limit=2)
    assert (first.states["new"], first.reasons["over_limit"]) == (2, 3)
    assert rows(settings, "SELECT count(*) FROM entry_memory") == [(2,)]
    room = open_room(settings, now=past.NOW)
    found = find_gaps(room, window=past.window(10, 13))
    assert {one.reason for one in found.missing} == {"over_limit"}
    text = (settings.outlets / "wire.yaml").read_text(encoding="utf-8")
    (settings.outlets / "wire.yaml").write_text(
        text.replace("{delay_s: 0,", "{delay_s: 0, max_articles: 1,"), encoding="utf-8"
    )
    assert past.swept(settings, "second", 10, 13).states["new"] == 3


def test_a_killed_sweep_goes_on_where_it_stopped(zoo, settings):
    """Listings in the journal are not asked again, and the books balance at the end."""
    room = open_room(settings, now=past.NOW)
    scope = Scope(window=past.window(10, 13))
    (batch,) = plan_sweep(room, run_id="r", outlets=(), limit=None, scope=scope.as_json())
    with pytest.raises(WebUnavailableError):
        discover_batch(replace(room, web=CutWeb(room.web, "/map-2026-08-12.xml")), batch)
    fetch_batch(room, batch)
    file_batch(room, batch)
    n_asked = len(zoo.log)
    with pytest.raises(UnbalancedLedgerError):  # every entry has its state, not every listing
        settle_run(room, "r")
    zoo.routes |= newsroom()
    assert past.swept(settings, "r", 10, 13).states["new"] == 5
    again = [one.path for one in zoo.log[n_asked:] if "map" in one.path]
    assert again == ["/map-2026-08-12.xml", "/map-2026-08-13.xml"]


def test_a_settled_sweep_that_is_run_again_asks_anew(zoo, settings):
    """Airflow's backfill clears a run and keeps its id: the work is done anew, in a new journal."""
    past.swept(settings, "scheduled", 10, 10)
    late = (past.path(11, 2), {"publication_date": past.at(10).isoformat()})
    zoo.routes[past.HOST, "/map-2026-08-10.xml"] = page(
        past.urlset(*listed(10), late), content_type=past.XML
    )
    again = past.swept(settings, "scheduled", 10, 10)
    assert (again.run_id, again.n_entries) == ("scheduled #2", 2)
    assert rows(settings, "SELECT run_id FROM run ORDER BY run_id") == [
        ("scheduled",),
        ("scheduled #2",),
    ]


def test_dead_listings_are_named_and_end_no_sweep(zoo, settings):
    """A sitemap that fails is a row of the run; what the others name is filed."""
    zoo.routes[past.HOST, "/map-2026-08-11.xml"] = status(500)
    zoo.routes[past.HOST, "/map-2026-08-12.xml"] = page("<html><body>Oops</body></html>")
    zoo.routes[past.HOST, "/map-2026-08-13.xml"] = reset()
    summary = past.swept(settings, "s", 10, 13)
    assert summary.states["new"] == 1
    assert sorted(one.reason for one in summary.failed_feeds) == [
        "http_5xx", "not_a_listing", "reset",
    ]  # fmt: skip
    gap = summary.gaps[0]
    assert (gap.n_listed, gap.n_unlisted_days, gap.n_days) == (1, 3, 4)


def test_missing_articles_are_told_with_their_reason(zoo, settings):
    """A day is complete only where something lists it; what is missing says why."""
    zoo.routes[past.HOST, past.path(11, 3)] = status(404)
    summary = past.swept(settings, "s", 10, 11)
    assert summary.gaps[0].reasons == {"http_4xx": 1}
    found = find_gaps(open_room(settings, now=past.NOW), window=past.window(9, 11))
    assert [(one.n_listed, one.n_missing) for one in found.days] == [(0, 0), (1, 0), (2, 1)]
    (missing,) = found.missing
    assert missing.article_id == f"wire:{past.path(11, 3)}"
    zoo.routes |= newsroom()
    later = past.swept(settings, "later", 11, 11, now=past.NOW + timedelta(days=9))
    assert (later.states["new"], later.gaps[0].n_missing) == (1, 0)


def test_a_duplicate_is_not_missing_and_not_asked_again(zoo, settings):
    """One text under two listed addresses: one article, and the other is settled."""
    zoo.routes[past.HOST, past.path(10, 6)] = past.story(1, past.at(10))
    pages = [*listed(10), (past.path(10, 6), listed(10)[0][1])]
    zoo.routes[past.HOST, "/map-2026-08-10.xml"] = page(past.urlset(*pages), content_type=past.XML)
    first = past.swept(settings, "first", 10, 10)
    assert (first.states["new"], first.states["duplicate"]) == (1, 1)
    assert (first.gaps[0].n_listed, first.gaps[0].n_missing) == (2, 0)
    assert past.swept(settings, "second", 10, 10).states["unchanged"] == 2
    assert len(stories(zoo)) == 2


def test_a_mirror_serves_the_sweep_of_a_dead_origin(tmp_path):
    """Listings and articles come from the mirror; rows are those of the origin."""
    mirror = "www.wire-mirror.test"
    with Zoo(newsroom(mirror), refusing=[past.HOST]) as zoo:
        past.outlet_file(tmp_path / "outlets", hosts=(past.HOST, mirror))
        settings = past.settings_of(zoo, tmp_path)
        summary = past.swept(settings, "s", 10, 13)
    assert summary.states["new"] == 5
    assert {url.split("/")[2] for _, url, *_ in articles(settings)} == {past.HOST}


def test_a_mirror_is_no_way_around_robots(tmp_path):
    """A listing that the origin's robots.txt forbids is asked of nobody."""
    mirror = "www.wire-mirror.test"
    forbids = page("User-agent: *\nDisallow: /map", content_type="text/plain")
    with Zoo(newsroom() | newsroom(mirror) | {(past.HOST, "/robots.txt"): forbids}) as zoo:
        past.outlet_file(
            tmp_path / "outlets", hosts=(past.HOST, mirror), more="sweep: {sitemaps: [/maps.xml]}"
        )
        summary = past.swept(past.settings_of(zoo, tmp_path), "s", 10, 13)
        assert zoo.paths(mirror) == []
    assert [one.reason for one in summary.failed_feeds] == ["robots"]


def test_progress_tells_what_is_done_and_what_is_known_of(zoo, settings):
    """Listings come to light as others are read; at the end all of them are done."""
    told = []
    past.swept(settings, "s", 10, 13, progress=lambda *words: told.append(words))
    steps = [words[1:] for words in told if words[0] == "discover"]
    assert steps == [(1, 2), (2, 6), (3, 6), (4, 6), (5, 6), (6, 6)]
    assert told[-1] == ("file", 5, 5)


def test_robots_and_foreign_hosts_are_obeyed(zoo, settings):
    """What robots.txt forbids is skipped; a sitemap elsewhere is not asked; both are counted."""
    host = past.HOST
    zoo.routes[host, "/robots.txt"] = page(
        f"User-agent: *\nDisallow: /2026/08/10/\nSitemap: https://{host}/map-2026-08-10.xml\n"
        "Sitemap: https://elsewhere.test/map.xml\n",
        content_type="text/plain",
    )
    pages = [*listed(10), ("/2026/08/10/about", {})]
    body = past.urlset(*pages).replace(
        "</urlset>", "<url><loc>https://other.test/2026/08/10/story-7</loc></url></urlset>"
    )
    zoo.routes[host, "/map-2026-08-10.xml"] = page(body, content_type=past.XML)
    summary = past.swept(settings, "s", 10, 10)
    assert summary.reasons == {"foreign_host": 1, "not_an_article": 1, "robots": 1}
    details = rows(settings, "SELECT detail FROM asked WHERE kind = 'robots'")
    assert details == [("1 left out: on foreign hosts",)]
    assert stories(zoo) == []


def test_a_plan_asks_the_index_alone(zoo, settings):
    """It says what a sweep will ask, and writes no entry, no article, no file."""
    room = open_room(settings, now=past.NOW)
    (found,) = preview(room, scope=Scope(window=past.window(10, 11)))
    assert (found.sources, found.n_listings) == ({"robots": 1, "sitemap": 4}, 5)
    assert found.n_articles is None
    assert set(zoo.paths(past.HOST)) == {"/maps.xml"}
    assert rows(settings, "SELECT count(*) FROM run_entry") == [(0,)]
    past.swept(settings, "s", 10, 13)
    (known,) = preview(room, scope=Scope(window=past.window(10, 11)))
    assert known.n_articles == 2


def test_undated_pages_are_counted_and_left(zoo, settings):
    """They come only where they are asked for."""
    zoo.routes[past.HOST, "/story-6"] = past.story(6, past.at(10))
    zoo.routes[past.HOST, "/maps.xml"] = page(past.urlset(("/story-6", {})), content_type=past.XML)
    assert past.swept(settings, "without", 10, 10).n_entries == 0
    counts = "SELECT n_listed, n_in_window, n_undated FROM asked WHERE kind = 'sitemap'"
    assert rows(settings, counts) == [(1, 0, 1)]
    assert past.swept(settings, "with", 10, 10, is_undated=True).states["new"] == 1
