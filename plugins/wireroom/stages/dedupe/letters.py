"""What each letter is to a token: a table over Unicode, made once a process when first used."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Letters = NDArray[np.uint32]  # code points
Kinds = NDArray[np.uint8]

NO_WORD, WORD = 0, 1  # groups; the dense scripts follow
# Scripts that set no spaces between words, as Unicode's blocks have them, and how many letters make
# a token. A Chinese word has 1.5 signs on average, a Thai word four letters (UAX #29 leaves both to
# a dictionary); a shingle spans two letters more than a token.
DENSE = (
    ("kana and Han", ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x31FFF)), 2),
    ("Thai and Lao", ((0x0E00, 0x0EFF),), 5),
    ("Myanmar", ((0x1000, 0x109F),), 5),
    ("Khmer", ((0x1780, 0x17FF),), 5),
)
GROUP, DIGIT, UNSEEN, POINT, GOES_ON = 0x0F, 0x10, 0x20, 0x40, 0x80
# Vowel signs and accents (categories Mn and Mc) that belong to their word. The danda, U+0964 and
# U+0965, is a full stop.
_MARKS = (
    (0x0300, 0x036F), (0x0591, 0x05BD), (0x064B, 0x065F), (0x0670, 0x0670), (0x0900, 0x0963),
    (0x0966, 0x0DFF),
)  # fmt: skip
# Soft hyphen, joiners, marks of direction, Arabic tatweel: one outlet writes them, the next does
# not, and they change no word (general category Cf; Unicode chapter 9.2 for the tatweel).
_UNSEEN = ((0x00AD, 0x00AD), (0x0640, 0x0640), (0x200B, 0x200F), (0x2060, 0x2060), (0xFEFF, 0xFEFF))
_POINTS = (
    ".,:’'٫٬"  # within a number, where they stand depends on the house: 1,200 or 1.200 or 1’200
)
_GOES_ON = ",;)"  # a word after one of these begins no sentence
_LAST = 0x32000  # above it lie private and unused planes


def kinds(letters: Letters) -> Kinds:
    """For each code point its group in the lower bits, and flags."""
    found: Kinds = _table()[np.minimum(letters, np.uint32(_LAST))]
    return found


@lru_cache(maxsize=1)
def _table() -> Kinds:
    table = np.zeros(_LAST + 1, dtype=np.uint8)
    table[:_LAST] = [chr(code).isalnum() for code in range(_LAST)]
    table[:_LAST] |= np.array([chr(code).isdigit() for code in range(_LAST)]) * np.uint8(DIGIT)
    table[ord("_")] = WORD
    for first, last in _MARKS:
        table[first : last + 1] |= WORD
    for group, (_, blocks, _) in enumerate(DENSE, start=WORD + 1):
        for first, last in blocks:
            part = table[first : last + 1]
            part[part == WORD] = group
            part[:] = np.where(part, part, _dense_marks(first, last) * group)
    for first, last in _UNSEEN:
        table[first : last + 1] = UNSEEN
    for point in _POINTS:
        table[ord(point)] |= POINT
    for sign in _GOES_ON:
        table[ord(sign)] |= GOES_ON
    return table


def _dense_marks(first: int, last: int) -> Kinds:
    """Signs of the script that are no letters by themselves: its vowels and tones."""
    from unicodedata import category  # noqa: PLC0415

    return np.array([category(chr(c))[0] == "M" for c in range(first, last + 1)], dtype=np.uint8)
