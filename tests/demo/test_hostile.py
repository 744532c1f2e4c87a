"""The hostile newsroom: every bad kind lies in its way, and its honest mirrors do not."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import monotonic

import feedparser
import pytest
import urllib3
from tests.demo.visitor import Visitor, folded, visible_text

from wireroom.adapters.outlets import load_registry
from wireroom.demo import END_AT, ExpectedArticle, Newsroom, expected
from wireroom.demo.hostile import (
    DEAD_ORIGIN,
    KINDS,
    LOOKALIKE_HOSTS,
    PROXY_PREFIX,
    PUNYCODE_HOST,
    Kind,
    bad_host,
    expected_hostile,
    honest_hosts,
    hostile_outlets,
)
from wireroom.demo.hostile.clones import DONATION_URL, PAYMENT_ADDRESS, SCRIPT_URL

FEED = "/feed/rss.xml"
STORY = expected("tidewire")[3]
ONE_PAGE = {
    Kind.SEIZED: (200, "has been seized"),
    Kind.PARKED: (200, "This domain may be for sale"),
    Kind.BLOCKED: (200, "has been blocked by order"),
    Kind.BLOCKED_451: (451, "has been blocked by order"),
    Kind.CHALLENGE: (503, "Checking your browser"),
    Kind.CHALLENGE_403: (403, "Checking your browser"),
    Kind.CHALLENGE_200: (200, "Checking your browser"),
    Kind.SOFT_404: (200, "could not be found"),
}


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """One hostile newsroom for all: nothing here changes it."""
    with Newsroom(tmp_path_factory.mktemp("hostile"), hostile=True) as opened:
        yield opened


def _body(visitor: Visitor, host: str, path: str) -> str:
    return visible_text(visitor.get(host, path).data)


def _is_told(article: ExpectedArticle, page: str) -> bool:
    return all(folded(told) in page for told in article.body.split("\n\n"))


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def test_there_are_twelve_kinds() -> None:
    """Twelve kinds and some variants."""
    assert len(KINDS) == 12
    assert set(KINDS) < set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_honest_mirrors_tell_the_truth(visitor: Visitor, kind: Kind) -> None:
    """Beside every bad host two serve every article as Tide Wire does."""
    told = expected_hostile(kind)
    assert len(told) == 12
    assert {article.outlet for article in told} == {f"hostile_{kind}"}
    for host in honest_hosts(kind):
        assert len(feedparser.parse(visitor.get(host, FEED).data).entries) == 13
        for article in told:
            assert _is_told(article, _body(visitor, host, article.path))


@pytest.mark.parametrize("path", [FEED, "/robots.txt", STORY.path, "/zq/none"])
@pytest.mark.parametrize("kind", ONE_PAGE)
def test_banner_stands_at_every_path(visitor: Visitor, kind: Kind, path: str) -> None:
    """Seized, parked, blocked, challenged and soft-404 hosts have one page."""
    status, words = ONE_PAGE[kind]
    reply = visitor.get(bad_host(kind), path)
    assert reply.status == status
    assert reply.headers["Content-Type"].startswith("text/html")
    assert words in visible_text(reply.data)


def test_challenge_bears_the_headers_of_a_cdn(visitor: Visitor) -> None:
    """The 503 says who challenges; the server names itself once."""
    headers = visitor.get(bad_host(Kind.CHALLENGE), STORY.path).headers
    assert headers["cf-mitigated"] == "challenge"
    assert headers.getlist("Server") == ["cloudflare"]


@pytest.mark.parametrize("path", [STORY.path, "/zq/none", "/"])
def test_soft_404_may_be_the_front_page(visitor: Visitor, path: str) -> None:
    """This variant has a right feed and its front page everywhere else."""
    host = bad_host(Kind.SOFT_404_FRONT)
    assert len(feedparser.parse(visitor.get(host, FEED).data).entries) == 13
    assert visitor.get(host, path).data == visitor.get(host, "/").data


def test_stale_clone_ends_thirty_days_ago(newsroom: Newsroom, visitor: Visitor) -> None:
    """The feed's newest entry is old, its pages are there, today's are not."""
    host = bad_host(Kind.STALE)
    entries = feedparser.parse(visitor.get(host, FEED).data).entries
    dates = [entry.published_parsed[:6] for entry in entries]
    limit = (newsroom.at - timedelta(days=30)).timetuple()[:6]
    assert len(dates) == 13
    assert max(dates) < limit
    paths = ["/" + entry.link.split("/", 3)[3] for entry in entries]
    assert [visitor.get(host, path).status for path in paths].count(200) == 12
    assert visitor.get(host, STORY.path).status == 404


def test_tamperer_changes_one_number_in_every_article(visitor: Visitor) -> None:
    """Feed and words are right; one number of each body is another."""
    host, honest = bad_host(Kind.NUMBERS), honest_hosts(Kind.NUMBERS)[0]
    assert visitor.get(host, FEED).data == visitor.get(honest, FEED).data
    for article in expected("tidewire"):
        told, right = (_body(visitor, h, article.path) for h in (host, honest))
        assert re.sub(r"\d+", "#", told) == re.sub(r"\d+", "#", right)
        pairs = zip(_numbers(told), _numbers(right), strict=True)
        assert sum(one != other for one, other in pairs) == 1


def test_variant_tampers_with_one_article(visitor: Visitor) -> None:
    """Only the oldest story differs from the honest mirror's."""
    host, honest = bad_host(Kind.NUMBER_ONCE), honest_hosts(Kind.NUMBER_ONCE)[0]
    paths = [article.path for article in expected("tidewire")]
    others = [p for p in paths if _body(visitor, host, p) != _body(visitor, honest, p)]
    assert others == paths[:1]


def test_injector_adds_links_script_and_payment(visitor: Visitor) -> None:
    """Every article begs in its midst and loads a foreign script."""
    for article in expected("tidewire"):
        html = visitor.get(bad_host(Kind.LINKS), article.path).data.decode()
        body = html.split('class="story-body"')[1].split("</div>")[0]
        assert DONATION_URL in body
        assert PAYMENT_ADDRESS in body
        assert SCRIPT_URL in html


def test_poisoner_claims_another_outlets_address(visitor: Visitor) -> None:
    """The words are right; canonical, og:url and JSON-LD name another outlet's page."""
    reply = visitor.get(bad_host(Kind.CANONICAL), STORY.path)
    assert _is_told(STORY, visible_text(reply.data))
    html = reply.data.decode()
    claimed = re.findall(r"https://www\.harbour-ledger\.test/article/\w+/[\w-]+/", html)
    assert len(claimed) >= 3
    assert len(set(claimed)) == 1
    assert f"{bad_host(Kind.CANONICAL)}{STORY.path}" not in html


def test_loop_leads_nowhere(visitor: Visitor) -> None:
    """Every redirect leads to the next."""
    path = STORY.path
    for _ in range(4):
        reply = visitor.get(bad_host(Kind.LOOP), path)
        assert reply.status == 302
        path = reply.headers["Location"]
    assert path == STORY.path


def test_drip_sends_a_byte_a_second(visitor: Visitor) -> None:
    """The headers come at once, the body does not."""
    host = bad_host(Kind.DRIP)
    with visitor.kept_line(host) as line:
        start = monotonic()
        reply = line.request(
            "GET", STORY.path, headers={"Host": host}, retries=False, preload_content=False
        )
        assert monotonic() - start < 0.9
        assert int(reply.headers["Content-Length"]) > 1000
        assert len(reply.read(2)) == 2
        assert 1.8 < monotonic() - start < 6
        reply.close()


def test_proxy_serves_all_under_its_prefix(visitor: Visitor) -> None:
    """Feed and pages are right, their links lead back to the proxy; without prefix nothing."""
    host = bad_host(Kind.PREFIX)
    entries = feedparser.parse(visitor.get(host, PROXY_PREFIX + FEED).data).entries
    assert all(entry.link.startswith(f"https://{host}{PROXY_PREFIX}/2026") for entry in entries)
    for article in expected("tidewire"):
        reply = visitor.get(host, PROXY_PREFIX + article.path)
        assert _is_told(article, visible_text(reply.data))
        links = re.findall(r'href="(/[^"]*)', reply.data.decode())
        assert len(links) >= 10
        assert all(link.startswith(f"{PROXY_PREFIX}/") for link in links)
    assert visitor.get(host, STORY.path).status == 404
    with pytest.raises(urllib3.exceptions.ProtocolError):
        visitor.get(DEAD_ORIGIN, FEED)


@pytest.mark.parametrize("host", LOOKALIKE_HOSTS)
def test_lookalikes_serve_a_tampered_clone(visitor: Visitor, host: str) -> None:
    """A digit for a letter, a Cyrillic letter for a Latin one."""
    assert PUNYCODE_HOST.encode().decode("idna") == "tidew\u0456re.test"
    page = _body(visitor, host, STORY.path)
    assert not _is_told(STORY, page)
    assert STORY.title in page


@pytest.mark.parametrize("bad_role", ["origin", "mirror"])
def test_registry_reads_the_outlet_files(tmp_path: Path, bad_role: str) -> None:
    """One outlet a kind, the bad host first; the proxy is a mirror behind a dead origin."""
    ids = hostile_outlets(tmp_path, bad_role=bad_role)
    (tmp_path / "desks.yaml").write_text("desks:\n  - {id: demo}\n")
    outlets = {outlet.id: outlet for outlet in load_registry(tmp_path).outlets}
    assert set(ids) == set(outlets) == {f"hostile_{kind}" for kind in Kind}
    for kind in set(Kind) - {Kind.PREFIX}:
        first = outlets[f"hostile_{kind}"].hosts[0]
        assert (first.host, first.role.value) == (bad_host(kind), bad_role)
    proxy = outlets["hostile_prefix"].hosts[1]
    assert (proxy.host, proxy.prefixes) == (bad_host(Kind.PREFIX), (PROXY_PREFIX,))
    assert outlets["hostile_prefix"].origin.host == DEAD_ORIGIN


def test_feeds_name_their_outlets_origin(visitor: Visitor) -> None:
    """Links at an honest mirror name the bad host, so that they must be re-homed."""
    parsed = feedparser.parse(visitor.get("numbers-a.honest.test", FEED).data)
    assert {entry.link.split("/")[2] for entry in parsed.entries} == {"numbers.hostile.test"}


def test_hostile_hosts_follow_the_instant(tmp_path: Path) -> None:
    """At an earlier instant a tampered clone has fewer stories."""
    with Newsroom(tmp_path, hostile=True, at=END_AT - timedelta(days=3)) as early:
        entries = feedparser.parse(Visitor(early).get("numbers.hostile.test", FEED).data).entries
        assert 0 < len(entries) < 13


def test_five_outlets_know_no_hostile_host(tmp_path: Path) -> None:
    """Without hostile=True the demo is what it was."""
    with Newsroom(tmp_path) as plain:
        assert Visitor(plain).get_plain("seized.hostile.test", "/").status == 421
