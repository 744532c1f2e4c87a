"""Tells whether an address spells a headline, as most systems make addresses of headlines."""

import re
import unicodedata
from urllib.parse import unquote

# How letters that are none with a sign on it are written in addresses, and where.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "þ": "th"}
)
# Letters that some countries write as two.
_PAIRS = (
    (str.maketrans("", ""), "elsewhere"),
    (str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"}), "German"),
    (str.maketrans({"ä": "ae", "ö": "oe", "å": "aa", "ø": "oe"}), "Scandinavian"),
)
_SIGNS = re.compile(r"[\W_]+")
_ENOUGH = 20  # letters; fewer may stand in an address by chance


def spells(url: str, headline: str) -> bool:
    """Whether a part of the address holds all words of a headline, in their order."""
    folded = headline.casefold()
    spelled = {_plain(folded.translate(pairs)) for pairs, _ in _PAIRS}
    parts = [_plain(part.casefold()) for part in unquote(url).split("/")]
    return any(len(words) >= _ENOUGH and words in part for words in spelled for part in parts)


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return _SIGNS.sub("", "".join(sign for sign in bare if not unicodedata.combining(sign)))
