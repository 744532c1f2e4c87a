"""The five publishing houses of the demo: hosts, paths and robots rules, as a table.

Each has an origin and two mirrors at least, and no two houses have mirrors of the same make.

What a house prints is in stories/, how its pages look in pages/, how its feed is spelled in
feeds.py; what wireroom is told about it is in outlets/.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from urllib.parse import quote
from zoneinfo import ZoneInfo

from wireroom.demo.spellings import (
    ONION,
    PLAIN,
    Spelling,
    of_language,
    renamed,
    under,
    without,
)
from wireroom.demo.stories import Serve, Story


class FeedFormat(StrEnum):
    """How a house spells its feed. Closed."""

    RSS = "rss"
    BARE_RSS = "bare_rss"  # RSS 2.0 with neither guid nor pubDate, in no order
    ATOM = "atom"
    JSON = "json"
    RDF = "rdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """One publisher as its web servers know it; `link_host` empty: links name the asked host.

    The origin is the first of `hosts`; those without one of the `spellings` spell paths as it does.
    """

    outlet: str
    name: str
    tagline: str
    language: str
    zone: ZoneInfo
    hosts: tuple[str, ...]
    feed_path: str
    feed_format: FeedFormat
    path_of: Callable[[Story, ZoneInfo], str]
    native_id: re.Pattern[str]
    link_host: str = ""
    feed_link_of: Callable[[Story, str], str] | None = None
    media_path_of: Callable[[Story], str] = lambda story: f"/media/{story.native_id}.png"
    is_slug_free: bool = False
    has_validators: bool = True
    is_gzipped: bool = False
    disallowed: tuple[str, ...] = ("/search",)
    sitemap_paths: tuple[str, ...] = ("/sitemap.xml",)
    spellings: Mapping[str, Spelling] = field(default_factory=dict)

    def spelling(self, host: str) -> Spelling:
        """Return how a host of the house spells its paths."""
        return self.spellings.get(host, PLAIN)

    def path(self, story: Story) -> str:
        """Return the path of a story's page."""
        return self.path_of(story, self.zone)

    def feed_path_of(self, story: Story) -> str:
        """Return the path by which the feed names a story."""
        return self.feed_link_of(story, self.path(story)) if self.feed_link_of else self.path(story)

    def link(self, story: Story, host: str) -> str:
        """Return the address by which the feed served at `host` names a story."""
        return f"https://{self.link_host or host}{self.feed_path_of(story)}"

    def local(self, at: datetime) -> datetime:
        """Return an instant in the house's own time zone."""
        return at.astimezone(self.zone)


def _tidewire_path(story: Story, zone: ZoneInfo) -> str:
    return f"/{story.published_at.astimezone(zone):%Y/%m/%d}/{story.slug}-{story.native_id}.html"


def _harbour_path(story: Story, _zone: ZoneInfo) -> str:
    return f"/article/{story.native_id}/{story.slug}/"


def _newsroomwest_path(story: Story, _zone: ZoneInfo) -> str:
    room = "partner-content" if story.serve is Serve.FORBIDDEN else "stories"
    return f"/{room}/{story.native_id}"


def _alborz_path(story: Story, zone: ZoneInfo) -> str:
    day = f"{story.published_at.astimezone(zone):%Y/%m/%d}"
    return f"/Detail/{day}/{story.native_id}/{quote(story.slug, safe=',-')}"


def _northwire_path(story: Story, _zone: ZoneInfo) -> str:
    return f"/{story.language}/{story.native_id}/{quote(story.slug)}"


def _northwire_feed_link(story: Story, path: str) -> str:
    is_moved = story.serve is Serve.MOVED
    return f"/{story.language}/wire/{story.native_id}" if is_moved else path


ONION_HOST = "tidewire7coasts7ports7and7the7people7who7live7by7thi2yqd.onion"
"""An address with a right checksum and nobody's key."""
_LANGUAGES = {language: f"{language}.northwire.press.test" for language in ("fa", "ar", "ru", "en")}


HOUSES = (
    House(
        outlet="tidewire",
        name="Tide Wire",
        tagline="Coasts, ports and the people who live by them",
        language="en",
        zone=ZoneInfo("America/New_York"),
        hosts=("www.tidewire.test", "www.tidewire-mirror.test", ONION_HOST, "tidewire.press.test"),
        feed_path="/feed/rss.xml",
        feed_format=FeedFormat.RSS,
        path_of=_tidewire_path,
        native_id=re.compile(r"-(\d{5})\.html$"),
        link_host="www.tidewire.test",
        sitemap_paths=("/sitemap_index.xml", "/sitemap_news.xml"),
        spellings={ONION_HOST: ONION},
    ),
    House(
        outlet="harbour",
        name="Harbour Ledger",
        tagline="The paper of the estuary since 1884",
        language="en-GB",
        zone=ZoneInfo("Europe/London"),
        hosts=("www.harbour-ledger.test", "estuary-proxy.test", "news.harbour-ledger.test"),
        feed_path="/feeds/latest.atom",
        feed_format=FeedFormat.ATOM,
        path_of=_harbour_path,
        native_id=re.compile(r"^/article/([a-z0-9]{6})/"),
        is_gzipped=True,
        spellings={"estuary-proxy.test": under("/www.harbour-ledger.test")},
    ),
    House(
        outlet="newsroomwest",
        name="Newsroom West",
        tagline="Independent reporting from the western valleys",
        language="en-CA",
        zone=ZoneInfo("America/Vancouver"),
        hosts=("www.newsroomwest.test", "west.readers.test", "www.newsroomwest.ca.test"),
        feed_path="/feed.json",
        feed_format=FeedFormat.JSON,
        path_of=_newsroomwest_path,
        native_id=re.compile(r"^/(?:stories|partner-content)/([a-z0-9-]+)$"),
        disallowed=("/search", "/partner-content/"),
        spellings={"west.readers.test": without("/feed.json")},
    ),
    House(
        outlet="alborz",
        name="Alborz News",
        tagline="News from the mountains and the plain",
        language="en",
        zone=ZoneInfo("Asia/Tehran"),
        hosts=(
            "www.alborz.test",
            "alborz.test",
            "lbrz.test",
            "www.alborz.co.test",
            "www.alborz.tv.test",
        ),
        feed_path="/rss.xml",
        feed_format=FeedFormat.BARE_RSS,
        path_of=_alborz_path,
        native_id=re.compile(r"^/Detail/\d{4}/\d{1,2}/\d{1,2}/(\d+)(?:/|$)"),
        link_host="alborz.test",
        is_slug_free=True,
        sitemap_paths=("/sitemap_index.xml",),
        spellings={"lbrz.test": renamed("/Detail/", "/d/")},
    ),
    House(
        outlet="northwire",
        name="North Wire Agency",
        tagline="Reports for editors in four languages",
        language="en",
        zone=ZoneInfo("Europe/Oslo"),
        hosts=("www.northwire.test", *_LANGUAGES.values(), "www.northwire.no.test"),
        feed_path="/en/rdf/all.rdf",
        feed_format=FeedFormat.RDF,
        path_of=_northwire_path,
        native_id=re.compile(r"^/(?:en|fa|ar|ru)/(?:wire/)?(NW\d{6})(?:/|$)"),
        feed_link_of=_northwire_feed_link,
        media_path_of=lambda story: f"/{story.language}/media/{story.native_id}.png",
        has_validators=False,
        is_gzipped=True,
        spellings={
            host: of_language(language, "northwire.press.test")
            for language, host in _LANGUAGES.items()
        },
    ),
)

CONTROL_HOST = "control.newsroom.test"
WAYBACK_HOST = "web.archive.test"
"""A web archive that has copies of some of Alborz's pages."""
SEIZED_HOSTS = ("www.tidewire.test",)
FOREIGN_TLS_HOSTS = ("www.alborz.test", "alborz.test")
DYING_HOST = "www.harbour-ledger.test"
ALL_HOSTS = (*(host for house in HOUSES for host in house.hosts), CONTROL_HOST, WAYBACK_HOST)


def house_at(host: str) -> House | None:
    """Return the house that `host` belongs to, if any."""
    return next((house for house in HOUSES if host in house.hosts), None)


def house_of(outlet_id: str) -> House:
    """Return the house of an outlet."""
    return next(house for house in HOUSES if house.outlet == outlet_id)
