"""Asks trafilatura for a page's text, and measures how much of each block it kept.

trafilatura drops every character that is not printable, U+200C and U+200D among them, which joins
Persian words that are written apart; they go through it in the guise of rare letters.
"""

import re
from copy import deepcopy

import numpy as np
from lxml import etree
from lxml.html import HtmlElement
from numpy.typing import NDArray

from wireroom.stages.extract.sheet import Sheet

JUDGED_NAMES = ("judged", "judged-1", "judged+1", "judged_all")
_SHINGLE = 4  # words; two texts share a passage, not only words

# White space that HTML folds (HTML, "white-space"), and the elements in which it counts:
# trafilatura weighs blocks by their length and takes line breaks of the source for the text's.
_SPACES = re.compile(r"[\t\n\f\r][ \t\n\f\r]*| [ \t\n\f\r]+")
_AS_SET = frozenset(("script", "style", "pre", "textarea"))
_UNSETTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, "Char"
# joiner, letter that stands in for it (Unicode 16, category Lo, in no newspaper's alphabet)
_GUISES = (("\u200c", "\ua78f"), ("\u200d", "\ua7f7"))


def judged_text(sheet: Sheet) -> str:
    """The body as trafilatura reads it, "" where it finds none.

    It is given a copy of the tree: to parse the page again takes an eighth of its time.
    """
    import trafilatura  # noqa: PLC0415 - half a second, which most runs need not spend

    said = trafilatura.bare_extraction(
        _disguised(sheet.tree),
        url=sheet.page.url,
        include_comments=False,
        with_metadata=False,
    )
    told = said if said is None or isinstance(said, dict) else said.as_dict()
    return _undisguised(str((told or {}).get("text") or ""))


def judged(
    texts: list[str], read: str, size: NDArray[np.float32]
) -> dict[str, NDArray[np.float32]]:
    """How much of each block, of its neighbours and of the page another reader kept."""
    words = _words(read)
    known, plain = set(_shingles(words)), " ".join(words)
    share = np.array([_share(_words(text), known, plain) for text in texts], dtype=np.float32)
    before, after = np.append(0, share[:-1]), np.append(share[1:], 0)
    whole = np.full_like(share, (share * size).sum() / size.sum())
    columns = (share, before.astype(np.float32), after.astype(np.float32), whole)
    return dict(zip(JUDGED_NAMES, columns, strict=True))


def _share(words: list[str], known: set[tuple[str, ...]], plain: str) -> float:
    if len(words) <= _SHINGLE:
        return float(bool(words) and f" {' '.join(words)} " in f" {plain} ")
    told = _shingles(words)
    return sum(shingle in known for shingle in told) / len(told)


def _shingles(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _disguised(tree: HtmlElement) -> HtmlElement:
    """A copy of a page with its white space folded and its joiners in disguise."""
    copy = deepcopy(tree)
    for element in copy.iter(etree.Element):
        if element.text:
            is_as_set = element.tag in _AS_SET
            element.text = _plain(element.text if is_as_set else _folded(element.text))
        if element.tail:
            element.tail = _plain(_folded(element.tail))
    return copy


def _folded(text: str) -> str:
    return _SPACES.sub(" ", text)


def _plain(text: str) -> str:
    if text.isprintable():
        return text
    for joiner, guise in _GUISES:
        text = text.replace(joiner, guise)
    return _UNSETTABLE.sub("", text)


def _undisguised(text: str) -> str:
    for joiner, guise in _GUISES:
        text = text.replace(guise, joiner)
    return text
