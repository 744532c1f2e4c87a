"""One spelling for a page's letters: composed, and without the hyphens that nobody sees.

Hosts' copies of one article differ in both.
"""

import re
import unicodedata

_SOFT_HYPHEN = re.compile("&(?:shy|SHY|#173|#[xX]0*[aA][dD]);")
_ASCII = bytes(range(128))
# Characters that may be composed with the one before them (Unicode 16, NFC_Quick_Check "Maybe"). A
# text without any is composed where its characters beside ASCII are, taken alone, and to ask that
# of a page takes microseconds; to ask it of a whole text that has one, milliseconds.
_JOINING = re.compile(
    "["
    "\u0300-\u0345\u0653-\u0655"  # accents; Arabic
    "\u093c\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0c56\u0cc2\u0cd5\u0cd6\u0d3e\u0d57"  # India
    "\u0dca\u0dcf\u0ddf\u102e\u1b35"  # Sinhala, Myanmar, Bali
    "\u1161-\u1175\u11a8-\u11c2\u3099\u309a"  # Hangul, kana
    "\U00010000-\U0001efff"  # old scripts
    "]"
)


def spelled(text: str, utf8: bytes) -> tuple[str, bytes]:
    """A text, given as UTF-8 as well, in its one spelling, as both."""
    rest = utf8.translate(None, _ASCII).decode("utf-8")
    bare = text.replace("\u00ad", "") if "\u00ad" in rest else text
    bare = _SOFT_HYPHEN.sub("", bare)
    if _JOINING.search(rest) or not unicodedata.is_normalized("NFC", rest):
        bare = unicodedata.normalize("NFC", bare)
    return (text, utf8) if bare == text else (bare, bare.encode("utf-8", "replace"))
