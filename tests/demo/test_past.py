"""The demo's past: how much there is, that no two are alike, and how each house keeps it."""

import gzip
import itertools
import json
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from lxml import etree, html
from tests.demo.visitor import Visitor, visible_text

from wireroom.demo import (
    OUTLET_IDS,
    PAST_FROM,
    PAST_TO,
    Newsroom,
    expected,
    expected_day,
    expected_failures,
    past_of,
)
from wireroom.demo.houses import HOUSES, house_of
from wireroom.demo.stories import END_AT, Serve, Story, stories_of
from wireroom.errors import BadInputError
from wireroom.stages.dedupe import is_copy, likeness, read, sketch, stacked

DAYS = [PAST_FROM + timedelta(days=n) for n in range((PAST_TO - PAST_FROM).days + 1)]
LIVE = {
    "tidewire": "tidewire.press.test",
    "harbour": "news.harbour-ledger.test",
    "newsroomwest": "www.newsroomwest.ca.test",
    "alborz": "www.alborz.co.test",
    "northwire": "www.northwire.no.test",
}
ALL = [story for outlet in OUTLET_IDS for story in past_of(outlet)]
SERVED = [story for story in ALL if story.serve in (Serve.PAGE, Serve.MOVED)]


def _locs(document: bytes) -> list[str]:
    return etree.fromstring(document).xpath("//*[local-name()='loc']/text()")


def _ids(outlet: str, urls: list[str]) -> list[str]:
    """The stories that URLs or paths name, in order."""
    pattern = house_of(outlet).native_id
    paths = [re.sub(r"^https?://[^/]+", "", url) for url in urls]
    return [found[1] for path in paths if (found := pattern.search(path))]


def _all_ids(outlet: str) -> set[str]:
    return {story.native_id for story in (*past_of(outlet), *stories_of(outlet))}


def test_every_day_has_two_to_four_stories() -> None:
    """Three weeks without a gap at every house, each day's stories on that day of the house's."""
    for outlet in OUTLET_IDS:
        zone = house_of(outlet).zone
        told = Counter(story.published_at.astimezone(zone).date() for story in past_of(outlet))
        assert sorted(told) == DAYS
        assert set(told.values()) <= {2, 3, 4}


def test_stories_are_of_a_brief_s_length() -> None:
    """Whole texts: 120 words and more in English, and what says as much in the other languages."""
    for story in ALL:
        n_words = len(story.versions[0].body.split())
        assert (120 if story.language == "en" else 70) <= n_words <= 250
    assert Counter(story.language for story in ALL if story.outlet == "northwire").keys() == {
        "en", "fa", "ar", "ru"
    }  # fmt: skip


def test_frames_are_filled_whole() -> None:
    """No choice, slot or doubled blank of the frames is left in a title or a text."""
    for story in ALL:
        version = story.versions[0]
        for text in (version.title, story.standfirst, version.body):
            assert not re.search(r"[\[\]{}|]|  | [,.;]", text), text
            assert not text[0].islower(), text


def test_no_two_stories_are_copies() -> None:
    """By wireroom's own rules only the agency's copy in the present is a copy of anything."""
    stories = [*ALL, *(story for outlet in OUTLET_IDS for story in stories_of(outlet))]
    stack = stacked([sketch(read(story.versions[-1].body)).packed for story in stories])
    ones, others = np.triu_indices(len(stories), k=1)
    found = is_copy(likeness(stack, ones, others), np.zeros(len(ones), dtype=bool))
    pairs = [(stories[i], stories[j]) for i, j in zip(ones[found], others[found], strict=True)]
    assert len(pairs) == 4
    assert all(one.wire_of or other.wire_of for one, other in pairs)


def test_ids_are_the_past_s_alone() -> None:
    """No story of the past has the id or the path of another, past or present."""
    for house in HOUSES:
        stories = [*past_of(house.outlet), *stories_of(house.outlet)]
        assert len({story.native_id for story in stories}) == len(stories)
        assert len({house.path(story) for story in stories}) == len(stories)


def test_unknown_outlet_is_refused() -> None:
    """Asking for the past of an outlet that is not there names those that are."""
    with pytest.raises(BadInputError, match="tidewire"):
        past_of("nowhere")
    with pytest.raises(BadInputError, match="tidewire"):
        expected_day("nowhere", PAST_FROM)


def test_truth_of_days_is_whole() -> None:
    """The days together hold every story once, and those of the present as `expected` has them."""
    days = [*DAYS, *(PAST_TO + timedelta(days=n) for n in range(1, 8))]
    for outlet in OUTLET_IDS:
        told = [expected_day(outlet, day) for day in days]
        assert set().union(*(day.native_ids for day in told)) == _all_ids(outlet)
        articles = [article for day in told for article in day.articles]
        failures = [failure for day in told for failure in day.failures]
        assert [a for a in articles if a in expected(outlet)] == expected(outlet)
        assert [f for f in failures if f in expected_failures(outlet)] == expected_failures(outlet)
        assert len(articles) + len(failures) == len(_all_ids(outlet))


def test_feeds_have_forgotten(newsroom: Newsroom, visitor: Visitor) -> None:
    """No feed and no front page names a story of the past."""
    newsroom.heal()
    for house in HOUSES:
        for path in (house.feed_path, "/"):
            told = visitor.get(LIVE[house.outlet], path).data.decode()
            assert not [s for s in past_of(house.outlet) if s.native_id in told]


@pytest.mark.parametrize("story", SERVED[::9], ids=lambda story: story.native_id)
def test_page_of_the_past_is_served(newsroom: Newsroom, visitor: Visitor, story: Story) -> None:
    """A past story's page says all of its words and links to others of the past alone."""
    newsroom.heal()
    page = visitor.get(LIVE[story.outlet], house_of(story.outlet).path(story))
    assert page.status == 200
    words = visible_text(page.data)
    assert all(paragraph.removeprefix("> ") in words for paragraph in story.versions[0].paragraphs)
    links = _ids(story.outlet, html.document_fromstring(page.data).xpath("//a/@href"))
    assert links
    assert set(links) <= {told.native_id for told in past_of(story.outlet)}


def test_page_is_not_there_before_its_day(newsroom: Newsroom, visitor: Visitor) -> None:
    """A story of the past is a 404 until it comes out."""
    story = past_of("alborz")[8]
    path = house_of("alborz").path(story)
    newsroom.set_at(story.published_at - timedelta(minutes=1))
    assert visitor.get("www.alborz.co.test", path).status == 404
    newsroom.set_at(story.published_at)
    assert visitor.get("www.alborz.co.test", path).status == 200


def test_tidewire_keeps_packed_months_and_news(visitor: Visitor) -> None:
    """Robots name an index and a news sitemap; months are gzip files with dates; all name home."""
    robots = visitor.get(LIVE["tidewire"], "/robots.txt").data.decode()
    assert re.findall(r"Sitemap: https://[^/]+(\S+)", robots) == [
        "/sitemap_index.xml", "/sitemap_news.xml"
    ]  # fmt: skip
    index = _locs(visitor.get(LIVE["tidewire"], "/sitemap_index.xml").data)
    assert index == [f"https://www.tidewire.test/sitemaps/2026-0{month}.xml.gz" for month in (8, 7)]
    months = [visitor.get(LIVE["tidewire"], url.split(".test")[1]) for url in index]
    assert all("Content-Encoding" not in month.headers for month in months)
    documents = [gzip.decompress(month.data) for month in months]
    urls = [url for document in documents for url in _locs(document)]
    assert set(_ids("tidewire", urls)) == _all_ids("tidewire")
    assert sum(document.count(b"<lastmod>") for document in documents) == len(urls)
    news = visitor.get(LIVE["tidewire"], "/sitemap_news.xml").data
    assert 0 < len(_locs(news)) == news.count(b"<news:publication_date>") < len(urls)


def test_tidewire_news_holds_two_days(newsroom: Newsroom, visitor: Visitor) -> None:
    """What is older than two days is no longer in the news sitemap."""
    newsroom.set_at(datetime(2026, 8, 6, tzinfo=UTC))
    news = visitor.get(LIVE["tidewire"], "/sitemap_news.xml").data
    stated = etree.fromstring(news).xpath("//*[local-name()='publication_date']/text()")
    assert stated
    assert min(datetime.fromisoformat(at) for at in stated) >= datetime(2026, 8, 4, tzinfo=UTC)


@pytest.mark.parametrize("host", ["news.harbour-ledger.test", "estuary-proxy.test"])
def test_harbour_keeps_a_page_a_day(visitor: Visitor, host: str) -> None:
    """The dated pages name every story of the day, two a page, at a proxy under its path."""
    prefix = "/www.harbour-ledger.test" if host == "estuary-proxy.test" else ""
    for day in (date(2026, 7, 26), date(2026, 8, 5), date(2026, 8, 18)):
        found, path = list[str](), f"{prefix}/archive/{day:%Y/%m/%d}/"
        for page in itertools.count(2):
            told = html.document_fromstring(visitor.get(host, path).data)
            links = told.xpath("//main//li/a/@href")
            assert all(link.startswith(f"{prefix}/article/") for link in links)
            found += links
            more = told.xpath("//a[@rel='next']/@href")
            if not more:
                break
            path = more[0]
            assert path.endswith(f"?page={page}")
        ids = _ids("harbour", [link.removeprefix(prefix) for link in found])
        assert Counter(ids) == Counter(expected_day("harbour", day).native_ids)


@pytest.mark.parametrize("path", ["2026/08/21/", "2026/02/30/", "2026/08/05/?page=9", "2026/8/5/"])
def test_harbour_has_no_page_of_days_to_come(visitor: Visitor, path: str) -> None:
    """A day that has not come, that is none, or a page too many is a 404."""
    assert visitor.get("news.harbour-ledger.test", f"/archive/{path}").status == 404


def test_newsroomwest_answers_as_wordpress(visitor: Visitor) -> None:
    """Pages of posts between two instants hold each once; counts stand in the headers."""
    host, found = LIVE["newsroomwest"], list[str]()
    query = "after=2026-07-31T23:59:59&before=2026-08-11T00:00:00&per_page=7"
    for page in itertools.count(1):
        reply = visitor.get(host, f"/wp-json/wp/v2/posts?{query}&page={page}")
        if reply.status == 400:
            break
        found += [post["link"] for post in json.loads(reply.data)]
    assert json.loads(reply.data)["code"] == "rest_post_invalid_page_number"
    days = [expected_day("newsroomwest", date(2026, 8, day)) for day in range(1, 11)]
    ids = set().union(*(day.native_ids for day in days))
    assert Counter(_ids("newsroomwest", found)) == Counter(ids)
    head = visitor.get(host, f"/wp-json/wp/v2/posts?{query}").headers
    assert (head["X-WP-Total"], head["X-WP-TotalPages"]) == (str(len(ids)), str(page - 1))


@pytest.mark.parametrize("query", ["per_page=101", "per_page=0", "page=x", "after=yesterday"])
def test_newsroomwest_refuses_odd_questions(visitor: Visitor, query: str) -> None:
    """A parameter that is none is a 400 that says so."""
    reply = visitor.get(LIVE["newsroomwest"], f"/wp-json/wp/v2/posts?{query}")
    assert (reply.status, json.loads(reply.data)["code"]) == (400, "rest_invalid_param")


def test_newsroomwest_pages_its_feed(visitor: Visitor) -> None:
    """The feed's pages hold every story once; after the last there is none."""
    found = list[str]()
    for page in itertools.count(1):
        reply = visitor.get(LIVE["newsroomwest"], f"/feed.json?paged={page}")
        if reply.status == 404:
            break
        found += [item["id"] for item in json.loads(reply.data)["items"]]
    assert Counter(found) == Counter(_all_ids("newsroomwest"))
    assert visitor.get("west.readers.test", "/feed.json?paged=2").status == 404


@pytest.mark.parametrize("host", ["www.alborz.co.test", "lbrz.test"])
def test_alborz_keeps_a_sitemap_a_day(visitor: Visitor, host: str) -> None:
    """Neither index nor days state dates; names do; the mirror names its own paths."""
    index = visitor.get(host, "/sitemap_index.xml").data
    assert b"lastmod" not in index
    found = list[str]()
    for loc in _locs(index):
        assert loc.startswith(f"https://{host}/sitemap/2026-0")
        sitemap = visitor.get(host, loc.removeprefix(f"https://{host}")).data
        assert b"lastmod" not in sitemap
        found += _locs(sitemap)
    spelled = "/d/" if host == "lbrz.test" else "/Detail/"
    assert all(url.startswith(f"https://{host}{spelled}") for url in found)
    own = [url.replace("/d/", "/Detail/") for url in found]
    assert Counter(_ids("alborz", own)) == Counter(_all_ids("alborz"))


@pytest.mark.parametrize("host", ["www.northwire.test", "en.northwire.press.test"])
def test_northwire_keeps_its_old_feeds(visitor: Visitor, host: str) -> None:
    """From the feed on each document names the week before, and together they hold everything."""
    prefix = "" if host.startswith("en.") else "/en"
    path, found, visited = f"{prefix}/rdf/all.rdf", list[str](), list[str]()
    while path:
        visited.append(path)
        told = etree.fromstring(visitor.get(host, path).data)
        found += told.xpath("//*[local-name()='item']/*[local-name()='link']/text()")
        before = told.xpath("//*[local-name()='link'][@rel='prev-archive']/@href")
        path = before[0].removeprefix(f"https://{host}") if before else ""
    assert len(visited) == 5
    assert {id_ for url in found for id_ in re.findall(r"NW\d{6}", url)} == _all_ids("northwire")


def test_northwire_s_running_week_is_not_archived(visitor: Visitor) -> None:
    """A week that is not over has no archive, as an archive never changes."""
    assert visitor.get("www.northwire.test", "/en/rdf/archive/2026-W34.rdf").status == 404


def test_feeds_knew_the_past_while_it_was_new(tmp_path) -> None:
    """A room that was up in those weeks polled it; once the present has begun it is forgotten."""
    then = datetime(2026, 8, 6, 12, 0, tzinfo=UTC)
    with Newsroom(tmp_path, at=then) as newsroom:
        visitor = Visitor(newsroom)
        for house in HOUSES:
            shown = [story for story in past_of(house.outlet) if story.published_at <= then]
            newest = max(shown, key=lambda story: story.published_at).native_id.encode()
            for at, is_known in ((then, True), (END_AT, False)):
                newsroom.set_at(at)
                feed = visitor.get(LIVE[house.outlet], house.feed_path).data
                assert (newest in feed) is is_known
