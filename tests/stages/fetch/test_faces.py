"""Faces: what most pages of a host show, small, fading, and slow to speak."""

from datetime import UTC, datetime, timedelta

import pytest

from wireroom.stages.fetch import Profile, taught
from wireroom.stages.fetch.faces import AGREE, Look, likeness, look_of

START = datetime(2026, 8, 1, tzinfo=UTC)
OLD = "masthead topnav story byline lede kicker share related links colophon rail dateline"
NEW = "hero grid entry meta dek chips toolbar next strip imprint aside stamp"
OTHER = "slot reel spin bonus jackpot chip bet odds tip win cash-out lobby"


def look(names: str, *extra: str, site: str = "Paper", size: int = 3000) -> Look:
    """A page with these classes."""
    boxes = "".join(f'<div class="{name}"></div>' for name in [*names.split(), *extra])
    return look_of(boxes.encode(), names=[site], size=size)


def learnt(profile: Profile, host: str, looks: list[Look], *, first: int = 0) -> Profile:
    """The profile once these pages taught it, six hours apart."""
    for number, one in enumerate(looks, start=first):
        now = START + timedelta(hours=6 * number)
        profile = taught(profile, host, {f"paper:{number}": one}, now=now)
    return profile


def grown(*hosts: str, names: str = OLD, n_pages: int = 12) -> Profile:
    """A profile whose hosts all have a mature face."""
    profile = Profile()
    for host in hosts:
        profile = learnt(profile, host, [look(names, f"page-{n}") for n in range(n_pages)])
    return profile


def test_a_page_of_the_same_looks_is_like_and_another_sites_is_not():
    """Whatever each page has of its own."""
    profile = grown("a.test")
    assert profile.likeness(look(OLD, "page-99", "of-its-own")) == 1.0
    assert profile.likeness(look(OTHER)) == 0.0
    assert 0.0 < profile.likeness(look(" ".join(OLD.split()[:6]))) < 1.0


def test_what_is_one_page_only_is_not_steady():
    """Numbers are left out, words of one page fade."""
    (face,) = grown("a.test").faces
    assert len(face.steady()) == len(OLD.split()) + 1  # page-# stands for all of page-0 ...
    assert look('x" id="a12').traits == look('x" id="a77').traits


def test_a_redesign_is_steady_after_fourteen_pages_and_the_past_is_gone():
    """So a redesign is followed within days."""
    profile = grown("a.test", n_pages=30)
    for number in range(14):
        profile = learnt(profile, "a.test", [look(NEW)], first=100 + number)
    assert profile.likeness(look(NEW)) > 0.5
    for number in range(30):
        profile = learnt(profile, "a.test", [look(NEW)], first=200 + number)
    assert profile.likeness(look(NEW)) > 0.99
    assert profile.likeness(look(OLD)) < 0.05


MATURITY = {
    "too few pages": (9, 24, False),
    "too short a time": (12, 1, False),
    "enough of both": (10, 3, True),
}


@pytest.mark.parametrize(("n_pages", "hours", "is_mature"), MATURITY.values(), ids=MATURITY)
def test_a_face_speaks_only_once_it_is_mature(n_pages, hours, is_mature):
    """Ten articles over a day."""
    profile = Profile()
    for number in range(n_pages):
        now = START + timedelta(hours=hours * number)
        profile = taught(profile, "a.test", {f"paper:{number}": look(OLD)}, now=now)
    assert bool(profile.witnesses("a.test")) is is_mature


def test_an_article_teaches_once():
    """However often it is fetched again."""
    profile = Profile()
    for number in range(20):
        now = START + timedelta(hours=6 * number)
        profile = taught(profile, "a.test", {"paper:1": look(OLD)}, now=now)
    assert profile.faces[0].n_pages == 1


def test_one_host_alone_speaks_against_itself_only():
    """It may have been lost before we knew it; two that look the same speak against a third."""
    assert [face.host for face in grown("a.test").witnesses("a.test")] == ["a.test"]
    assert grown("a.test").witnesses("c.test") == ()
    both = grown("a.test", "b.test")
    assert {face.host for face in both.witnesses("c.test")} == {"a.test", "b.test"}
    assert both.witnesses("c.test", muted={"b.test"}) == ()
    assert [f.host for f in both.witnesses("b.test", muted={"b.test"})] == ["b.test"]


def test_two_hosts_that_look_different_speak_against_nobody_else():
    """One of them may be the impostor."""
    profile = learnt(grown("a.test"), "b.test", [look(OTHER) for _ in range(12)])
    assert profile.witnesses("c.test") == ()
    one, other = profile.faces
    assert likeness(one, other.traits) < AGREE


def test_a_profile_is_the_same_once_written_and_read_and_stays_small():
    """A few KB, whatever was learnt."""
    profile = Profile()
    for host in ("a.test", "b.test", "c.test", "d.test", "e.test"):
        many = [look(OLD, *(f"w{chr(97 + n)}{k}x{host[0]}" for k in "abcdefgh")) for n in range(20)]
        profile = learnt(profile, host, [*many, *many])
    text = profile.as_text()
    assert Profile.from_text(text) == profile
    assert len(profile.faces) == 4
    assert len(text) < 4 * 4000


def test_names_that_most_pages_give_their_site_are_its_names():
    """The headline in a title is on one page, the name behind it on all."""
    profile = Profile()
    for number in range(12):
        page = look_of(b'<b class="x">', names=["روزنامه البرز", f"Headline number {number}"])
        now = START + timedelta(hours=6 * number)
        profile = taught(profile, "a.test", {f"paper:{number}": page}, now=now)
    assert profile.names() == {"روزنامهالبرز"}
