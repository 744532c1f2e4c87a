"""North Wire's memory: old feeds, a week in each, that name the one before (RFC 5005, 4).

The RFC's elements stand in the feed's channel, as its section 1.1 allows for formats but Atom.
"""

import re
from datetime import date

from wireroom.demo.feeds import CONTENT_TYPES, Edition, feed_of
from wireroom.demo.keeping.document import Kept
from wireroom.demo.stories import Story
from wireroom.demo.web import Ask

_PATH = re.compile(r"/en/rdf/archive/(\d{4}-W\d{2})\.rdf")
_CHANNEL = re.compile(r"<channel [^>]*>")
_SPACES = 'xmlns:atom="http://www.w3.org/2005/Atom"'
_ARCHIVE = '<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>'


def archived_feed(edition: Edition, ask: Ask) -> Kept | None:
    """Return the feed of a week that is over: /en/rdf/archive/2026-W32.rdf."""
    found = _PATH.fullmatch(ask.path)
    if found is None or found[1] >= _week(edition.house.local(edition.at).date()):
        return None
    shown = [story for story in edition.everything if _week(_day(edition, story)) == found[1]]
    if not shown:
        return None
    monday = date.fromisoformat(f"{found[1]}-1")
    current = _link(edition, "current", edition.house.feed_path)
    told = feed_of(edition.showing(tuple(shown))).decode()
    return Kept(
        text=_in_channel(told, f"{_ARCHIVE}{current}{_before(edition, monday)}"),
        content_type=CONTENT_TYPES[edition.house.feed_format],
    )


def with_archive_link(edition: Edition, told: str) -> str:
    """Return the agency's feed with a link to its newest archive; other houses' as it is."""
    if edition.house.outlet != "northwire":
        return told
    return _in_channel(told, _before(edition, edition.house.local(edition.at).date()))


def _in_channel(told: str, words: str) -> str:
    return _CHANNEL.sub(lambda found: found[0] + words, told, count=1)


def _before(edition: Edition, day: date) -> str:
    """The link to the newest archive of a week before that of `day`, "" where there is none."""
    earlier = {
        _week(_day(edition, story))
        for story in edition.everything
        if _week(_day(edition, story)) < _week(day)
    }
    path = f"/en/rdf/archive/{max(earlier)}.rdf" if earlier else ""
    return _link(edition, "prev-archive", path) if path else ""


def _link(edition: Edition, rel: str, path: str) -> str:
    return f'<atom:link {_SPACES} rel="{rel}" href="https://{edition.host}{path}"/>'


def _day(edition: Edition, story: Story) -> date:
    return edition.house.local(story.published_at).date()


def _week(day: date) -> str:
    """An ISO week, like 2026-W32."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
