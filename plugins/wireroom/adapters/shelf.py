"""The raw archive read without a warehouse: its files, member by member, broken ones named.

A member that does not inflate costs itself alone: reading goes on at the next one that does. What
is broken is told by file and offset, and by URL where the metadata record beside it is whole.
"""

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fsspec.core import url_to_fs

from wireroom.adapters.earlier import capture_of
from wireroom.adapters.warc import piece
from wireroom.errors import ArchiveUnavailableError, CorruptCaptureError
from wireroom.model import Capture
from wireroom.ports import Broken, Kept, Leaf

STEPS = ("poll", "fetch", "release")
_MAGIC = b"\x1f\x8b\x08"  # RFC 1952: gzip, deflate
_HEAD = 4096  # bytes of a member that are enough to see whether a record begins in it
_FEED = 1 << 16
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A gzip member and the record in it: its headers, names in lower case, and its content."""

    offset: int
    length: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch in which no whole member lies."""

    offset: int
    length: int
    problem: str


class WarcShelf:
    """`ports.Shelf` over what `WarcArchive` wrote: a directory or an fsspec URL."""

    def __init__(self, root: str) -> None:
        self._root = root.rstrip("/")

    def days(self) -> list[str]:
        """The days of runs that there is anything of, in their order."""
        found = {name for step in STEPS for name in self._names(step)}
        return sorted(name for name in found if _DAY.fullmatch(name))

    def files(self, step: str, day: str) -> list[str]:
        """The files that runs of a day wrote in a step, by name."""
        names = (name for name in self._names(f"{step}/{day}") if not name.startswith("."))
        return [f"{self._root}/{step}/{day}/{name}" for name in names if name.endswith(".warc.gz")]

    def kept(self, uri: str) -> Iterator[Kept | Broken]:
        """The captures of a file, and what cannot be read of it; a file is read at once."""
        pairing = _Pairing(uri=uri)
        for member in members(_whole(uri)):
            yield from pairing.add(member)
        yield from pairing.end()

    def kept_at(self, leaf: Leaf) -> Kept:
        """One of them again; raises CorruptCaptureError."""
        data = piece(leaf.uri, leaf.facts_offset, leaf.facts_length)
        found = next(members(data), None)
        if not isinstance(found, Member):
            location = f"{leaf.uri}@{leaf.facts_offset}"
            raise CorruptCaptureError(location, "the record beside the capture cannot be read")
        return _kept(leaf, found)

    def notes(self, uri: str) -> Iterator[Mapping[str, Any] | Broken]:
        """The notes of a file, and what cannot be read of it."""
        for member in members(_whole(uri)):
            if isinstance(member, Gap):
                yield Broken(location=f"{uri}@{member.offset}", url="", problem=member.problem)
            elif "warc-refers-to" in member.headers:
                yield json.loads(member.content)

    def _names(self, folder: str) -> list[str]:
        where = f"{self._root}/{folder}"
        try:
            system, path = url_to_fs(where)
            if not system.isdir(path):
                return []
            found = system.ls(path, detail=False)
        except Exception as error:
            raise ArchiveUnavailableError(f"cannot list {where}: {error}") from error
        return sorted(str(name).rstrip("/").rpartition("/")[2] for name in found)


def members(data: bytes) -> Iterator[Member | Gap]:
    """The members of a file in their order, and the stretches between whole ones."""
    at = 0
    while at < len(data):
        try:
            block, length = _inflated(data, at)
            headers, content = _record(block)
        except (zlib.error, ValueError) as error:
            end = _next(data, at + 1)
            yield Gap(offset=at, length=end - at, problem=f"the record cannot be read ({error})")
            at = end
        else:
            yield Member(offset=at, length=length, headers=headers, content=content)
            at += length


def _inflated(data: bytes, at: int) -> tuple[bytes, int]:
    """A member's content and its length; raises zlib.error or ValueError."""
    inflater, parts, end = zlib.decompressobj(31), [], at
    while not inflater.eof and end < len(data):
        parts.append(inflater.decompress(data[end : end + _FEED]))
        end += _FEED
    if not inflater.eof:
        raise ValueError("the file ends in the middle of it")
    end = min(end, len(data)) - len(inflater.unused_data)
    return b"".join(parts), end - at


def _record(block: bytes) -> tuple[dict[str, str], bytes]:
    """A record's headers and content; raises ValueError."""
    head, found, content = block.partition(b"\r\n\r\n")
    if not found or not head.startswith(b"WARC/"):
        raise ValueError("no WARC record")
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n")[1:])
    headers = {name.strip().lower(): value.strip() for name, _, value in lines}
    length = int(headers.get("content-length", "-1"))
    if length < 0 or len(content) < length:
        raise ValueError("a record that is shorter than it says")
    return headers, content[:length]


def _next(data: bytes, start: int) -> int:
    """Where the next member begins that a record begins in; the end where there is none."""
    at = data.find(_MAGIC, start)
    while at >= 0:
        try:
            if zlib.decompressobj(31).decompress(data[at : at + _HEAD], 8).startswith(b"WARC/"):
                return at
        except zlib.error:
            pass  # these three bytes stand in packed data, too
        at = data.find(_MAGIC, at + 1)
    return len(data)


@dataclass(slots=True, kw_only=True)
class _Pairing:
    """Puts each capture together with the metadata record that follows it."""

    uri: str
    waiting: Member | None = None
    gap: Gap | None = None
    lost: list[Broken] = field(default_factory=list)

    def add(self, found: Member | Gap) -> Iterator[Kept | Broken]:
        if isinstance(found, Gap):
            yield from self._drop_gap()
            self.gap = found
        elif found.headers.get("warc-type") in {"response", "revisit"}:
            yield from self.end()
            self.waiting = found
        elif found.headers.get("warc-type") == "metadata":
            yield from self._pair(found)

    def end(self) -> Iterator[Broken]:
        """What waits still is not told of any more."""
        yield from self._drop_gap()
        if self.waiting is not None:
            yield self._without_facts(self.waiting)
        self.waiting = None

    def _pair(self, found: Member) -> Iterator[Kept | Broken]:
        """A capture that cannot be read is known all the same by what lies beside it."""
        of = found.headers.get("warc-concurrent-to", "")
        place: Member | Gap | None = self.waiting
        if self.waiting is None or self.waiting.headers.get("warc-record-id") != of:
            place = self.gap
            if self.waiting is not None:
                yield self._without_facts(self.waiting)
            self.gap = None
        self.waiting = None
        if place is None:
            location = f"{self.uri}@{found.offset}"
            problem = "the record before it is gone"
            yield Broken(location=location, url=_url_in(found), problem=problem)
            return
        leaf = Leaf(
            uri=self.uri,
            offset=place.offset,
            length=place.length,
            facts_offset=found.offset,
            facts_length=found.length,
        )
        try:
            yield _kept(leaf, found)
        except CorruptCaptureError as error:
            yield Broken(location=error.location, url=_url_in(found), problem=error.problem)

    def _drop_gap(self) -> Iterator[Broken]:
        if self.gap is not None:
            url = self.waiting.headers.get("warc-target-uri", "") if self.waiting else ""
            location = f"{self.uri}@{self.gap.offset}"
            yield Broken(location=location, url=url, problem=self.gap.problem)
            self.waiting = None
        self.gap = None

    def _without_facts(self, found: Member) -> Broken:
        return Broken(
            location=f"{self.uri}@{found.offset}",
            url=found.headers.get("warc-target-uri", ""),
            problem="the record beside it that says what it is of is gone",
        )


def _url_in(found: Member) -> str:
    """The page's address that a metadata record tells, "" where it cannot be read."""
    try:
        return str(json.loads(found.content)["capture"]["final_url"])
    except (ValueError, LookupError, TypeError):
        return ""


def _kept(leaf: Leaf, found: Member) -> Kept:
    """The capture of a metadata record; raises CorruptCaptureError."""
    try:
        facts = json.loads(found.content)
        told = facts.pop("capture", None)
    except (ValueError, AttributeError) as error:
        location = f"{leaf.uri}@{leaf.facts_offset}"
        raise CorruptCaptureError(location, f"no JSON object ({error})") from error
    capture = _capture(leaf, told) if told else capture_of(leaf.uri, leaf.offset, leaf.length)
    return Kept(leaf=leaf, capture=capture, facts=facts)


def _capture(leaf: Leaf, told: Mapping[str, Any]) -> Capture:
    """The capture that `warc.spelled` spelled, at its place."""
    found = {
        **told,
        "headers": tuple((name, value) for name, value in told["headers"]),
        "captured_at": datetime.fromisoformat(told["captured_at"]),
    }
    return Capture(**found, archive_uri=leaf.uri, offset=leaf.offset, length=leaf.length)


def _whole(uri: str) -> bytes:
    try:
        system, path = url_to_fs(uri)
        found: bytes = system.cat_file(path)
    except FileNotFoundError as error:
        raise CorruptCaptureError(uri, "the file is gone") from error
    except Exception as error:
        raise ArchiveUnavailableError(f"cannot read {uri}: {error}") from error
    return bytes(found)
