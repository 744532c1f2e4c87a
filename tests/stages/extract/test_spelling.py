"""One page in two spellings is one record: hosts hyphenate and compose as they like."""

import time
import unicodedata

import pytest
from tests.seedpage import INVENTED, MARKUPS, seed_html

from wireroom.model import Page, version_id
from wireroom.stages.clean import clean
from wireroom.stages.extract import extract
from wireroom.stages.extract.body.cutting import cut
from wireroom.stages.extract.sheet import open_sheet

SPELLINGS = {
    "soft hyphens": lambda html: html.replace("er ", "&shy;er "),
    "soft hyphens as characters": lambda html: html.replace("er ", "\u00ader "),
    "soft hyphens by number": lambda html: html.replace("er ", "&#173;er ").replace("&#xAD;", ""),
    "one line": lambda html: " ".join(html.split()),
    "indented lines": lambda html: html.replace(" ", "\n        "),
    "letters and marks apart": lambda html: unicodedata.normalize("NFD", html),
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("markup", MARKUPS)
def test_white_space_hyphens_and_composed_letters_change_no_version(spelling, markup):
    """The text is the same to the letter, and so is its digest."""
    text = INVENTED.read_text(encoding="utf-8").replace("the", "thé")
    html = seed_html(text, markup).decode()
    one, other = (
        clean(page, extract(page))
        for page in (
            Page(body=body.encode(), url="https://paper.example/a/1")
            for body in (html, spelling(html))
        )
    )
    assert (other.title, other.text) == (one.title, one.text)
    assert version_id(other.text) == version_id(one.text)
    assert "thé" in other.text


def test_white_space_counts_where_html_says_so():
    """Code in an article keeps its lines; many scripts without an end take no time."""
    code = "<pre>one\n  two</pre>"
    page = Page(body=f"<p>a\n  b</p>{code}".encode(), url="https://paper.example/a/1")
    assert cut(open_sheet(page).tree).texts == ["a b", "one\n  two"]
    began = time.monotonic()
    open_sheet(Page(body=b"<script " * 100_000, url="https://paper.example/a/1"))
    assert time.monotonic() - began < 20
