"""Whether a page may announce anything: every page is asked, so it has to cost next to nothing.

On nearly every page no phrase's rarest word stands. What passes is looked at line by line; nothing
that would be heard there may fall through here.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from wireroom.stages.extract.mirrors.phrases import Phrase, phrases, plain

# Marks of pages whose letters are Western otherwise; none is a part of a word.
_MARKS = (
    "\u2002\u2003\u2009\u2010\u2011\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2020\u2022\u2026"
    "\u2039\u203a\u20ac\u2190\u2192\u25ba\u25bc\u2713"
)
# Scripts beside the Latin one in which phrases are written: Cyrillic, Arabic, Chinese.
_OTHER = re.compile("[\u0400-\u04ff\u0600-\u06ff\u0750-\u077f\u4e00-\u9fff\uf900-\uffef]")
_N_WESTERN = 256  # characters of ISO 8859-1
_UNSEEN = b"\xad"  # its soft hyphen, which parts no word
# Letters whose plain form decomposing does not give, as `plain` has it.
_SPELLED = (("\u00df", "ss"), ("\u1e9e", "ss"), ("\u0131", "i"))
_BETWEEN = r"[^\w\n]*"


def may_have_phrase(text: str) -> bool:
    """Whether the text of a whole page, its pieces run together, may hold one of the phrases."""
    for mark in _MARKS:
        text = text.replace(mark, " ")
    if _latin().is_passed_by(_ascii(text)):
        return True
    if text.isascii() or not _OTHER.search(text):
        return False
    return _others().is_passed_by(plain(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sieve:
    """What is looked for in every page, and the phrases of which it is a part."""

    patterns: dict[str, tuple[re.Pattern[str], ...]]

    def is_passed_by(self, text: str) -> bool:
        """Whether a text has one of the phrases, wherever words begin and end."""
        told = [found for key, found in self.patterns.items() if key in text]
        return any(one.search(text) for found in told for one in found)


def _ascii(text: str) -> str:
    """The plain letters of a text that are ASCII; others may be lost, and signs between them.

    Western letters are looked up one by one: to decompose a page takes ten times as long.
    """
    if not text.isascii():
        for letter, spelled in _SPELLED:
            text = text.replace(letter, spelled)
    try:
        letters = text.encode("latin-1").translate(_western(), _UNSEEN)
    except UnicodeEncodeError:
        letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").lower()
    return letters.decode("ascii")


@lru_cache(maxsize=1)
def _western() -> bytes:
    return bytes(_letter(chr(point)) for point in range(_N_WESTERN))


def _letter(sign: str) -> int:
    """What stands for a character of ISO 8859-1: its plain letter, any letter, or a space."""
    bare = plain(sign)
    if len(bare) == 1 and bare.isascii():
        return ord(bare)
    return ord("x" if sign.isalnum() else " ")


@lru_cache(maxsize=1)
def _latin() -> _Sieve:
    return _sieve([one for one in phrases() if one.key.isascii()])


@lru_cache(maxsize=1)
def _others() -> _Sieve:
    return _sieve([one for one in phrases() if not one.key.isascii()])


def _sieve(kept: list[Phrase]) -> _Sieve:
    keys = {one.key for one in kept}
    least = sorted(key for key in keys if not any(other in key for other in keys - {key}))
    return _Sieve(
        patterns={key: tuple(_loose(one) for one in kept if key in one.key) for key in least}
    )


def _loose(phrase: Phrase) -> re.Pattern[str]:
    """The phrase without its free beginning; of a word that is free nothing may be left."""
    words = (word.replace(r"\w+", r"\w*") for word in phrase.words)
    return re.compile(_BETWEEN.join(words).removeprefix(r"\w*"))
