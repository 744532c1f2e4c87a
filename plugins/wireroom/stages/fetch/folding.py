"""One spelling for wordings: case, look-alike letters and what no eye sees are folded away.

Tables and pages go through the same fold, so that a phrase is found however it is typed.
"""

import re

# (from, to, why): whole letters only, so that a fold never joins or parts words.
FOLDS: tuple[tuple[str, str, str], ...] = (
    ("\u064a\u0649", "\u06cc\u06cc", "Arabic yeh and alef maksura for the Persian yeh"),
    ("\u0643", "\u06a9", "Arabic kaf for the Persian kaf"),
    ("\u0623\u0625\u0622", "\u0627\u0627\u0627", "alef with hamza or madda"),
    ("ё", "е", "written without its dots as often as with them"),
    ("ı", "i", "Turkish dotless i: capitals lose the difference"),
    ("’‘ʼ´", "''''", "apostrophes"),
    ("“”„«»", '"""""', "quotation marks"),
    ("‐‑–—", "----", "dashes"),
    ("٠١٢٣٤٥٦٧٨٩", "0123456789", "Arabic digits"),
    ("۰۱۲۳۴۵۶۷۸۹", "0123456789", "Persian digits"),
)
# Dropped: zero-width and direction marks, soft hyphens, Arabic vowel marks and tatweel, and the
# dot that lower case leaves of a capital dotted I.
_UNSEEN = "\u00ad\u0307\u0640\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff"
_VOWELS = "".join(map(chr, range(0x064B, 0x0653)))
_PAIRS = tuple(
    (one, other) for old, new, _why in FOLDS for one, other in zip(old, new, strict=True)
) + tuple((one, "") for one in _UNSEEN + _VOWELS)
_LETTERS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """`text` in lower case and one spelling, white space as single spaces."""
    folded = text.lower()
    if not folded.isascii():
        for one, other in _PAIRS:  # for text without the letter far cheaper than translate()
            folded = folded.replace(one, other)
    return " ".join(folded.split())


def letters(text: str) -> str:
    """The folded letters and digits of `text` and nothing else: how names are compared."""
    return _LETTERS.sub("", fold(text))
