"""The sieve that every page goes through lets no announcement fall."""

import unicodedata

import pytest

from wireroom.stages.extract.mirrors.phrases import PHRASES, fold, has_phrase
from wireroom.stages.extract.mirrors.sieve import may_have_phrase

AROUND = {
    "nothing": ("", ""),
    "Western letters": ("Überall, naïve\xa0", " «été» – © 2026"),
    "Turkish letters": ("Işık ğ ş ", " İstanbul"),
    "Russian letters": ("Ещё новости. ", " далее"),
    "Persian letters": ("خبرهای تازه ", " پایان"),
    "pictographs": ("\U0001f600 ", " \U0001f3e0"),
}
SPELLINGS = {
    "as it stands": str,
    "in capitals": str.upper,
    "letters and marks apart": lambda text: unicodedata.normalize("NFD", text),
    "with soft hyphens": "\u00ad".join,
    "with marks between": lambda text: text.replace(" ", "\u2019 –\xa0\u2026"),
    "written together": lambda text: text.replace(" ", ""),
    "with much space": lambda text: text.replace(" ", " " * 2000),
}


def spoken(phrase):
    """A phrase with words where it leaves some free."""
    return " ".join("wort" if word == "*" else word.replace("*", "") for word in phrase.split())


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
def test_what_is_a_phrase_in_a_line_is_one_in_a_page(around, spelling):
    """In every spelling, beside letters of any kind, its text run together with others."""
    lines = [spelling(spoken(phrase)) for _, phrase, _ in PHRASES]
    told = [line for line in lines if has_phrase(fold(line))]
    assert len(told) > 0.9 * len(lines)
    assert [line for line in told if not may_have_phrase(around[0] + line + around[1])] == []


@pytest.mark.parametrize(
    "text",
    [
        "An alternative to the website's service",
        "Neue Adresse der Onlineredaktion",
        "зеркало",
        "آدرس",
    ],
    ids=["English", "German", "Russian", "Persian"],
)
def test_a_phrases_words_alone_are_none(text):
    """A page with them need not be looked at any further."""
    assert not may_have_phrase(text)
