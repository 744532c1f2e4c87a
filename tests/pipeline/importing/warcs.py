"""WARC files as others write them, of the demo's pages, and rooms that have no web at all."""

import atexit
import io
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from wireroom.adapters.workers import WorkerPool
from wireroom.demo.faults import Faults
from wireroom.demo.houses import house_of
from wireroom.demo.past import past_of
from wireroom.demo.stories import END_AT, Serve, Story
from wireroom.demo.web import Ask
from wireroom.demo.world import World
from wireroom.pipeline import Imported, fetched_source, import_file, open_room, read_settings
from wireroom.pipeline.readers import readers
from wireroom.settings import Settings

NOW = END_AT
CAPTURED_AT = datetime(2026, 8, 15, 3, 4, 5, tzinfo=UTC)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


@dataclass(frozen=True, kw_only=True)
class Copy:
    """One record to write; `digest` replaces the right payload digest, `kind` is WARC-Type."""

    url: str
    body: bytes
    at: datetime = CAPTURED_AT
    headers: tuple[tuple[str, str], ...] = HTML
    status: str = "200 OK"
    kind: str = "response"
    warc: Mapping[str, str] = field(default_factory=dict)


def world() -> World:
    """The demo's web without a socket, nobody seized and nobody dead."""
    return World(at=END_AT, faults=Faults(seized=(), foreign_tls=(), dying={}), feed_length=20)


def served(outlet: str) -> list[Story]:
    """The stories of an outlet's past whose pages can be had at their own address."""
    return [story for story in past_of(outlet) if story.serve is Serve.PAGE]


def page_copy(story: Story, *, host: str = "", at: datetime = CAPTURED_AT) -> Copy:
    """The page of a story as its house serves it, on the origin unless a host is named."""
    house = house_of(story.outlet)
    asked, path = host or house.hosts[0], house.path(story)
    ask = Ask(host=asked, target=path, headers={}, is_tls=True)
    reply = world().answer(ask)
    assert reply is not None
    assert reply.status == 200, path
    headers = tuple(reply.headers.items())
    return Copy(url=f"https://{asked}{path}", body=reply.content, headers=headers, at=at)


def write_warc(
    path: Path, copies: Iterable[Copy], *, is_packed: bool = True, version: str = "1.0"
) -> Path:
    """A file like Common Crawl's news: warcinfo, then a request and a response for each copy."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=is_packed, warc_version=version)
    info = {"software": "StormCrawler", "format": f"WARC File Format {version}"}
    writer.write_record(writer.create_warcinfo_record(path.name, info))
    for copy in copies:
        writer.write_record(_request(writer, copy))
        writer.write_record(_record(writer, copy))
    path.write_bytes(buffer.getvalue())
    return path


def _request(writer: WARCWriter, copy: Copy):
    http = StatusAndHeaders("GET / HTTP/1.1", [("Host", "any")], is_http_request=True)
    return writer.create_warc_record(copy.url, "request", http_headers=http)


def _record(writer: WARCWriter, copy: Copy):
    http = StatusAndHeaders(copy.status, list(copy.headers), protocol="HTTP/1.1")
    headers = {"WARC-Date": f"{copy.at:%Y-%m-%dT%H:%M:%SZ}", **copy.warc}
    if copy.kind == "revisit":
        return writer.create_revisit_record(
            copy.url, copy.warc["WARC-Payload-Digest"], copy.url, f"{copy.at:%Y-%m-%dT%H:%M:%SZ}",
            http_headers=http if copy.headers else None, warc_headers_dict=headers,
        )  # fmt: skip
    return writer.create_warc_record(
        copy.url, copy.kind, payload=io.BytesIO(copy.body), length=len(copy.body),
        http_headers=http, warc_headers_dict=headers,
    )  # fmt: skip


def offline(home: Path, **more: str) -> Settings:
    """The demo's outlets and no way to any web."""
    outlets = home / "outlets"
    if not outlets.exists():
        outlets.mkdir(parents=True)
        for item in (files("wireroom.demo") / "outlets").iterdir():
            (outlets / item.name).write_text(item.read_text("utf-8"), encoding="utf-8")
    told = {"WIREROOM_HOME": str(home / "home"), "WIREROOM_OUTLETS": str(outlets), **more}
    return read_settings({**told, "WIREROOM_WORKERS": "1"})


def imported(settings: Settings, path: Path, **options: object) -> Imported:
    """One import at the demo's end; all of them share a process that reads pages."""
    room = open_room(settings, now=NOW)
    return import_file(room, fetched_source(settings, str(path)), pool=_reading(), **options)


@cache
def _reading() -> WorkerPool:
    """Starting a process costs more than what most of these tests do."""
    pool = ExitStack()
    atexit.register(pool.close)
    return pool.enter_context(readers(1))
