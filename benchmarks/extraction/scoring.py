"""What a tool took from a page against what is right: one page's score, and one set's.

Bodies are compared by their runs of four tokens, counted as often as they occur; each page weighs
the same. Chunks are found or not, white space folded; all of a set's chunks weigh the same.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from benchmarks.extraction.samples import Said, Truth

N_TOKENS = 4
_BETWEEN = re.compile(r";|,| and | und | & ")
_BY = re.compile(r"^(by|von|por|par|di|af|av|door) ")
Shingles = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Overlap:
    """The shares of a page's shingles that are in both texts, not wanted, and lost: 1 in all."""

    both: float
    extra: float
    lost: float


@dataclass(frozen=True, slots=True)
class Chunks:
    """Of `n_wanted` chunks `n_kept` are there, and `n_junk` that should not be."""

    n_kept: int
    n_wanted: int
    n_junk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One page's score; None where the truth is not known."""

    body: Overlap | None
    chunks: Chunks | None
    title: bool | None
    date: bool | None
    authors: bool | None


def score(truth: Truth, said: Said) -> Score:
    """Hold what was said of a page to the truth."""
    return Score(
        body=overlap(truth.body, said.text) if truth.body else None,
        chunks=found(truth, said.text) if truth.must else None,
        title=fold(truth.title) == fold(said.title) if truth.title else None,
        date=bool(days(truth.date) & days(said.date)) if truth.date else None,
        authors=people(truth.authors) == people(said.authors) if truth.authors else None,
    )


def shingles(text: str) -> Shingles:
    """Runs of four tokens; a shorter text is one run."""
    tokens = re.findall(r"\w+", text)
    if not tokens:
        return Counter()
    starts = range(max(1, len(tokens) - N_TOKENS + 1))
    return Counter(tuple(tokens[start : start + N_TOKENS]) for start in starts)


def overlap(truth: str, text: str) -> Overlap:
    """What two texts share."""
    want, got = shingles(truth), shingles(text)
    both, extra, lost = ((want & got).total(), (got - want).total(), (want - got).total())
    total = both + extra + lost
    return Overlap(both / total, extra / total, lost / total) if total else Overlap(0, 0, 0)


def found(truth: Truth, text: str) -> Chunks:
    """The chunks a text has."""
    folded = _spaced(text)
    n_kept, n_junk = (
        sum(_spaced(chunk).strip() in folded for chunk in chunks)
        for chunks in (truth.must, truth.must_not)
    )
    return Chunks(n_kept, len(truth.must), n_junk)


def body_f1(pages: Sequence[Overlap]) -> float:
    """F1 of the mean precision and the mean recall of pages (of one: the page's own F1)."""
    both = sum(page.both for page in pages)
    wrong = sum(page.extra + page.lost for page in pages)
    return 2 * both / (2 * both + wrong) if both else 0.0


def chunk_f1(pages: Sequence[Chunks]) -> float:
    """F1 over all chunks of pages."""
    n_kept = sum(page.n_kept for page in pages)
    n_said = n_kept + sum(page.n_junk for page in pages)
    return 2 * n_kept / (sum(page.n_wanted for page in pages) + n_said)


def fold(text: str) -> str:
    """A text's letters and digits in small letters, single spaces between."""
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()


def days(stamp: str) -> set[str]:
    """The calendar days an ISO stamp may mean: as written and, where it has a zone, of UTC."""
    match = re.match(r"\d{4}-\d{2}-\d{2}", stamp)
    if not match:
        return set()
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return {match.group()}
    return {match.group()} | ({f"{moment.astimezone(UTC):%Y-%m-%d}"} if moment.tzinfo else set())


def people(names: Sequence[str] | str) -> set[str]:
    """Names, folded, without the "by" before them."""
    joined = names if isinstance(names, str) else ";".join(names)
    return {_BY.sub("", fold(part)) for part in _BETWEEN.split(joined) if fold(part)}


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)
