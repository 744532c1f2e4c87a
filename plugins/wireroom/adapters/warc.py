"""The raw archive: one WARC per batch, each record its own gzip member, read back verified.

Bodies are stored decoded; the headers that told of their coding are kept as X-Archive-Orig-*.
A body that repeats within a batch is stored once: the later capture is a revisit record, which
names where the first lies. Nothing here fetches or decides what to keep.
"""

import base64
import contextlib
import errno
import hashlib
import io
import json
import os
import uuid
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO

import fsspec
from fsspec.core import url_to_fs
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from wireroom.errors import ArchiveUnavailableError, CorruptCaptureError
from wireroom.model import Capture, Exchange, sha256
from wireroom.ports import Archived, Attempt, Note

_VERSION = "WARC/1.1"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
CODING_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "wireroom.capture")
ORIGINAL = "WARC-X-Wireroom-Original"  # "offset length" of the record a revisit stands for


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a record lies, and what a revisit says of it."""

    offset: int
    length: int
    url: str
    date: str


class WarcArchive:
    """`ports.Archive` on a local directory or an fsspec URL (memory://, s3://...)."""

    def __init__(self, root: str) -> None:
        self._root = root.rstrip("/")
        self._is_local = "://" not in root or root.startswith("file://")

    def write(self, name: str, attempts: Iterable[Attempt], /) -> list[Capture]:
        """File a batch as ``<root>/<name>.warc.gz``; an empty batch writes nothing."""
        batch = list(attempts)
        if not batch:
            return []
        buffer = io.BytesIO()
        captures = _Batch(buffer, name, self._uri(name)).file(batch)
        self._put(self._uri(name), buffer.getvalue())
        return captures

    def write_notes(self, name: str, notes: Iterable[Note], /) -> None:
        """File what is said of captures later as ``<root>/<name>.warc.gz``."""
        told = sorted(notes, key=lambda note: note.capture_id)
        buffer = io.BytesIO()
        out = _Batch(buffer, name, self._uri(name))
        out.write_warcinfo(min(note.noted_at for note in told))
        for note in told:
            headers = {
                "WARC-Record-ID": _record_id(f"note {name}", note.capture_id),
                "WARC-Date": _date(note.noted_at),
                "WARC-Refers-To": _record_id("response", note.capture_id),
            }
            facts = {**note.facts, "capture_id": note.capture_id, "url": note.url}
            out.write_json(note.capture_id, facts, headers)
        self._put(self._uri(name), buffer.getvalue())

    def _uri(self, name: str) -> str:
        return f"{self._root}/{name}.warc.gz"

    def _put(self, uri: str, data: bytes) -> None:
        try:
            if self._is_local:
                _write_local(Path(uri.removeprefix("file://")), data)
            else:
                _write_remote(uri, data)
        except Exception as error:
            raise ArchiveUnavailableError(f"cannot write {uri}: {error}{_fix(error)}") from error

    def read(self, capture: Capture, /) -> Archived:
        """The raw body; raises CorruptCaptureError or ArchiveUnavailableError."""
        record = _Record.load(piece(capture.archive_uri, capture.offset, capture.length), capture)
        if record.original:
            offset, length = record.original
            record = _Record.load(piece(capture.archive_uri, offset, length), capture)
        if sha256(record.body) != capture.digest:
            raise _corrupt(capture, f"the body is not {capture.digest}")
        return Archived(capture=capture, body=record.body)


class _Batch:
    """The records of one file, and the captures that point at them."""

    def __init__(self, out: BinaryIO, name: str, uri: str) -> None:
        self._out, self._name, self._uri = out, name, uri
        self._writer = WARCWriter(out, gzip=True, warc_version=_VERSION)
        self._places: dict[str, _Place] = {}

    def file(self, batch: list[Attempt]) -> list[Capture]:
        self.write_warcinfo(min(attempt.exchange.fetched_at for attempt in batch))
        return [self._write_attempt(attempt) for attempt in batch]

    def write_warcinfo(self, at: datetime) -> None:
        """The record that says who wrote the file; `at` is the earliest instant in it."""
        text = f"software: wireroom\r\nformat: {_VERSION}\r\nisPartOf: {self._name}\r\n"
        headers = {"WARC-Record-ID": _record_id("warcinfo", self._name), "WARC-Date": _date(at)}
        self._write_block("", "warcinfo", text.encode(), headers, "application/warc-fields")

    def _write_attempt(self, attempt: Attempt) -> Capture:
        exchange = attempt.exchange
        digest, record_id = sha256(exchange.body), _record_id("response", attempt.capture_id)
        headers = {
            "WARC-Record-ID": record_id,
            "WARC-Date": _date(exchange.fetched_at),
            "WARC-IP-Address": exchange.address,
        }
        headers = {key: value for key, value in headers.items() if value}
        offset = self._out.tell()
        record = self._record(exchange, digest, headers)
        self._writer.write_record(record)
        length = self._out.tell() - offset
        place = _Place(
            offset=offset, length=length, url=exchange.final_url, date=headers["WARC-Date"]
        )
        self._places.setdefault(digest, place)
        capture = _capture(attempt, digest, self._uri, place)
        self._write_metadata(attempt, capture, record_id)
        return capture

    def _record(self, exchange: Exchange, digest: str, headers: dict[str, str]) -> ArcWarcRecord:
        http = _http_headers(exchange)
        original = self._places.get(digest)
        if original is None or not exchange.body:
            return self._writer.create_warc_record(
                exchange.final_url,
                "response",
                payload=io.BytesIO(exchange.body),
                length=len(exchange.body),
                warc_headers_dict=headers,
                http_headers=http,
            )
        headers[ORIGINAL] = f"{original.offset} {original.length}"
        return self._writer.create_revisit_record(
            exchange.final_url,
            _sha1(exchange.body),
            original.url,
            original.date,
            http_headers=http,
            warc_headers_dict=headers,
        )

    def _write_metadata(self, attempt: Attempt, capture: Capture, record_id: str) -> None:
        """What belongs beside the exchange, and all of the capture that its place does not say."""
        facts = {**attempt.metadata, "capture": spelled(capture)}
        headers = {
            "WARC-Record-ID": _record_id("metadata", attempt.capture_id),
            "WARC-Date": _date(attempt.exchange.fetched_at),
            "WARC-Concurrent-To": record_id,
        }
        self.write_json(attempt.capture_id, facts, headers)

    def write_json(self, key: str, facts: Mapping[str, Any], headers: dict[str, str]) -> None:
        """A metadata record that holds JSON of a capture.

        Its address is not the page's: pywb would show it in the page's place.
        """
        url = f"urn:x-wireroom:{key}"
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)
        self._write_block(url, "metadata", text.encode(), headers, "application/json")

    def _write_block(
        self, url: str, kind: str, block: bytes, headers: dict[str, str], content_type: str
    ) -> None:
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(block),
            length=len(block),
            warc_content_type=content_type,
            warc_headers_dict=headers,
        )
        self._writer.write_record(record)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """One record read back: its body, or where the record lies that it stands for."""

    body: bytes
    original: tuple[int, int] | None

    @classmethod
    def load(cls, piece: bytes, capture: Capture) -> "_Record":
        """Parse one gzip member; raises CorruptCaptureError."""
        try:
            plain = _inflated(piece)
            record = ArcWarcRecordLoader().parse_record_stream(io.BytesIO(plain))
            body = record.content_stream().read()
            original = record.rec_headers.get_header(ORIGINAL)
            place = tuple(int(part) for part in original.split()) if original else ()
        except (OSError, EOFError, zlib.error, ValueError, AttributeError) as error:
            raise _corrupt(capture, f"the record cannot be read ({error})") from error
        except Exception as error:
            raise _corrupt(capture, f"this is no WARC record ({error})") from error
        return cls(body=body, original=(place[0], place[1]) if len(place) > 1 else None)


def _http_headers(exchange: Exchange) -> StatusAndHeaders:
    """The answer's headers, fitted to the decoded body."""
    kept = []
    for name, value in exchange.headers:
        is_coding = name.lower() in CODING_HEADERS
        kept.append((f"X-Archive-Orig-{name}" if is_coding else name, value))
    kept.append(("Content-Length", str(len(exchange.body))))
    try:
        phrase = HTTPStatus(exchange.status).phrase
    except ValueError:
        phrase = "Unknown"
    return StatusAndHeaders(f"{exchange.status} {phrase}", kept, protocol="HTTP/1.1")


def _capture(attempt: Attempt, digest: str, uri: str, place: _Place) -> Capture:
    exchange = attempt.exchange
    return Capture(
        capture_id=attempt.capture_id,
        requested_url=exchange.requested_url,
        final_url=exchange.final_url,
        host=attempt.host,
        status=exchange.status,
        headers=exchange.headers,
        digest=digest,
        archive_uri=uri,
        offset=place.offset,
        length=place.length,
        captured_at=exchange.fetched_at,
        is_tls_verified=exchange.is_tls_verified,
        provenance=attempt.provenance,
    )


def spelled(capture: Capture) -> dict[str, Any]:
    """A capture without its place, as JSON; headers too, as a record cannot hold any bytes."""
    return {
        "capture_id": capture.capture_id,
        "requested_url": capture.requested_url,
        "final_url": capture.final_url,
        "host": capture.host,
        "status": capture.status,
        "headers": [list(pair) for pair in capture.headers],
        "digest": capture.digest,
        "captured_at": capture.captured_at.isoformat(),
        "is_tls_verified": capture.is_tls_verified,
        "provenance": capture.provenance,
    }


def _record_id(kind: str, key: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(_NAMESPACE, f'{kind} {key}')}>"


def _date(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _sha1(body: bytes) -> str:
    """The digest as WARC files spell it: ``sha1:`` and base32."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body).digest()).decode()  # noqa: S324


def _write_local(path: Path, data: bytes) -> None:
    """Temp name, fsync, rename, fsync of the directory: the file is whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with temporary.open("xb") as out:  # readable as the umask says, unlike mkstemp's
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _write_remote(uri: str, data: bytes) -> None:
    with fsspec.open(uri, "wb") as out:
        out.write(data)


def piece(uri: str, offset: int, length: int) -> bytes:
    """`length` bytes at `offset`; a short answer is left to the record's own checks."""
    try:
        system, path = url_to_fs(uri)
        with system.open(path, "rb") as source:
            source.seek(offset)
            data: Any = source.read(length)
    except FileNotFoundError as error:
        raise CorruptCaptureError(uri, "the file is gone") from error
    except Exception as error:
        raise ArchiveUnavailableError(f"cannot read {uri}: {error}") from error
    return bytes(data)


def _inflated(piece: bytes) -> bytes:
    """One gzip member, its checksum verified; raises EOFError or zlib.error.

    `gzip.decompress` does the same through a file, and takes a third longer.
    """
    inflater = zlib.decompressobj(31)  # a gzip header and its trailer
    plain = inflater.decompress(piece)
    if not inflater.eof:
        raise EOFError("the record ends too early")
    return plain


def _fix(error: Exception) -> str:
    """What a person can do about it, where that is known."""
    is_full = isinstance(error, OSError) and error.errno in _FULL
    return ". Fix: free space there, or name another place in WIREROOM_ARCHIVE" if is_full else ""


def _corrupt(capture: Capture, problem: str) -> CorruptCaptureError:
    return CorruptCaptureError(f"{capture.archive_uri}@{capture.offset}", problem)
