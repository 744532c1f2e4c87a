"""The values that flow from feed to row, and the closed sets of states and reasons.

Frozen, slotted, keyword-only; a new type per step, nothing half-filled. Instants are aware UTC and
end in `_at`, durations in `_s`, counts begin with `n_`.
"""

from wireroom.model.articles import (
    Article,
    Clean,
    DateVote,
    Extraction,
    Image,
    Page,
    Relation,
    Sighting,
)
from wireroom.model.exchanges import (
    Capture,
    Exchange,
    Failed,
    Fetched,
    NotModified,
    Outcome,
    Request,
    Route,
)
from wireroom.model.feeds import Entry, FeedState
from wireroom.model.ids import article_id, capture_id, digest_of, fold_text, sha256, version_id
from wireroom.model.ledger import LedgerRow
from wireroom.model.states import Capability, EntryState, Reason, tally

__all__ = [
    "Article",
    "Capability",
    "Capture",
    "Clean",
    "DateVote",
    "Entry",
    "EntryState",
    "Exchange",
    "Extraction",
    "Failed",
    "FeedState",
    "Fetched",
    "Image",
    "LedgerRow",
    "NotModified",
    "Outcome",
    "Page",
    "Reason",
    "Relation",
    "Request",
    "Route",
    "Sighting",
    "article_id",
    "capture_id",
    "digest_of",
    "fold_text",
    "sha256",
    "tally",
    "version_id",
]
