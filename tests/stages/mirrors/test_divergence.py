"""Two copies of one article: what is no difference, and every difference that is one."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.stages.mirrors.divergence import (
    Divergence,
    DivergenceKind,
    Specimen,
    compare,
    standing_alone,
)
from wireroom.stages.mirrors.payments import payment_addresses

OWN = ("www.outlet.test", "mirror.test")
TEXT = (
    "The flood killed 70 people in Zarrin on Tuesday, the mayor said. Engineers who looked at the"
    " dam found that two of its five gates had been shut since 2019.\n\nMina Rastgar of the water"
    " board told reporters that repairs would cost 4,500,000 rials and take eleven weeks. Nobody"
    " had asked the villages below the dam, she said, and nobody had told them either."
)
BITCOIN = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"


def page(text, *, extra="", head=""):
    body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    return f"<html><head>{head}</head><body><article>{body}{extra}</article></body></html>".encode()


def copy(text=TEXT, *, host="mirror.test", extra="", head="", **more):
    url = f"https://{host}/a/1"
    return Specimen(
        host=host, url=url, title="T", text=text, body=page(text, extra=extra, head=head), **more
    )


def differ(theirs, others=None) -> Divergence:
    return compare(theirs, others or copy(host="www.outlet.test"), own_hosts=OWN)


HARMLESS = {
    "another host's own links": copy(extra='<p><a href="https://mirror.test/b">b</a></p>'),
    "typography": copy(TEXT.replace(" - ", " – ").replace("'", "’")),
    "white space": copy(TEXT.replace(" ", " \n ")),
    "soft hyphens": copy(TEXT.replace("Engineers", "Engi\u00adneers")),
    "digits of another script": copy(TEXT.replace("70", "۷۰").replace("2019", "۲۰۱۹")),
    "thousands by points": copy(TEXT.replace("4,500,000", "4 500 000")),
    "the edge's beacon": copy(
        extra='<script src="https://static.cloudflareinsights.com/beacon.min.js"></script>'
    ),
    "own canonical": copy(head='<link rel="canonical" href="https://www.outlet.test/a/1">'),
    "inline script with a nonce": copy(extra='<script nonce="8f3">let t="ab12"</script>'),
    "a footer that names a new mirror": copy(
        extra='<footer><p>Also at <a href="https://new.test/">new.test</a></p></footer>'
    ),
    "a token in the form": copy(extra='<form action="/s"><input value="csrf-1"></form>'),
}


@pytest.mark.parametrize("theirs", HARMLESS.values(), ids=HARMLESS)
def test_what_honest_mirrors_differ_in_is_no_difference(theirs):
    """Own links, typography, white space, digits' scripts, beacons, tokens."""
    others = copy(host="www.outlet.test", extra='<p><a href="/b">b</a></p>')
    assert differ(theirs, others).kind is DivergenceKind.IDENTICAL


EDITED = {
    "number": (TEXT.replace("70", "7"), "number", "70", "7"),
    "year": (TEXT.replace("2019", "2009"), "number", "2019", "2009"),
    "big number": (TEXT.replace("4,500,000", "45,000,000"), "number", "4500000", "45000000"),
    "name": (TEXT.replace("Mina", "Mona"), "name", "Mina", "Mona"),
    "not": (TEXT.replace("found that", "denied that"), "words", "found", "denied"),
}


@pytest.mark.parametrize(("text", "what", "old", "new"), EDITED.values(), ids=EDITED)
def test_one_changed_word_is_named_with_its_context(text, what, old, new):
    """A single number is the least a forger needs."""
    found = differ(copy(text))
    assert (found.kind, found.is_tampering) == (DivergenceKind.EDITED, True)
    ((change),) = found.changes
    assert (change.what, change.others, change.theirs) == (what, old, new)
    assert len(change.where.split()) > 3


INJECTED = {
    "script": ('<script src="https://evil.test/x.js"></script>', "script", "evil.test"),
    "frame": ('<iframe src="//evil.test/f"></iframe>', "frame", "evil.test"),
    "form": ('<form action="https://evil.test/pay"></form>', "form", "evil.test"),
    "link": ('<p><a href="https://evil.test/give">x</a></p>', "link", "https://evil.test/give"),
    "code in a link": ('<p><a href="javascript:steal()">x</a></p>', "link", "javascript:steal()"),
    "payment": (f"<div>Send help: {BITCOIN}</div>", "payment address", BITCOIN),
}


@pytest.mark.parametrize(("extra", "what", "value"), INJECTED.values(), ids=INJECTED)
def test_what_is_added_to_the_page_is_an_injection(extra, what, value):
    """Scripts, frames, forms, links and payment addresses that no other host shows."""
    found = differ(copy(extra=extra))
    assert (found.kind, found.is_tampering) == (DivergenceKind.INJECTED, True)
    assert [(change.what, change.theirs) for change in found.changes] == [(what, value)]
    assert differ(copy(host="www.outlet.test"), copy(extra=extra)).kind is DivergenceKind.IDENTICAL


def test_a_claim_to_be_another_outlets_page_is_an_injection():
    """A canonical link to a foreign host is the poisoner's mark."""
    found = differ(copy(head='<link rel="canonical" href="https://other.test/a">'))
    assert [change.what for change in found.changes] == ["canonical"]
    assert found.is_tampering


def test_a_part_of_the_text_is_truncated():
    """The second paragraph is missing: shorter, but nothing is changed."""
    found = differ(copy(TEXT.split("\n\n", maxsplit=1)[0]))
    assert (found.kind, found.is_tampering) == (DivergenceKind.TRUNCATED, False)


def test_a_page_that_says_it_was_changed_is_updated():
    """Another modification time makes a changed number an update; it is listed all the same."""
    early, late = (datetime(2026, 8, 20, hour, tzinfo=UTC) for hour in (9, 11))
    found = differ(
        copy(TEXT.replace("70", "73"), modified_at=late),
        copy(host="www.outlet.test", modified_at=early),
    )
    assert (found.kind, found.is_tampering) == (DivergenceKind.UPDATED, False)
    assert [change.theirs for change in found.changes] == ["73"]


def test_another_article_is_different():
    """Two texts with little in common are not copies of one."""
    other = "Rain fell on the coast and the ferry stayed in port while fishermen mended nets."
    assert differ(copy(other)).kind is DivergenceKind.DIFFERENT


@given(st.text(max_size=300))
def test_a_text_never_differs_from_itself(text):
    """Whatever the characters."""
    assert differ(copy(text), copy(text, host="www.outlet.test")).kind is DivergenceKind.IDENTICAL


@given(
    st.lists(st.sampled_from(["the", "flood", "killed", "of", "in", "Zarrin"]), max_size=80),
    st.integers(1, 10**6),
    st.integers(1, 10**6),
)
def test_a_changed_number_is_always_reported(words, old, new):
    """Wherever it stands and whatever stands around it."""
    middle = len(words) // 2
    before, after = " ".join(words[:middle]), " ".join(words[middle:])
    found = differ(copy(f"{before} {new} {after}"), copy(f"{before} {old} {after}"))
    if old == new:
        assert found.kind is DivergenceKind.IDENTICAL
    else:
        assert any(str(new) in change.theirs for change in found.changes)


def test_one_against_two_stands_alone_and_two_hosts_decide_nothing():
    """A majority tells who lies; one against one does not."""
    honest = [copy(host="www.outlet.test"), copy(host="b.test")]
    liar = copy(TEXT.replace("70", "7"), host="mirror.test")
    assert standing_alone([honest[0], liar], own_hosts=OWN) == {}
    found = standing_alone([liar, *honest], own_hosts=OWN)
    assert list(found) == ["mirror.test"]
    other, divergence = found["mirror.test"]
    assert other in {"www.outlet.test", "b.test"}
    assert str(divergence.changes[0]).startswith("number 70 became 7")
    assert standing_alone([*honest, copy(host="c.test")], own_hosts=OWN) == {}


ADDRESSES = {
    "bitcoin": (BITCOIN, True),
    "bitcoin with a slip": (BITCOIN[:-1] + "3", False),
    "bech32": ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", True),
    "bech32 with a slip": ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdp", False),
    "taproot": ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", True),
    "ethereum": ("0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe", True),
    "iban": ("DE89 3704 0044 0532 0130 00", True),
    "iban with a slip": ("DE89 3704 0044 0532 0130 01", False),
    "donation page": ("paypal.me/someone", True),
    "a digest": ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", False),
}


@pytest.mark.parametrize(("address", "is_one"), ADDRESSES.values(), ids=ADDRESSES)
def test_payment_addresses_are_checked(address, is_one):
    """A checksum that does not hold is no address."""
    assert bool(payment_addresses(f"Give to {address} now")) is is_one
