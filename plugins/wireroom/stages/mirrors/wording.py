"""Words of an article as they can be compared: one spelling for what only looks different."""

import re
import unicodedata
from collections.abc import Collection

from wireroom.stages.mirrors.places import names_of

HIDDEN_MAIL = "[email protected]"
"""What stands for a mail address that a CDN hides (Cloudflare, Email Address Obfuscation)."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_QUOTES = str.maketrans(
    {**dict.fromkeys("\u2018\u2019\u201a\u201b\u2032`\u00b4", "'"),
     **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
     **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
     "\u2026": "..."}
)  # fmt: skip
# A letter, or a vowel sign of an Indic script, which Python's \w leaves out (Unicode: Mc, Mn).
_LETTER = r"(?:[^\W\d_]|[\u0900-\u0963\u0970-\u0dff\u0f71-\u0fbc\u102b-\u109d\u17b4-\u17d3])"
# Fractions, superscripts, circled numbers (Unicode: No), which are no decimal digits.
_FIGURE = "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c\u2150-\u218b\u2460-\u249b\u2776-\u2793"
# A mail address; a number with its sign and separators; a word (scripts without spaces: one
# character); or what a number counts: each a token.
_TOKEN = re.compile(
    r"\[email protected\]|[\w.+-]+@(?:[\w.-]*\w)?"
    r"|(?:(?<![\w.,)%])-(?=\d))?\d+(?:[.,\u066b\u066c' ]\d{3})*(?:[.,\u066b]\d+)?"
    rf"|[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|{_LETTER}+(?:'{_LETTER}+)?"
    rf"|[{_FIGURE}]|[$\u00a3\u00a5\u20a0-\u20cf%\u2030]"
)
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_SEPARATED = re.compile(r"(?<=\d)[,' \u066c](?=\d{3}(?!\d))")
_IS_FIGURE = re.compile(rf"-?\d|[{_FIGURE}]")


def tokens(text: str) -> list[str]:
    """The words and numbers of `text`, case kept, digits ASCII, thousands separators left out.

    A mail address is one token; one that is hidden is HIDDEN_MAIL.
    """
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_QUOTES)
    plain = " ".join(_FOREIGN_DIGIT.sub(_digit, plain).split())
    return [_SEPARATED.sub("", token) for token in _TOKEN.findall(plain)]


def without_hosts(text: str, hosts: Collection[str]) -> str:
    """`text` with an address on any of `hosts` by its path: mirrors write their own names in.

    Of a mail address at one of them the part before the @ is left.
    """
    names = names_of(hosts)
    return re.sub(
        rf"(?:https?://)?(?<![\w.-])(?:www\.)?(?:{names})(?![\w-]|\.\w)",
        " ",
        text,
        flags=re.IGNORECASE,
    )


def is_number(token: str) -> bool:
    """Whether the token is a number."""
    return bool(_IS_FIGURE.match(token))


def is_name(token: str) -> bool:
    """Whether the token is written as a name (as the first word of a sentence is, too)."""
    return token[:1].isupper()


def is_mail(token: str) -> bool:
    """Whether the token is a mail address or stands for one."""
    return "@" in token or token == HIDDEN_MAIL


def _digit(match: re.Match[str]) -> str:
    """Persian, Arabic, Devanagari ... digits as ASCII ones."""
    return str(unicodedata.decimal(match[0]))
