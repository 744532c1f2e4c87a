"""Which day a listed page belongs to, and whether that is in the window.

In this order: an instant that is stated; a day in its own path; the day of its archive page; a
lastmod, which is an upper bound: so such a page counts only where its last change is in the window.
Days without an instant are the outlet's own, and are in the window as soon as they touch it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from wireroom.model import Item, Window

_ONE_DAY = timedelta(days=1)
_MONTHS: Mapping[str, int] = {  # as news sites write them in paths: /2026/aug/20/
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_NAMED = "|".join(_MONTHS)
# The day in a path, set off from other digits: /2026/08/20/, /2026-08-20, /20260820, /2026/8/20/.
_DAY = re.compile(
    rf"(?<!\d)((?:19|20)\d\d)(?:([-/_])(\d\d?|{_NAMED})\2(\d\d?)|(\d\d)(\d\d))(?!\d)", re.IGNORECASE
)


class Standing(Enum):
    """Where a page stands to a window."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A window as an outlet's zone sees it."""

    window: Window
    zone: ZoneInfo

    def touches(self, on: date) -> bool:
        """Whether any instant of the outlet's day lies in the window."""
        begins = _midnight(on, self.zone)
        return begins < self.window.to_at and _midnight(_next(on), self.zone) > self.window.from_at

    def days(self) -> list[date]:
        """The outlet's days that touch the window."""
        on, found = self.window.from_at.astimezone(self.zone).date(), list[date]()
        while self.touches(on):
            found.append(on)
            on = _next(on)
        return found


def standing(item: Item, calendar: Calendar) -> Standing:
    """Whether the page is of the window, is not, or bears no date at all."""
    if item.published_at is not None:
        return _inside(is_so=calendar.window.holds(item.published_at))
    on = path_day(item.url) or item.on
    if on is not None:
        return _inside(is_so=calendar.touches(on))
    if item.lastmod_at is None:
        return Standing.UNDATED
    if item.is_lastmod_day:
        return _inside(is_so=calendar.touches(item.lastmod_at.astimezone(calendar.zone).date()))
    return _inside(is_so=calendar.window.holds(item.lastmod_at))


def day_of(item: Item, zone: ZoneInfo) -> date | None:
    """The day under which it is listed: of an instant its UTC day, else the day that is named."""
    if item.published_at is not None:
        return item.published_at.astimezone(UTC).date()
    named = path_day(item.url) or item.on
    if named is not None or item.lastmod_at is None:
        return named
    return item.lastmod_at.astimezone(zone if item.is_lastmod_day else UTC).date()


def path_day(url: str) -> date | None:
    """The day that a page's path names, None where it names none or one that cannot be."""
    path = url.partition("://")[2].partition("/")[2].partition("?")[0]
    found = _DAY.search(path)
    if found is None:
        return None
    year, _, month, day, month2, day2 = found.groups()
    told = _MONTHS.get((month or "").lower()) or int(month or month2)
    try:
        return date(int(year), told, int(day or day2))
    except ValueError:
        return None


def _inside(*, is_so: bool) -> Standing:
    return Standing.INSIDE if is_so else Standing.OUTSIDE


def _midnight(on: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, time(), tzinfo=zone)


def _next(on: date) -> date:
    return on + _ONE_DAY
