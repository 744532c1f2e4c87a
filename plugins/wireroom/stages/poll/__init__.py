"""Poll: feed bytes to entries, and when to poll next. It asks nobody and keeps nothing."""

from wireroom.stages.poll.document import FeedDocument
from wireroom.stages.poll.parse import emptied, parse_feed
from wireroom.stages.poll.schedule import (
    Polled,
    is_due,
    is_unconditional,
    next_state,
    validators,
)

__all__ = [
    "FeedDocument",
    "Polled",
    "emptied",
    "is_due",
    "is_unconditional",
    "next_state",
    "parse_feed",
    "validators",
]
