"""How near a text is to the one that is wanted: F1 over runs of four tokens, in any script.

A token is a word; in scripts that set no spaces between words it is one letter with its marks, as
`\\w+` takes a whole Chinese sentence for one word, and cuts a Hindi one at each vowel sign.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator

N_TOKENS = 4
# First and last letters of the scripts without spaces between words, as Unicode's blocks have them.
_UNSPACED = (
    ("\u0e00", "\u0eff"),  # Thai, Lao
    ("\u1000", "\u109f"),  # Myanmar
    ("\u1780", "\u17ff"),  # Khmer
    ("\u3040", "\u30ff"),  # kana
    ("\u3400", "\u9fff"),  # Han
    ("\uf900", "\ufaff"),  # Han, compatibility forms
)


def tokens(text: str) -> list[str]:
    """The text's tokens; joiners and marks of direction count for nothing."""
    return list(_tokens(unicodedata.normalize("NFC", text)))


def f1(wanted: str, text: str) -> float:
    """1 for the same tokens in the same order, 0 where no run of four is shared."""
    want, got = _shingles(wanted), _shingles(text)
    return 2 * (want & got).total() / max(1, want.total() + got.total())


def _tokens(text: str) -> Iterator[str]:
    word, is_open = "", False
    for letter in text:
        kind = unicodedata.category(letter)
        if kind == "Cf" or (kind[0] == "M" and word):
            word += letter if kind != "Cf" else ""
            continue
        is_part = kind[0] in "LNM"
        is_alone = is_part and any(first <= letter <= last for first, last in _UNSPACED)
        if word and not (is_open and is_part and not is_alone):
            yield word
            word = ""
        word, is_open = (word + letter if is_part else ""), not is_alone
    if word:
        yield word


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    said = tokens(text)
    starts = range(max(1, len(said) - N_TOKENS + 1)) if said else ()
    return Counter(tuple(said[start : start + N_TOKENS]) for start in starts)
