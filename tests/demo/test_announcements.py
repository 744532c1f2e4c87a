"""What hosts announce: each form stands where it says, and only at the host that was told."""

import json
from pathlib import Path

import feedparser
import pytest
from lxml import html
from tests.demo.visitor import Visitor

from wireroom.demo import Newsroom, expected
from wireroom.demo.announcements import FORMS
from wireroom.demo.hostile import FAR_HOST, HERALD_HOST, SPARE_HOSTS
from wireroom.demo.houses import CONTROL_HOST, HOUSES, House
from wireroom.errors import BadInputError

HOST = "tidewire.press.test"
OTHER = "www.tidewire-mirror.test"
FEED = "/feed/rss.xml"
STORY = expected("tidewire")[3]
NAMED = SPARE_HOSTS[:2]
# Where the candidates' links stand in an article's page, by form.
PLACES = {
    "footer": "//body/footer[@lang='en']//a/@href",
    "footer_fa": "//body/footer[@lang='fa']//a/@href",
    "footer_ru": "//body/footer[@lang='ru']//a/@href",
    "body": "//div[@class='story-body']/p//a/@href",
    "blockquote": "//div[@class='story-body']/blockquote//a/@href",
    "comment": "//section[@id='comments']//li[@class='comment']//a/@href",
    "onion_meta": "//head/meta[@http-equiv='onion-location']/@content",
}
HIDING = (
    "//footer[contains(@style, 'display:none')]//a/@href",
    "//footer[@hidden]//a/@href",
    "//footer[@aria-hidden='true']//a/@href",
    "//footer[contains(@style, '-9999px')]//a/@href",
    "//footer/template//a/@href",
    "//footer/noscript//a/@href",
)


def _links(visitor: Visitor, place: str) -> list[str]:
    tree = html.document_fromstring(visitor.get(HOST, STORY.path).data)
    return [link for link in tree.xpath(place) if any(name in link for name in NAMED)]


@pytest.mark.parametrize("form", PLACES)
def test_form_stands_in_its_place(newsroom: Newsroom, visitor: Visitor, form: str) -> None:
    """Both candidates are linked there, once each."""
    newsroom.announce(HOST, form, NAMED)
    assert _links(visitor, PLACES[form]) == [f"https://{name}/" for name in NAMED]
    assert len(_links(visitor, "//@href | //@content")) == 2


@pytest.mark.parametrize("place", HIDING)
def test_hidden_form_hides_in_every_way(newsroom: Newsroom, visitor: Visitor, place: str) -> None:
    """Six kinds of element hide the sentence, and a comment."""
    newsroom.announce(HOST, "hidden", NAMED)
    assert len(_links(visitor, place)) == 2
    page = visitor.get(HOST, STORY.path).data.decode()
    assert NAMED[0] in page.split("<!-- <footer>")[1].split("-->")[0]


def test_script_form_is_in_scripts_only(newsroom: Newsroom, visitor: Visitor) -> None:
    """No element of the page links the candidates, a script and JSON do."""
    newsroom.announce(HOST, "script", NAMED)
    assert _links(visitor, "//@href") == []
    tree = html.document_fromstring(visitor.get(HOST, STORY.path).data)
    [told] = tree.xpath("//footer/script[@type='application/json']/text()")
    assert NAMED[1] in json.loads(told)["mirrors"]


def test_onion_header_names_the_same_path(newsroom: Newsroom, visitor: Visitor) -> None:
    """The header is Onion-Location's."""
    newsroom.announce(HOST, "onion_header", ["x" * 56 + ".onion"])
    location = visitor.get(HOST, STORY.path).headers["Onion-Location"]
    assert location == "https://" + "x" * 56 + f".onion{STORY.path}"


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.outlet)
def test_feed_names_the_candidate_as_itself(newsroom: Newsroom, house: House) -> None:
    """Every spelling of a feed has a self link at the candidate and still parses."""
    host = house.hosts[-1]
    newsroom.heal()
    newsroom.announce(host, "feed_self", [NAMED[0]])
    feed = Visitor(newsroom).get(host, house.feed_path).data
    named = f"https://{NAMED[0]}{house.feed_path}"
    if feed.startswith(b"{"):
        assert json.loads(feed)["feed_url"] == named
        return
    parsed = feedparser.parse(feed)
    assert not parsed.bozo
    assert len(parsed.entries) >= 10
    assert f'rel="self" href="{named}"' in feed.decode()


@pytest.mark.parametrize("form", FORMS)
def test_only_that_host_announces(newsroom: Newsroom, visitor: Visitor, form: str) -> None:
    """Another host's feed and pages stay silent; hush() silences the first."""
    quiet = [visitor.get(HOST, path).data for path in (FEED, STORY.path)]
    newsroom.announce(HOST, form, NAMED)
    for path in (FEED, STORY.path):
        reply = visitor.get(OTHER, path)
        assert not any(name.encode() in reply.data for name in NAMED)
        assert "Onion-Location" not in reply.headers
    newsroom.hush(HOST)
    assert [visitor.get(HOST, path).data for path in (FEED, STORY.path)] == quiet


def test_forms_add_up(newsroom: Newsroom, visitor: Visitor) -> None:
    """A host may announce in several forms at once."""
    for form in PLACES:
        newsroom.announce(HOST, form, NAMED)
    assert all(len(_links(visitor, place)) == 2 for place in PLACES.values())


def test_herald_announces_a_further_host(tmp_path: Path) -> None:
    """A candidate may announce another: to be trusted no more for it."""
    with Newsroom(tmp_path, hostile=True) as opened:
        line = Visitor(opened)
        assert FAR_HOST.encode() in line.get(HERALD_HOST, STORY.path).data
        for host in (*SPARE_HOSTS, FAR_HOST):
            assert STORY.title.encode() in line.get(host, STORY.path).data
            assert FAR_HOST.encode() not in line.get(SPARE_HOSTS[0], STORY.path).data


def test_control_desk_announces(visitor: Visitor) -> None:
    """The desk does the same over HTTP."""
    target = f"/announce?host={HOST}&form=footer&candidates={','.join(NAMED)}"
    assert visitor.get_plain(CONTROL_HOST, target).status == 200
    assert len(_links(visitor, PLACES["footer"])) == 2
    assert visitor.get_plain(CONTROL_HOST, f"/hush?host={HOST}").status == 200
    assert _links(visitor, PLACES["footer"]) == []


def test_unknown_form_is_refused(newsroom: Newsroom) -> None:
    """The refusal names the forms there are."""
    with pytest.raises(BadInputError, match="footer_fa"):
        newsroom.announce(HOST, "song", NAMED)
