"""Whose name stands below an article, or before its date, with nothing that calls it a byline."""

import pytest
from tests.stages.extract.sheets import article, sheet

from wireroom.stages.extract.authors import authors

ANN = "Ann Lee"
GROUP = {"@type": "NewsMediaOrganization", "name": "Harbour Press"}

SIGNED = {
    "a signature": '<p style="text-align:right;"><strong>Ann Lee</strong></p>',
    "a signature of old": '<p align="right"><em><font size="2">Ann Lee</font></em></p>',
    "before a date": '<p><span>Ann Lee |</span> <span class="tarih">10 Mayıs 2026</span></p>',
    "before a time": "<div><b>Ann Lee</b> <time>14:05</time></div>",
}


@pytest.mark.parametrize("body", SIGNED.values(), ids=SIGNED)
def test_who_signs_is_the_author(body):
    """At the right as letters are signed, or in one line with the date."""
    assert authors(sheet("", f"<article><h1>Ferries back</h1>{body}</article>")) == (ANN,)


UNSIGNED = {
    "in the text": "<p><strong>Ann Lee</strong></p>",
    "more than a name": '<p align="right"><b>Ann Lee</b> at sea</p>',
    "no name": '<p align="right"><b>read on</b></p>',
    "not set off": '<p align="right">Ann Lee</p>',
    "a margin": '<p style="margin-right: 3px"><b>Ann Lee</b></p>',
    "before no date": '<p><i>Ann Lee</i> <i class="updates">all</i></p>',
    "no name before a date": "<p><i>today</i> <time>14:05</time></p>",
    "another story's": "<ul><li>Sea <time>14:04</time><li><b>Ann Lee</b> <time>14:05</time></ul>",
    "before its text": f'<p><i>Ann Lee</i> <i class="date">2026</i> {"The port. " * 20}</p>',
    "another name within": "<p><b>Ann Lee <i>in</i></b> <time>14:05</time></p>",
    "a column of its own": "<p>Pay<div>Ann Lee</div> <time>14:05</time></p>",
    "before a text": f'<p><i>Ann Lee</i> <i class="date">{"2026 " * 30}</i></p>',
}


@pytest.mark.parametrize("body", UNSIGNED.values(), ids=UNSIGNED)
def test_a_name_in_a_page_is_no_author(body):
    """Unless it stands where newspapers sign, or before the date."""
    assert authors(sheet("", f"<article><h1>Ferries back</h1>{body}</article>")) == ()


def test_an_organisation_gives_way_to_a_signature_and_not_to_a_name_before_a_date():
    """A list of news may have names before its dates."""
    said = article(author=GROUP)
    assert authors(sheet(said, SIGNED["a signature"])) == (ANN,)
    dated = f"<h1>Ferries back</h1>{SIGNED['before a time']}"
    assert authors(sheet(said, dated)) == ("Harbour Press",)
    assert authors(sheet("", dated)) == (ANN,)
    assert authors(sheet("", SIGNED["before a time"])) == ()
