"""Facts about outlets with a host per language: which hosts there are, where feeds are asked."""

import pytest
from tests.stages.resolve.kinds import KINDS, LANGUAGES, SPOKEN, outlet

from wireroom.model import Capability, Route
from wireroom.stages.resolve import (
    article_routes,
    feed_routes,
    home_host,
    host_keys,
    host_named,
    own_hosts,
)

PAPER = outlet(
    SPOKEN,
    {"host": "{language}.m.test", "languages": ["fa", "en"]},
    {"host": "feeds-{language}.test", "languages": ["fa"], "serves_articles": False},
    {"host": "proxy.test", "rewrite": {"prefix": "/{language}"}, "languages": LANGUAGES,
     "serves_feeds": False},
    {"host": "{language}.old.test", "languages": LANGUAGES, "role": "retired"},
)  # fmt: skip
LIVE = {
    "en.daily.test", "fa.daily.test", "ar.daily.test", "fa.m.test", "en.m.test", "feeds-fa.test",
    "proxy.test",
}  # fmt: skip


def test_host_keys_are_every_live_host_as_it_is_asked() -> None:
    """Templates count as the hosts they stand for; retired hosts are never asked."""
    assert host_keys(PAPER) == LIVE
    assert host_keys(KINDS["path prefix"]) == {"daily.test", "proxy.test"}


@pytest.mark.parametrize("name", sorted(LIVE | {"ar.old.test", "www.en.m.test"}))
def test_concrete_host_is_found_in_its_template(name: str) -> None:
    """Each host that a template stands for, live or retired, is the template's."""
    found = home_host(PAPER, name)
    assert found is not None
    assert found is host_named(PAPER, f"http://{name}/anything")
    assert name.removeprefix("www.") in found.names


@pytest.mark.parametrize("name", ["de.daily.test", "daily.test", "ar.m.test", "evil.test"])
def test_host_that_no_template_stands_for_is_foreign(name: str) -> None:
    """A template stands for its listed languages and nothing else."""
    assert home_host(PAPER, name) is None


def test_redirect_may_lead_to_every_language() -> None:
    """The outlet's own hosts are concrete: the template itself is no host."""
    route = Route(url="https://fa.daily.test/p", host="fa.daily.test")
    assert own_hosts(PAPER, Capability.ARTICLE, route) == LIVE - {"feeds-fa.test"}
    assert own_hosts(PAPER, Capability.FEED, route) == LIVE - {"proxy.test"}


FEEDS: dict[str, tuple[str, list[str]]] = {
    "the outlet's language": (
        "fa",
        ["https://fa.daily.test/rss.xml", "https://fa.m.test/rss.xml", "https://feeds-fa.test/rss.xml"],
    ),
    "another that is listed": (
        "en", ["https://en.daily.test/rss.xml", "https://en.m.test/rss.xml"],
    ),
    "one that mirrors lack": ("ar", ["https://ar.daily.test/rss.xml"]),
    "one that is not listed": (
        "ru", ["https://en.daily.test/rss.xml", "https://en.m.test/rss.xml"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("language", "urls"), FEEDS.values(), ids=FEEDS)
def test_feed_is_asked_in_one_language(language: str, urls: list[str]) -> None:
    """The outlet's own language, else the origin's first; a host without it has another feed."""
    paper = PAPER.model_copy(update={"language": language})
    routes = feed_routes(paper, paper.feeds[0])
    assert [route.url for route in routes] == urls
    assert all(route.host in route.url for route in routes)


def test_host_of_the_feed_is_first_in_every_language() -> None:
    """An article in another language than the feed's is asked of the same host first."""
    home = "https://en.daily.test/p/1"
    for first in ("fa.m.test", "en.m.test"):
        routes = article_routes(PAPER, home, first=first)
        assert [r.host for r in routes] == ["en.m.test", "en.daily.test", "proxy.test"]
    avoided = article_routes(PAPER, home, first="fa.m.test", avoid={"en.m.test"})
    assert [r.host for r in avoided] == ["en.daily.test", "proxy.test", "en.m.test"]


def test_foreign_url_has_no_routes() -> None:
    """What is not the outlet's is asked nowhere."""
    assert article_routes(PAPER, "https://evil.test/p/1") == ()


@pytest.mark.parametrize(
    ("kind", "hosts"),
    [("a pair", ["www.daily.test"]), ("pairs, then as it is", ["www.daily.test", "m.test"])],
)
def test_feed_path_needs_a_pair_too(kind: str, hosts: list[str]) -> None:
    """Where pairs say what a host has, a feed is asked there only if one of them holds it."""
    routes = feed_routes(KINDS[kind], KINDS[kind].feeds[0])
    assert [route.host for route in routes] == hosts
