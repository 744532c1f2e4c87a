"""What is taken to be composed already is that, wherever it stands."""

import sys
import unicodedata

import pytest

from wireroom.stages.extract.spelling import _JOINING, spelled

SIGNS = [chr(point) for point in range(sys.maxunicode + 1) if not 0xD800 <= point < 0xE000]


def joining():
    """Signs that are composed with the one before them: second halves, and Hangul's letters.

    Some signs have halves and are never composed of them (composition exclusions).
    """
    kept = (sign for sign in SIGNS if unicodedata.is_normalized("NFC", sign))
    halves = (unicodedata.decomposition(sign).split() for sign in kept)
    seconds = {chr(int(half[1], 16)) for half in halves if len(half) == 2 and "<" not in half[0]}
    return seconds | {chr(point) for point in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}


def test_whoever_joins_another_is_in_the_table():
    """A text without them is its own NFC where what is not ASCII in it is."""
    assert [sign for sign in joining() if not _JOINING.fullmatch(sign)] == []


def test_signs_that_join_no_other_are_composed_wherever_they_stand():
    """Each between letters that are ASCII, which are left out where it is asked."""
    rest = [sign for sign in SIGNS if not sign.isascii() and not _JOINING.fullmatch(sign)]
    assert len(rest) > 60_000
    alone = [sign for sign in rest if unicodedata.is_normalized("NFC", sign)]
    assert unicodedata.is_normalized("NFC", "e".join(alone))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("cafe\u0301 \u2019s", "café ’s"),
        ("co\u00adop \u4e2d", "coop \u4e2d"),
        ("e&shy;\u0301", "\u00e9"),
        ("\u212b", "\u00c5"),
        ("\u1112\u1161\u11ab", "한"),
        ("plain", "plain"),
        ("ह\u093f\u0928\u094d\u0926\u0940 \u0958", "हिन्दी \u0915\u093c"),
        ("\u0915\u0323\u093c", "\u0915\u093c\u0323"),
    ],
    ids=[
        "marks",
        "a soft hyphen",
        "a mark behind one",
        "a sign for another",
        "Hangul",
        "ASCII",
        "Hindi",
        "marks in another order",
    ],
)
def test_a_text_has_one_spelling_as_text_and_as_bytes(text, told):
    """Both say the same."""
    assert spelled(text, text.encode()) == (told, told.encode())
