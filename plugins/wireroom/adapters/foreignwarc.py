"""WARC files that others wrote, read record after record: whole, damaged, cut off, packed or not.

Nothing of a file is believed before its lengths and digests agree. Damage is named and what comes
after it is found again; one body at a time is in memory. ARC files are refused. What a record is
worth is decided elsewhere.
"""

import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParserException

from wireroom.adapters.codings import CODINGS, undone
from wireroom.errors import BadInputError, CorruptCaptureError

_PIECE = 65_536
_LOOK = 1 << 20  # bytes searched at once for where a damaged file goes on
_GZIP, _WARC = b"\x1f\x8b\x08", b"WARC/"  # RFC 1952, 2.3.1; ISO 28500, 4
_UNREADABLE = (
    ArchiveLoadFailed, StatusAndHeadersParserException, zlib.error, EOFError, OSError, ValueError,
    AttributeError, TypeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """What is wrong with a file, and at which byte of it."""

    offset: int
    problem: str

    def __str__(self) -> str:
        return f"at byte {self.offset:,}: {self.problem}"


class ForeignRecord:
    """One record: its named fields, and its body as long as it is the latest that was read."""

    def __init__(self, record: ArcWarcRecord, *, file: str, offset: int) -> None:
        self._record, self._file = record, file
        self.offset = offset
        self.kind: str = record.rec_type or ""
        self.url: str = self.named("WARC-Target-URI")
        self.record_id: str = self.named("WARC-Record-ID")
        http = record.http_headers
        self.status = int(http.get_statuscode()) if http and http.get_statuscode().isdigit() else 0
        self.headers: tuple[tuple[str, str], ...] = (
            tuple((str(name), str(value)) for name, value in http.headers) if http else ()
        )

    def named(self, name: str) -> str:
        """The WARC header of that name, "" where it has none."""
        return (self._record.rec_headers.get_header(name) or "").strip("<> ")

    @property
    def coding(self) -> str:
        """The content coding of the body that nothing here can undo, "" where there is none."""
        named = self._header("content-encoding")
        return "" if named in CODINGS else named

    def body(self, max_bytes: int) -> bytes:
        """The body without its codings.

        Raises TooLongError, and CorruptCaptureError where lengths or digests do not agree.
        """
        try:
            body = undone(self._pieces(), self._header("content-encoding"), max_bytes=max_bytes)
            self._read_out()
        except _UNREADABLE as error:
            raise self._corrupt(f"the record cannot be read ({error})") from error
        if self.is_cut:
            raise self._corrupt("the file ends within this record")
        if self._record.digest_checker.passed is False:
            raise self._corrupt("; ".join(self._record.digest_checker.problems))
        return body

    @property
    def is_cut(self) -> bool:
        """Whether the file ended before the record did; known once it was read to its end."""
        return int(getattr(self._record.raw_stream, "limit", 0)) > 0

    def _header(self, name: str) -> str:
        """The last HTTP header of that name, in lower case."""
        told = [value for key, value in self.headers if key.lower() == name]
        return told[-1].strip().lower() if told else ""

    def _pieces(self) -> Iterator[bytes]:
        """The body as it went over the line, chunks joined."""
        stream: Any = self._record.raw_stream
        if self._header("transfer-encoding") == "chunked":
            stream = ChunkedDataReader(stream)
        while piece := stream.read(_PIECE):
            yield piece

    def _read_out(self) -> None:
        while self._record.raw_stream.read(_PIECE):
            pass

    def _corrupt(self, problem: str) -> CorruptCaptureError:
        return CorruptCaptureError(f"{self._file}@{self.offset}", problem)


class ForeignFile:
    """One file; `damage` fills while it is read."""

    def __init__(self, path: Path, name: str = "") -> None:
        self.path, self.name = path, name or path.name
        self.damage: list[Damage] = []
        try:
            self.n_bytes = path.stat().st_size
            with path.open("rb") as file:
                self.head = file.read(_PIECE)
        except OSError as error:
            raise BadInputError(
                f"{path}", f"cannot be read ({error.strerror})", "name a WARC file"
            ) from error

    def records(self) -> Iterator[ForeignRecord]:
        """Every record that can be read, in order; a body only until the next one is asked for.

        Raises BadInputError where this is no WARC file at all.
        """
        if not self.n_bytes:
            raise BadInputError(self.name, "is no WARC file (it is empty)", "bring it again")
        start: int | None = 0
        with self.path.open("rb") as file:
            while start is not None:
                start = yield from self._run(file, start)

    def record_at(self, offset: int, file: BinaryIO) -> ForeignRecord:
        """The record at an offset of `file`, the same file opened another time."""
        file.seek(offset)
        record = next(ArchiveIterator(file, check_digests=True))
        return ForeignRecord(record, file=self.name, offset=offset)

    def _run(self, file: BinaryIO, start: int) -> Generator[ForeignRecord, None, int | None]:
        """Read from `start` to the end or to damage; where to go on after it."""
        file.seek(start)
        at, n_read = start, 0
        try:
            walk = ArchiveIterator(file, check_digests=True)
            for record in walk:
                at = walk.offset
                self._check_format(record)
                found = ForeignRecord(record, file=self.name, offset=at)
                yield found
                n_read += 1
                walk.read_to_end()
                self._note_cut(found)
        except _UNREADABLE as error:
            self._note(error, at, is_first=not n_read and not start)
            return self._next_start(file, at + 1)
        return None

    def _check_format(self, record: ArcWarcRecord) -> None:
        """Raise where it is an ARC file, or no record of either kind."""
        if record.format == "warc":
            return
        if record.rec_type == "arc_header":
            fix = "convert it: `warcio recompress OLD.arc.gz NEW.warc.gz`"
            raise BadInputError(self.name, "is an ARC file", fix)
        raise ArchiveLoadFailed("no WARC record begins here")

    def _note_cut(self, found: ForeignRecord) -> None:
        if found.is_cut:
            problem = "the file ends within this record; what came before it is kept"
            self.damage.append(Damage(offset=found.offset, problem=problem))

    def _note(self, error: Any, at: int, *, is_first: bool) -> None:  # noqa: ANN401 - any of a tuple
        said = " ".join(str(error).split())
        if "non-chunked" in said:
            raise BadInputError(
                self.name,
                "is packed as one gzip member, so that records cannot be told apart",
                "pack it record by record: `warcio recompress OLD.warc.gz NEW.warc.gz`",
            ) from error
        if is_first:
            raise BadInputError(
                self.name, f"is no WARC file ({said})", "name a .warc or .warc.gz file"
            ) from error
        self.damage.append(Damage(offset=at, problem=f"unreadable from here on ({said})"))

    def _next_start(self, file: BinaryIO, start: int) -> int | None:
        """Where the next record that looks whole begins, None where there is none."""
        is_packed = self.head.startswith(_GZIP)
        mark = _GZIP if is_packed else b"\r\n" + _WARC
        file.seek(start)
        place, kept = start, b""
        while piece := file.read(_LOOK):
            window = kept + piece
            at = window.find(mark)
            while at >= 0:
                if not is_packed:
                    return place - len(kept) + at + 2
                if _is_member(window[at : at + 512]):
                    return place - len(kept) + at
                at = window.find(mark, at + 1)
            place += len(piece)
            kept = window[-512:]
        return None


def _is_member(piece: bytes) -> bool:
    """Whether a gzip member with a WARC record begins here."""
    try:
        return zlib.decompressobj(31).decompress(piece, len(_WARC)) == _WARC
    except zlib.error:
        return False
