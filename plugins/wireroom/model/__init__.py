"""The values that flow from feed to row, and the closed sets of states and reasons.

Frozen, slotted, keyword-only; a new type per step, nothing half-filled. Instants are aware UTC and
end in `_at`, durations in `_s`, counts begin with `n_`.
"""

from wireroom.model.absences import LEAST_ABSENCE, Absence, disappeared_at
from wireroom.model.articles import (
    Article,
    Clean,
    DateVote,
    Extraction,
    Image,
    LeftOut,
    Page,
    Relation,
    Sighting,
)
from wireroom.model.exchanges import (
    Capture,
    Evidence,
    Exchange,
    Failed,
    Fetched,
    NotModified,
    Outcome,
    Request,
    Route,
)
from wireroom.model.feeds import Entry, FeedState
from wireroom.model.hosts import Breaker, Health, HostKey, Mute, Nonsense, Quarantined
from wireroom.model.ids import (
    article_id,
    capture_id,
    digest_of,
    fold_text,
    folded_id,
    sha256,
    version_id,
    words_of,
)
from wireroom.model.ledger import LedgerRow
from wireroom.model.listings import (
    Completeness,
    Item,
    Listed,
    ListingKind,
    Missing,
    Unit,
)
from wireroom.model.mirrors import (
    Announcement,
    Answer,
    Decision,
    Finding,
    Mirror,
    MirrorState,
    Move,
    Source,
)
from wireroom.model.states import Access, Capability, EntryState, Kind, Reason, tally
from wireroom.model.templates import Rules, Template
from wireroom.model.window import Window

__all__ = [
    "LEAST_ABSENCE",
    "Absence",
    "Access",
    "Announcement",
    "Answer",
    "Article",
    "Breaker",
    "Capability",
    "Capture",
    "Clean",
    "Completeness",
    "DateVote",
    "Decision",
    "Entry",
    "EntryState",
    "Evidence",
    "Exchange",
    "Extraction",
    "Failed",
    "FeedState",
    "Fetched",
    "Finding",
    "Health",
    "HostKey",
    "Image",
    "Item",
    "Kind",
    "LedgerRow",
    "LeftOut",
    "Listed",
    "ListingKind",
    "Mirror",
    "MirrorState",
    "Missing",
    "Move",
    "Mute",
    "Nonsense",
    "NotModified",
    "Outcome",
    "Page",
    "Quarantined",
    "Reason",
    "Relation",
    "Request",
    "Route",
    "Rules",
    "Sighting",
    "Source",
    "Template",
    "Unit",
    "Window",
    "article_id",
    "capture_id",
    "digest_of",
    "disappeared_at",
    "fold_text",
    "folded_id",
    "sha256",
    "tally",
    "version_id",
    "words_of",
]
