"""The control: a loader without care. Trials that do not catch it prove nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from wireroom.adapters.warehouse import Store
from wireroom.ports import LoadBatch, LoadCounts, PollRow, Work


class UnsafeStore(Store):
    """Keeps a feed's validator before its rows, and files a batch without a transaction."""

    def save_poll(
        self, row: PollRow, entries: Sequence[tuple[Work, bool]], load: LoadBatch, /
    ) -> None:
        """The validator first: killed here, the next poll hears "not modified"."""
        self.save_feed_states([row.state])
        super().save_poll(row, entries, load)

    def load(self, batch: LoadBatch, /, *, now: datetime) -> LoadCounts:
        """The ledger row by row, then the articles: what is said to be filed may never be."""
        for row in batch.ledger:
            super().load(LoadBatch(ledger=[row]), now=now)
        return super().load(replace(batch, ledger=()), now=now)
