"""The demo's pages: each holds its story, whatever the markup, charset or coding."""

import json

import pytest
from lxml import html
from tests.demo.test_feeds import LIVE
from tests.demo.visitor import Visitor, folded, visible_text

from wireroom.demo import OUTLET_IDS, Newsroom, expected
from wireroom.demo.houses import HOUSES


@pytest.mark.parametrize("outlet", OUTLET_IDS)
def test_pages_hold_what_is_expected(visitor: Visitor, outlet: str) -> None:
    """Each article's page on a live host shows title, paragraphs, authors, caption and credit."""
    for article in expected(outlet):
        reply = visitor.get(LIVE[outlet], article.path)
        assert reply.status == 200, article.path
        shown = visible_text(reply.data)
        paragraphs = article.body.split("\n\n")
        facts = [article.title, article.lead_caption, article.lead_credit, article.standfirst]
        for told in [*paragraphs, *facts, *article.authors, *article.sections]:
            assert folded(told) in shown, (article.native_id, told)


@pytest.mark.parametrize(
    ("outlet", "mark"),
    [
        ("tidewire", b'{"@context": "https://schema.org", "@type": "NewsArticle"'),
        ("harbour", b'"@graph"'),
        ("newsroomwest", b"article:published_time"),
        ("northwire", b'itemprop="articleBody"'),
    ],
)
def test_each_house_has_its_own_markup(visitor: Visitor, outlet: str, mark: bytes) -> None:
    """Metadata is spelled in another way at each house."""
    assert mark in visitor.get(LIVE[outlet], expected(outlet)[-1].path).data


def test_json_ld_is_json(visitor: Visitor) -> None:
    """Structured data parse and state the instant of publication."""
    article = expected("tidewire")[-1]
    tree = html.document_fromstring(visitor.get(LIVE["tidewire"], article.path).data)
    told = json.loads(tree.xpath("//script[@type='application/ld+json']/text()")[0])
    assert told["datePublished"] == "2026-08-20T06:30:00-04:00"
    assert [person["name"] for person in told["author"]] == list(article.authors)


def test_alborz_states_a_date_on_some_pages(visitor: Visitor) -> None:
    """A meta date stands on the pages that are expected to state a time and on no others."""
    for article in expected("alborz"):
        page = visitor.get(LIVE["alborz"], article.path).data
        assert (b'name="publishdate"' in page) == article.states_time


def test_seed_like_page_has_a_foreign_caption_and_addresses(visitor: Visitor) -> None:
    """The page modelled on the first one: another story's caption above, mirrors in the footer."""
    seed = next(told for told in expected("alborz") if told.native_id == "774416")
    tree = html.document_fromstring(visitor.get(LIVE["alborz"], seed.path).data)
    [slide] = tree.xpath("//div[@class='slide-text']")
    assert slide.text_content().strip()
    assert seed.lead_caption not in slide.text_content()
    hosts = tree.xpath("//div[@class='footer']//a[starts-with(@href, 'https')]/@href")
    assert hosts == ["https://www.alborz.co.test/", "https://www.alborz.tv.test/"]
    assert "alternate addresses:" in tree.text_content()


def test_slug_is_free_where_the_id_is_right(visitor: Visitor) -> None:
    """Any slug leads to the same article, another id to none."""
    article = expected("alborz")[0]
    stem = article.path.rsplit("/", 1)[0]
    pages = {visitor.get(LIVE["alborz"], stem + end).data for end in ("/any", "/", "", "/a,b-")}
    assert len(pages) == 1
    assert visitor.get(LIVE["alborz"], "/Detail/2026/08/15/1/any").status == 404


def test_one_page_names_its_charset_in_a_meta_element_only(visitor: Visitor) -> None:
    """The windows-1251 page's header is silent about the charset."""
    article = next(told for told in expected("northwire") if told.native_id == "NW600154")
    reply = visitor.get(LIVE["northwire"], article.path)
    assert reply.headers["Content-Type"] == "text/html"
    assert b"charset=windows-1251" in reply.data
    assert article.title in reply.data.decode("windows-1251")


@pytest.mark.parametrize("native_id", ["NW600151", "NW600152", "NW600153"])
def test_persian_and_arabic_run_from_right_to_left(visitor: Visitor, native_id: str) -> None:
    """Right-to-left pages say so."""
    article = next(told for told in expected("northwire") if told.native_id == native_id)
    assert b'dir="rtl"' in visitor.get(LIVE["northwire"], article.path).data


def test_pages_are_gzipped_when_asked(visitor: Visitor) -> None:
    """Some houses compress for those who accept it, and only for those."""
    path = expected("harbour")[0].path
    packed = visitor.get(LIVE["harbour"], path, Accept_Encoding="gzip")
    bare = visitor.get(LIVE["harbour"], path)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in bare.headers
    assert packed.data == bare.data
    assert int(packed.headers["Content-Length"]) < int(bare.headers["Content-Length"])


def test_images_are_there(visitor: Visitor) -> None:
    """Every picture is a one-pixel PNG."""
    reply = visitor.get(LIVE["tidewire"], "/media/40101.png")
    assert reply.headers["Content-Type"] == "image/png"
    assert reply.data.startswith(b"\x89PNG")


def test_withdrawn_and_broken_pages_fail(visitor: Visitor) -> None:
    """One feed entry ends in 404, one in 500."""
    missing = "/2026/08/19/corran-trust-in-talks-over-rail-spur-withdrawn-40156.html"
    assert visitor.get(LIVE["tidewire"], missing).status == 404
    assert visitor.get(LIVE["newsroomwest"], "/stories/2026-0818-water-bylaw").status == 500


def test_moved_page_redirects_inside_the_outlet(visitor: Visitor) -> None:
    """The feed's short link leads to the page by a permanent redirect."""
    moved = next(told for told in expected("northwire") if told.feed_path != told.path)
    reply = visitor.get(LIVE["northwire"], moved.feed_path)
    assert (reply.status, reply.headers["Location"]) == (301, moved.path)


def test_robots_disallow_one_entry(visitor: Visitor) -> None:
    """Every live host has a robots.txt; Newsroom West's forbids its partner content."""
    for house in HOUSES:
        reply = visitor.get(LIVE[house.outlet], "/robots.txt")
        assert reply.status == 200
        assert b"Disallow: /search\n" in reply.data
        assert (b"/partner-content/" in reply.data) == (house.outlet == "newsroomwest")


def test_front_page_lists_the_stories(visitor: Visitor) -> None:
    """The page at / links to what is published."""
    shown = visible_text(visitor.get(LIVE["harbour"], "/").data)
    assert all(folded(article.title) in shown for article in expected("harbour"))


@pytest.mark.parametrize("outlet", OUTLET_IDS)
def test_nonsense_path_is_404(newsroom: Newsroom, visitor: Visitor, outlet: str) -> None:
    """A random path is not found, so soft-404 probes see an honest site."""
    assert visitor.get(LIVE[outlet], "/zq-83jd-nothing/here").status == 404
    assert [served.status for served in newsroom.requests.of(LIVE[outlet])] == [404]
