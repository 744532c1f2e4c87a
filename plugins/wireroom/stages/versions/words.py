"""Two texts word by word; scripts that are written without spaces character by character."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Han, kana, Thai, Lao, Khmer and Myanmar are written without spaces between words (UAX 29, 4.1.2);
# the vowel and tone signs of the latter four stay with their letter.
_UNSPACED = (
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
_SIGNS = (
    r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e"
    r"\u17b4-\u17d3\u3099\u309a]*"
)
_WORD = rf"(?:(?!{_UNSPACED})\w)+"
# A word with what joins its parts (1,200.5; don't; re-elected; Persian's joiners), else one sign.
_TOKEN = re.compile(rf"{_UNSPACED}{_SIGNS}|{_WORD}(?:[-'’.,:\u200c\u200d\u0640]{_WORD})*|\S")
_HAS_WORD = re.compile(r"\w")


class Step(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words that stand in both texts or in one; the texts are the pieces put together.

    White space before a word belongs to it and counts for nothing.
    """

    step: Step
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word or a sign, and the text with the white space before it."""

    word: str
    text: str


def tokens(text: str) -> list[Token]:
    """The words and signs of a text, in order."""
    found, end = [], 0
    for match in _TOKEN.finditer(text):
        found.append(Token(word=match.group(), text=text[end : match.end()]))
        end = match.end()
    return found


def word_changes(before: str, after: str) -> list[Piece]:
    """The pieces of two texts in the order in which they are read.

    difflib's longest common runs; a word that is more than one in a hundred of a long text starts
    no run (its `autojunk`), which keeps 10,000 words well under a second.
    """
    one, other = tokens(before), tokens(after)
    matcher = SequenceMatcher(None, [t.word for t in one], [t.word for t in other])
    pieces = []
    for word, i, j, k, n in matcher.get_opcodes():
        if word == "equal":
            pieces.append(_piece(Step.SAME, other[k:n] if k or not i else one[i:j]))
        else:
            pieces += [_piece(Step.REMOVED, one[i:j]), _piece(Step.ADDED, other[k:n])]
    return list(_joined([piece for piece in pieces if piece.text]))


def _piece(step: Step, run: Sequence[Token]) -> Piece:
    return Piece(step=step, text="".join(token.text for token in run))


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """One change where two are parted by signs alone: "1, 2" to "3, 4" is one edit, not two."""
    run: list[Piece] = []
    for number, piece in enumerate(pieces):
        is_between = 0 < number < len(pieces) - 1
        if piece.step is Step.SAME and not (is_between and not _HAS_WORD.search(piece.text)):
            yield from _change(run)
            run = []
            yield piece
        else:
            run.append(piece)
    yield from _change(run)


def _change(run: Iterable[Piece]) -> Iterator[Piece]:
    held = list(run)
    if len({piece.step for piece in held} - {Step.SAME}) < len((Step.REMOVED, Step.ADDED)):
        yield from held
        return
    for step in (Step.REMOVED, Step.ADDED):
        text = "".join(piece.text for piece in held if piece.step in {step, Step.SAME})
        yield Piece(step=step, text=text)
