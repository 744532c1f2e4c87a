"""What a person is told of a host's name: what deceives, and what is usual for a mirror."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.stages.mirrors.lookalike import FREE_PLACES, is_grave, warnings_of

APPROVED = ("www.paperdaily.com", "paperdaily.org")
DECEITS = {
    "Cyrillic letters": ("xn--perdaily-1fg2c.com", "internationalised"),
    "several scripts": ("pаperdaily.com", "letters of several scripts: cyrillic, latin"),
    "a letter that looks like another": ("раperdaily.com", "looks like"),
    "a digit for a letter": ("paperdai1y.com", "looks like"),
    "several digits for letters": ("p4p3rd4ily.com", "looks like"),
    "two letters for one": ("paperclaily.com", "looks like"),
    "a hyphen within": ("paper-daily.com", "looks like"),
    "one letter more": ("paperdailyy.com", "a letter or two away"),
    "two letters swapped": ("papedraily.com", "a letter or two away"),
    "a longer name": ("paperdaily-login.com", "holds the name"),
    "the whole host before another's": ("paperdaily.com.evil.test", "domain evil.test"),
    "the name before another's": ("www.paperdaily.evil.test", "domain evil.test"),
    "an address": ("198.51.100.7", "an address, not a name"),
    "an address of version 6": ("[2001:db8::1]", "an address, not a name"),
    "dynamic DNS": ("paperdaily.duckdns.org", "dynamic DNS at duckdns.org"),
    "user pages": ("paperdaily.github.io", "user pages at github.io"),
    "a long name": (f"{'a' * 41}.test", "unusually long"),
}


@pytest.mark.parametrize(("host", "words"), DECEITS.values(), ids=DECEITS)
def test_a_name_that_deceives_is_warned_of(host: str, words: str) -> None:
    """One warning at least says what is odd about it."""
    said = warnings_of(host, APPROVED)
    assert any(one.startswith("warning:") and words in one for one in said), said


USUAL = {
    "another ending": "paperdaily.ir",
    "another ending of two parts": "www.paperdaily.co.uk",
    "a language's host": "fa.paperdaily.com",
    "a longer label before the name": "international.paperdaily.com",
}


@pytest.mark.parametrize("host", USUAL.values(), ids=USUAL)
def test_the_same_name_elsewhere_is_a_note(host: str) -> None:
    """Mirrors are called so; a person should know it, and need not be alarmed."""
    said = warnings_of(host, APPROVED)
    assert said
    assert all(one.startswith("note:") for one in said), said


def test_a_name_of_many_hosts_is_warned_of_once() -> None:
    """A host per language is one name, told by the first of them."""
    hosts = [f"{language}.paperdaily.com" for language in ("ar", "en", "fa")]
    assert warnings_of("paperdaily.evil.test", hosts) == (
        "warning: the name of ar.paperdaily.com before somebody else's domain evil.test",
    )


SCHEMES = {
    "plain": ("harbour.test", "http", True),
    "by TLS": ("harbour.test", "https", False),
    "an onion, which needs none": (f"{'a2b3c4d5' * 7}.onion", "http", False),
}


@pytest.mark.parametrize(("host", "scheme", "is_warned"), SCHEMES.values(), ids=SCHEMES)
def test_a_host_without_tls_is_warned_of(host: str, scheme: str, is_warned: bool) -> None:
    """First of all, and gravely."""
    said = warnings_of(host, APPROVED, scheme=scheme)
    assert ("without TLS" in "".join(said)) is is_warned
    assert all(is_grave(one) for one in said)


QUIET = {
    "a name of its own": "harbourtimes.test",
    "one that is near a short name": "bbd.test",
    "an onion": f"{'a2b3c4d5' * 7}.onion",
}


@pytest.mark.parametrize("host", QUIET.values(), ids=QUIET)
def test_an_honest_name_is_not_warned_of(host: str) -> None:
    """A warning on every host is no warning."""
    assert warnings_of(host, APPROVED) == ()


def test_an_honest_internationalised_name_is_spelled_out_and_no_more() -> None:
    """Japanese mixes scripts within a word, and every such name has an ending in Latin letters."""
    (said,) = warnings_of("xn--zck9awe6dw833acvb.test", APPROVED)
    assert "'ニュース日本.test'" in said


def test_every_free_place_is_named_with_its_kind() -> None:
    """Each row of the table, as itself and with a name before it."""
    for place, kind in FREE_PLACES:
        for host in (place, f"somebody.{place}"):
            assert any(f"{kind} at {place}" in one for one in warnings_of(host, ()))


@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=3))
def test_no_name_breaks_the_warnings(host: str, approved: list[str]) -> None:
    """Candidates are what a stranger wrote."""
    assert all(one.startswith(("warning:", "note:")) for one in warnings_of(host, approved))
