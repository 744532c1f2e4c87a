"""How an honest host serves its house: feed, robots.txt, sitemap, archive, pages.

Pure. `Touch` lets a dishonest or announcing host change what an honest one would send.
"""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import unquote

from wireroom.demo import pages
from wireroom.demo.feeds import CONTENT_TYPES, Edition, feed_of, sitemap_of
from wireroom.demo.houses import House
from wireroom.demo.keeping import Kept, kept, with_archive_link
from wireroom.demo.past import PAST_TO, past_of
from wireroom.demo.spellings import Spelling
from wireroom.demo.stories import Serve, Story, stories_of
from wireroom.demo.web import HTML, Ask, Reply, gzipped, moved, page, text

_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c63606060f80f0001040100e221bc330000000049454e44ae426082"
)


def _as_it_is(document: str) -> str:
    return document


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """Changes to make: to every HTML page with status 200, and to the feed."""

    page: Callable[[str], str] = _as_it_is
    feed: Callable[[str], str] = _as_it_is

    def then(self, other: "Touch") -> "Touch":
        """Return the change that makes this one first and the other one after it."""
        return Touch(
            page=lambda html: other.page(self.page(html)),
            feed=lambda xml: other.feed(self.feed(xml)),
        )


UNTOUCHED = Touch()
Honest = Callable[[Edition, Ask, Touch], Reply]
"""Serves an edition as an honest host does, with some changes."""


def edition_of(house: House, host: str, at: datetime) -> Edition:
    """Return what a house shows at one instant to one host."""
    shown = [story for story in stories_of(house.outlet) if story.published_at <= at]
    past = [story for story in past_of(house.outlet) if story.published_at <= at]
    stories = tuple(reversed(shown))
    return Edition(house=house, host=host, at=at, stories=stories, past=tuple(reversed(past)))


def asked_story(edition: Edition, path: str) -> Story | None:
    """Return the story that a path names by its id, if the edition has it."""
    found = edition.house.native_id.search(path)
    if found is None:
        return None
    known = (*edition.stories, *edition.past)
    return next((told for told in known if told.native_id == found[1]), None)


def serve(edition: Edition, ask: Ask, *, feed_length: int, touch: Touch = UNTOUCHED) -> Reply:
    """Answer as an honest host does, with the changes of `touch`."""
    house, memory = edition.house, kept(edition, ask)
    if memory is not None:
        return _kept(memory, ask, touch)
    if ask.path == house.feed_path:
        is_past = edition.at.date() < PAST_TO  # then the feed knew it
        told = edition.everything if is_past else edition.stories
        shown = replace(edition, stories=told[:feed_length])
        return _feed(shown, ask, touch)
    if ask.path == "/robots.txt":
        return text(pages.robots(house, ask.host))
    if ask.path == "/sitemap.xml":
        headers = {"Content-Type": "application/xml"}
        sitemap = touch.feed(sitemap_of(edition).decode()).encode()
        return Reply(status=HTTPStatus.OK, content=sitemap, headers=headers)
    if ask.path.endswith(".png"):
        return Reply(status=HTTPStatus.OK, content=_PNG, headers={"Content-Type": "image/png"})
    is_front = ask.path == "/"
    reply = page(touch.page(pages.front_page(edition))) if is_front else _told(edition, ask, touch)
    return gzipped(reply, ask) if house.is_gzipped else reply


def respelled(spelling: Spelling, edition: Edition, ask: Ask, answer: Honest) -> Reply:
    """Answer at a host that spells paths otherwise: what is asked, all links and redirects."""
    touch = Touch(
        page=lambda html: spelling.respell(edition.host, html),
        feed=lambda xml: spelling.respell(edition.host, xml),
    )
    reply = answer(edition, replace(ask, target=spelling.asked(ask.target)), touch)
    location = reply.headers.get("Location", "")
    if not location.startswith("/"):
        return reply
    return replace(reply, headers={**reply.headers, "Location": spelling.here(location)})


def _kept(memory: Kept, ask: Ask, touch: Touch) -> Reply:
    told = (touch.page if memory.is_page else touch.feed)(memory.text).encode()
    headers = {"Content-Type": memory.content_type, **memory.headers}
    if memory.is_packed:
        content = gzip.compress(told, mtime=0)
        return Reply(status=memory.status, content=content, headers=headers)
    return gzipped(Reply(status=memory.status, content=told, headers=headers), ask)


def _feed(edition: Edition, ask: Ask, touch: Touch) -> Reply:
    content = touch.feed(with_archive_link(edition, feed_of(edition).decode())).encode()
    headers = {"Content-Type": CONTENT_TYPES[edition.house.feed_format]}
    if not edition.house.has_validators:
        return Reply(status=HTTPStatus.OK, content=content, headers=headers)
    etag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'
    headers["ETag"] = etag
    headers["Last-Modified"] = format_datetime(edition.changed_at.astimezone(UTC), usegmt=True)
    if _is_unchanged(ask, etag, edition.changed_at):
        return Reply(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Reply(status=HTTPStatus.OK, content=content, headers=headers)


def _is_unchanged(ask: Ask, etag: str, changed_at: datetime) -> bool:
    """Judge a conditional request; If-None-Match outweighs the date (RFC 9110, 13.1.3)."""
    tags = ask.headers.get("if-none-match")
    if tags is not None:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return bool(known & {etag, "*"})
    try:
        since = parsedate_to_datetime(ask.headers["if-modified-since"])
    except (KeyError, ValueError):
        return False
    return changed_at.replace(microsecond=0) <= since.replace(tzinfo=since.tzinfo or UTC)


def _told(edition: Edition, ask: Ask, touch: Touch) -> Reply:
    house, story = edition.house, asked_story(edition, ask.path)
    if story is None or story.serve is Serve.MISSING:
        return page(pages.not_found(house), HTTPStatus.NOT_FOUND)
    if story.serve is Serve.BROKEN:
        return text("Internal error\n", HTTPStatus.INTERNAL_SERVER_ERROR)
    if not house.is_slug_free and unquote(ask.path) != unquote(house.path(story)):
        if ask.path == house.feed_path_of(story):
            return moved(house.path(story))
        return page(pages.not_found(house), HTTPStatus.NOT_FOUND)
    content = touch.page(pages.article(edition, story)).encode(story.charset, "xmlcharrefreplace")
    headers = {"Content-Type": HTML if story.charset == "utf-8" else "text/html"}
    return Reply(status=HTTPStatus.OK, content=content, headers=headers, is_article=True)
