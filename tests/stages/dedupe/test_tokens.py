"""Facts about tokens: one spelling per reading, and words in scripts that set no spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.stages.dedupe.tokens import tokens

CASES = {
    "words and numbers": ("The  Prime-Minister, 42!", ["the", "prime", "minister", "42"]),
    "full width letters": ("ＡＢＣ　１２", ["abc", "12"]),
    "a soft hyphen": ("co\u00adoperate", ["cooperate"]),
    "a Persian joiner": ("نیم\u200cفاصله", ["نیمفاصله"]),
    "an Arabic tatweel": ("الـــرئيس", ["الرئيس"]),
    "Hindi vowel signs stay in their word": ("हिन्दी में।", ["हिन्दी", "में"]),
    "Chinese by overlapping pairs": ("气象厅，说", ["气象", "象厅", "说"]),
    "Japanese amid digits": ("気象庁は13日", ["気象", "象庁", "庁は", "13", "日"]),
    "Thai by fives": ("ประเทศ", ["ประเท", "ระเทศ"]),
    "a Thai run shorter than five": ("ไทย", ["ไทย"]),
    "points in numbers": (
        "1,200 or 1.200, 3.5 and 10:30.",
        ["1200", "or", "1200", "35", "and", "1030"],
    ),
    "the Turkish dotted I stays one letter": ("İzmir ISIK", ["İzmir", "isik"]),
    "Korean has spaces": ("서울 시장은", ["서울", "시장은"]),
    "nothing but marks": ("… — !", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_text_is_cut_into_tokens(text, expected):
    """What the tokens of a text are."""
    assert tokens(text).words() == expected


@given(st.text())
def test_tokens_of_any_text_hold_no_space(text):
    """Whatever the text, no token is empty or holds white space."""
    assert all(
        word and not any(letter.isspace() for letter in word) for word in tokens(text).words()
    )


@given(st.text(alphabet=st.characters(max_codepoint=0x4FFF)))
def test_tokens_do_not_depend_on_white_space_between_them(text):
    """Line breaks where spaces stood change nothing."""
    assert tokens(text.replace(" ", "\n\n")).words() == tokens(text).words()
