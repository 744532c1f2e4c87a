"""What passes between the demo's sockets and its world: an `Ask` in, a `Reply` out. Pure."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from urllib.parse import urlsplit

HTML = "text/html; charset=utf-8"


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
    """One response; `is_article` marks those that a failing host counts.

    Where `drip_s` is not 0 the body follows the headers byte by byte, that many seconds apart.
    """

    status: HTTPStatus
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    is_article: bool = False
    drip_s: float = 0.0


def page(html: str, status: HTTPStatus = HTTPStatus.OK) -> Reply:
    """Return a reply that is an HTML page."""
    return Reply(status=status, content=html.encode(), headers={"Content-Type": HTML})


def text(words: str, status: HTTPStatus = HTTPStatus.OK) -> Reply:
    """Return a reply that is plain text."""
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    return Reply(status=status, content=words.encode(), headers=headers)


def moved(location: str, status: HTTPStatus = HTTPStatus.MOVED_PERMANENTLY) -> Reply:
    """Return a redirect."""
    return Reply(status=status, headers={"Location": location})


def gzipped(reply: Reply, ask: Ask) -> Reply:
    """Return a reply compressed where the one who asked accepts that."""
    if not reply.content or "gzip" not in ask.headers.get("accept-encoding", ""):
        return reply
    headers = {**reply.headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return replace(reply, content=gzip.compress(reply.content, mtime=0), headers=headers)
