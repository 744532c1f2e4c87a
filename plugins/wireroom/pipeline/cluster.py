"""Near copies in a stream of articles: sketch, file, look up, relate; at the end the clusters.

A batch is filed before it is looked up, so two copies in one batch find each other. Relations are
facts; clusters follow from all of them once the stream has ended (adr/0010).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

import numpy as np

from wireroom.adapters.seats import Seats
from wireroom.pipeline.placing import Placed, name_of, placed
from wireroom.ports.near import DAY_S, Filed, Found, NearIndex, Part, Span
from wireroom.sketching import TARGET, Sketched
from wireroom.stages.dedupe import (
    Likeness,
    Measured,
    Side,
    Stack,
    agency_of,
    is_copy,
    kind_of,
    likeness,
    scores,
    stacked,
)
from wireroom.stages.dedupe.postings import PART, candidates, hits, joined, part_of

BATCH = 2000  # articles; a look-up reads the whole index once a batch
N_COMPARED = 4096  # pairs at once: some ten megabytes
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One article of the stream; None where it names no instant."""

    id: str
    outlet: str
    text: str
    published_at: datetime | None


def cluster(
    articles: Iterable[Given], index: NearIndex, *, days: int, n_workers: int
) -> Iterator[Placed]:
    """One row an article, in the order of the stream, once it has ended.

    Copies are looked for `days` before and after an article. One that names no instant stands
    at that of the article before it.
    """
    first = index.n_articles()
    stream = iter(articles)
    keys = _Keys(index, first)
    with Seats(TARGET, n_workers) as seats:
        batch = list(islice(stream, BATCH))
        seats.give([(one.outlet, one.text) for one in batch])
        last_at = 0
        while batch:
            following = list(islice(stream, BATCH))  # read while the others sketch
            sketched = seats.take()
            if following:
                seats.give([(one.outlet, one.text) for one in following])
            rows = _rows(batch, sketched, keys.next, last_at)
            index.add(rows)
            keys.add(rows, sketched)
            _relate(index, keys, rows, sketched, days)
            batch, last_at = following, rows[-1].at
    keys.seal()
    yield from placed(index, first)


class _Keys:
    """The index's keys: sealed parts in the file, and the open one that is being filled."""

    def __init__(self, index: NearIndex, first: int) -> None:
        self._index, self.next = index, first
        self._open: Part = part_of(first, [])
        self._days: list[int] = []

    def add(self, rows: Sequence[Filed], sketched: Sequence[Sketched]) -> None:
        """The keys of the next articles."""
        if len(self._days) + len(rows) > PART:
            self.seal()
        self._open = joined(self._open, part_of(self.next, [made.keys for made in sketched]))
        self._days += [row.day for row in rows]
        self.next += len(rows)

    def parts(self, first_day: int, last_day: int) -> Iterator[Part]:
        """Those with articles of these days."""
        yield from self._index.parts(first_day, last_day)
        yield self._open

    def seal(self) -> None:
        """Put the open part into the file."""
        if self._days:
            span = Span(n=len(self._days), first_day=min(self._days), last_day=max(self._days))
            self._index.add_part(self._open, span)
        self._open, self._days = part_of(self.next, []), []


def _rows(
    batch: Sequence[Given], sketched: Sequence[Sketched], first: int, last_at: int
) -> list[Filed]:
    rows = []
    for number, (given, made) in enumerate(zip(batch, sketched, strict=True), start=first):
        if given.published_at is not None:
            last_at = (given.published_at - _EPOCH) // timedelta(seconds=1)
        rows.append(
            Filed(
                number=number, id=given.id, outlet=given.outlet, at=last_at, credit=made.credit,
                packed=made.packed,
            )
        )  # fmt: skip
    return rows


def _relate(
    index: NearIndex,
    filed: _Keys,
    rows: Sequence[Filed],
    sketched: Sequence[Sketched],
    days: int,
) -> None:
    """Find a batch's copies among all that is filed, and file the relations."""
    first_day, last_day = min(row.day for row in rows), max(row.day for row in rows)
    keys = np.concatenate([made.keys for made in sketched])
    owners = np.repeat([row.number for row in rows], [len(made.keys) for made in sketched])
    pairs = candidates(hits(filed.parts(first_day - days, last_day + days), keys), owners)
    known = {row.number: row for row in rows}
    missing = {other for _, other in pairs} - known.keys()
    known |= {row.number: row for row in index.articles(missing)}
    near = [
        (known[one], known[other])
        for one, other in pairs
        if other in known and abs(known[one].at - known[other].at) <= days * DAY_S
    ]
    index.link(_related(near))
    index.expire(first_day - days)


def _related(near: Sequence[tuple[Filed, Filed]]) -> Iterator[Found]:
    """The relations among pairs that share keys."""
    for start in range(0, len(near), N_COMPARED):
        some = near[start : start + N_COMPARED]
        place = {row.number: row for pair in some for row in pair}
        stack = stacked([row.packed for row in place.values()])
        at_of = {number: at for at, number in enumerate(place)}
        rows = [(at_of[one.number], at_of[other.number]) for one, other in some]
        found = likeness(stack, [one for one, _ in rows], [other for _, other in rows])
        is_own = np.array([a.outlet == b.outlet for a, b in some], dtype=np.bool_)
        score = scores(found)
        for at in np.flatnonzero(is_copy(found, is_own)).tolist():
            sides = [_side(row, stack, of) for row, of in zip(some[at], rows[at], strict=True)]
            yield _fact(sides, found, at, float(score[at]))


def _fact(sides: Sequence[Side], found: Likeness, at: int, score: float) -> Found:
    measured = Measured(
        containment=float(found.containment[at]),
        numbers=float(found.numbers[at]),
        n_numbers=float(found.n_numbers[at]),
    )
    kind = kind_of(sides[0], sides[1], measured)
    return Found(number=int(kind.article_id), other=int(kind.other_id), kind=kind.kind, score=score)


def _side(row: Filed, stack: Stack, at: int) -> Side:
    return Side(
        article_id=name_of(row.number),
        outlet_id=row.outlet,
        at=_EPOCH + timedelta(seconds=row.at),
        n=int(stack.n[at]),
        digest=int(stack.digest[at]),
        credit=row.credit,
        agency=agency_of(row.outlet),
    )
