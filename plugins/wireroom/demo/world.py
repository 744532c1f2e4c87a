"""The demo's web as a function: an `Ask` in, a `Reply` out, or None where the line goes dead.

Holds the simulated instant, the faults and the request log. Sockets and TLS are server.py's.
"""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from threading import Lock
from urllib.parse import unquote, urlsplit

from wireroom.demo import pages
from wireroom.demo.faults import Faults
from wireroom.demo.feeds import CONTENT_TYPES, Edition, feed_of, sitemap_of
from wireroom.demo.houses import House, house_at
from wireroom.demo.requestlog import DROPPED, RequestLog, ServedRequest
from wireroom.demo.stories import Serve, Story, stories_of

_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c63606060f80f0001040100e221bc330000000049454e44ae426082"
)
_HTML = "text/html; charset=utf-8"
_CONDITIONS = ("if-none-match", "if-modified-since")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request: header names in lower case; `is_tls` says which port it came by."""

    host: str
    target: str
    headers: Mapping[str, str]
    is_tls: bool

    @property
    def path(self) -> str:
        """The path without query, percent escapes kept."""
        return urlsplit(self.target).path


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One response; `is_article` marks those that a dying host counts."""

    status: HTTPStatus
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    is_article: bool = False


class World:
    """Every house's web at one simulated instant; safe to ask from any thread."""

    def __init__(self, *, at: datetime, faults: Faults, feed_length: int) -> None:
        self.faults = faults
        self.requests = RequestLog()
        self._feed_length = feed_length
        self._at = at
        self._lock = Lock()

    @property
    def at(self) -> datetime:
        """The simulated instant."""
        with self._lock:
            return self._at

    def set_at(self, instant: datetime) -> None:
        """Move the simulated instant, forwards or backwards."""
        with self._lock:
            self._at = instant

    def answer(self, ask: Ask) -> Reply | None:
        """Return the reply to one request, None where the connection is to be dropped."""
        reply = None if self.faults.is_dropped(ask.host) else self._reply(ask)
        if reply and reply.is_article and not self.faults.take_article(ask.host):
            reply = None
        conditional = any(name in ask.headers for name in _CONDITIONS)
        status = reply.status.value if reply else DROPPED
        self.requests.add(
            ServedRequest(host=ask.host, path=ask.target, status=status, conditional=conditional)
        )
        return reply

    def note_dropped(self, host: str) -> None:
        """Log a connection that was dropped before it could ask."""
        self.requests.add(ServedRequest(host=host, path="", status=DROPPED, conditional=False))

    def _reply(self, ask: Ask) -> Reply:
        house = house_at(ask.host)
        if house is None:
            return Reply(status=HTTPStatus.MISDIRECTED_REQUEST)
        if self.faults.is_seized(ask.host):
            return _page(pages.seizure_banner())
        if not ask.is_tls:
            return _moved(f"https://{ask.host}{ask.target}")
        return self._house_reply(house, ask)

    def _house_reply(self, house: House, ask: Ask) -> Reply:
        at = self.at
        edition = _edition(house, ask.host, at)
        if ask.path == house.feed_path:
            return self._feed(edition, ask)
        if ask.path == "/robots.txt":
            return _text(pages.robots(house, ask.host))
        if ask.path == "/sitemap.xml":
            return Reply(
                status=HTTPStatus.OK,
                content=sitemap_of(edition),
                headers={"Content-Type": "application/xml"},
            )
        if ask.path.endswith(".png"):
            return Reply(status=HTTPStatus.OK, content=_PNG, headers={"Content-Type": "image/png"})
        reply = _page(pages.front_page(edition)) if ask.path == "/" else _story_reply(edition, ask)
        return _gzipped(reply) if house.is_gzipped and _accepts_gzip(ask) else reply

    def _feed(self, edition: Edition, ask: Ask) -> Reply:
        shown = replace(edition, stories=edition.stories[: self._feed_length])
        content = feed_of(shown)
        headers = {"Content-Type": CONTENT_TYPES[edition.house.feed_format]}
        if not edition.house.has_validators:
            return Reply(status=HTTPStatus.OK, content=content, headers=headers)
        etag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'
        headers["ETag"] = etag
        headers["Last-Modified"] = format_datetime(shown.changed_at.astimezone(UTC), usegmt=True)
        if _is_unchanged(ask, etag, shown.changed_at):
            return Reply(status=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Reply(status=HTTPStatus.OK, content=content, headers=headers)


def _edition(house: House, host: str, at: datetime) -> Edition:
    shown = [story for story in stories_of(house.outlet) if story.published_at <= at]
    return Edition(house=house, host=host, at=at, stories=tuple(reversed(shown)))


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


def _story_reply(edition: Edition, ask: Ask) -> Reply:
    story = _asked_story(edition, ask.path)
    if story is None or story.serve is Serve.MISSING:
        return _page(pages.not_found(edition.house), HTTPStatus.NOT_FOUND)
    if story.serve is Serve.BROKEN:
        return _text("Internal error\n", HTTPStatus.INTERNAL_SERVER_ERROR)
    house = edition.house
    if not house.is_slug_free and unquote(ask.path) != unquote(house.path(story)):
        is_feed_link = ask.path == house.feed_path_of(story)
        return (
            _moved(house.path(story))
            if is_feed_link
            else _page(pages.not_found(house), HTTPStatus.NOT_FOUND)
        )
    content = pages.article(edition, story).encode(story.charset, "xmlcharrefreplace")
    content_type = _HTML if story.charset == "utf-8" else "text/html"
    return Reply(
        status=HTTPStatus.OK,
        content=content,
        headers={"Content-Type": content_type},
        is_article=True,
    )


def _asked_story(edition: Edition, path: str) -> Story | None:
    found = edition.house.native_id.search(path)
    if found is None:
        return None
    return next((told for told in edition.stories if told.native_id == found[1]), None)


def _page(html: str, status: HTTPStatus = HTTPStatus.OK) -> Reply:
    return Reply(status=status, content=html.encode(), headers={"Content-Type": _HTML})


def _text(text: str, status: HTTPStatus = HTTPStatus.OK) -> Reply:
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    return Reply(status=status, content=text.encode(), headers=headers)


def _moved(location: str) -> Reply:
    return Reply(status=HTTPStatus.MOVED_PERMANENTLY, headers={"Location": location})


def _accepts_gzip(ask: Ask) -> bool:
    return "gzip" in ask.headers.get("accept-encoding", "")


def _gzipped(reply: Reply) -> Reply:
    if not reply.content:
        return reply
    headers = {**reply.headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return replace(reply, content=gzip.compress(reply.content, mtime=0), headers=headers)
