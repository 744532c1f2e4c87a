"""Words, names and numbers that an editor changes: from the sample's own language where it can."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[\w,] )[^\W\d_a-z][^\W\d_]{2,}")
_FEWEST = 60  # words of a language before its own are drawn from
Draw = Callable[[random.Random], str]


def vocabularies(texts: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    """Language and text in, the language's common words out, each as often as it is written."""
    counts: dict[str, Counter[str]] = {}
    for language, text in texts:
        counts.setdefault(language, Counter()).update(w for w in _WORD.findall(text) if w.islower())
    return {
        language: list(words.elements())
        for language, words in counts.items()
        if words.total() >= _FEWEST
    }


def swapped(sentence: str, share: float, words: list[str], rng: random.Random) -> str:
    """The sentence with about `share` of its small words replaced by others of the language."""

    def other(match: re.Match[str]) -> str:
        word = match.group()
        is_kept = not words or not word.islower() or rng.random() >= share
        return word if is_kept else rng.choice(words)

    if words and not any(letter.islower() for letter in sentence):  # a script without case
        return "".join(
            rng.choice(sentence) if letter.isalpha() and rng.random() < share else letter
            for letter in sentence
        )
    return _WORD.sub(other, sentence)


def renumbered(sentence: str, share: float, rng: random.Random) -> str:
    """The sentence with about `share` of its numbers changed, each keeping its length."""

    def other(match: re.Match[str]) -> str:
        digits = match.group()
        if rng.random() >= share:
            return digits
        return str(rng.randrange(10 ** (len(digits) - 1), 10 ** len(digits)))

    return _NUMBER.sub(other, sentence)


def names(text: str) -> list[str]:
    """Its capitalised words in mid-sentence, in order."""
    return _NAME.findall(text)


def renamed(sentence: str, into: list[str], rng: random.Random) -> str:
    """The sentence with its names replaced by those of another text."""
    return _NAME.sub(lambda match: rng.choice(into) if into else match.group(), sentence)
