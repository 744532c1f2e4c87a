"""Measures of a block's own text, of its place, and of its likeness to the page's own words."""

import re
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from wireroom.stages.extract.body.cutting import Cut

Column = NDArray[np.float32]

_WORD = re.compile(r"\w+")
_WIDE = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_SIGN = 2.5  # letters; a Chinese text has 0.4 times the characters of its English translation
_SAMPLED = 40  # blocks, from all over the page, that show in what signs it is written
_HEAD = 160  # characters; what a line is shows by then
_STOPS = frozenset('.!?…。！？।؟۔”"»』」')
_PROSE = 60  # characters outside links; a sentence that stands alone
_LONG = 160  # the same, of a text that needs no stop at its end to be prose


def texts(cut: Cut, *, title: str, summary: str) -> dict[str, Column]:
    """Length, links, stops, likeness and place of every block."""
    table = _own(cut, _words(title), _words(summary))
    table |= _links(cut)
    table |= _places(table)
    return table


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _own(cut: Cut, title: frozenset[str], summary: frozenset[str]) -> dict[str, Column]:
    n_same = Counter(cut.texts)
    width = _width(cut.texts)
    rows = [
        (
            len(text) * width,
            text.count(" ") * width + 1,
            text[-1] in _STOPS,
            n_same[text],
            *_likeness(_WORD.findall(text[:_HEAD].lower()), title, summary),
        )
        for text in cut.texts
    ]
    names = ("n_chars", "n_words", "stops", "n_same", "like_title", "like_summary")
    return dict(zip(names, np.array(rows, dtype=np.float32).T, strict=True))


def _width(texts: list[str]) -> float:
    """How many letters of an alphabet one of the page's signs stands for.

    Han, kana and Hangul say in one sign what takes two or three letters, and the measures of length
    were learned on alphabets.
    """
    sample = "".join(text[:_HEAD] for text in texts[:: max(1, len(texts) // _SAMPLED)])
    if sample.isascii():
        return 1.0
    return _SIGN if 3 * len(_WIDE.findall(sample)) > len(sample) else 1.0


def _likeness(
    words: list[str], title: frozenset[str], summary: frozenset[str]
) -> tuple[float, float]:
    """The shares of the words that headline and summary hold; -1 where there is no summary."""
    n_words = len(words) or 1
    told = sum(map(summary.__contains__, words)) / n_words if summary else -1.0
    return sum(map(title.__contains__, words)) / n_words, told


def _links(cut: Cut) -> dict[str, Column]:
    size = np.array([len(text) for text in cut.texts], np.float32)
    linked = np.minimum(np.array(cut.n_linked, np.float32) / size, 1)
    strong = np.minimum(np.array(cut.n_strong, np.float32) / size, 1)
    return {"linked": linked, "strong": strong, "n_links": np.array(cut.n_links, np.float32)}


def _places(table: dict[str, Column]) -> dict[str, Column]:
    size = table["n_chars"]
    n_blocks = len(size)
    spot = np.arange(n_blocks, dtype=np.float32)
    own = (1 - table["linked"]) * size
    prose = np.where((own >= _PROSE) & ((table["stops"] > 0) | (own > _LONG)), own, 0)
    walked, total = np.cumsum(prose), max(1.0, float(prose.sum()))
    found = {
        "prose": prose,
        "n_blocks": np.full(n_blocks, n_blocks),
        "place": spot / n_blocks,
        "past": (np.cumsum(size) - size) / size.sum(),
        "from_title": np.clip(spot - int(np.argmax(table["like_title"])), -30, 60),
        "prose_before": (walked - prose) / total,
        "prose_after": 1 - walked / total,
        "n_prose": np.full(n_blocks, total),
    }
    return {name: column.astype(np.float32) for name, column in found.items()}
