"""Words as they are compared."""

import pytest

from wireroom.stages.mirrors.wording import is_name, is_number, tokens, without_hosts

TEXTS = {
    "separators": ("4,500,000 and 4 500 000 and 4'500'000", ["4500000", "and"] * 2 + ["4500000"]),
    "a decimal point": ("1.5 and 1,5", ["1.5", "and", "1,5"]),
    "signs": ("-5 to 10-12, not 5-6", ["-5", "to", "10", "12", "not", "5", "6"]),
    "what is counted": ("$5, 5%, €5", ["$", "5", "5", "%", "€", "5"]),
    "figures that are no digits": ("10² of ½", ["10", "²", "of", "½"]),
    "digits of other scripts": ("۷۰ ७० ٧٠", ["70", "70", "70"]),
    "quotes": ("‘don’t’ “do”", ["don't", "do"]),
    "soft hyphens": ("Engi\u00adneers", ["Engineers"]),
    "two forms of one letter": ("Caf\u00e9 Cafe\u0301", ["Café", "Café"]),
    "vowel signs": ("हिन्दी में", ["हिन्दी", "में"]),
    "no spaces": ("日本語", ["日", "本", "語"]),
    "mail": ("to a.b@c.test.", ["to", "a.b@c.test"]),
    "hidden mail": ("to [email\u00a0protected].", ["to", "[email protected]"]),
    "a handle": ("by @name", ["by", "name"]),
}


@pytest.mark.parametrize(("text", "words"), TEXTS.values(), ids=TEXTS)
def test_text_is_cut_into_words_and_numbers(text, words):
    """One spelling for what only looks different."""
    assert tokens(text) == words


HOSTS = {
    "an address": ("see https://www.outlet.test/a now", "see  /a now"),
    "a name": ("see outlet.test now", "see   now"),
    "a mail address": ("mail a@outlet.test", "mail a@ "),
    "part of another name": ("see myoutlet.test", "see myoutlet.test"),
    "another's subdomain": ("see outlet.test.evil.test", "see outlet.test.evil.test"),
}


@pytest.mark.parametrize(("text", "left"), HOSTS.values(), ids=HOSTS)
def test_own_hosts_are_taken_out(text, left):
    """Each mirror writes its own name in."""
    assert without_hosts(text, ["www.outlet.test"]).split() == left.split()


def test_a_host_per_language_is_all_of_them():
    """What a host's template stands for is the outlet's own."""
    left = without_hosts("at en.outlet.test and fa.outlet.test", ["{language}.outlet.test"])
    assert left.split() == ["at", "and"]
    assert without_hosts("at outlet.test", []) == "at outlet.test"


def test_numbers_and_names_are_known_by_their_look():
    """A name begins with a capital."""
    assert [is_number(word) for word in ("5", "-5", "½", "five", "$")] == [True] * 3 + [False] * 2
    assert [is_name(word) for word in ("Mina", "mina", "5")] == [True, False, False]
