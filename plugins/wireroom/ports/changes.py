"""What travels to other places: changes of articles, by number, and who takes them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The latest change of one article: its row of the view `articles` as it stands.

    Columns are the warehouse's own: instants and JSON are text. A withdrawn article has its row
    too, for who has to find it in a target; nothing but its ids may be handed on.
    """

    number: int
    article_id: str
    outlet_id: str
    is_withdrawn: bool
    withdrawn_at: datetime | None = None
    reason: str | None = None
    row: Mapping[str, Any] = field(default_factory=dict)


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

        Taking the same changes again leaves the same rows. `since` 0 replaces what is there.
        """
        ...

    def counts(self, since: int) -> dict[str, tuple[int, int]] | None:
        """As Snapshot.counts, of what lies there; None where that cannot be counted."""
        ...
