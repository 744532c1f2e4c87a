"""Collects every date a page states, each with its source; which to believe is stages/clean.

Where nothing is stated the date nearest to the headline is read, and where there is none htmldate
guesses: it costs ten times as much and is right more seldom.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lxml import etree
from lxml.html import HtmlElement

from wireroom.model import DateVote
from wireroom.stages.extract import jsonld
from wireroom.stages.extract.days import written_day
from wireroom.stages.extract.sheet import Sheet

# Days in a URL's path, and where they were seen.
_PATHS = (
    (r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)", "WordPress and most others"),
    (r"/((?:19|20)\d\d)/([a-z]{3})/(\d\d)/", "The Guardian"),
    (r"/t?((?:19|20)\d\d)-?(0\d|1[0-2])/?([0-2]\d|3[01])(?=[/_.-]|$)", "Chinese agencies"),
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d[T ][\d:.]+) ?(?:UTC|GMT)?([+-]\d\d:?\d\d|Z)?$")
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
    "prism.publicationdate",
    "citation_publication_date",
)
# schema.org types beside the article whose date is the page's.
_PAGES = ("Page", "Recipe", "Episode", "VideoObject", "CreativeWork")
_MICRODATA = etree.XPath("//@itemprop[.='datePublished']/..")
_LONG = 80  # characters; a longer text that names a day is a sentence
_AFTER, _BEFORE = 60, 30  # texts looked at behind and before a heading
_HEADINGS = 3  # headings looked at; of 59 shared pages without a stated date 50 were read so


def dates(sheet: Sheet) -> tuple[DateVote, ...]:
    """The votes of structured data, URL and feed; of the visible text only where these are none."""
    page = sheet.page
    stated = (
        (sheet.stated("datePublished"), "jsonld"),
        (sheet.named(*_PUBLISHED), "meta"),
        (_marked(sheet.found["time"]), "time"),
        (_day_of_path(page.url), "url"),
    )
    found = [vote(stamp, source, page.timezone) for stamp, source in stated]
    if page.entry_published_at:
        found.append(DateVote(at=page.entry_published_at, source="feed"))
    votes = tuple(one for one in found if one is not None)
    return votes or _loose(sheet) or _guessed(sheet)


def _loose(sheet):
    f = [
        vote(_of_page(sheet), "jsonld", sheet.page.timezone),
        vote(
            sheet.named("dcterms.created", "dcterms.date", "dc.date", "date"),
            "meta",
            sheet.page.timezone,
        ),
    ]
    return tuple(x for x in f if x)


def modified_at(sheet: Sheet) -> datetime | None:
    """When the page says that it was last changed."""
    stamp = sheet.stated("dateModified") or sheet.named("article:modified_time", "datemodified")
    found = vote(stamp, "modified", sheet.page.timezone)
    return found.at if found else None


def vote(stamp: str, source: str, zone: str) -> DateVote | None:
    """A vote from a stamp, by ISO or RFC 5322 or written out; without an offset in `zone`."""
    moment = _moment(stamp.strip())
    if moment is None or _DAY.match(stamp.strip()):
        day = written_day(stamp)
        at = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
        return DateVote(at=at, source=source, is_day=True) if at else None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_zone(zone))
    return DateVote(at=moment, source=source)


def _moment(stamp: str) -> datetime | None:
    for read, text in (
        (datetime.fromisoformat, _ISO.sub(r"\1\2", stamp)),
        (parsedate_to_datetime, stamp),
    ):
        try:
            return read(text)
        except (ValueError, TypeError, IndexError):
            continue
    return None


def _of_page(sheet: Sheet) -> str:
    """The date of the page, its recipe or broadcast, where there is no article's."""
    kinds = ((node, kind) for node in sheet.nodes for kind in jsonld.strings(node.get("@type")))
    said = (
        jsonld.strings(node.get("datePublished") or node.get("uploadDate"))
        for node, kind in kinds
        if kind.endswith(_PAGES)
    )
    return next((stamp for stamps in said for stamp in stamps), "")


def _marked(times: list[HtmlElement]) -> str:
    """The date of the first <time> that is not said to be of a change."""
    published = (tag for tag in times if tag.get("itemprop") != "dateModified")
    tag = next(published, None)
    return "" if tag is None else tag.get("datetime") or written_day(tag.text_content())


def _day_of_path(url: str) -> str:
    matches = (re.search(rule, url) for rule, _ in _PATHS)
    return next(
        (day for match in matches if match and (day := written_day("-".join(match.groups())))), ""
    )


def _guessed(sheet: Sheet) -> tuple[DateVote, ...]:
    day, source = _near_heading(sheet), "visible"
    if not day:
        day, source = _htmldate(sheet), "htmldate"
    found = vote(day, source, "UTC")
    return (found,) if found else ()


def _near_heading(sheet: Sheet) -> str:
    """The day written the fewest texts away from one of the first headings."""
    headings = sheet.found["h1"][:_HEADINGS] or sheet.found["h2"][:_HEADINGS]
    found = (
        near
        for heading in headings
        for texts, limit in ((_texts_after(heading), _AFTER), (_texts_before(heading), _BEFORE))
        if (near := _first_day(islice(filter(str.strip, texts), limit)))
    )
    return min(found, default=(0, ""))[1]


def _first_day(texts: Iterable[str]) -> tuple[int, str] | None:
    short = ((n, text.strip()) for n, text in enumerate(texts))
    days = ((n, written_day(text)) for n, text in short if len(text) <= _LONG)
    return next((found for found in days if found[1]), None)


def _texts_after(heading: HtmlElement) -> Iterator[str]:
    yield from heading.itertext()
    for element in (heading, *heading.iterancestors()):
        yield element.tail or ""
        for other in element.itersiblings():
            yield from _texts(other)
            yield other.tail or ""


def _texts_before(heading: HtmlElement) -> Iterator[str]:
    for element in (heading, *heading.iterancestors()):
        for other in element.itersiblings(preceding=True):
            yield other.tail or ""
            yield from reversed(list(_texts(other)))
        parent = element.getparent()
        yield (parent.text or "") if parent is not None else ""


def _texts(element: HtmlElement) -> Iterator[str]:
    if isinstance(element.tag, str) and element.tag not in {"head", "script", "style"}:
        yield from element.itertext()


def _htmldate(sheet: Sheet) -> str:
    """htmldate's guess; it is imported here as it loads dateparser, which takes over a second.

    Its extensive search is left out: on the shared pages it found two more dates and three wrong
    ones, in up to 1.5 s a page.
    """
    from htmldate import find_date  # noqa: PLC0415

    found = str(find_date(sheet.tree, extensive_search=False, url=sheet.page.url) or "")
    return "" if found.endswith(_YEAR_ONLY) else found


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
