"""Collects every date a page states, each with its source; which to believe is stages/clean."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wireroom.model import DateVote
from wireroom.stages.extract.sheet import Sheet

_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
# How htmldate spells a year without a day, often a copyright line's or one told of in the text: on
# the shared pages all 11 such guesses were wrong or on pages without a date.
_YEAR_ONLY = "-01-01"
# Names of meta elements that give the day of publication: Open Graph, schema.org, and what
# newspapers' pages of the shared corpus and older layouts use.
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "publishdate",
    "publish-date",
    "pubdate",
    "dc.date.issued",
    "parsely-pub-date",
    "sailthru.date",
)


def dates(sheet: Sheet, guessed: str) -> tuple[DateVote, ...]:
    """The votes of structured data, of `guessed` (by htmldate), of the URL's path and the feed."""
    page = sheet.page
    stated = (
        (sheet.stated("datePublished"), "jsonld"),
        (sheet.named(*_PUBLISHED), "meta"),
        *((tag.get("datetime") or "", "time") for tag in list(sheet.tree.iter("time"))[:1]),
        ("" if guessed.endswith(_YEAR_ONLY) else guessed, "htmldate"),
        (_day_of_path(page.url), "url"),
    )
    found = [vote(stamp, source, page.timezone) for stamp, source in stated]
    if page.entry_published_at:
        found.append(DateVote(at=page.entry_published_at, source="feed"))
    return tuple(one for one in found if one is not None)


def modified_at(sheet: Sheet) -> datetime | None:
    """When the page says that it was last changed."""
    stamp = sheet.stated("dateModified") or sheet.named("article:modified_time", "datemodified")
    found = vote(stamp, "modified", sheet.page.timezone)
    return found.at if found else None


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


def _day_of_path(url: str) -> str:
    match = _PATH.search(url)
    return "{}-{:0>2}-{:0>2}".format(*match.groups()) if match else ""


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
