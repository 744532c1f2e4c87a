"""Links of an article: which are the same on two hosts, and which were exchanged."""

from dataclasses import replace

import pytest
from tests.stages.mirrors.copies import MIRROR, ORIGIN, OWN, TEXT, copy, differ, page

from wireroom.stages.mirrors.divergence import DivergenceKind, compare

NAV = "<nav>" + "".join(f'<a href="/page/{number}">x</a>' for number in range(6)) + "</nav>"
PREFIXED = NAV.replace('href="', f'href="https://{MIRROR}/{ORIGIN}')
SPELLED = NAV.replace("/page/", "/p/")


def links(theirs, others, *, theirs_nav=NAV):
    """How a copy whose article has one link differs from one with another."""
    return differ(copy(link=theirs, extra=theirs_nav), copy(host=ORIGIN, link=others, extra=NAV))


HARMLESS = {
    "own host": (f"https://{MIRROR}/water", f"https://{ORIGIN}/water"),
    "relative": ("/water", f"https://{ORIGIN}/water"),
    "http": ("http://board.test/a", "https://board.test/a"),
    "www": ("https://www.board.test/a", "https://board.test/a"),
    "tracker": ("https://board.test/a?utm_source=m", "https://board.test/a"),
    "fragment": ("https://board.test/a#top", "https://board.test/a"),
    "own name in the path": (f"/files/{MIRROR}/1.pdf", f"/files/{ORIGIN}/1.pdf"),
    "own name in another's query": (
        f"https://go.test/?r={MIRROR}&u=https%3A%2F%2F{MIRROR}%2Fa",
        f"https://go.test/?r={ORIGIN}&u=https%3A%2F%2F{ORIGIN}%2Fa",
    ),
    "mail hidden": ("/cdn-cgi/l/email-protection#8de9", "mailto:a@board.test"),
    "no link on either": ("", ""),
}


@pytest.mark.parametrize(("theirs", "others"), HARMLESS.values(), ids=HARMLESS)
def test_one_target_in_two_spellings_is_no_difference(theirs, others):
    """Hosts, schemes, trackers."""
    assert links(theirs, others).kind is DivergenceKind.IDENTICAL


CHANGED = {
    "to another host": ("https://evil.test/a", "https://board.test/a", DivergenceKind.INJECTED),
    "to another page": ("https://board.test/b", "https://board.test/a", DivergenceKind.INJECTED),
    "to another own page": ("/b", "/a", DivergenceKind.EDITED),
    "from an own page": ("https://evil.test/a", "/a", DivergenceKind.INJECTED),
    "to a page that the other names elsewhere": (
        "/page/1", "https://board.test/a", DivergenceKind.EDITED,
    ),
    "added": ("https://evil.test/a", "", DivergenceKind.INJECTED),
}  # fmt: skip


@pytest.mark.parametrize(("theirs", "others", "kind"), CHANGED.values(), ids=CHANGED)
def test_another_target_is_named(theirs, others, kind):
    """With both targets, where one took the other's place."""
    found = links(theirs, others)
    assert found.kind is kind
    assert found.changes[0].what == "link"
    assert found.changes[0].theirs.endswith(theirs)


def test_own_paths_are_compared_where_hosts_spell_them_alike():
    """A proxy's prefix is taken off; a host with other paths is not held to the outlet's."""
    there = f"https://{MIRROR}/{ORIGIN}/water"
    assert links(there, "/water", theirs_nav=PREFIXED).kind is DivergenceKind.IDENTICAL
    assert links("/w/1", "/water/1", theirs_nav=SPELLED).kind is DivergenceKind.IDENTICAL
    assert links("/w/1", "/water/1").kind is DivergenceKind.EDITED


def test_words_that_link_to_several_pages_are_compared_as_well():
    """One of two links of the same words leads elsewhere on one host."""
    two = TEXT.replace("the dam", '<a href="{}">it</a> the dam', 1).replace(
        "repairs", '<a href="/2">it</a> repairs'
    )
    theirs, others = (
        replace(copy(two.format(there), host=host, extra=NAV), text=TEXT)
        for there, host in (("/bent", MIRROR), ("/1", ORIGIN))
    )
    (change,) = differ(theirs, others).changes
    assert (change.what, change.where) == ("link", "it")
    assert (change.others, change.theirs) == (f"https://{ORIGIN}/1", f"https://{MIRROR}/bent")


def test_a_host_per_language_is_the_outlets_own():
    """Links to any of them are links by path."""
    own = (*OWN, "{language}.outlet.test")
    copies = (copy(link="https://fa.outlet.test/water"), copy(host=ORIGIN, link="/water"))
    assert compare(*copies, own_hosts=own).kind is DivergenceKind.IDENTICAL
    assert compare(*copies, own_hosts=OWN).kind is DivergenceKind.INJECTED


DAM, BOARD = "https://dam.test/", "https://board.test/a"
LINKED = TEXT.replace("the dam", f'<a href="{DAM}">the dam</a>', 1)


def test_a_link_that_is_gone_is_an_edit_and_a_page_without_links_is_not():
    """Some hosts strip all links; who strips one of them chose it."""
    others = replace(copy(host=ORIGIN), body=page(LINKED, link=BOARD))
    gone = differ(replace(copy(), body=page(LINKED)), others)
    assert [(one.what, one.others, one.theirs, one.where) for one in gone.changes] == [
        ("link", BOARD, "", "water board")
    ]
    assert differ(copy(), others).kind is DivergenceKind.IDENTICAL
