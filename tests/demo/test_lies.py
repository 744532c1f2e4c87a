"""Faults put upon any host: lies, deaths and seizures from the n-th article on, and moves."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
import urllib3
from tests.demo.visitor import Visitor, visible_text

from wireroom.demo import Newsroom, expected
from wireroom.demo.faults import Faults
from wireroom.demo.hostile import Kind
from wireroom.demo.houses import CONTROL_HOST, HOUSES, House
from wireroom.errors import BadInputError

HOST = "tidewire.press.test"
FEED = "/feed/rss.xml"
PATHS = [article.path for article in expected("tidewire")]
LIVE = [house.hosts[-1] for house in HOUSES]


def _is_banner(visitor: Visitor, host: str, path: str) -> bool:
    return "has been seized" in visible_text(visitor.get(host, path).data)


# A dripping host's words are the honest ones; test_hostile.py times them.
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.DRIP])
@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.outlet)
def test_any_host_can_be_of_any_kind(newsroom: Newsroom, kind: Kind, house: House) -> None:
    """Each house's host, told to lie, answers its feed and an article otherwise than before."""
    host, path = house.hosts[-1], expected(house.outlet)[0].path
    newsroom.heal()
    line = Visitor(newsroom)
    honest = [line.get(host, asked).data for asked in (house.feed_path, path)]
    newsroom.lie(host, kind)
    assert [line.get(host, asked).data for asked in (house.feed_path, path)] != honest
    newsroom.revive(host)
    assert [line.get(host, asked).data for asked in (house.feed_path, path)] == honest


FAULTS: dict[str, Callable[[Newsroom, int], None]] = {
    "lie": lambda room, after: room.lie(HOST, "parked", after=after),
    "seize": lambda room, after: room.seize(HOST, after=after),
}


@pytest.mark.parametrize("after", [1, 2, 10])
@pytest.mark.parametrize("fault", FAULTS)
def test_fault_begins_with_its_article(
    newsroom: Newsroom, visitor: Visitor, fault: str, after: int
) -> None:
    """All before the n-th article is honest, all from it on is not, the feed too."""
    FAULTS[fault](newsroom, after)
    bodies = [visitor.get(HOST, path).data for path in PATHS]
    honest = [b"Letters from readers" in body for body in bodies]
    assert honest == [number < after for number in range(1, len(PATHS) + 1)]
    assert b"<rss" not in visitor.get(HOST, FEED).data


def test_feeds_are_no_articles(newsroom: Newsroom, visitor: Visitor) -> None:
    """Feeds, robots.txt and missing pages do not bring a fault nearer."""
    newsroom.lie(HOST, "parked", after=2)
    for path in (FEED, "/robots.txt", "/zq/none", FEED):
        visitor.get(HOST, path)
    assert b"Letters from readers" in visitor.get(HOST, PATHS[0]).data


def test_host_dies_with_its_tenth_article(newsroom: Newsroom, visitor: Visitor) -> None:
    """Nine articles are served; the tenth and the feed find the line dead."""
    newsroom.kill(HOST, after=10)
    assert [visitor.get(HOST, path).status for path in PATHS[:9]] == [200] * 9
    for path in (PATHS[9], FEED):
        with pytest.raises(urllib3.exceptions.ProtocolError):
            visitor.get(HOST, path)


def test_many_workers_get_no_more_honest_articles(newsroom: Newsroom) -> None:
    """Asked at once by eight, a host is honest exactly nine times."""
    newsroom.lie(HOST, "parked", after=10)
    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(lambda path: Visitor(newsroom).get(HOST, path).data, PATHS * 3))
    assert sum(b"Letters from readers" in page for page in pages) == 9


def test_article_made_before_the_lie_began_is_not_sent() -> None:
    """Whoever made an honest page while another took the last one must make it again."""
    faults = Faults(seized=(), foreign_tls=(), dying={})
    faults.lie(HOST, "parked", after=2)
    seen_by_both = faults.lie_of(HOST)
    assert faults.take_article(HOST, seen_by_both)
    assert not faults.take_article(HOST, seen_by_both)
    assert faults.take_article(HOST, faults.lie_of(HOST))


def test_last_lie_holds(newsroom: Newsroom, visitor: Visitor) -> None:
    """A host told two lies tells the later one."""
    newsroom.lie(HOST, "parked")
    newsroom.seize(HOST)
    assert _is_banner(visitor, HOST, FEED)
    newsroom.lie(HOST, "parked")
    assert not _is_banner(visitor, HOST, FEED)


@pytest.mark.parametrize("status", [301, 308])
def test_move_redirects_every_path(newsroom: Newsroom, visitor: Visitor, status: int) -> None:
    """A moved host keeps path and query; revive() brings it back."""
    newsroom.move(HOST, "www.elsewhere.test", status=status)
    for path in (FEED, PATHS[0] + "?x=1", "/robots.txt"):
        reply = visitor.get(HOST, path)
        assert reply.status == status
        assert reply.headers["Location"] == f"https://www.elsewhere.test{path}"
    newsroom.revive(HOST)
    assert visitor.get(HOST, FEED).status == 200


def test_unknown_kind_is_refused(newsroom: Newsroom) -> None:
    """The refusal names the kinds there are."""
    with pytest.raises(BadInputError, match="soft_404"):
        newsroom.lie(HOST, "grumpy")


def test_control_desk_tells_lies(newsroom: Newsroom, visitor: Visitor) -> None:
    """The desk does the same over HTTP."""
    for target in (f"/lie?host={HOST}&kind=parked&after=2", f"/kill?host={LIVE[-1]}&after=9"):
        assert visitor.get_plain(CONTROL_HOST, target).status == 200
    assert b"Letters from readers" in visitor.get(HOST, PATHS[0]).data
    assert b"for sale" in visitor.get(HOST, PATHS[1]).data
    assert visitor.get_plain(CONTROL_HOST, f"/revive?host={HOST}").status == 200
    assert visitor.get_plain(CONTROL_HOST, f"/move?host={HOST}&target=x.test").status == 200
    assert visitor.get(HOST, FEED).headers["Location"] == f"https://x.test{FEED}"


@pytest.mark.parametrize(
    "query",
    [
        f"lie?host={HOST}&kind=grumpy",
        f"lie?host={HOST}&kind=parked&after=soon",
        "lie?host=numbers.hostile.test&kind=parked",
        f"move?host={HOST}",
        f"move?host={HOST}&target=x.test&status=200",
        f"announce?host={HOST}&form=footer",
        f"announce?host={HOST}&form=song&candidates=x.test",
    ],
)
def test_control_desk_refuses(visitor: Visitor, query: str) -> None:
    """What cannot be done is answered with 400 and the remedy."""
    reply = visitor.get_plain(CONTROL_HOST, f"/{query}")
    assert reply.status == 400
    assert "Fix:" in json.loads(reply.data)["error"]


def test_log_tells_how_far_requests_lie_apart(newsroom: Newsroom, visitor: Visitor) -> None:
    """Each request bears its instant on the wall clock, whatever the simulated one."""
    visitor.get(HOST, FEED)
    sleep(0.1)
    visitor.get(HOST, FEED)
    first, second = newsroom.requests.of(HOST)
    assert 0.1 <= second.at_s - first.at_s < 5
