"""One spelling for a page's letters: composed, and without the hyphens that nobody sees.

Hosts' copies of one article differ in both.
"""

import re
import unicodedata

_SOFT_HYPHEN = re.compile("&(?:shy|SHY|#173|#[xX]0*[aA][dD]);")
_ASCII = bytes(range(128))
# Characters that are composed as they stand, whatever is beside them (Unicode 16, NFC_Quick_Check
# "Yes" and no combining class), by the scripts of newspapers. To look at what of a page is not
# ASCII takes a tenth of the time of asking unicodedata for the whole of it.
_COMPOSED = re.compile(
    "["
    "\x80-\u02ff\u1ea0-\u1ef9"  # Latin, phonetic signs, Vietnamese
    "\u0391-\u03a1\u03a3-\u03ce\u0400-\u0482\u048a-\u052f"  # Greek, Cyrillic
    "\u05d0-\u05ea\u060c\u061b\u061f-\u064a\u0660-\u066f\u0671-\u06d3"  # Hebrew, Arabic
    "\u2002-\u2064\u20a0-\u20bf\u2122\u2190-\u2328\u2500-\u27bf"  # marks, currencies, signs
    "\u3000-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3\uff01-\uffee"  # East Asia
    "\ufe0e\ufe0f\ufffd\U0001f300-\U0001faff"  # pictographs
    "]*"
)


def spelled(text: str, utf8: bytes) -> tuple[str, bytes]:
    """A text, given as UTF-8 as well, in its one spelling, as both."""
    rest = utf8.translate(None, _ASCII).decode("utf-8")
    bare = text.replace("\u00ad", "") if "\u00ad" in rest else text
    bare = _SOFT_HYPHEN.sub("", bare)
    if not _COMPOSED.fullmatch(rest):
        bare = unicodedata.normalize("NFC", bare)
    return (text, utf8) if bare == text else (bare, bare.encode("utf-8", "replace"))
