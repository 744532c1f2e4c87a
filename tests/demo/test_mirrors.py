"""Every host of every demo outlet, asked as wireroom spells it, shows what the outlet wrote."""

import re
from pathlib import Path

import pytest
from tests.demo.visitor import Visitor, folded, visible_text
from tests.rooms import demo_settings

from wireroom.adapters.outlets import load_registry
from wireroom.adapters.web import GuardedWeb
from wireroom.demo import OUTLET_IDS, Newsroom, expected
from wireroom.demo.houses import ONION_HOST, house_of
from wireroom.model import Capability, Fetched, Route
from wireroom.pipeline import open_room
from wireroom.pipeline.request import request_to
from wireroom.registry import Outlet
from wireroom.stages.resolve import article_routes, feed_routes
from wireroom.urls import host_of, path_of
from wireroom.urls import is_onion as is_onion_address


@pytest.fixture
def healthy(newsroom: Newsroom) -> Newsroom:
    newsroom.heal()
    return newsroom


def outlet_of(newsroom: Newsroom, outlet_id: str) -> Outlet:
    return load_registry(newsroom.outlets_dir).outlet(outlet_id)


def routes_of(outlet: Outlet, path: str) -> list[Route]:
    return list(article_routes(outlet, f"https://{outlet.origin.host}{path}"))


def is_onion(route: Route) -> bool:
    return route.host.endswith(".onion")


@pytest.mark.parametrize("outlet_id", OUTLET_IDS)
def test_outlet_has_an_origin_and_two_mirrors(newsroom: Newsroom, outlet_id: str) -> None:
    """What an outlet under threat has; two witnesses stand beside every host."""
    outlet = outlet_of(newsroom, outlet_id)
    articles = expected(outlet_id)
    assert len(outlet.live_hosts) >= 3
    assert outlet.politeness.cross_checks >= len(articles)
    assert all(len(routes_of(outlet, one.path)) >= 3 for one in articles)


def test_no_two_outlets_have_mirrors_of_the_same_make(newsroom: Newsroom) -> None:
    """A prefix, other words, a host per language, an onion service and a mirror without feed."""
    hosts = {one: outlet_of(newsroom, one).live_hosts[1:] for one in OUTLET_IDS}
    makes = {
        "prefix": {one for one in OUTLET_IDS if any(any(h.prefixes) for h in hosts[one])},
        "words": {one for one in OUTLET_IDS if any(r.home for h in hosts[one] for r in h.rewrites)},
        "language": {one for one in OUTLET_IDS if any("{" in h.host for h in hosts[one])},
        "onion": {one for one in OUTLET_IDS if any("onion" in h.host for h in hosts[one])},
        "no feed": {one for one in OUTLET_IDS if not all(h.serves_feeds for h in hosts[one])},
    }
    assert makes == {
        "prefix": {"harbour", "northwire"},
        "words": {"alborz"},
        "language": {"northwire"},
        "onion": {"tidewire"},
        "no feed": {"newsroomwest"},
    }


@pytest.mark.parametrize("outlet_id", OUTLET_IDS)
def test_every_host_shows_every_article(
    healthy: Newsroom, visitor: Visitor, outlet_id: str
) -> None:
    """Each route leads to the whole text."""
    outlet = outlet_of(healthy, outlet_id)
    for article in expected(outlet_id):
        for route in routes_of(outlet, article.path):
            ask = visitor.get_plain if is_onion(route) else visitor.get
            reply = ask(route.host, path_of(route.url))
            assert reply.status == 200, route
            shown = visible_text(reply.data)
            assert all(folded(told) in shown for told in article.body.split("\n\n"))


@pytest.mark.parametrize("outlet_id", OUTLET_IDS)
def test_every_host_has_the_feed_or_says_404(
    healthy: Newsroom, visitor: Visitor, outlet_id: str
) -> None:
    """Where the outlet's file promises a feed there is one, with every article in it."""
    outlet = outlet_of(healthy, outlet_id)
    routes = feed_routes(outlet, outlet.feeds[0])
    assert len(routes) >= 2
    for route in routes:
        ask = visitor.get_plain if is_onion(route) else visitor.get
        reply = ask(route.host, path_of(route.url))
        assert reply.status == 200, route
        assert all(one.native_id.encode() in reply.data for one in expected(outlet_id))
    lacking = [one.host for one in outlet.live_hosts if not one.serves_feeds]
    assert [visitor.get(one, house_of(outlet_id).feed_path).status for one in lacking] == [
        404
    ] * len(lacking)


@pytest.mark.parametrize("outlet_id", OUTLET_IDS)
def test_links_of_a_page_lead_to_pages(healthy: Newsroom, visitor: Visitor, outlet_id: str) -> None:
    """What a mirror's page links to of the outlet's stories is there, as that host spells it."""
    outlet = outlet_of(healthy, outlet_id)
    articles = expected(outlet_id)
    ids = [one.native_id for one in articles]
    for route in routes_of(outlet, articles[-1].path):
        ask = visitor.get_plain if is_onion(route) else visitor.get
        page = ask(route.host, path_of(route.url)).data.decode()
        links = [
            link for link in re.findall(r'href="([^"]+)"', page) if any(i in link for i in ids)
        ]
        assert links
        for link in links:
            is_whole = "://" in link
            host, path = (host_of(link), path_of(link)) if is_whole else (route.host, link)
            assert ask(host, path).status == 200, (route.host, link)


@pytest.mark.parametrize("outlet_id", OUTLET_IDS)
def test_robots_txt_forbids_the_same_pages_everywhere(
    healthy: Newsroom, visitor: Visitor, outlet_id: str
) -> None:
    """Each host spells its rules as it spells its paths: a mirror is no way around one."""
    house = house_of(outlet_id)
    for host in house.hosts:
        ask = visitor.get_plain if host == ONION_HOST else visitor.get
        rules = ask(host, "/robots.txt").data.decode()
        for path in house.disallowed:
            assert f"Disallow: {house.spelling(host).here(path)}\n" in rules


def test_onion_service_is_reached_through_the_proxy_only(healthy: Newsroom, tmp_path: Path) -> None:
    """wireroom's own client, with the demo's settings, gets a page of it; without them none."""
    story = expected("tidewire")[-1]
    assert is_onion_address(ONION_HOST)
    told = []
    for settings in (
        demo_settings(healthy, tmp_path / "with"),
        demo_settings(healthy, tmp_path / "without", WIREROOM_PROXIES=""),
    ):
        room = open_room(settings)
        assert isinstance(room.web, GuardedWeb)
        outlet = room.registry.outlet("tidewire")
        (route,) = [one for one in routes_of(outlet, story.path) if is_onion(one)]
        told.append(room.web.get(request_to(room, outlet, Capability.ARTICLE, route)))
    assert [isinstance(one, Fetched) for one in told] == [True, False]
    assert len([one for one in healthy.requests.of(ONION_HOST) if one.path == story.path]) == 1
