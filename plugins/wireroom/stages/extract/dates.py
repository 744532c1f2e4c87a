"""Collects every date a page states, each with its source."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wireroom.model import DateVote

_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")


def vote(stamp: str, source: str, zone: str) -> DateVote | None:
    """A vote from an ISO stamp; one without an offset is in the outlet's `zone`."""
    stamp = stamp.strip()
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    if _DAY.match(stamp):
        return DateVote(at=moment.replace(tzinfo=UTC), source=source, is_day=True)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_zone(zone))
    return DateVote(at=moment, source=source)


def votes(stated: list[tuple[str, str]], url: str, zone: str) -> Iterator[DateVote]:
    """Votes of (stamp, source) pairs in order, then that of the URL's path."""
    for stamp, source in stated:
        found = vote(stamp, source, zone)
        if found:
            yield found
    match = _PATH.search(url)
    if match:
        found = vote("{}-{:0>2}-{:0>2}".format(*match.groups()), "url", zone)
        if found:
            yield found


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
