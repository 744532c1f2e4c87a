"""Collects every date a page states, each with its source; which to believe is stages/clean.

Where nothing is stated the date beside the headline is read, and where there is none htmldate
guesses, which takes five times as long and is right more seldom.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lxml.html import HtmlElement

from wireroom.model import DateVote
from wireroom.stages.extract import jsonld
from wireroom.stages.extract.datelines import day_near_heading
from wireroom.stages.extract.days import written_day
from wireroom.stages.extract.sheet import Sheet

# Days in a URL's path, and where they were seen.
_PATHS = (
    (r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)", "WordPress and many others"),
    (r"/((?:19|20)\d\d)/([a-z]{3})/(\d\d)(?=/)", "The Guardian"),
    (r"/t?((?:19|20)\d\d)[/-]?(0\d|1[0-2])/?([0-2]\d|3[01])(?=[/_.-]|$)", "Chinese newspapers"),
)
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
    "prism.publicationdate",
    "citation_publication_date",
)
# Names of meta elements that give a day and do not say of what: read where nothing else is stated.
_DATED = ("dcterms.created", "dcterms.date", "dc.date", "date")
# schema.org types (their ends) beside the article whose date is the page's.
_PAGES = ("Page", "Recipe", "Episode", "VideoObject", "CreativeWork")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
# An ISO stamp with a space before its offset, or the name of universal time for it.
_LOOSE_ISO = re.compile(r"(\d{4}-\d\d-\d\d[T ][\d:.]+) ?(UTC|GMT)?([+-]\d\d:?\d\d|Z)?$")
_RFC = re.compile(r"(?:\w{3}, *)?\d\d? \w{3} \d{4} ")
# How htmldate spells a year without a day, often a copyright line's or one told of in the text: on
# the shared pages all 11 such guesses were wrong or on pages without a date.
_YEAR_ONLY = "-01-01"


def dates(sheet: Sheet) -> tuple[DateVote, ...]:
    """The votes of structured data, meta elements, <time>, the URL's path and the feed.

    Where none has one the visible text and htmldate are asked, in that order.
    """
    fed = sheet.page.entry_published_at
    votes = _stated(sheet) or _dated(sheet)
    if fed:
        return (*votes, DateVote(at=fed, source="feed"))
    return votes or _guessed(sheet)


def modified_at(sheet: Sheet) -> datetime | None:
    """When the page says that it was last changed."""
    stamp = sheet.stated("dateModified") or sheet.named("article:modified_time", "datemodified")
    found = vote(stamp, "modified", sheet.page.timezone)
    return found.at if found else None


def vote(stamp: str, source: str, zone: str) -> DateVote | None:
    """A vote from a stamp by ISO 8601 or RFC 5322; one without an offset is in the `zone`.

    One in any other spelling is good for its day, if it has one.
    """
    stamp = stamp.strip()
    moment = None if _DAY.match(stamp) else _moment(stamp)
    if moment is None:
        day = written_day(stamp)
        at = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
        return DateVote(at=at, source=source, is_day=True) if at else None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_zone(zone))
    return DateVote(at=moment, source=source)


def _stated(sheet: Sheet) -> tuple[DateVote, ...]:
    return _votes(
        sheet,
        (sheet.stated("datePublished"), "jsonld"),
        (sheet.named(*_PUBLISHED), "meta"),
        (_marked(sheet.found["time"]), "time"),
        (_day_of_path(sheet.page.url), "url"),
    )


def _dated(sheet: Sheet) -> tuple[DateVote, ...]:
    return _votes(sheet, (_of_page(sheet), "jsonld"), (sheet.named(*_DATED), "meta"))


def _guessed(sheet: Sheet) -> tuple[DateVote, ...]:
    return _votes(sheet, (day_near_heading(sheet), "visible")) or _votes(
        sheet, (_htmldate(sheet), "htmldate")
    )


def _votes(sheet: Sheet, *said: tuple[str, str]) -> tuple[DateVote, ...]:
    found = (vote(stamp, source, sheet.page.timezone) for stamp, source in said if stamp)
    return tuple(one for one in found if one is not None)


def _moment(stamp: str) -> datetime | None:
    try:
        if _RFC.match(stamp):
            return parsedate_to_datetime(stamp)
        return datetime.fromisoformat(_LOOSE_ISO.sub(_strict, stamp))
    except ValueError:
        return None


def _strict(stamp: re.Match[str]) -> str:
    moment, universal, offset = stamp.groups()
    return f"{moment}{offset or ('Z' if universal else '')}"


def _of_page(sheet: Sheet) -> str:
    """The date of the page, its recipe or its broadcast."""
    stamps = (
        stamp
        for node in sheet.nodes
        if any(kind.endswith(_PAGES) for kind in jsonld.strings(node.get("@type")))
        for stamp in jsonld.strings(node.get("datePublished") or node.get("uploadDate"))
    )
    return next(stamps, "")


def _marked(times: list[HtmlElement]) -> str:
    """The date of the first <time> that is not said to be of a change."""
    published = (tag for tag in times if tag.get("itemprop") != "dateModified")
    tag = next(published, None)
    return "" if tag is None else tag.get("datetime") or written_day(tag.text_content())


def _day_of_path(url: str) -> str:
    matches = (re.search(rule, url) for rule, _ in _PATHS)
    days = (written_day("-".join(reversed(match.groups()))) for match in matches if match)
    return next(filter(None, days), "")


def _htmldate(sheet: Sheet) -> str:
    """What htmldate guesses; its import is here as few pages need it and it takes 0.1 s.

    Its extensive search is left out: on the shared pages where the rules above find nothing it has
    two more dates right and three wrong, in up to 1.5 s a page.
    """
    from htmldate import find_date  # noqa: PLC0415  # see above

    found = str(find_date(sheet.tree, extensive_search=False, url=sheet.page.url) or "")
    return "" if found.endswith(_YEAR_ONLY) else found


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
