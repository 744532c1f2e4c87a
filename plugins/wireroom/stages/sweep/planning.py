"""Which listings to ask for a window: the outlet's own, pruned by the dates that their names bear.

Nothing is asked twice, and nothing that its name or its index says is of another time.
"""

import calendar as months
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from wireroom.model import ListingKind, Unit
from wireroom.registry import PagedFeed, Sweep, Wayback
from wireroom.stages.sweep.dating import Calendar
from wireroom.stages.sweep.reading import Child
from wireroom.stages.sweep.wayback import list_url

# Where sitemaps lie that nobody names: sitemaps.org/protocol, WordPress' plugins, publishers.
USUAL_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml")
MAX_DEPTH = 3  # of indexes; the protocol allows one
_N_POSTS = 100  # a page: the most that WordPress gives
_FIELDS = "link,date_gmt,modified_gmt,title"
_PAGE = "{page}"
_ONE_DAY = timedelta(days=1)
_LATE = timedelta(days=31)  # after which an archive has seen what it will see of most pages
# A date in a sitemap's name: sitemap-2026-08-20.xml, sitemap_2026_08.xml, ?yyyy=2026&mm=08&dd=20,
# /sitemap/2026/08/. A year alone is one only where it stands apart from other letters and digits.
_NAMED = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_/.]?(0[1-9]|1[0-2])(?:[-_/.]?(0[1-9]|[12]\d|3[01]))?(?!\d)"
)
_ASKED = re.compile(r"\byyyy=(\d{4})&mm=(\d\d?)(?:&dd=(\d\d?))?", re.IGNORECASE)
_YEAR = re.compile(r"(?<![A-Za-z\d])((?:19|20)\d\d)(?![A-Za-z\d])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """The listings to ask, and how many others were left out, by why."""

    units: tuple[Unit, ...]
    left_out: dict[str, int]


def first_units(sweep: Sweep, calendar: Calendar) -> list[Unit]:
    """What to ask first: the listings that the outlet's file names, or where they usually lie."""
    units = [*_sitemaps(sweep)]
    for template in sweep.archives:
        units += _archives(template, calendar)
    units += [_paged(one) for one in sweep.pages]
    if sweep.wordpress is not None:
        units.append(_posts(sweep.wordpress, calendar))
    if sweep.wayback is not None:
        units += [_copies(sweep.wayback, host, calendar) for host in sweep.wayback.hosts]
    units += [Unit(kind=ListingKind.WARC, path=path) for path in sweep.warcs]
    return units


def usual_sitemaps() -> list[Unit]:
    """The sitemaps to look for where robots.txt names none."""
    return [Unit(kind=ListingKind.SITEMAP, path=path, is_guess=True) for path in USUAL_SITEMAPS]


def next_page(unit: Unit) -> Unit | None:
    """The page after this one; None where its pages have no numbers."""
    if not unit.pattern:
        return None
    number = unit.page + 1
    return replace(unit, path=unit.pattern.replace(_PAGE, str(number)), page=number)


def pruned(children: Iterable[Child], parent: Unit, calendar: Calendar) -> Pruned:
    """The sitemaps of an index that may hold pages of the window.

    Left out are those that did not change since before it, and those whose name bears a day, a
    month or a year that is a day or more away from it.
    """
    units: dict[str, Unit] = {}
    left_out: dict[str, int] = {}
    for child in children:
        why = _left_out(child, parent, calendar)
        if why:
            left_out[why] = left_out.get(why, 0) + 1
            continue
        depth = parent.depth + (parent.kind is ListingKind.SITEMAP)
        unit = Unit(kind=ListingKind.SITEMAP, path=child.url, depth=depth)
        units.setdefault(unit.key, unit)
    return Pruned(units=tuple(units.values()), left_out=left_out)


def named_span(url: str) -> tuple[date, date] | None:
    """The first and last day of what a listing's name says it is of; None where it says none."""
    name = url.partition("://")[2].partition("/")[2] or url
    dated = _ASKED.search(name) or _NAMED.search(name)
    if dated:
        year, month, day = (int(part) if part else None for part in dated.groups())
        return _span(year, month, day)
    found = _YEAR.search(name)
    return _span(int(found[1]), None, None) if found else None


def _left_out(child: Child, parent: Unit, calendar: Calendar) -> str:
    if parent.kind is ListingKind.SITEMAP and parent.depth + 1 > MAX_DEPTH:
        return "an index too deep"
    window = calendar.window
    if child.lastmod_at is not None and child.lastmod_at + _ONE_DAY < window.from_at:
        return "unchanged since before the window"
    span = named_span(child.url)
    if span is not None:
        first, last = span[0] - _ONE_DAY, span[1] + _ONE_DAY
        if _at(last + _ONE_DAY) <= window.from_at or _at(first) >= window.to_at:
            return "named after another time"
    return ""


def _span(year: int | None, month: int | None, day: int | None) -> tuple[date, date] | None:
    if year is None:
        return None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        last = months.monthrange(year, month)[1]
        return date(year, month, day or 1), date(year, month, day or last)
    except ValueError:  # 2026-02-31
        return None


def _sitemaps(sweep: Sweep) -> Iterator[Unit]:
    if sweep.sitemaps is None:
        yield Unit(kind=ListingKind.ROBOTS, path="/robots.txt", is_guess=True)
        return
    for path in sweep.sitemaps:
        yield Unit(kind=ListingKind.SITEMAP, path=path)


def _archives(template: str, calendar: Calendar) -> Iterator[Unit]:
    """A page of each day of the window, or of each month or year where the template has no day."""
    made: set[str] = set()
    for on in calendar.days():
        pattern = (
            template.replace("{year}", f"{on.year:04}")
            .replace("{month}", f"{on.month:02}")
            .replace("{day}", f"{on.day:02}")
        )
        if pattern not in made:
            made.add(pattern)
            unit = _numbered(ListingKind.ARCHIVE, pattern)
            yield replace(unit, on=on if "{day}" in template else None)


def _paged(paged: PagedFeed) -> Unit:
    """The feed itself is the first page."""
    unit = Unit(kind=ListingKind.PAGES, path=paged.feed)
    if paged.parameter is None:
        return unit
    mark = "&" if "?" in paged.feed else "?"
    return replace(unit, pattern=f"{paged.feed}{mark}{paged.parameter}={_PAGE}")


def _posts(path: str, calendar: Calendar) -> Unit:
    """WordPress' posts, a day more on either side: it compares its own local times."""
    after, before = calendar.window.from_at - _ONE_DAY, calendar.window.to_at + _ONE_DAY
    mark = "&" if "?" in path else "?"
    return _numbered(
        ListingKind.WORDPRESS,
        f"{path}{mark}after={after:%Y-%m-%dT%H:%M:%S}&before={before:%Y-%m-%dT%H:%M:%S}"
        f"&per_page={_N_POSTS}&orderby=date&order=asc&_fields={_FIELDS}&page={_PAGE}",
    )


def _copies(wayback: Wayback, host: str, calendar: Calendar) -> Unit:
    """What an archive captured from the window's first day on: a page may be captured late."""
    window = calendar.window
    last = (window.to_at + _LATE).date()
    url = list_url(wayback.base, host, first=window.from_at.date(), last=last)
    return Unit(kind=ListingKind.WAYBACK, path=url)


def _numbered(kind: ListingKind, pattern: str) -> Unit:
    """The first page of a listing whose pattern may have page numbers."""
    path = pattern.replace(_PAGE, "1")
    return Unit(kind=kind, path=path, pattern=pattern if path != pattern else "")


def _at(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=UTC)
