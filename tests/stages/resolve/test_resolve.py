"""Facts about identity and routes: one article through any host, and where to ask for it."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.errors import BadInputError
from wireroom.model import Capability, Route
from wireroom.registry import Outlet
from wireroom.stages.resolve import (
    article_routes,
    claimed_id,
    feed_routes,
    home_url,
    host_named,
    identify,
    is_article,
    own_hosts,
    unwrapped,
)

DAILY = Outlet.model_validate(
    {
        "id": "daily",
        "name": "The Daily",
        "language": "en",
        "timezone": "UTC",
        "hosts": [
            {"host": "www.daily.test", "role": "origin"},
            {"host": "m1.daily.test", "role": "mirror", "scheme": "http"},
            {"host": "proxy.test", "role": "mirror", "rewrite": {"prefix": "/www.daily.test"}},
            {"host": "daily.onion", "role": "mirror", "serves_feeds": False,
             "serves_articles": False},
            {"host": "feeds.daily.test", "role": "mirror", "serves_articles": False},
            {"host": "www.seized.test", "role": "retired", "until": "2021-06-22"},
        ],
        "feeds": [{"path": "/rss.xml"}, {"path": "https://feeds.else.test/daily"}],
        "article": {
            "native_id": r"/Detail/\d{4}/\d{1,2}/\d{1,2}/(?P<native_id>\d+)",
            "include": ["^/Detail/", "^/blog/"],
            "exclude": ["/video/"],
        },
    }
)  # fmt: skip
PLAIN = DAILY.model_copy(update={"article": type(DAILY.article)()})
PATH = "/Detail/2026/08/15/774416/Iran-Oman"
HOME = "https://www.daily.test" + PATH

SAME = {
    "origin": HOME,
    "without www": f"https://daily.test{PATH}",
    "by http": f"http://www.daily.test{PATH}",
    "capitals and port": f"HTTPS://WWW.Daily.Test:443{PATH}",
    "mirror": f"http://m1.daily.test{PATH}",
    "mirror by https": f"https://m1.daily.test{PATH}",
    "mirror under www": f"https://www.m1.daily.test{PATH}",
    "behind a prefix": f"https://proxy.test/www.daily.test{PATH}",
    "retired": f"https://seized.test{PATH}",
    "onion": f"https://daily.onion{PATH}",
    "another slug": "https://www.daily.test/Detail/2026/08/15/774416/-a,-%E2%80%98slug%E2%80%99-",
    "no slug": "https://www.daily.test/Detail/2026/8/15/774416",
    "tracking": f"{HOME}?utm_source=rss#top",
}


@pytest.mark.parametrize("url", SAME.values(), ids=SAME)
def test_article_is_one_through_every_host(url: str) -> None:
    """Host, scheme, slug and tracking do not make another article; the id does."""
    identity = identify(DAILY, url)
    assert identity is not None
    assert (identity.article_id, identity.native_id) == ("daily:774416", "774416")
    assert identity.canonical_url.startswith("https://www.daily.test/Detail/2026/")


def test_link_is_spelled_as_the_origin_would() -> None:
    """A link to a retired host or into a proxy is taken home."""
    for host in ("seized.test", "proxy.test/www.daily.test", "m1.daily.test"):
        identity = identify(DAILY, f"http://{host}{PATH}")
        assert identity is not None
        assert identity.canonical_url == HOME


def test_identity_names_the_host_that_was_linked() -> None:
    """Which host a link named stays known, live or retired."""
    named = {url: host_named(DAILY, url) for url in SAME.values()}
    assert {host.host for host in named.values() if host} == {
        "www.daily.test", "m1.daily.test", "proxy.test", "daily.onion", "www.seized.test",
    }  # fmt: skip
    assert all(identify(DAILY, url).host is host for url, host in named.items())  # type: ignore[union-attr]


OTHERS = {
    "another id": ("https://www.daily.test/Detail/2026/08/15/774417/Iran-Oman", "daily:774417"),
    "no id in the path": ("https://www.daily.test/blog/one", "daily:/blog/one"),
    "a slash at the end": ("https://www.daily.test/blog/one/", "daily:/blog/one"),
    "a query of its own": ("https://www.daily.test/blog?p=1", "daily:/blog?p=1"),
    "another query": ("https://www.daily.test/blog?p=2", "daily:/blog?p=2"),
    "capitals of the path": ("https://www.daily.test/blog/One", "daily:/blog/One"),
    "homepage": ("https://m1.daily.test", "daily:/"),
}


@pytest.mark.parametrize(("url", "article_id"), OTHERS.values(), ids=OTHERS)
def test_other_articles_stay_apart(url: str, article_id: str) -> None:
    """Without a native id the canonical path is the identity, a slash at its end aside."""
    identity = identify(DAILY, url)
    assert identity is not None
    assert identity.article_id == article_id


FOREIGN = {
    "another domain": f"https://evil.test{PATH}",
    "a subdomain": f"https://news.daily.test{PATH}",
    "a parent domain": f"https://test{PATH}",
    "a longer name": f"https://www.daily.test.evil.test{PATH}",
    "our name as user": f"https://www.daily.test@evil.test{PATH}",
    "our name in the path": f"https://evil.test/www.daily.test{PATH}",
    "another port": f"https://www.daily.test:8443{PATH}",
    "the proxy, another site": f"https://proxy.test/www.other.test{PATH}",
    "the proxy, a longer name": f"https://proxy.test/www.daily.test.evil.test{PATH}",
    "the proxy's own page": "https://proxy.test/",
    "the feed's own host": f"https://feeds.else.test{PATH}",
}


@pytest.mark.parametrize("url", FOREIGN.values(), ids=FOREIGN)
def test_foreign_link_has_no_identity(url: str) -> None:
    """A host that is not the outlet's has no say in what the outlet's articles are."""
    assert identify(DAILY, url) is None


def test_what_is_no_url_raises() -> None:
    """A link that is no web address is told, not taken for foreign."""
    with pytest.raises(BadInputError):
        identify(DAILY, "mailto:desk@daily.test")


PATHS = st.builds(
    lambda parts, query: "/" + "/".join(parts) + query,
    st.lists(
        st.text(string.ascii_letters + string.digits + "-._~,'!é%؟", min_size=1, max_size=8),
        max_size=4,
    ),
    st.sampled_from(["", "?p=1", "?q=a%20b&p=2", "/"]),
)


@given(PATHS)
def test_every_route_leads_back_to_the_article(path: str) -> None:
    """Host swap and path prefix are reversible: each route's URL has the identity it came from."""
    home = identify(PLAIN, f"https://www.daily.test{path}")
    assert home is not None
    routes = article_routes(PLAIN, home.canonical_url)
    assert [route.host for route in routes] == ["www.daily.test", "m1.daily.test", "proxy.test"]
    for route in routes:
        back = identify(PLAIN, route.url)
        assert back is not None
        assert (back.article_id, back.canonical_url) == (home.article_id, home.canonical_url)
        assert back.host.host == route.host


def hosts(routes: tuple[Route, ...]) -> list[str]:
    """The hosts in the order in which they are tried."""
    return [route.host for route in routes]


def test_article_routes_are_whole_urls() -> None:
    """Each live host that serves articles, in its scheme and with its prefix; no retired one."""
    assert article_routes(DAILY, HOME) == (
        Route(url=HOME, host="www.daily.test"),
        Route(url=f"http://m1.daily.test{PATH}", host="m1.daily.test"),
        Route(url=f"https://proxy.test/www.daily.test{PATH}", host="proxy.test"),
    )


ORDERS: dict[str, tuple[str | None, set[str], list[str]]] = {
    "origin first": (None, set(), ["www.daily.test", "m1.daily.test", "proxy.test"]),
    "the host that served the feed": (
        "m1.daily.test", set(), ["m1.daily.test", "www.daily.test", "proxy.test"],
    ),
    "what failed comes last": (
        None, {"www.daily.test"}, ["m1.daily.test", "proxy.test", "www.daily.test"],
    ),
    "failed since it served the feed": (
        "m1.daily.test", {"m1.daily.test"}, ["www.daily.test", "proxy.test", "m1.daily.test"],
    ),
    "all failed": (
        None, {"www.daily.test", "m1.daily.test", "proxy.test"},
        ["www.daily.test", "m1.daily.test", "proxy.test"],
    ),
    "the feed's host serves no articles": (
        "feeds.daily.test", set(), ["www.daily.test", "m1.daily.test", "proxy.test"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("first", "avoid", "expected"), ORDERS.values(), ids=ORDERS)
def test_article_routes_are_ordered(
    first: str | None, avoid: set[str], expected: list[str]
) -> None:
    """Best first; a host that failed in this run is the last chance, never no chance."""
    assert hosts(article_routes(DAILY, HOME, first=first, avoid=avoid)) == expected


def test_feed_is_asked_of_every_host_that_serves_feeds() -> None:
    """A host-relative feed has a route per live host, a failed one last."""
    routes = feed_routes(DAILY, DAILY.feeds[0], avoid={"www.daily.test"})
    assert hosts(routes) == ["m1.daily.test", "proxy.test", "feeds.daily.test", "www.daily.test"]
    assert routes[1].url == "https://proxy.test/www.daily.test/rss.xml"


def test_feed_elsewhere_has_its_one_address() -> None:
    """A feed on a host of its own is asked there and nowhere else."""
    assert feed_routes(DAILY, DAILY.feeds[1]) == (
        Route(url="https://feeds.else.test/daily", host="feeds.else.test"),
    )


OWN = {
    "article": (Capability.ARTICLE, {"www.daily.test", "m1.daily.test", "proxy.test"}),
    "feed": (
        Capability.FEED, {"www.daily.test", "m1.daily.test", "proxy.test", "feeds.daily.test"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("capability", "expected"), OWN.values(), ids=OWN)
def test_redirect_may_lead_to_live_hosts_of_the_like(
    capability: Capability, expected: set[str]
) -> None:
    """A redirect may lead to hosts that serve the like and to the route's own; never a retired."""
    route = Route(url="https://feeds.else.test/daily", host="feeds.else.test")
    assert own_hosts(DAILY, capability, route) == expected | {"feeds.else.test"}


WANTED = {
    "included": ("/Detail/2026/08/15/1/a", True),
    "included by the other": ("/blog/one", True),
    "not included": ("/about", False),
    "excluded though included": ("/blog/video/1", False),
}


@pytest.mark.parametrize(("path", "is_wanted"), WANTED.values(), ids=WANTED)
def test_patterns_say_what_an_article_is(path: str, is_wanted: bool) -> None:
    """Exclude beats include; with no include all else passes."""
    assert is_article(DAILY, f"https://www.daily.test{path}") is is_wanted
    assert is_article(PLAIN, f"https://www.daily.test{path}")


CLAIMS: dict[str, tuple[str | None, str | None]] = {
    "none": (None, None),
    "empty": ("", None),
    "itself": (HOME, "daily:774416"),
    "relative": (PATH, "daily:774416"),
    "through a mirror": (f"https://m1.daily.test{PATH}", "daily:774416"),
    "on a retired host": (f"https://seized.test{PATH}", "daily:774416"),
    "another article of the outlet": ("/Detail/2026/08/14/774000/x", "daily:774000"),
    "homepage": ("https://www.daily.test/", None),
    "homepage with tracking": ("https://www.daily.test/?utm_source=x", None),
    "a section, without an id": ("https://www.daily.test/blog/one", None),
    "another domain": (f"https://evil.test{PATH}", None),
    "no URL": ("javascript:void(0)", None),
    "broken": ("https://[", None),
}


@pytest.mark.parametrize(("claim", "article_id"), CLAIMS.values(), ids=CLAIMS)
def test_canonical_link_is_believed_in_its_own_house_only(
    claim: str | None, article_id: str | None
) -> None:
    """A page's canonical link is evidence inside the outlet, with its id where it has a pattern."""
    assert claimed_id(DAILY, "https://www.daily.test/Detail/2026/08/15/1/x", claim) == article_id


def test_outlet_without_pattern_believes_a_path() -> None:
    """Where no id pattern can confirm it, any page but the homepage may be claimed."""
    assert claimed_id(PLAIN, HOME, "/blog/one/") == "daily:/blog/one"
    assert claimed_id(PLAIN, HOME, "/") is None


@pytest.mark.parametrize("name", [one for one in SAME if "slug" not in one])
def test_an_address_on_any_host_is_the_origins_at_home(name: str) -> None:
    """A picture or a canonical link is spelled as on the origin, whichever host the page names."""
    assert home_url(DAILY, SAME[name]) == HOME


@pytest.mark.parametrize(
    "url",
    [
        "https://cdn.else.test/a.jpg",
        "https://proxy.test/www.other.test/a.jpg",
        "data:image/gif;base64,R0lGOD",
        "/a.jpg",
        "http://[",
    ],
)
def test_an_address_that_is_not_the_outlets_stays(url: str) -> None:
    """Foreign hosts, another site behind the same proxy, and what is no address."""
    assert home_url(DAILY, url) == url


VARIANTS = {
    "amp at the end": ("/blog/one/amp/", "/blog/one/", "daily:/blog/one"),
    "amp in front": ("/amp/blog/one", "/blog/one", "daily:/blog/one"),
    "amp in a file's name": ("/blog/one.amp.html", "/blog/one.html", "daily:/blog/one.html"),
    "amp in the query": ("/blog/one?p=3&amp=1", "/blog/one?p=3", "daily:/blog/one?p=3"),
    "amp by another system": ("/blog/one?outputType=amp", "/blog/one", "daily:/blog/one"),
    "mobile in the query": ("/blog/one?m=1", "/blog/one", "daily:/blog/one"),
    "mobile folder, through a mirror": (
        "/m/blog/one", "https://m1.daily.test/blog/one", "daily:/blog/one",
    ),
    "print": ("/blog/one/print", "/blog/one", "daily:/blog/one"),
    "the page itself": ("/blog/one", "/blog/one", None),
    "no canonical link": ("/blog/one/amp", None, None),
    "another page": ("/blog/one/amp", "/blog/two", None),
    "another folder": ("/blog/amp/one", "/blog/one", None),
    "another domain": ("/blog/one/amp", "https://evil.test/blog/one", None),
    "the homepage": ("/amp", "/", None),
    "an article on amplifiers": ("/blog/amp-tubes", "/blog/-tubes", None),
    "another key": ("/blog/one?amps=1", "/blog/one", None),
}  # fmt: skip


@pytest.mark.parametrize(("path", "claim", "article_id"), VARIANTS.values(), ids=VARIANTS)
def test_variant_is_its_page_where_the_page_says_so(
    path: str, claim: str | None, article_id: str | None
) -> None:
    """An AMP, print or mobile address is unwrapped by the page's canonical link alone."""
    found = unwrapped(PLAIN, f"https://www.daily.test{path}", claim=claim)
    assert (found.article_id if found else None) == article_id


def test_variant_keeps_the_outlets_id_pattern() -> None:
    """A canonical link without the id that the outlet's pages have unwraps nothing."""
    assert unwrapped(DAILY, f"{HOME}/amp", claim=HOME).article_id == "daily:774416"
    assert unwrapped(DAILY, "https://www.daily.test/blog/one/amp", claim="/blog/one") is None
