"""An article that its hosts say is not there, and when that means that it disappeared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

# A deploy, a purged cache or a bad rewrite rule answers 404 for minutes, rarely for an hour or two;
# the third and last try of a page that answers 404 comes three hours after the first.
LEAST_ABSENCE = timedelta(hours=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """In this run those of its `hosts` that had served an article answered 404 or 410, no other."""

    article_id: str
    run_id: str
    seen_at: datetime
    hosts: tuple[str, ...]


def disappeared_at(absences: Iterable[datetime], *, last_seen_at: datetime) -> datetime | None:
    """The first absence since the page was last seen, once another is `LEAST_ABSENCE` later."""
    since = sorted(at for at in absences if at > last_seen_at)
    return since[0] if since and since[-1] - since[0] >= LEAST_ABSENCE else None
