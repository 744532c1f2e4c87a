"""Facts about mirrors as transforms: each leads home and back, or the host has no such page."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.stages.resolve.kinds import DETAIL, KINDS, PATHS, SPOKEN, WWW, outlet

from wireroom.model import Route
from wireroom.registry import Host, Outlet, Role
from wireroom.stages.resolve import Address, article_routes, identify, read, spell
from wireroom.urls import canonical, path_of

KIND = pytest.mark.parametrize("kind", KINDS)


def homes(paper: Outlet, path: str) -> list[str]:
    """The URLs of a path on the outlet's origin, one per language."""
    prefix, *_ = [rewrite.prefix for rewrite in paper.origin.rewrites]
    return [
        f"https://{paper.origin.name_in(language)}{prefix}{path}".replace("{language}", language)
        for language in paper.origin.languages or ("",)
    ]


def by_host(paper: Outlet, url: str) -> dict[str, str]:
    """What each host calls the article that `url` is on the origin."""
    identity = identify(paper, url)
    return (
        {r.host: r.url for r in article_routes(paper, identity.canonical_url)} if identity else {}
    )


@KIND
@given(path=PATHS)
def test_every_route_leads_back_to_the_article(kind: str, path: str) -> None:
    """Home, mirror, home gives the same URL; the identity is the same on the way."""
    paper = KINDS[kind]
    for url in homes(paper, path):
        home = identify(paper, url)
        if home is None:  # dot segments that lead out of the origin's prefix
            assert not path_of(url).startswith(path_of(homes(paper, "/")[0])[:-1] + "/")
            continue
        assert home.canonical_url == canonical(url)
        routes = article_routes(paper, home.canonical_url)
        assert routes[0] == Route(url=home.canonical_url, host=home.host_name)
        for route in routes:
            back = identify(paper, route.url)
            assert back is not None
            assert (back.article_id, back.native_id) == (home.article_id, home.native_id)
            assert back.canonical_url == home.canonical_url
            assert back.host_name == route.host


@KIND
@given(path=PATHS, data=st.data())
def test_every_mirror_url_that_is_known_is_a_route_of_its_home(
    kind: str, path: str, data: st.DataObject
) -> None:
    """Mirror, home, mirror: no link is taken for an article that its host would call otherwise."""
    paper = KINDS[kind]
    host = data.draw(st.sampled_from(paper.live_hosts))
    prefix = data.draw(st.sampled_from(host.prefixes))
    url = f"{host.scheme}://{data.draw(st.sampled_from(host.names))}{prefix}{path}"
    identity = identify(paper, url)
    assume(identity is not None)
    assert identity is not None
    assert by_host(paper, identity.canonical_url)[identity.host_name] == canonical(url)


@KIND
@given(one=PATHS, two=PATHS)
def test_two_articles_never_have_one_url(kind: str, one: str, two: str) -> None:
    """What differs at home differs on every host, and in its key unless by a slash at the end."""
    paper = KINDS[kind]
    urls = [(canonical(url), by_host(paper, url)) for p in (one, two) for url in homes(paper, p)]
    for home, spelled in urls:
        for other, others in urls:
            if home != other:
                assert not {*spelled.values()} & {*others.values()}


@given(path=PATHS)
def test_languages_never_share_an_article(path: str) -> None:
    """One path in three languages is three articles, whichever host shows them."""
    paper = KINDS["language subdomains"]
    found = [identify(paper, url) for url in homes(paper, path)]
    assert len({identity.article_id for identity in found if identity}) == 3


SPELLED: dict[str, tuple[str, str, dict[str, str]]] = {
    "host swap": (
        "host swap", "https://www.daily.test/a,b-?p=1",
        {"www.daily.test": "https://www.daily.test/a,b-?p=1", "m.test": "http://m.test/a,b-?p=1",
         "daily.onion": "https://daily.onion/a,b-?p=1"},
    ),
    "another script": (
        "a host in another script", "https://www.daily.test/%d8%ae/",
        {"www.daily.test": "https://www.daily.test/%D8%AE/",
         "xn--b1amnebsh.test": "https://xn--b1amnebsh.test/%D8%AE/"},
    ),
    "prefix in another script": (
        "prefix in another script", "https://www.daily.test/1",
        {"www.daily.test": "https://www.daily.test/1",
         "p.test": "https://p.test/%D8%AE%D8%A8%D8%B1/~a/1"},
    ),
    "language of both": (
        "language subdomains", "https://fa.daily.test/p/1",
        {"fa.daily.test": "https://fa.daily.test/p/1", "fa.m.test": "https://fa.m.test/p/1"},
    ),
    "language that the mirror lacks": (
        "language subdomains", "https://ar.daily.test/p/1",
        {"ar.daily.test": "https://ar.daily.test/p/1"},
    ),
    "language behind a prefix": (
        "language subdomains behind a prefix", "https://en.daily.test/p/1/",
        {"en.daily.test": "https://en.daily.test/p/1/",
         "proxy.test": "https://proxy.test/en.daily.test/p/1/"},
    ),
    "the one language of a host": (
        "language as the first segment", "https://fa.daily.test/p/1",
        {"fa.daily.test": "https://fa.daily.test/p/1", "m.test": "https://m.test/fa/p/1",
         "only-fa.test": "https://only-fa.test/p/1"},
    ),
    "segment of the origin": (
        "language segment of the origin", "https://www.daily.test/fa/p/1",
        {"www.daily.test": "https://www.daily.test/fa/p/1", "fa.m.test": "https://fa.m.test/p/1"},
    ),
    "a pair": (
        "a pair", "https://www.daily.test/Detail/2026/1/a,-%E2%80%98b-?p=1",
        {"www.daily.test": "https://www.daily.test/Detail/2026/1/a,-%E2%80%98b-?p=1",
         "m.test": "https://m.test/d/2026/1/a,-%E2%80%98b-?p=1"},
    ),
    "a pair that does not match": (
        "a pair", "https://www.daily.test/about", {"www.daily.test": "https://www.daily.test/about"},
    ),
    "fields in another order": (
        "a pair that swaps", "https://www.daily.test/Detail/2026/774416/a-b",
        {"www.daily.test": "https://www.daily.test/Detail/2026/774416/a-b",
         "m.test": "https://m.test/n/774416?y=2026&s=a-b"},
    ),
    "the second of the pairs": (
        "pairs, then as it is", "https://www.daily.test/p/1",
        {"www.daily.test": "https://www.daily.test/p/1", "m.test": "https://m.test/d-p/1"},
    ),
    "the rest as it is": (
        "pairs, then as it is", "https://www.daily.test/x",
        {"www.daily.test": "https://www.daily.test/x", "m.test": "https://m.test/x"},
    ),
    "as it is would be another article's": (
        "pairs, then as it is", "https://www.daily.test/d/1",
        {"www.daily.test": "https://www.daily.test/d/1"},
    ),
    "a field that would be lost": (
        "a pair that loses slashes", "https://www.daily.test/a/b",
        {"www.daily.test": "https://www.daily.test/a/b"},
    ),
    "a pair behind a language": (
        "a pair behind a language", "https://en.daily.test/Detail/1",
        {"en.daily.test": "https://en.daily.test/Detail/1", "m.test": "https://m.test/en/d/1"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "url", "expected"), SPELLED.values(), ids=SPELLED)
def test_article_is_spelled_as_each_host_does(
    kind: str, url: str, expected: dict[str, str]
) -> None:
    """Each host that has the page is asked for it in its own spelling, and no other host."""
    assert by_host(KINDS[kind], url) == expected


FOREIGN = {
    "a language that is not listed": ("language subdomains", "https://de.daily.test/p/1"),
    "no language": ("language subdomains", "https://daily.test/p/1"),
    "two languages": ("language subdomains", "https://en.fa.daily.test/p/1"),
    "the template itself": ("language subdomains", "https://language.daily.test/p/1"),
    "a mirror's language that it does not list": ("language subdomains", "https://ar.m.test/p"),
    "a prefix's language": ("language as the first segment", "https://m.test/de/p/1"),
    "no segment": ("language as the first segment", "https://m.test/p/1"),
    "a segment and no path": ("language as the first segment", "https://m.test/en"),
    "a longer segment": ("language as the first segment", "https://m.test/english/p"),
    "the origin without its segment": (
        "language segment of the origin",
        "https://www.daily.test/p/1",
    ),
    "a path that the pair does not make": ("a pair", "https://m.test/about"),
    "home's spelling on the mirror": ("a pair", "https://m.test/Detail/1"),
    "a spelling that another pair takes": ("pairs, then as it is", "https://m.test/Detail/1"),
}


@pytest.mark.parametrize(("kind", "url"), FOREIGN.values(), ids=FOREIGN)
def test_what_no_transform_makes_has_no_identity(kind: str, url: str) -> None:
    """A URL on an outlet's host that the host's transform does not make names nothing."""
    assert identify(KINDS[kind], url) is None


def test_native_id_carries_the_language_where_the_origin_has_it() -> None:
    """Two languages may number their articles alike; the id says which."""
    paper = outlet(SPOKEN, article={"native_id": r"^/p/(?P<native_id>\d+)"})
    ids = [identify(paper, f"https://{one}.daily.test/p/1/x") for one in ("en", "fa")]
    assert [(i.article_id, i.native_id) for i in ids if i] == [
        ("daily:en:1", "1"), ("daily:fa:1", "1"),
    ]  # fmt: skip


def test_patterns_see_the_path_behind_the_origins_prefix() -> None:
    """Native id and include patterns are of the outlet's path, the same through every host."""
    paper = outlet(
        {**WWW, "rewrite": {"prefix": "/{language}"}, "languages": ["en", "fa"]},
        {"host": "{language}.m.test", "languages": ["en", "fa"]},
        article={"native_id": r"^/p/(?P<native_id>\d+)", "include": ["^/p/"]},
    )
    for url in ("https://www.daily.test/fa/p/1", "https://fa.m.test/p/1"):
        identity = identify(paper, url)
        assert identity is not None
        assert identity.article_id == "daily:fa:1"
        assert identity.canonical_url == "https://www.daily.test/fa/p/1"


def test_url_that_grows_too_long_has_no_route() -> None:
    """A prefix may make a URL longer than any that is taken: then that host has no route."""
    url = "https://www.daily.test/" + "a" * 4070
    assert by_host(KINDS["path prefix"], url) == {"www.daily.test": url}
    assert identify(KINDS["path prefix"], url) is not None


def test_retired_pair_is_taken_home() -> None:
    """A dead host's links are re-homed through its pair; it is never asked."""
    paper = outlet(WWW, {"host": "old.test", "role": "retired", "rewrite": DETAIL})
    identity = identify(paper, "http://www.old.test/d/1/a?utm_source=x")
    assert identity is not None
    assert identity.canonical_url == "https://www.daily.test/Detail/1/a"
    assert list(by_host(paper, identity.canonical_url)) == ["www.daily.test"]


def test_host_reads_what_it_spells() -> None:
    """Reading and spelling are one transform, run in two directions."""
    host = Host.model_validate({"host": "m.test", "role": "mirror", "rewrite": DETAIL})
    assert host.role is Role.MIRROR
    assert spell(host, Address(path="/Detail/1")) == "https://m.test/d/1"
    assert read(host, "https://m.test/d/1") == Address(path="/Detail/1")
    assert spell(host, Address(path="/about")) is None
    assert read(host, "https://m.test/about") is None
    assert spell(host, Address(path="/Detail/1", language="en")) is None
