"""Words of an article as they can be compared: one spelling for what only looks different."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_QUOTES = str.maketrans(
    {**dict.fromkeys("\u2018\u2019\u201a\u201b\u2032`\u00b4", "'"),
     **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
     **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
     "\u2026": "..."}
)  # fmt: skip
# A number with its separators, or a word (scripts without spaces: one character), as a token.
_TOKEN = re.compile(
    r"\d+(?:[.,\u066b\u066c' ]\d{3})*(?:[.,\u066b]\d+)?"
    r"|[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\W\d_]+(?:'[^\W\d_]+)?"
)
_SEPARATED = re.compile(r"(?<=\d)[,' \u066c](?=\d{3}(?!\d))")


def tokens(text: str) -> list[str]:
    """The words and numbers of `text`, case kept, digits ASCII, thousands separators left out."""
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_QUOTES)
    plain = "".join(_digit(c) for c in plain)
    return [_SEPARATED.sub("", token) if token[0].isdigit() else token
            for token in _TOKEN.findall(plain)]  # fmt: skip


def is_number(token: str) -> bool:
    """Whether the token is a number."""
    return token[:1].isdigit()


def is_name(token: str) -> bool:
    """Whether the token is written as a name (as the first word of a sentence is, too)."""
    return token[:1].isupper()


def _digit(character: str) -> str:
    """Persian, Arabic, Devanagari ... digits as ASCII ones."""
    if character.isascii() or not character.isdecimal():
        return character
    return str(unicodedata.decimal(character))
