"""Two texts paragraph by paragraph: which stayed, came, went, and what changed inside of others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from wireroom.stages.versions.words import Piece, Step, tokens, word_changes

_BREAK = re.compile(r"\n\s*\n")
# Of two paragraphs that have less than a third of their words in common one went and one came.
_ALIKE = 1 / 3
_N_AHEAD = 20  # paragraphs that may have come before one that changed; keeps the time linear


class Change(StrEnum):
    """What became of a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph and what became of it; its pieces are in the order in which they are read."""

    change: Change
    pieces: tuple[Piece, ...]


def changes(before: str, after: str) -> list[Paragraph]:
    """The paragraphs of two texts, parted by empty lines, in order; white space counts for nothing.

    10,000 words take a third of a second, whatever changed.
    """
    one, other = _paragraphs(before), _paragraphs(after)
    matcher = SequenceMatcher(None, [_key(p) for p in one], [_key(p) for p in other], False)  # noqa: FBT003 - autojunk has no sense for paragraphs
    found: list[Paragraph] = []
    for word, i, j, k, n in matcher.get_opcodes():
        if word == "equal":
            found += [_whole(Change.SAME, Step.SAME, text) for text in other[k:n]]
        else:
            found += _replaced(one[i:j], other[k:n])
    return found


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in _BREAK.split(text) if part.strip()]


def _key(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens(text))


def _whole(change: Change, step: Step, text: str) -> Paragraph:
    return Paragraph(change=change, pieces=(Piece(step=step, text=text),))


def _replaced(gone: Sequence[str], come: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs in the place of others: each with the next that is like it, else by itself."""
    words = [set(_key(text)) for text in come]
    k = 0
    for text in gone:
        own = set(_key(text))
        ahead = range(k, min(k + _N_AHEAD, len(come)))
        like = next((n for n in ahead if _is_like(own, words[n])), None)
        if like is None:
            yield _whole(Change.REMOVED, Step.REMOVED, text)
            continue
        yield from (_whole(Change.ADDED, Step.ADDED, one) for one in come[k:like])
        pieces = tuple(word_changes(text, come[like]))
        yield Paragraph(change=Change.CHANGED, pieces=pieces)
        k = like + 1
    yield from (_whole(Change.ADDED, Step.ADDED, one) for one in come[k:])


def _is_like(ours: set[str], theirs: set[str]) -> bool:
    return len(ours & theirs) >= _ALIKE * max(len(ours), len(theirs), 1)
