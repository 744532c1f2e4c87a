"""What is remembered between runs: feed states and how entries ended."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from wireroom.model import FeedState
from wireroom.ports.runs import Work
from wireroom.ports.warehouse import Known, Looked


class Feeds(Protocol):
    """Feed state and what is remembered of entries."""

    def feed_states(self, outlet_ids: Sequence[str]) -> dict[tuple[str, str], FeedState]:
        """The states that were saved, by (outlet, feed)."""
        ...

    def save_feed_states(self, states: Sequence[FeedState]) -> None:
        """Keep states; only after the rows of their entries are filed."""
        ...

    def known(self, article_ids: Sequence[str]) -> dict[str, Known]:
        """What is remembered of these entries."""
        ...

    def looked(self, outlet_id: str, *, since: datetime) -> list[Looked]:
        """An outlet's articles first seen since then that no retry waits for."""
        ...

    def entries(self, article_ids: Sequence[str]) -> list[Work]:
        """The entries that were seen last of articles, as never failed."""
        ...

    def due_retries(self, outlet_id: str, *, now: datetime, limit: int) -> list[Work]:
        """Entries that failed before and may be tried again, longest waiting first."""
        ...
