"""The ledger: the one state in which an entry of a run ended."""

from dataclasses import dataclass
from datetime import datetime

from wireroom.model.states import EntryState, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """The one state in which an entry of a run ended, and why.

    `of_article_id` and `rule` say of what and by which rule it is a duplicate; `retry_at` when a
    failed entry is tried again (None: never, or not needed).
    """

    run_id: str
    entry_id: str
    outlet_id: str
    feed: str
    url: str | None
    article_id: str | None
    state: EntryState
    reason: Reason | None = None
    detail: str = ""
    of_article_id: str | None = None
    rule: str | None = None
    retry_at: datetime | None = None
    capture_id: str | None = None
    version_id: str | None = None
    host: str | None = None
