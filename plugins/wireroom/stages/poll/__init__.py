"""Poll: feed bytes to entries, and when to poll next. It asks nobody and keeps nothing."""

from wireroom.stages.poll.document import FeedDocument
from wireroom.stages.poll.freshness import BEHIND, is_behind, newest_at
from wireroom.stages.poll.parse import emptied, parse_feed
from wireroom.stages.poll.schedule import (
    Polled,
    is_due,
    is_unconditional,
    next_state,
    validators,
)

__all__ = [
    "BEHIND",
    "FeedDocument",
    "Polled",
    "emptied",
    "is_behind",
    "is_due",
    "is_unconditional",
    "newest_at",
    "next_state",
    "parse_feed",
    "validators",
]
