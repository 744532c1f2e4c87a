"""Is it another site? Names, addresses, headlines and looks, none of which decides alone."""

from dataclasses import replace

import pytest
from tests.stages.fetch.exchanges import exchange, page, reason
from tests.stages.fetch.test_faces import NEW, OLD, grown, look

from wireroom.model import Reason
from wireroom.registry import Outlet
from wireroom.stages.fetch import (
    Familiar,
    Sight,
    judge_article,
    judge_listing,
    site_of,
    teachable,
)
from wireroom.stages.fetch.naming import claims_of, is_own, share_of
from wireroom.stages.fetch.strangers import names_outlet

OUTLET = Outlet.model_validate(
    {
        "id": "alborz", "name": "Alborz News Agency", "language": "en", "timezone": "UTC",
        "hosts": [
            {"host": "www.alborz.test", "role": "origin"},
            {"host": "m.alborz.co.test", "role": "mirror"},
            {"host": "gone.test", "role": "retired"},
        ],
        "feeds": [{"path": "/rss"}],
        "article": {"native_id": r"/Detail/(?:\d+/){3}(?P<native_id>\d+)"},
    }
)  # fmt: skip
NEW_HERE = site_of(OUTLET)  # a registry file and nothing else
HEADLINE = "Flamingos are back on Lake Namakzar, and so is the lake"
SENTENCE = "The water rose by a hand in March and the birds came with it from the salt coast. "


def site(names=OLD, *hosts):
    """The outlet once its pages are known."""
    profile = grown(*(hosts or ("www.alborz.test",)), names=names)
    return replace(NEW_HERE, profile=profile)


def known(where=NEW_HERE, *, host="www.alborz.test", headline=HEADLINE):
    return Familiar(site=where, host=host, headline=headline)


def shown(names="", *, title="Ten bonus codes", called="", address="", n_words=600, text=SENTENCE):
    """A page with these classes, its site's name and its address."""
    boxes = "".join(f'<div class="{name}"></div>' for name in names.split())
    head = f'<meta content="{called}" property="og:site_name">' if called else ""
    head += f'<link rel="canonical" href="{address}">' if address else ""
    return exchange(page(boxes + text * (n_words // 16), title=title, head=head))


STRANGERS = {
    "unlike, another name": (shown(called="Casino Nights"), site()),
    "unlike, another address": (shown(address="https://casino.test/a"), site()),
    "unlike and short": (shown(n_words=16), site()),
    "name and address, unknown looks": (
        shown(called="Casino Nights", address="https://casino.test/a"), NEW_HERE,
    ),
    "unlike two that agree": (
        shown(called="Casino Nights"), site(OLD, "m.alborz.co.test", "gone.test"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "where"), STRANGERS.values(), ids=STRANGERS)
def test_another_sites_page_is_named_with_its_evidence(asked, where):
    """By two signs at least."""
    verdict = judge_article(asked, known(where))
    assert verdict.reason is Reason.WRONG_SITE
    assert len(verdict.evidence) >= 2
    assert sum(one.weight for one in verdict.evidence) >= 1.0


OWN = {
    "a redesign": (shown(NEW, title=f"{HEADLINE} | Alborz"), site()),
    "a redesign under another name": (
        shown(NEW, title=HEADLINE, called="Namakzar Times", address="https://namakzar.test/a"),
        site(),
    ),
    "the headline in its heading alone": (
        exchange(f"<title>x</title><h1>{HEADLINE}</h1><p>{SENTENCE * 9}"), site(),
    ),
    "syndicated": (shown(OLD, called="Alborz", address="https://wire.test/a"), site()),
    "another name, same looks": (shown(OLD, called="Casino Nights"), site()),
    "another name alone": (shown(called="Casino Nights"), NEW_HERE),
    "another address alone": (shown(address="https://wire.test/a"), NEW_HERE),
    "unlike alone": (shown(NEW), site()),
    "a name in another script": (
        shown(called="خبرگزاری البرز", address="https://alborz.example/a"), NEW_HERE,
    ),
    "unlike one other host alone": (
        shown(called="Alborz Mobile"), site(OLD, "m.alborz.co.test"),
    ),
    "a retired address": (shown(called="x", address="https://www.gone.test/a"), NEW_HERE),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "where"), OWN.values(), ids=OWN)
def test_no_single_sign_convicts_and_the_headline_clears_all(asked, where):
    """Redesigns, other names, other addresses."""
    assert reason(asked, known(where)) is None


def test_a_notice_of_the_outlets_own_is_no_other_site():
    """Unlike all before, short and without the headline, but by the outlet's name."""
    asked = exchange(page("Alborz News Agency will be with you again soon.", title="Notice"))
    assert reason(asked, known(site())) is Reason.SOFT_404
    domain = exchange(page("alborz.test", title="alborz.test"))
    assert reason(domain, known(site())) is not Reason.SOFT_404


def test_a_banner_without_words_is_seen_by_its_looks():
    """A picture alone, in place of pages that are well known."""
    asked = exchange("<html><title></title><body><img src=/b.png></body></html>")
    assert reason(asked) is None
    assert reason(asked, known(site())) is Reason.WRONG_SITE


def test_a_page_without_a_headline_to_look_for_needs_more_than_looks_and_a_name():
    """Entries without titles prove nothing."""
    asked = shown(NEW, called="Namakzar Times")
    assert reason(asked, known(site(), headline="")) is None
    told = shown(NEW, called="Namakzar Times", address="https://namakzar.test/a")
    assert reason(told, known(site(), headline="")) is Reason.WRONG_SITE


def sees(body, *, where=None, headline=HEADLINE):
    return teachable(Sight(body.encode()), where or site(), host="www.alborz.test",
                     headline=headline)  # fmt: skip


def test_only_pages_that_show_their_headline_teach():
    """And of those that look unlike all before, only those by the outlet's name."""
    told = f"<title>{HEADLINE} - {{}}</title><div class='{NEW}'>"
    assert sees(told.format("Alborz"), headline="Something else was announced") is None
    assert sees(told.format("Alborz")) is not None
    assert sees(told.format("Casino Nights")) is None
    assert sees(f"<title>{HEADLINE} - Casino Nights</title><div class='{OLD}'>") is not None
    assert look(NEW).traits <= sees(told.format("Alborz")).traits


LINKS = {
    "own": [f"https://www.alborz.test/Detail/2026/08/2{n}/77{n}/x" for n in range(5)],
    "own, another CMS": [f"https://www.alborz.test/story-{n}" for n in range(5)],
    "moved": [f"https://new.example/Detail/2026/08/2{n}/77{n}/x" for n in range(5)],
    "moved, another CMS": [f"https://alborz.example/story-{n}" for n in range(5)],
    "foreign": [f"https://casino.test/bonus-{n}" for n in range(5)],
    "few": ["https://casino.test/bonus"],
}
FEEDS = {
    "own": ("Alborz", "own", None),
    "own under another name": ("Front page", "own", None),
    "relaunched": ("Alborz News", "own, another CMS", None),
    "moved": ("Front page", "moved", None),
    "moved to a host of its name": ("Front page", "moved, another CMS", None),
    "links of others": ("Alborz reads", "foreign", None),
    "two links": ("Casino Nights", "few", None),
    "named in another script": ("روزنامه", "own, another CMS", None),
    "another site": ("Casino Nights", "foreign", Reason.WRONG_SITE),
    "another site on the outlet's host": (
        "Casino Nights", "own, another CMS", Reason.WRONG_SITE,
    ),
    "untitled": ("", "foreign", None),
}  # fmt: skip


@pytest.mark.parametrize(("title", "links", "verdict"), FEEDS.values(), ids=FEEDS)
def test_a_feed_is_another_sites_by_its_name_and_its_links(title, links, verdict):
    """On the first day already."""
    found = judge_listing(exchange("<rss/>"), NEW_HERE, title=title, links=LINKS[links])
    assert (found and found.reason) == verdict


def test_without_numbers_a_feed_of_another_site_is_told_by_whose_links_it_shows():
    """An outlet that has no pattern for its articles' numbers."""
    plain = replace(NEW_HERE, native_id=None)
    for links, verdict in (("foreign", Reason.WRONG_SITE), ("own, another CMS", None)):
        found = judge_listing(exchange("<rss/>"), plain, title="Casino Nights", links=LINKS[links])
        assert (found and found.reason) == verdict
    foreign = judge_listing(
        exchange("<rss/>"), plain, title="Casino Nights", links=LINKS["foreign"]
    )
    assert [one.kind for one in foreign.evidence] == ["links", "name"]
    assert "casino.test" in foreign.detail


SHARES = {
    "all": ("Flamingos are back", "The flamingos ARE back!", 1.0),
    "none": ("Flamingos are back", "Ten bonus codes", 0.0),
    "half, short words aside": ("The flamingos return", "Are the storks to return", 0.5),
    "Chinese": ("火烈鸟回来了", "湖上的火烈鸟回来了", 1.0),
    "Persian, another yeh": ("فلامینگوها برگشتند", "فلامينگوها برگشتند", 1.0),
    "too short": ("Oh", "Oh dear", None),
}


@pytest.mark.parametrize(("headline", "text", "share"), SHARES.values(), ids=SHARES)
def test_a_headline_is_found_word_by_word(headline, text, share):
    """In any script, whatever stands around it."""
    assert share_of(headline, text) == share


NAMES = {
    "longer": ("Press TV News", {"presstv"}, True),
    "shorter": ("Guardian", {"theguardian"}, True),
    "a chance": ("News", {"tasnimnewsagency"}, False),
    "another": ("Casino Nights", {"presstv"}, False),
    "two letters": ("Adwaita", {"dw"}, False),
}


@pytest.mark.parametrize(("claim", "own", "is_same"), NAMES.values(), ids=NAMES)
def test_names_are_compared_by_their_letters(claim, own, is_same):
    """One may be longer than the other, not a mere part of a word."""
    assert is_own(claim, own) is is_same


def test_a_page_claims_by_meta_json_and_title():
    """In any order of attributes, entities and escapes read."""
    seen = Sight(
        b"<title>Head line &ndash; The Paper | Home</title>"
        b"<meta content='Tide &amp; Co' property=og:site_name>"
        b"<link href=https://x.test/a rel=canonical>"
        b'<script type="application/ld+json">{"publisher": {"@type": "Organization",'
        b' "name": "\\u0627\\u0644\\u0628\\u0631\\u0632"}}</script>'
    )
    claims = claims_of(seen)
    assert claims.names == ("Tide & Co", "البرز")
    assert claims.title == ("Head line", "The Paper", "Home")
    assert claims.addresses == ("https://x.test/a",)
    assert not names_outlet(claims, NEW_HERE)
