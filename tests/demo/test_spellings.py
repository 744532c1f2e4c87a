"""How the demo's mirrors spell paths: each reads back what it spells, and nothing else."""

import pytest

from wireroom.demo.spellings import ONION, PLAIN, Spelling, of_language, renamed, under, without

KINDS: dict[str, tuple[Spelling, str, str]] = {
    "as it is": (PLAIN, "/a/1?p=2", "/a/1?p=2"),
    "onion": (ONION, "/a/1", "/a/1"),
    "under a prefix": (under("/www.x.test"), "/a/1", "/www.x.test/a/1"),
    "renamed": (renamed("/Detail/", "/d/"), "/Detail/1/s", "/d/1/s"),
    "renamed, other path": (renamed("/Detail/", "/d/"), "/rss.xml", "/rss.xml"),
    "without its feed": (without("/feed"), "/a/1", "/a/1"),
    "own language": (of_language("fa", "x.test"), "/fa/1/s", "https://fa.x.test/1/s"),
    "front page": (of_language("fa", "x.test"), "/", "/"),
}


@pytest.mark.parametrize(("spelling", "path", "there"), KINDS.values(), ids=KINDS)
def test_host_reads_what_it_spells(spelling: Spelling, path: str, there: str) -> None:
    """A path goes there and comes back."""
    assert spelling.here(path) == there
    assert spelling.home(there.removeprefix("https://fa.x.test")) == path


FOREIGN: dict[str, tuple[Spelling, str]] = {
    "no prefix": (under("/www.x.test"), "/a/1"),
    "another prefix": (under("/www.x.test"), "/www.x.testing/a/1"),
    "the house's own words": (renamed("/Detail/", "/d/"), "/Detail/1"),
    "the feed it lacks": (without("/feed"), "/feed"),
}


@pytest.mark.parametrize(("spelling", "target"), FOREIGN.values(), ids=FOREIGN)
def test_host_has_no_page_under_another_spelling(spelling: Spelling, target: str) -> None:
    """What is asked as another host spells it leads nowhere."""
    assert spelling.asked(target) == f"/nowhere{target}"


def test_another_language_is_at_another_host() -> None:
    """A page in Persian is not at the Russian host: the link names the one that has it."""
    assert of_language("ru", "x.test").url("ru.x.test", "/fa/1") == "https://fa.x.test/1"


@pytest.mark.parametrize("spelling", [under("/www.x.test"), renamed("/Detail/", "/d/")])
def test_robots_txt_is_at_the_root_of_every_host(spelling: Spelling) -> None:
    """RFC 9309 knows no prefix."""
    assert spelling.asked("/robots.txt") == "/robots.txt"


def test_every_link_of_a_page_is_spelled_anew() -> None:
    """Relative links and addresses of the host itself; foreign ones stay."""
    page = (
        '<a href="/a/1">1</a> <img src="/m.png"> <link href="https://p.test/a/1">'
        ' <a href="//cdn.test/x">x</a> <a href="https://other.test/a/1">2</a> "url": "https://p.test/"'
    )
    assert under("/w").respell("p.test", page) == (
        '<a href="/w/a/1">1</a> <img src="/w/m.png"> <link href="https://p.test/w/a/1">'
        ' <a href="//cdn.test/x">x</a> <a href="https://other.test/a/1">2</a>'
        ' "url": "https://p.test/w/"'
    )


def test_onion_service_has_no_certificate() -> None:
    """Its links begin with http."""
    assert ONION.respell("x.onion", '"https://x.onion/a"') == '"http://x.onion/a"'
