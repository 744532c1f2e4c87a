"""Decides a text's language: what is stated, where the text does not say otherwise.

The text's witness is CLD3 (https://github.com/google/cld3): two megabytes, two milliseconds for the
first text, 0.2 for each other. On the 463 shared pages it contradicted eight, the text being right
each time (templates of other languages). py3langid is as good and takes 77 megabytes and half a
second; CLD2 has no wheels for ARM under Linux; fastText's small model took Swedish for Danish.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from wireroom.stages.clean.codes import code

if TYPE_CHECKING:
    from gcld3 import NNetLanguageIdentifier

_SAMPLE = 300  # characters; twice as many take twice the time and tell no more
# What tells no language, but makes the detector sure of one: results, prices, tables.
_NO_WORDS = re.compile(r"[\d\s!-/:-@\[-`{-~]+")
_FEWEST = 100  # bytes of UTF-8 in words; with these the detector is wrong in one text of ninety
_ENOUGH = 200  # bytes; with fewer it does not speak against a statement
# How probable an answer has to be where nothing is stated, and where it contradicts.
_LIKELY, _SURE = 0.7, 0.95
# Languages that the detector takes for one another, or that one code stands for.
_KIN = (
    (("no", "nb", "nn", "da"), "written Norwegian is near to Danish, and has codes of its own"),
    (("id", "ms"), "one language by its dictionaries"),
    (("hr", "bs", "sr", "sh"), "one language by its dictionaries"),
    (("tl", "fil"), "Filipino is Tagalog"),
)
_KINDS = {name: number for number, (names, _) in enumerate(_KIN) for name in names}
# What CLD3 was trained on (its README); it cannot speak against a statement of another language.
_TAUGHT = (
    "af am ar az be bg bn bs ca ceb co cs cy da de el en eo es et eu fa fi fil fr fy ga gd gl gu "
    "ha haw he hi hmn hr ht hu hy id ig is it ja jv ka kk km kn ko ku ky la lb lo lt lv mg mi mk "
    "ml mn mr ms mt my nb ne nl nn no ny pa pl ps pt ro ru sd si sk sl sm sn so sq sr st su sv sw "
    "ta te tg th tl tr uk ur uz vi xh yi yo zh zu"
)
_DETECTED = frozenset(_TAUGHT.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A text's language: its code, who says so ("stated", "detected", ""), and what is odd."""

    code: str
    source: str
    notes: tuple[str, ...] = ()


def choose_language(stated: Iterable[str], text: str) -> Language:
    """The first statement that the text bears out; the text's own where it contradicts them all."""
    said = [one for one in map(code, stated) if one]
    if not said:
        found = _detected(text[:_SAMPLE], least=_FEWEST, surety=_LIKELY)
        return Language(code=found, source="detected" if found else "")
    found = _detected(text[:_SAMPLE], least=_ENOUGH, surety=_SURE)
    first = next((one for one in said if _fits(found, one)), "")
    if first or _tail(text) != found:
        return Language(code=first or said[0], source="stated")
    note = f"language: stated {said[0]}, the text is {found}"
    return Language(code=found, source="detected", notes=(note,))


def _fits(found: str, stated: str) -> bool:
    """Whether what was detected does not speak against a statement."""
    is_kin = found in _KINDS and _KINDS[found] == _KINDS.get(stated)
    return not found or found == stated or is_kin or stated not in _DETECTED


def _tail(text: str) -> str:
    """What the end of a text says, which a quotation at its beginning does not change."""
    return _detected(text[-_SAMPLE:], least=_ENOUGH, surety=_SURE)


def _detected(text: str, *, least: int, surety: float) -> str:
    """The code of a text's language; "" where it is too short or the detector not sure enough."""
    sample = _NO_WORDS.sub(" ", text).encode("utf-8", "replace")
    if len(sample) < least:
        return ""
    found = _detector().FindLanguage(text=sample)
    # CLD3 tells languages written in Latin letters apart ("ru-Latn"); names and codes read so.
    if found.probability < surety or "-" in found.language:
        return ""
    return code(found.language)


@lru_cache(maxsize=1)
def _detector() -> "NNetLanguageIdentifier":
    import gcld3  # noqa: PLC0415 - who only asks for a page's title need not load a model

    return gcld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=4 * _SAMPLE)
