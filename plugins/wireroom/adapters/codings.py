"""Content codings undone piece by piece and within bounds: gzip, deflate and brotli.

For bodies that others kept: some undid the coding and left the header that tells of it, so what
does not begin like its coding is taken as it is. (RFC 9110, 8.4.1; RFC 7932.)
"""

import zlib
from collections.abc import Iterable
from itertools import chain
from typing import Protocol

import brotli

_PIECE = 65_536
GZIP = zlib.MAX_WBITS + 16
CODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate", "br"})
"""What `undone` undoes."""


class TooLongError(Exception):
    """A body is longer than was asked for; nothing more of it was read."""


class _Stream(Protocol):
    """A decoder: at most some bytes for a piece of input, then for b"" until it gives none."""

    def feed(self, data: bytes, most: int) -> bytes: ...

    @property
    def is_whole(self) -> bool: ...


class _Zlib:
    """Zlib's formats; a gzip body may have several members (RFC 1952, 2.2)."""

    def __init__(self, bits: int) -> None:
        self._bits, self._stream = bits, zlib.decompressobj(bits)

    def feed(self, data: bytes, most: int) -> bytes:
        if self._stream.eof:
            data = self._stream.unused_data + data
            if not data.strip(b"\0"):  # some pad
                return b""
            self._stream = zlib.decompressobj(self._bits)
        return self._stream.decompress(self._stream.unconsumed_tail + data, most)

    @property
    def is_whole(self) -> bool:
        return self._stream.eof


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def feed(self, data: bytes, most: int) -> bytes:
        return bytes(self._stream.process(data, output_buffer_limit=most))

    @property
    def is_whole(self) -> bool:
        return bool(self._stream.is_finished())


def undone(pieces: Iterable[bytes], coding: str, *, max_bytes: int) -> bytes:
    """The body that the pieces are, its coding undone.

    Raises TooLongError over `max_bytes`, ValueError where it breaks off or is garbled.
    """
    source = iter(pieces)
    first = next(source, b"")
    stream = _stream_for(first, coding)
    body = bytearray()
    for piece in chain([first], source):
        _feed(stream, piece, body, max_bytes)
    if stream is not None and not stream.is_whole:
        raise ValueError("its content coding ends too early")
    return bytes(body)


def _stream_for(first: bytes, coding: str) -> _Stream | None:
    """A fresh decoder, None where the body begins otherwise than its coding does."""
    made = _decoder(first, coding)
    try:
        if made is not None:
            made.feed(first, _PIECE)
    except (zlib.error, brotli.error):
        return None
    return _decoder(first, coding)


def _decoder(first: bytes, coding: str) -> _Stream | None:
    match coding:
        case "gzip" | "x-gzip":
            return _Zlib(GZIP)
        case "deflate":  # servers mean zlib (RFC 9110, 8.4.1.2) or bare deflate
            is_zlib = first[:1] and first[0] & 0x0F == 8  # noqa: PLR2004 - RFC 1950, 2.2
            return _Zlib(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)
        case "br":
            return _Brotli()
    return None


def _feed(stream: _Stream | None, piece: bytes, body: bytearray, max_bytes: int) -> None:
    try:
        out = piece if stream is None else stream.feed(piece, _PIECE)
        while out:
            body += out
            if len(body) > max_bytes:
                raise TooLongError
            out = b"" if stream is None else stream.feed(b"", _PIECE)
    except (zlib.error, brotli.error) as error:
        raise ValueError(f"its content coding is garbled: {error}") from error
