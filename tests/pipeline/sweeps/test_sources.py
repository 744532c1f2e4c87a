"""Each kind of listing in a whole sweep: dated archive pages, paged feeds, WordPress' posts."""

import json

import pytest
from tests.pipeline.sweeps import past
from tests.rooms import rows
from tests.servers import Zoo, page, redirect

from wireroom.adapters.warehouse import open_store

HOST = past.HOST
NONE = "sitemaps: []"


def swept(tmp_path, routes, sweep, first, last, **more):
    """A sweep of an outlet with these listings: its summary, its settings, what was asked."""
    past.outlet_file(tmp_path / "outlets", more=f"sweep: {{{sweep}}}")
    with Zoo(routes) as zoo:
        settings = past.settings_of(zoo, tmp_path, **more)
        return past.swept(settings, "s", first, last), settings, zoo.paths(HOST)


def stories(*numbers, day=10):
    """Articles' pages without a day in their path."""
    return {(HOST, f"/story-{number}"): past.story(number, past.at(day)) for number in numbers}


def links(*paths):
    """An archive page."""
    inner = "".join(f'<li><a href="{one}">{one}</a>' for one in paths)
    return page(f"<html><body><nav><a href='/story-99'>x</a></nav><ul>{inner}</ul></body></html>")


def test_archive_pages_go_on_until_nothing_new(tmp_path):
    """Pages of a day are asked until one names nothing new; the day is the page's."""
    routes = stories(1, 2, 3) | {
        (HOST, "/archive/2026/08/10/1"): links("/story-1", "/about", "https://other.test/story-8"),
        (HOST, "/archive/2026/08/10/2"): links("/story-2", "/story-1"),
        (HOST, "/archive/2026/08/10/3"): links("/story-1"),
        (HOST, "/archive/2026/08/11/1"): links("/story-3", "/2026/08/01/story-7"),
    }
    summary, settings, asked = swept(
        tmp_path,
        routes,
        f"{NONE}, archives: ['/archive/{{year}}/{{month}}/{{day}}/{{page}}']",
        10,
        11,
    )
    assert (summary.states["new"], summary.n_entries) == (3, 3)
    assert rows(settings, "SELECT article_id, day FROM listed ORDER BY article_id") == [
        ("wire:/story-1", "2026-08-10"),
        ("wire:/story-2", "2026-08-10"),
        ("wire:/story-3", "2026-08-11"),
    ]
    assert "/archive/2026/08/10/4" not in asked
    assert [one.reason for one in summary.failed_feeds] == []


def test_paged_feeds_are_followed_into_the_window(tmp_path):
    """By number until a page is older than the window; what is newer is passed over."""

    def feed(*days):
        entries = [(f"/story-{day}", day, past.at(day)) for day in days]
        return page(past.rss(*entries), content_type="application/rss+xml")

    routes = stories(11, 12) | {
        (HOST, "/feed"): feed(15, 14),
        (HOST, "/feed?paged=2"): feed(13, 12),
        (HOST, "/feed?paged=3"): feed(11, 10),
        (HOST, "/feed?paged=4"): feed(9, 8),
        (HOST, "/feed?paged=5"): feed(7, 6),
    }
    summary, _, asked = swept(
        tmp_path, routes, f"{NONE}, pages: [{{feed: /feed, parameter: paged}}]", 11, 12
    )
    assert summary.states["new"] == 2
    assert "/feed?paged=4" in asked
    assert "/feed?paged=5" not in asked


def test_a_feed_that_shows_the_same_page_for_ever_is_left(tmp_path):
    """A server that does not know the parameter is asked for one page more and no further."""
    same = page(past.rss(("/story-15", 15, past.at(15))), content_type="application/rss+xml")
    routes = {(HOST, "/feed"): same, (HOST, "/feed?paged=2"): same, (HOST, "/feed?paged=3"): same}
    _, _, asked = swept(
        tmp_path, routes, f"{NONE}, pages: [{{feed: /feed, parameter: paged}}]", 11, 12
    )
    assert [one for one in asked if "feed" in one] == ["/feed", "/feed?paged=2"]


def test_archived_feeds_are_followed_by_their_links(tmp_path):
    """RFC 5005: prev-archive leads back, and not to a foreign host."""

    def atom(number, link):
        return page(
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>wire</title>'
            f'<link rel="prev-archive" href="{link}"/><entry><id>{number}</id>'
            f"<title>Harbour story number {number}</title>"
            f'<link href="https://{HOST}/story-{number}"/>'
            f"<published>{past.at(number).isoformat()}</published></entry></feed>",
            content_type="application/atom+xml",
        )

    routes = stories(12) | {
        (HOST, "/feed.atom"): atom(13, "/old/1.atom"),
        (HOST, "/old/1.atom"): atom(12, "https://elsewhere.test/2.atom"),
    }
    summary, _, asked = swept(tmp_path, routes, f"{NONE}, pages: [{{feed: /feed.atom}}]", 12, 12)
    assert (summary.states["new"], "/old/1.atom" in asked) == (1, True)


def test_posts_are_asked_by_window_and_page(tmp_path):
    """X-WP-TotalPages says how many pages there are; posts of the days around are left."""
    ask = (
        "/wp-json/wp/v2/posts?after=2026-08-09T00:00:00&before=2026-08-12T00:00:00&per_page=100"
        "&orderby=date&order=asc&_fields=link,date_gmt,modified_gmt,title&page="
    )

    def posts(*numbers, day=10):
        found = [
            {
                "link": f"https://{HOST}/story-{number}",
                "date_gmt": f"2026-08-{day:02}T09:00:00",
                "modified_gmt": f"2026-08-{day:02}T09:00:00",
                "title": {"rendered": f"Harbour story number {number}"},
            }
            for number in numbers
        ]
        return page(
            json.dumps(found), content_type="application/json", headers=[("X-WP-TotalPages", "2")]
        )

    routes = stories(1, 2) | {
        (HOST, ask + "1"): posts(1, 2),
        (HOST, ask + "2"): posts(3, day=11),
        (HOST, ask + "3"): posts(4),
    }
    summary, _, asked = swept(tmp_path, routes, f"{NONE}, wordpress: /wp-json/wp/v2/posts", 10, 10)
    assert summary.states["new"] == 2
    assert [one[-1] for one in asked if "posts" in one] == ["1", "2"]


def test_usual_sitemaps_are_looked_for_and_absence_is_no_failure(tmp_path):
    """Where robots.txt names none; the first host's 404 is an answer."""
    routes = stories(1) | {
        (HOST, "/news-sitemap.xml"): page(
            past.urlset(("/story-1", {"publication_date": past.at(10).isoformat()})),
            content_type=past.XML,
        )
    }
    summary, settings, _ = swept(tmp_path, routes, "", 10, 10)
    assert (summary.states["new"], summary.failed_feeds) == (1, ())
    assert rows(settings, "SELECT outcome, count(*) FROM asked GROUP BY outcome ORDER BY 1") == [
        ("absent", 3),
        ("fetched", 1),
    ]


def test_an_outlets_file_bounds_what_a_sweep_asks(tmp_path):
    """Beyond max_requests the rest is named, and the sweep ends all the same."""
    text = f"{NONE}, archives: ['/a/{{year}}-{{month}}-{{day}}'], max_requests: 2"
    routes = {(HOST, f"/a/2026-08-{day}"): links() for day in (10, 11, 12, 13)}
    summary, _, asked = swept(tmp_path, routes, text, 10, 13)
    assert [one.reason for one in summary.failed_feeds] == ["over_limit"]
    assert "max_requests" in summary.failed_feeds[0].detail
    assert len([one for one in asked if one.startswith("/a/")]) == 2


def test_a_listing_that_leads_away_is_a_finding(tmp_path):
    """A redirect to a foreign host is not followed."""
    routes = {(HOST, "/map.xml"): redirect("https://elsewhere.test/map.xml")}
    summary, _, _ = swept(tmp_path, routes, "sitemaps: [/map.xml]", 10, 10)
    assert [one.reason for one in summary.failed_feeds] == ["foreign_redirect"]


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_both_engines_keep_the_same(engine, tmp_path, request):
    """The journal, what is listed, and what is missing, alike on both."""
    more = {}
    if engine == "postgres":
        more = {"WIREROOM_WAREHOUSE": request.getfixturevalue("postgres_url")}
    when = past.at(10).isoformat()
    facts = {"publication_date": when, "lastmod": when}
    routes = stories(1) | {
        (HOST, "/map.xml"): page(
            past.urlset(("/story-1", facts), ("/story-2", facts)), content_type=past.XML
        )
    }
    summary, settings, _ = swept(tmp_path, routes, "sitemaps: [/map.xml]", 9, 10, **more)
    assert summary.gaps[0].reasons == {"http_4xx": 1}
    assert rows(settings, "SELECT * FROM completeness ORDER BY day")[1][:-1] == (
        "wire", "2026-08-10", 2, 1, 1, '{"http_4xx":1}', '{"sitemap":2}',
    )  # fmt: skip
    assert rows(settings, "SELECT article_id, day, source, lastmod_at FROM listed ORDER BY 1") == [
        (f"wire:/story-{number}", "2026-08-10", "sitemap", "2026-08-10T09:00:00.000000Z")
        for number in (1, 2)
    ]
    store = open_store(settings.warehouse)
    (asked,) = store.asked("s", ["wire"])
    assert (asked.unit, asked.n_listed, asked.more) == ("sitemap /map.xml", 2, ())
    assert store.daily_counts("wire") == [2]
    assert store.is_settled("s")
    assert not store.is_settled("t")
