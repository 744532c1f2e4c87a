"""What travels to other places: changes of articles, by number, and who takes them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from wireroom.model.published import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The latest change of one article, and the article as it stands.

    Of a withdrawn one the record has its ids, the number and when it was taken back, and no more;
    `published_at` says where a target may have filed it.
    """

    number: int
    article_id: str
    outlet_id: str
    is_withdrawn: bool
    published_at: datetime | None
    record: Record


class Snapshot(Protocol):
    """The changes up to `last`, of one moment."""

    @property
    def last(self) -> int:
        """The number of the latest change."""
        ...

    def batches(self, since: int, *, size: int) -> Iterator[list[Change]]:
        """Changes after the number `since`, by number, `size` at a time."""
        ...

    def counts(self, since: int) -> dict[str, tuple[int, int]]:
        """By outlet: articles that a target should hold, and those that changed after `since`."""
        ...

    def since(self, at: datetime) -> int:
        """The last number that was given before or at an instant."""
        ...


class Changes(Protocol):
    """Where changes come from."""

    def changes(self, *, now: datetime) -> AbstractContextManager[Snapshot]:
        """Number what is new, and hold still what there is."""
        ...

    def publishing(self, target: str) -> AbstractContextManager[None]:
        """Be the only one who publishes to `target`."""
        ...


class Target(Protocol):
    """A place that takes changes and remembers the number it came to."""

    @property
    def name(self) -> str:
        """How it is called where people read it: without a password."""
        ...

    def mark(self) -> int:
        """The number that it came to; 0 where there is nothing yet."""
        ...

    def take(self, batches: Iterable[Sequence[Change]], *, since: int, upto: int) -> int:
        """Apply the changes, all or in effect none, and come to `upto`; how many they were.

        Taking the same changes again leaves the same rows. `since` 0 replaces what is there, by
        changes of which none is withdrawn.
        """
        ...

    def counts(self, since: int) -> dict[str, tuple[int, int]] | None:
        """As Snapshot.counts, of what lies there; None where that cannot be counted."""
        ...
