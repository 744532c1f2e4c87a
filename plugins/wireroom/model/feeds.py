"""What a feed states and what is remembered of it between polls."""

from dataclasses import dataclass
from datetime import datetime

from wireroom.model.states import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as a feed states it; `url` is None where the item has no link.

    `entry_id` is stable from poll to poll; `digest` changes when anything stated changes.
    """

    outlet_id: str
    feed: str
    entry_id: str
    digest: str
    url: str | None
    guid: str | None
    title: str
    summary: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    published_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of a feed between polls. A feed never polled has `FeedState.fresh`.

    `weight` counts failures in a row (reasons weigh differently, see stages/poll); `interval_s`
    is the learned polling interval; `n_polls` numbers the polls, so that every Nth is
    unconditional; `is_trusted` says that the validators change when the body does; `served_by` is
    the host they are from (another host's "not modified" would say nothing of what we have);
    `newest_at` is the newest instant that any host's copy of the feed has stated.
    """

    outlet_id: str
    feed: str
    served_by: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_digest: str | None = None
    is_trusted: bool = True
    weight: float = 0.0
    interval_s: float = 900.0
    n_polls: int = 0
    n_entries: int = 0
    next_poll_at: datetime | None = None
    not_before_at: datetime | None = None
    last_ok_at: datetime | None = None
    last_reason: Reason | None = None
    newest_at: datetime | None = None
