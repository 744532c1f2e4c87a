"""Two copies of one article: what is no difference, and every difference that is one."""

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stages.mirrors.copies import BITCOIN, MIRROR, ORIGIN, TEXT, copy, differ, page

from wireroom.stages.mirrors.divergence import DivergenceKind, Specimen

EARLY, LATE = (datetime(2026, 8, 20, hour, tzinfo=UTC) for hour in (9, 11))

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
    "mail that a CDN hides": copy(
        extra='<p><a href="/cdn-cgi/l/email-protection#8de9">[email&#160;protected]</a></p>'
    ),
    "the edge's own scripts": copy(
        extra='<script src="/cdn-cgi/scripts/7d0f/cloudflare-static/rocket-loader.min.js"></script>'
    ),
    "another charset": Specimen(
        host=MIRROR,
        url=f"https://{MIRROR}/a/1",
        title="T",
        text=TEXT,
        body=page(TEXT).decode().encode("utf-16"),
    ),
    "a token in the form": copy(extra='<form action="/s"><input value="csrf-1"></form>'),
}


@pytest.mark.parametrize("theirs", HARMLESS.values(), ids=HARMLESS)
def test_what_honest_mirrors_differ_in_is_no_difference(theirs):
    """Own links, typography, white space, digits' scripts, beacons, tokens."""
    others = copy(host=ORIGIN, extra='<p><a href="/b">b</a></p>')
    assert differ(theirs, others).kind is DivergenceKind.IDENTICAL


EDITED = {
    "number": (TEXT.replace("70", "7"), "number", "70", "7"),
    "year": (TEXT.replace("2019", "2009"), "number", "2019", "2009"),
    "big number": (TEXT.replace("4,500,000", "45,000,000"), "number", "4500000", "45000000"),
    "name": (TEXT.replace("Mina", "Mona"), "name", "Mina", "Mona"),
    "sign": (TEXT.replace("70", "-70"), "number", "70", "-70"),
    "fraction": (TEXT.replace("70", "½"), "number", "70", "½"),
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
    "code in any link": ('<a href="javascript:steal()">x</a>', "link", "javascript:steal()"),
    "payment": (f"<div>Send help: {BITCOIN}</div>", "payment address", BITCOIN),
}


@pytest.mark.parametrize(("extra", "what", "value"), INJECTED.values(), ids=INJECTED)
def test_what_is_added_to_the_page_is_an_injection(extra, what, value):
    """Scripts, frames, forms, links and payment addresses that no other host shows."""
    found = differ(copy(extra=extra))
    assert (found.kind, found.is_tampering) == (DivergenceKind.INJECTED, True)
    assert [(change.what, change.theirs) for change in found.changes] == [(what, value)]
    assert differ(copy(host=ORIGIN), copy(extra=extra)).kind is DivergenceKind.IDENTICAL


def test_what_stands_below_every_depth_and_after_the_end_is_seen():
    """libxml2 by itself reads no deeper than 256 levels, and what follows </html> is beside it."""
    script = '<script src="https://evil.test/x.js"></script>'
    deep = "<div>" * 400 + script + f"<p>{BITCOIN}</p>" + "</div>" * 400
    after = page(TEXT).decode() + f"<p>{BITCOIN}</p>{script}"
    for body in (page(TEXT, extra=deep), after.encode()):
        found = differ(replace(copy(), body=body))
        assert {change.what for change in found.changes} >= {"script", "payment address"}


def test_a_claim_to_be_another_outlets_page_is_an_injection():
    """A canonical link to a foreign host is the poisoner's mark."""
    found = differ(copy(head='<link rel="canonical" href="https://other.test/a">'))
    assert [change.what for change in found.changes] == ["canonical"]
    assert found.is_tampering


SHORTER = {
    "a paragraph": (TEXT.split("\n\n", maxsplit=1)[0], DivergenceKind.TRUNCATED),
    "a beginning": (TEXT.split("\n\n")[1], DivergenceKind.TRUNCATED),
    "cut in mid-word": (TEXT[:-60], DivergenceKind.TRUNCATED),
    "one word": (TEXT.replace(" either", ""), DivergenceKind.EDITED),
    "a not": (TEXT.replace("had been shut", "been shut"), DivergenceKind.EDITED),
    "an end and a number": (TEXT[:-60].replace("70", "7"), DivergenceKind.EDITED),
    "an end and a headline": (TEXT[:-60], DivergenceKind.EDITED),
}


@pytest.mark.parametrize("case", SHORTER)
def test_a_part_of_the_text_is_truncated(case):
    """Shorter, but nothing is changed; where something is, it is edited, whatever is missing."""
    text, kind = SHORTER[case]
    title = "U" if "headline" in case else "T"
    assert differ(copy(text, title=title)).kind is kind


TITLES = {
    "the same": ("Flood kills 70", False),
    "typography": ("Flood  kills\u00a070", False),
    "its own address": ("Flood kills 70 | mirror.test", False),
    "the site's name added": ("Flood kills 70 | Mirror", False),
    "a number": ("Flood kills 7", True),
    "a word added": ("Flood kills 70 not", True),
    "a word gone": ("Flood kills", True),
    "another's name added": ("Flood kills 70 - Hoax", True),
}


@pytest.mark.parametrize(("title", "is_changed"), TITLES.values(), ids=TITLES)
def test_a_changed_headline_is_an_edit(title, is_changed):
    """A host's own name at its end is none."""
    found = differ(copy(title=title), copy(host=ORIGIN, title="Flood kills 70"))
    assert (found.kind is DivergenceKind.EDITED) is is_changed
    assert [change.what for change in found.changes] == ["title"] * is_changed


def test_a_page_that_says_it_was_changed_is_updated():
    """Another modification time makes a changed number an update; it is listed all the same."""
    found = differ(
        copy(TEXT.replace("70", "73"), modified_at=LATE),
        copy(host=ORIGIN, modified_at=EARLY),
    )
    assert (found.kind, found.is_tampering) == (DivergenceKind.UPDATED, False)
    assert [change.theirs for change in found.changes] == ["73"]


def test_a_hosts_own_address_in_a_headline_is_no_change():
    """Software that replaces the name does so there, too."""
    titles = (f"News of {MIRROR} on the flood", f"News of {ORIGIN} on the flood")
    theirs, others = copy(title=titles[0]), copy(host=ORIGIN, title=titles[1])
    assert differ(theirs, others).kind is DivergenceKind.IDENTICAL


OWN_CODE = "<script>track('page')</script>"
MIXED = {
    "code": ({"extra": OWN_CODE}, DivergenceKind.INJECTED),
    "code and a number": (
        {"text": TEXT.replace("70", "7"), "extra": OWN_CODE}, DivergenceKind.EDITED,
    ),
    "code and an update": (
        {"text": TEXT.replace("70", "7"), "extra": OWN_CODE, "modified_at": LATE},
        DivergenceKind.UPDATED,
    ),
    "code and an end cut off": (
        {"text": TEXT[:-60], "extra": OWN_CODE}, DivergenceKind.INJECTED,
    ),
    "another's script and an update": (
        {
            "text": TEXT.replace("70", "7"), "modified_at": LATE,
            "extra": '<script src="https://evil.test/x.js"></script>',
        },
        DivergenceKind.INJECTED,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("parts", "kind"), MIXED.values(), ids=MIXED)
def test_code_that_names_nobody_else_weighs_less_than_words(parts, kind):
    """A release of an outlet's pages brings some; everything is listed all the same."""
    found = differ(copy(**parts), copy(host=ORIGIN, modified_at=EARLY))
    assert found.kind is kind
    assert found.changes[0].what in {"script", "inline script"}


def test_another_article_is_different():
    """Two texts with little in common are not copies of one."""
    other = "Rain fell on the coast and the ferry stayed in port while fishermen mended nets."
    assert differ(copy(other)).kind is DivergenceKind.DIFFERENT


@given(st.text(max_size=300))
def test_a_text_never_differs_from_itself(text):
    """Whatever the characters."""
    assert differ(copy(text), copy(text, host=ORIGIN)).kind is DivergenceKind.IDENTICAL


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


def test_a_changed_word_is_found_in_a_long_text_at_once():
    """60,000 words and a page of a megabyte take seconds, wherever the words differ."""
    words = [f"w{number % 9973}" for number in range(60_000)]
    changed = [*words[:30_000], "70", *words[30_001:]]
    rows = "".join(
        f'<div><a href="/a/{n}">x</a><script>f({n})</script></div>' for n in range(20_000)
    )
    began = time.monotonic()
    found = differ(
        copy(" ".join(changed), extra=rows), copy(" ".join(words), host=ORIGIN, extra=rows)
    )
    assert [(change.what, change.theirs) for change in found.changes] == [("number", "70")]
    assert time.monotonic() - began < 60


def test_texts_with_nothing_in_common_take_no_longer():
    """A long text against another, and against the same backwards."""
    words = [f"w{number}" for number in range(60_000)]
    others = [f"v{number}" for number in range(60_000)]
    began = time.monotonic()
    for theirs in (others, words[::-1], ["the"] * 60_000):
        found = differ(copy(" ".join(theirs)), copy(" ".join(words), host=ORIGIN))
        assert found.kind is DivergenceKind.DIFFERENT
    assert time.monotonic() - began < 60
