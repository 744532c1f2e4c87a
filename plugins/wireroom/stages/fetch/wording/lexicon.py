"""All tables as one lexicon: which of their phrases a text holds, in one walk over its words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from wireroom.model import Reason
from wireroom.stages.fetch.folding import fold
from wireroom.stages.fetch.wording import blocked, challenge, login, missing, parked, seized
from wireroom.stages.fetch.wording.row import Row

TABLES: Mapping[Reason, tuple[Row, ...]] = {
    Reason.SEIZED: seized.ROWS,
    Reason.PARKED: parked.ROWS,
    Reason.BLOCKED: blocked.ROWS,
    Reason.CHALLENGE: challenge.ROWS,
    Reason.SOFT_404: missing.ROWS,
    Reason.LOGIN: login.ROWS,
}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A phrase of a table that stands in a text."""

    reason: Reason
    phrase: str
    weight: float


def found_in(text: str) -> list[Found]:
    """The phrases in a folded text.

    A phrase is looked for only where its longest inner word is among the text's words: one set of
    words answers for hundreds of phrases (a plain search for each took 2 ms a page).
    """
    words = {*_WORD.findall(text)}
    return [
        found
        for keyword, found in _lexicon()
        if (not keyword or keyword in words) and found.phrase in text
    ]


@cache
def _lexicon() -> tuple[tuple[str, Found], ...]:
    return tuple(_entries())


def _entries() -> Iterator[tuple[str, Found]]:
    for reason, rows in TABLES.items():
        for language, phrase, weight, _source in rows:
            spelled = fold(phrase)
            found = Found(reason=reason, phrase=spelled, weight=weight)
            yield "" if language == "zh" else _keyword(spelled), found


def _keyword(phrase: str) -> str:
    """The longest word within the phrase: its ends may be parts of longer words."""
    words: list[str] = _WORD.findall(phrase)
    return max(words[1:-1] or words[1:] or words, key=len)
