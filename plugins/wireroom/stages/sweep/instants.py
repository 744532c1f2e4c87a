"""Instants as listings spell them: W3C dates (sitemaps), ISO 8601, RFC 822 where a site errs."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

_DAY_LENGTH = len("2026-08-20")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An instant in UTC; `is_day` says that only a day was told, whose first instant it is."""

    at: datetime
    is_day: bool = False


def told(text: str | None, zone: ZoneInfo) -> Told | None:
    """The instant in `text`, in `zone` where it names none; None where it is no date.

    https://www.w3.org/TR/NOTE-datetime, which the sitemap protocol refers to.
    """
    spelled = (text or "").strip()
    found = _read(spelled)
    if found is None:
        return None
    is_day = len(spelled) == _DAY_LENGTH and found.time() == time()
    aware = found if found.tzinfo else found.replace(tzinfo=zone)
    try:
        return Told(at=aware.astimezone(UTC), is_day=is_day)
    except OverflowError:  # the year 1 or 9999: no page means it
        return None


def _read(spelled: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(spelled)
        except (ValueError, TypeError):
            continue
    return None
