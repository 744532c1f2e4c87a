"""Facts about the plain text of titles and summaries."""

import pytest

from wireroom.stages.poll.plaintext import MAX_SUMMARY, plain, summary

TEXTS = {
    "no markup": ("Fish & chips", "Fish & chips"),
    "white space": (" a \n\t b\u00a0c ", "a b c"),
    "inline tags leave no space": ("It came <b>late</b>, <i>very</i>.", "It came late, very."),
    "inside a word": ("H<sub>2</sub>O", "H2O"),
    "attributes": ('<a href="/x" title="y">Link</a>!', "Link!"),
    "blocks and breaks part words": ("<p>One</p><p>two<br/>three</p>", "One two three"),
    "a tag that begins like an inline one": ("one<address>two</address>", "one two"),
    "entities": ("Caf&eacute; &amp; bar &#8211; open", "Café & bar – open"),
    "escaped markup": ("&lt;p&gt;It came &lt;b&gt;late&lt;/b&gt;.&lt;/p&gt;", "It came late."),
    "scripts and styles": ("a<script>x()</script>b<style>p{}</style>c", "a b c"),
    "a script never closed": ("a<script>x()", "a"),
    "comments": ("a<!-- no -->b", "ab"),
    "a comment never closed": ("a<!-- no", "a"),
    "less-than signs stay": ("1 < 2 and 3 > 2, I <3 it", "1 < 2 and 3 > 2, I <3 it"),
    "half a surrogate pair": ("a\ud83d", "a\ufffd"),
    "empty": ("", ""),
}


@pytest.mark.parametrize(("markup", "text"), TEXTS.values(), ids=TEXTS)
def test_markup_becomes_plain_text(markup: str, text: str) -> None:
    """Tags go, entities are decoded, white space is single."""
    assert plain(markup) == text


def test_summary_is_cut() -> None:
    """A feed that carries whole articles gives 5,000 characters of them."""
    assert summary("<p>word</p> " * 10_000) == ("word " * 1_000)[:MAX_SUMMARY]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["<", "<a ", "<!--", "<script", "&lt;", "<b", "</script "])
def test_hostile_markup_takes_linear_time(piece: str) -> None:
    """Unclosed markup repeated twenty thousand times does not stop a poll."""
    assert isinstance(plain(piece * 20_000), str)
