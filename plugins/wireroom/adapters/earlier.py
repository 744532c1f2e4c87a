"""Captures of files that were written before all of a capture lay beside it.

What such a record does not tell is told from what it does: what was asked is what answered, so of a
page that was redirected the capture's name is another than it was; https was verified, as nothing
else was taken then.
"""

import gzip
import io
import zlib
from datetime import datetime

from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader

from wireroom.adapters.warc import CODING_HEADERS, ORIGINAL, piece
from wireroom.errors import CorruptCaptureError
from wireroom.model import Capture, capture_id, sha256
from wireroom.urls import host_of

_ASIDE = "X-Archive-Orig-"


def capture_of(uri: str, offset: int, length: int) -> Capture:
    """The capture that lies there; raises CorruptCaptureError."""
    try:
        record = _record(uri, offset, length)
        url = record.rec_headers.get_header("WARC-Target-URI")
        at = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
        digest = sha256(_body(uri, record))
        status = int(record.http_headers.get_statuscode())
    except CorruptCaptureError:
        raise
    except (OSError, EOFError, zlib.error, ValueError, TypeError, AttributeError) as error:
        problem = f"the record cannot be read ({error})"
        raise CorruptCaptureError(f"{uri}@{offset}", problem) from error
    return Capture(
        capture_id=capture_id(url, digest, at),
        requested_url=url,
        final_url=url,
        host=host_of(url),
        status=status,
        headers=_headers(record),
        digest=digest,
        archive_uri=uri,
        offset=offset,
        length=length,
        captured_at=at,
        is_tls_verified=url.startswith("https:"),
    )


def _record(uri: str, offset: int, length: int) -> ArcWarcRecord:
    plain = gzip.decompress(piece(uri, offset, length))
    return ArcWarcRecordLoader().parse_record_stream(io.BytesIO(plain))


def _body(uri: str, record: ArcWarcRecord) -> bytes:
    original = record.rec_headers.get_header(ORIGINAL)
    if original:
        offset, length = (int(part) for part in original.split())
        record = _record(uri, offset, length)
    body: bytes = record.content_stream().read()
    return body


def _headers(record: ArcWarcRecord) -> tuple[tuple[str, str], ...]:
    """As they were sent: the length that the archive added left out, those kept aside put back."""
    found = []
    for name, value in record.http_headers.headers[:-1]:
        plain = name.removeprefix(_ASIDE)
        found.append((plain if plain.lower() in CODING_HEADERS else name, value))
    return tuple(found)
