"""What the index of near copies holds: sketched articles, parts of keys, relations by number."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

DAY_S = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """One article's row: `at` in seconds since 1970, `packed` its sketch."""

    number: int
    id: str
    outlet: str
    at: int
    credit: str
    packed: bytes

    @property
    def day(self) -> int:
        """Days since 1970."""
        return self.at // DAY_S


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """Keys in order with the articles that have them: the number `first` and an offset each."""

    first: int
    keys: NDArray[np.uint32]
    members: NDArray[np.uint16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """How many articles a part holds, and of which days."""

    n: int
    first_day: int
    last_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A relation between two articles by number."""

    number: int
    other: int
    kind: str
    score: float


class NearIndex(Protocol):
    """One writer's index."""

    def n_articles(self) -> int:
        """How many were ever added: the next one's number."""
        ...

    def add(self, rows: Sequence[Filed], /) -> None:
        """File articles."""
        ...

    def add_part(self, part: Part, span: Span, /) -> None:
        """File the keys of consecutive articles."""
        ...

    def parts(self, first_day: int, last_day: int) -> Iterator[Part]:
        """The parts with articles of these days, one at a time."""
        ...

    def articles(self, numbers: Iterable[int], /) -> Iterator[Filed]:
        """The rows of those articles whose sketches have not expired."""
        ...

    def link(self, found: Iterable[Found], /) -> None:
        """File relations."""
        ...

    def links(self) -> Iterator[Found]:
        """All relations, as they were filed."""
        ...

    def names(self, first: int = 0) -> Iterator[tuple[int, str, int]]:
        """Number, id and instant of every article from `first` on, in order."""
        ...

    def expire(self, before_day: int) -> None:
        """Forget the keys and sketches of parts that end before a day; ids and links stay."""
        ...
