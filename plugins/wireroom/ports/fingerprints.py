"""Near copies in the warehouse: fingerprints, who shares them, and clusters with their undoing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """An article version's sketch, and the keys that it is found by (32 bits each, signed)."""

    article_id: str
    version_id: str
    outlet_id: str
    observed_at: datetime
    credit: str
    packed: bytes
    keys: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketched:
    """A filed sketch; `keys` only where it was not looked up yet."""

    number: int
    article_id: str
    outlet_id: str
    day: int
    credit: str
    packed: bytes
    first_seen_at: datetime
    keys: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A relation between two articles, or what a person said of them.

    `action` is "" for a relation; "merge" or "split" (then `other_id` is "") for a decision, which
    `number` orders.
    """

    article_id: str
    other_id: str
    score: float
    action: str = ""
    number: int = 0


Clustering = Callable[[Sequence[Tie], Mapping[str, datetime]], Mapping[str, str]]


class Fingerprints(Protocol):
    """What the warehouse knows of near copies."""

    def last_texts(self, outlet_id: str, limit: int) -> list[str]:
        """The current texts of an outlet's articles, first seen last first."""
        ...

    def pending(self, outlet_ids: Sequence[str]) -> list[Sketched]:
        """Sketches of the outlets that were not looked up yet."""
        ...

    def sharing(self, keys: Sequence[int], most: int) -> list[list[int]]:
        """For each key the sketches that have it: `most`, and one more if there are more."""
        ...

    def sketches(self, numbers: Iterable[int], /) -> list[Sketched]:
        """Those sketches, as far as they have not expired."""
        ...

    def looked_up(self, numbers: Iterable[int], /) -> None:
        """Remember that these were looked up, and the relations filed."""
        ...

    def decide_cluster(
        self, action: str, article_id: str, other_id: str, *, by: str, now: datetime
    ) -> None:
        """File what a person said; raises BadInputError for an article that is not filed."""
        ...

    def clusters(self, article_ids: Sequence[str]) -> dict[str, str]:
        """The cluster of each of these articles that is filed."""
        ...

    def recluster(self, article_ids: Sequence[str], clustering: Clustering) -> None:
        """Set the clusters of the articles that are tied to these, as `clustering` says.

        It is given every tie among them and when each was first seen, and gives each one's cluster.
        """
        ...

    def expire_fingerprints(self, before_day: int) -> int:
        """Forget sketches of days (since 1970) before that one; how many. Relations stay."""
        ...
