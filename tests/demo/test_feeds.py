"""The demo's feeds: each parses, is as long as it should be, and answers conditional requests."""

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import pytest
from tests.demo.visitor import Visitor

from wireroom.demo import OUTLET_IDS, Newsroom, expected, expected_failures
from wireroom.demo.houses import HOUSES, house_of

LIVE = {
    "tidewire": "tidewire.press.test",
    "harbour": "news.harbour-ledger.test",
    "newsroomwest": "www.newsroomwest.test",
    "alborz": "www.alborz.co.test",
    "northwire": "www.northwire.test",
}
VERSIONS = {"tidewire": "rss20", "harbour": "atom10", "alborz": "rss20", "northwire": "rss10"}
VALIDATED = [house.outlet for house in HOUSES if house.has_validators]


def _links(visitor: Visitor, outlet: str) -> list[str]:
    reply = visitor.get(LIVE[outlet], house_of(outlet).feed_path)
    assert reply.status == 200
    if outlet == "newsroomwest":
        return [item["url"] for item in json.loads(reply.data)["items"]]
    parsed = feedparser.parse(reply.data)
    assert (parsed.bozo, parsed.version) == (False, VERSIONS[outlet])
    return [entry.link for entry in parsed.entries]


@pytest.mark.parametrize("outlet", OUTLET_IDS)
def test_feed_lists_every_published_story(visitor: Visitor, outlet: str) -> None:
    """A feed parses and names each article and each failure once."""
    paths = [told.feed_path for told in expected(outlet)]
    paths += [told.feed_path for told in expected_failures(outlet)]
    links = _links(visitor, outlet)
    assert len(links) == len(paths)
    assert {link.split("/", 3)[3] for link in links} == {path[1:] for path in paths}


@pytest.mark.parametrize(
    ("outlet", "host"),
    [
        ("tidewire", "www.tidewire.test"),
        ("alborz", "alborz.test"),
        ("harbour", "news.harbour-ledger.test"),
    ],
)
def test_links_name_the_host_they_should(visitor: Visitor, outlet: str, host: str) -> None:
    """Tide Wire's links name the lost origin, Alborz's a bare host, Harbour's the asked one."""
    assert {link.split("/")[2] for link in _links(visitor, outlet)} == {host}


def test_alborz_feed_has_neither_ids_nor_dates_nor_order(visitor: Visitor) -> None:
    """The hard feed: only links, titles and summaries, with odd slugs."""
    reply = visitor.get("www.alborz.co.test", "/rss.xml")
    assert b"<guid" not in reply.data
    assert b"pubDate" not in reply.data
    links = _links(visitor, "alborz")
    ids = [int(link.split("/")[7]) for link in links]
    assert ids not in (sorted(ids), sorted(ids, reverse=True))
    slugs = [link.split("/")[8] for link in links]
    assert any("," in slug for slug in slugs)
    assert any(slug.endswith("-") for slug in slugs)
    assert any(slug.startswith("-") for slug in slugs)
    assert any("%E2%80%98" in slug for slug in slugs)


def test_northwire_feed_dates_some_items(visitor: Visitor) -> None:
    """The agency's RDF states dates for some items only."""
    parsed = feedparser.parse(visitor.get("www.northwire.test", "/en/rdf/all.rdf").data)
    dated = ["updated" in entry for entry in parsed.entries]
    assert any(dated)
    assert not all(dated)


@pytest.mark.parametrize("outlet", VALIDATED)
def test_unchanged_feed_is_304(visitor: Visitor, outlet: str) -> None:
    """Either validator of the last reply brings a 304 without a body."""
    host, path = LIVE[outlet], house_of(outlet).feed_path
    first = visitor.get(host, path)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    by_etag = visitor.get(host, path, If_None_Match=etag)
    by_date = visitor.get(host, path, If_Modified_Since=modified)
    assert (by_etag.status, by_etag.data) == (304, b"")
    assert (by_date.status, by_date.data) == (304, b"")
    assert visitor.get(host, path, If_None_Match='"other"').status == 200
    both = visitor.get(host, path, If_None_Match='"other"', If_Modified_Since=modified)
    assert both.status == 200


@pytest.mark.parametrize("date", ["", "yesterday", "Sat, 01 Aug 2026 00:00:00 GMT"])
def test_odd_or_old_date_brings_the_feed(visitor: Visitor, date: str) -> None:
    """A date that cannot be read or is too old is no reason for a 304."""
    assert visitor.get("www.newsroomwest.test", "/feed.json", If_Modified_Since=date).status == 200


def test_northwire_feed_has_no_validators(visitor: Visitor) -> None:
    """The agency's feed is always sent whole."""
    reply = visitor.get("www.northwire.test", "/en/rdf/all.rdf", If_None_Match="*")
    assert reply.status == 200
    assert "ETag" not in reply.headers
    assert "Last-Modified" not in reply.headers


def test_feed_changes_when_time_moves(newsroom: Newsroom, visitor: Visitor) -> None:
    """Moving the instant changes the entries and the validators."""
    newsroom.set_at(datetime(2026, 8, 16, tzinfo=UTC))
    early = visitor.get("www.newsroomwest.test", "/feed.json")
    newsroom.set_at(datetime(2026, 8, 20, 12, tzinfo=UTC))
    late = visitor.get("www.newsroomwest.test", "/feed.json", If_None_Match=early.headers["ETag"])
    assert late.status == 200
    assert len(json.loads(early.data)["items"]) < len(json.loads(late.data)["items"])
    modified = [parsedate_to_datetime(r.headers["Last-Modified"]) for r in (early, late)]
    assert modified[0] < modified[1]


def test_json_feed_tells_of_revisions(visitor: Visitor) -> None:
    """An updated story says when it was changed and bears its new headline."""
    items = json.loads(visitor.get("www.newsroomwest.test", "/feed.json").data)["items"]
    smoke = next(item for item in items if item["id"].endswith("wildfire-smoke"))
    assert smoke["date_modified"] == "2026-08-18T10:00:00-07:00"
    assert "eases" in smoke["title"]


def test_feed_length_can_be_set(tmp_path: Path) -> None:
    """A short feed shows the newest stories; the sitemap still names them all."""
    with Newsroom(tmp_path, feed_length=5) as short:
        visitor = Visitor(short)
        assert len(_links(visitor, "harbour")) == 5
        sitemap = visitor.get("news.harbour-ledger.test", "/sitemap.xml").data
        assert sitemap.count(b"<loc>") == len(expected("harbour"))
