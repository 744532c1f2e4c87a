"""What is taken to be composed already is that, wherever it stands."""

import sys
import unicodedata

import pytest

from wireroom.stages.extract.spelling import _COMPOSED, spelled

SIGNS = [chr(point) for point in range(sys.maxunicode + 1) if not 0xD800 <= point < 0xE000]


def joining():
    """Signs that are composed with the one before them: second halves, and Hangul's letters."""
    halves = (unicodedata.decomposition(sign).split() for sign in SIGNS)
    seconds = {chr(int(half[1], 16)) for half in halves if len(half) == 2 and "<" not in half[0]}
    return seconds | {chr(point) for point in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}


def test_no_sign_of_the_table_is_changed_by_composing_or_joins_another():
    """So that a text of them, and of ASCII, is its own NFC."""
    sure = {sign for sign in SIGNS if _COMPOSED.fullmatch(sign)}
    assert len(sure) > 30_000
    assert not sure & joining()
    assert [sign for sign in sure if unicodedata.combining(sign)] == []
    assert [sign for sign in sure if not unicodedata.is_normalized("NFC", sign)] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("cafe\u0301 \u2019s", "café ’s"),
        ("co\u00adop \u4e2d", "coop \u4e2d"),
        ("e&shy;\u0301", "\u00e9"),
        ("\u212b", "\u00c5"),
        ("\u1112\u1161\u11ab", "한"),
        ("plain", "plain"),
    ],
    ids=["marks", "a soft hyphen", "a mark behind one", "a sign for another", "Hangul", "ASCII"],
)
def test_a_text_has_one_spelling_as_text_and_as_bytes(text, told):
    """Both say the same."""
    assert spelled(text, text.encode()) == (told, told.encode())
