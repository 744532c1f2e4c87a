"""How fresh a feed is: the newest instant that its entries state, and whether it lies behind.

A frozen clone of an outlet answers for ever with yesterday's paper; only its siblings, or what it
showed itself, tell. Whether it is judged for that is decided by who polls.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from wireroom.model import FeedState
from wireroom.stages.poll.document import FeedDocument
from wireroom.urls import path_of

BEHIND = timedelta(days=2)  # over a weekend's quiet no two hosts of one outlet drift that far
QUIET = timedelta(days=3)  # a feed never seen before whose newest entry is older is worth a look
_AHEAD = timedelta(hours=1)  # an entry dated later is announced, or wrong
_DAY_IN_PATH = re.compile(r"/(20\d\d)/(\d{1,2})/(\d{1,2})(?=/|$)")  # Press TV's only date


def newest_at(document: FeedDocument, *, now: datetime) -> datetime | None:
    """The newest instant stated by an entry or, where none is, by a link's path; never after now.

    None where nothing is stated.
    """
    return max((min(at, now) for at in _stated(document) if at <= now + _AHEAD), default=None)


def is_behind(document: FeedDocument, state: FeedState, *, now: datetime) -> bool:
    """Whether the feed shows less new than it showed before or, at first sight, than is usual."""
    newest = newest_at(document, now=now)
    if newest is None:
        return False
    if state.newest_at is not None:
        return newest < state.newest_at - BEHIND
    return newest < now - QUIET


def _stated(document: FeedDocument) -> Iterator[datetime]:
    dated = [entry.updated_at or entry.published_at for entry in document.entries]
    if any(dated):
        yield from (at for at in dated if at is not None)
        return
    for entry in document.entries:
        found = _DAY_IN_PATH.search(path_of(entry.url)) if entry.url else None
        if found:
            try:
                year, month, day = map(int, found.groups())
                yield datetime(year, month, day, tzinfo=UTC)
            except ValueError:  # 2026/02/31
                continue
