"""Feeds as the demo's houses spell them: RSS 2.0, RSS without guid or date, Atom, JSON Feed, RDF.

Pure: stories in, bytes out. The words follow RSS 2.0 (rssboard.org/rss-specification), RFC 4287,
jsonfeed.org/version/1.1 and web.resource.org/rss/1.0/spec.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

from wireroom.demo.houses import FeedFormat, House
from wireroom.demo.stories import Story

CONTENT_TYPES: Mapping[FeedFormat, str] = MappingProxyType(
    {
        FeedFormat.RSS: "application/rss+xml; charset=utf-8",
        FeedFormat.BARE_RSS: "text/xml; charset=utf-8",
        FeedFormat.ATOM: "application/atom+xml; charset=utf-8",
        FeedFormat.JSON: "application/feed+json",
        FeedFormat.RDF: "application/rdf+xml; charset=utf-8",
    }
)
_XML = '<?xml version="1.0" encoding="utf-8"?>\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a house shows at one instant to one host: its stories, newest first.

    `past` is what its feed has forgotten: only pages, sitemaps and archives know that.
    """

    house: House
    host: str
    at: datetime
    stories: tuple[Story, ...]
    past: tuple[Story, ...] = ()

    @property
    def everything(self) -> tuple[Story, ...]:
        """The stories and the past, newest first."""
        told = (*self.stories, *self.past)
        return tuple(sorted(told, key=lambda story: story.published_at, reverse=True))

    def showing(self, stories: tuple[Story, ...]) -> "Edition":
        """Return an edition that shows these stories and no others."""
        return replace(self, stories=stories, past=())

    @property
    def changed_at(self) -> datetime:
        """The instant of the newest change that shows."""
        return max((story.version_at(self.at).at for story in self.stories), default=self.at)


def feed_of(edition: Edition) -> bytes:
    """Return the feed of an edition in its house's spelling."""
    return _SPELLINGS[edition.house.feed_format](edition).encode()


def _rss(edition: Edition) -> str:
    items = "".join(_rss_item(edition, story) for story in edition.stories)
    return _rss_channel(edition, items)


def _rss_item(edition: Edition, story: Story) -> str:
    version = story.version_at(edition.at)
    author = "".join(f"<dc:creator>{escape(name)}</dc:creator>" for name in story.authors)
    return (
        f"<item><title>{escape(version.title)}</title>"
        f"<link>{escape(edition.house.link(story, edition.host))}</link>"
        f'<guid isPermaLink="false">{edition.house.outlet}-{story.native_id}</guid>'
        f"<pubDate>{format_datetime(edition.house.local(story.published_at))}</pubDate>"
        f"{author}<category>{escape(story.sections[-1])}</category>"
        f"<description>{escape(story.standfirst)}</description></item>\n"
    )


def _bare_rss(edition: Edition) -> str:
    shuffled = sorted(edition.stories, key=lambda story: _shuffle_key(story.native_id))
    items = "".join(
        f"<item><link>{escape(edition.house.link(story, edition.host))}</link>"
        f"<title>{escape(story.version_at(edition.at).title)}</title>"
        f"<description>{escape(story.standfirst)} </description>"
        '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/" /></item>'
        for story in shuffled
    )
    return _rss_channel(edition, items)


def _shuffle_key(native_id: str) -> bytes:
    return hashlib.sha256(native_id.encode()).digest()


def _rss_channel(edition: Edition, items: str) -> str:
    house = edition.house
    return (
        f'{_XML}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{escape(house.name)}</title><link>https://{house.hosts[0]}/</link>"
        f"<description>{escape(house.tagline)}</description><language>en-us</language>"
        f"<lastBuildDate>{format_datetime(house.local(edition.changed_at))}</lastBuildDate>\n"
        f"{items}</channel></rss>\n"
    )


def _atom(edition: Edition) -> str:
    house, host = edition.house, edition.host
    entries = "".join(_atom_entry(edition, story) for story in edition.stories)
    return (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{house.language}">'
        f"<title>{escape(house.name)}</title><id>tag:{house.outlet},1884:latest</id>"
        f'<link rel="self" href="https://{host}{house.feed_path}"/>'
        f'<link rel="alternate" href="https://{host}/"/>'
        f"<updated>{edition.changed_at.isoformat()}</updated>\n{entries}</feed>\n"
    )


def _atom_entry(edition: Edition, story: Story) -> str:
    version = story.version_at(edition.at)
    authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in story.authors)
    unsigned = f"<author><name>{escape(edition.house.name)}</name></author>"
    return (
        f"<entry><title>{escape(version.title)}</title>"
        f"<id>tag:{edition.house.outlet},1884:{story.native_id}</id>"
        f"<link href={quoteattr(edition.house.link(story, edition.host))}/>"
        f"<published>{story.published_at.isoformat()}</published>"
        f"<updated>{version.at.isoformat()}</updated>{authors or unsigned}"
        f"<summary>{escape(story.standfirst)}</summary></entry>\n"
    )


def _json(edition: Edition) -> str:
    house, host = edition.house, edition.host
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": house.name,
        "home_page_url": f"https://{host}/",
        "feed_url": f"https://{host}{house.feed_path}",
        "language": house.language,
        "items": [_json_item(edition, story) for story in edition.stories],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _json_item(edition: Edition, story: Story) -> dict[str, object]:
    version = story.version_at(edition.at)
    item: dict[str, object] = {
        "id": story.native_id,
        "url": edition.house.link(story, edition.host),
        "title": version.title,
        "summary": story.standfirst,
        "content_text": story.standfirst,
        "date_published": edition.house.local(story.published_at).isoformat(),
        "tags": list(story.sections),
    }
    if version.at != story.published_at:
        item["date_modified"] = edition.house.local(version.at).isoformat()
    if story.authors:
        item["authors"] = [{"name": name} for name in story.authors]
    return item


def _rdf(edition: Edition) -> str:
    house, host = edition.house, edition.host
    links = [house.link(story, host) for story in edition.stories]
    order = "".join(f"<rdf:li rdf:resource={quoteattr(link)}/>" for link in links)
    items = "".join(_rdf_item(edition, story) for story in edition.stories)
    return (
        f'{_XML}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://purl.org/rss/1.0/">\n'
        f'<channel rdf:about="https://{host}{house.feed_path}"><title>{escape(house.name)}</title>'
        f"<link>https://{host}/</link><description>{escape(house.tagline)}</description>"
        f"<items><rdf:Seq>{order}</rdf:Seq></items></channel>\n{items}</rdf:RDF>\n"
    )


def _rdf_item(edition: Edition, story: Story) -> str:
    link = edition.house.link(story, edition.host)
    stamp = f"<dc:date>{story.published_at.isoformat()}</dc:date>" if story.states_date else ""
    return (
        f"<item rdf:about={quoteattr(link)}>"
        f"<title>{escape(story.version_at(edition.at).title)}</title><link>{escape(link)}</link>"
        f"<description>{escape(story.standfirst)}</description>{stamp}"
        f"<dc:language>{story.language}</dc:language></item>\n"
    )


_SPELLINGS: Mapping[FeedFormat, Callable[[Edition], str]] = MappingProxyType(
    {
        FeedFormat.RSS: _rss,
        FeedFormat.BARE_RSS: _bare_rss,
        FeedFormat.ATOM: _atom,
        FeedFormat.JSON: _json,
        FeedFormat.RDF: _rdf,
    }
)


def sitemap_of(edition: Edition) -> bytes:
    """Return the sitemap of an edition (sitemaps.org/protocol.html)."""
    urls = "".join(
        f"<url><loc>{escape(edition.house.link(story, edition.host))}</loc>"
        f"<lastmod>{story.version_at(edition.at).at.isoformat()}</lastmod></url>\n"
        for story in edition.stories
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'{_XML}<urlset xmlns="{space}">\n{urls}</urlset>\n'.encode()
