"""The lines of a text that another one lacks, and where in a page's markup a line stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from benchmarks.extraction.samples import Sample, Truth
from benchmarks.extraction.scoring import N_TOKENS, fold, found, shingles

STRANGE = 0.5  # a line of whose runs of tokens fewer are in the other text is not of it
N_LETTERS = 3000  # a block with more text is no line
N_UP = 4  # ancestors whose tags tell what a line is
N_NAMED = 2  # the line's own element and its parent: those further out are named for more
_SILENT = ("script", "style", "noscript", "template")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line, its place among its text's lines (from 1), and how many lines those are."""

    text: str
    number: int = 1
    n_lines: int = 1

    @property
    def n_tokens(self) -> int:
        """Its tokens."""
        return len(re.findall(r"\w+", self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a line stands: tags from the inside out, the names of their classes, its links."""

    tags: tuple[str, ...] = ()
    names: str = ""
    linked: float = 0.0


def junk(truth: Truth, text: str) -> list[Line]:
    """What should not be in the text: lines that no body has, or chunks that must not be there."""
    if truth.body:
        return list(strange(text, truth.body))
    return [
        Line(text=chunk) for chunk in truth.must_not if found(Truth(must=(chunk,)), text).n_kept
    ]


def lost(truth: Truth, text: str) -> list[Line]:
    """What is missing in the text."""
    if truth.body:
        return list(strange(truth.body, text))
    chunks = enumerate(truth.must, start=1)
    return [
        Line(text=chunk, number=number, n_lines=len(truth.must))
        for number, chunk in chunks
        if not found(Truth(must=(chunk,)), text).n_kept
    ]


def strange(text: str, other: str) -> Iterator[Line]:
    """The lines of `text` that `other` lacks, or has had already."""
    left, letters = shingles(other), f" {_tokens(other)} "
    lines = [line.strip() for line in text.split("\n") if fold(line)]
    for number, line in enumerate(lines, start=1):
        own = shingles(line)
        both = own & left
        left -= both
        is_short = max(map(len, own), default=0) < N_TOKENS
        is_known = (
            f" {_tokens(line)} " in letters if is_short else both.total() >= STRANGE * own.total()
        )
        if not is_known:
            yield Line(text=line, number=number, n_lines=len(lines))


def spots(sample: Sample) -> Mapping[str, Spot]:
    """The innermost place of every line of a page, by its folded letters."""
    tree = _tree(sample.html)
    found_at = {}
    for element in tree.iter(etree.Element):
        text = element.text_content()
        key = fold(text) if len(text) < N_LETTERS else ""
        if key:  # the inner ones come later and stay
            found_at[key] = _spot(element, len(key))
    return found_at


def place(found_at: Mapping[str, Spot], line: Line) -> Spot:
    """Where a line stands: alone in its block, or in the smallest one that has it."""
    letters = fold(line.text)
    holding = (key for key in found_at if letters in key)
    key = letters if letters in found_at else min(holding, key=len, default="")
    return found_at.get(key, Spot())


def _spot(element: HtmlElement, n_letters: int) -> Spot:
    chain = [element, *list(element.iterancestors())[:N_UP]]
    named = chain[:N_NAMED]
    n_linked = sum(len(fold(link.text_content())) for link in element.iter("a"))
    is_within = any(one.tag == "a" for one in chain)
    return Spot(
        tags=tuple(str(one.tag) for one in chain),
        names=" ".join(f"{one.get('class', '')} {one.get('id', '')}" for one in named).lower(),
        linked=1.0 if is_within else n_linked / n_letters,
    )


def _tree(html: str) -> HtmlElement:
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError):
        return document_fromstring("<html><body></body></html>")
    etree.strip_elements(tree, *_SILENT, etree.Comment, with_tail=False)
    return tree


def _tokens(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))
