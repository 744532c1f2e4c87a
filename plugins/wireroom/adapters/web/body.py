"""Reading a body: decompressed piece by piece and counted after decompression."""

import zlib
from typing import Protocol

from wireroom.adapters.web.limits import stopped
from wireroom.model import Reason

ACCEPT_ENCODING = "gzip, deflate"
_PIECE = 65_536
_OVERHEAD = 65_536  # what headers, padding and incompressible bytes may add before decompression


class Source(Protocol):
    """What bodies are read from: urllib3's raw response."""

    def read(self, amt: int, /, *, decode_content: bool) -> bytes:
        """At most `amt` bytes as they came; b"" at the end."""
        ...


class _Identity:
    eof = True

    def feed(self, data: bytes, _room: int) -> bytes:
        return data


class _Zlib:
    """A bounded zlib stream; gzip may have several members (RFC 1952 2.2)."""

    def __init__(self, window_bits: int) -> None:
        self._bits = window_bits
        self._stream = zlib.decompressobj(window_bits)
        self._n_in = 0

    @property
    def eof(self) -> bool:
        return self._stream.eof or not self._n_in

    def feed(self, data: bytes, room: int) -> bytes:
        self._choose(data)
        self._n_in += len(data)
        out = b""
        while data and len(out) <= room:
            if self._stream.eof:
                if self._bits < zlib.MAX_WBITS + 16 or not data.strip(b"\0"):
                    break
                self._stream = zlib.decompressobj(self._bits)
            out += self._stream.decompress(data, room + 1 - len(out))
            data = self._stream.unconsumed_tail or self._stream.unused_data
        return out

    def _choose(self, data: bytes) -> None:
        """Servers mean zlib (RFC 9110 8.4.1.2) or bare deflate; zlib's first nibble is 8."""
        is_first = self._bits == zlib.MAX_WBITS and not self._n_in
        if is_first and data and data[0] & 0x0F != 8:  # noqa: PLR2004 - RFC 1950 2.2
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS)


def read_body(
    source: Source, encoding: str, *, max_bytes: int, where: str, is_cut: bool = False
) -> bytes:
    """The decompressed body; raises StoppedError TOO_LARGE (unless `is_cut`) or BAD_ENCODING."""
    decoder = _decoder(encoding, where)
    body = bytearray()
    n_raw = 0
    while piece := source.read(_PIECE, decode_content=False):
        n_raw += len(piece)
        try:
            body += decoder.feed(piece, max_bytes - len(body))
        except zlib.error as error:
            raise _broken(where, str(error)) from error
        if len(body) > max_bytes or n_raw > max_bytes + _OVERHEAD:
            if is_cut:
                return bytes(body[:max_bytes])
            raise stopped(Reason.TOO_LARGE, f"{where} sent more than {max_bytes} bytes")
    if not decoder.eof:
        raise _broken(where, "the compressed body ends too early")
    return bytes(body)


def _decoder(encoding: str, where: str) -> _Identity | _Zlib:
    match encoding.strip().lower():
        case "" | "identity":
            return _Identity()
        case "gzip" | "x-gzip":
            return _Zlib(zlib.MAX_WBITS + 16)
        case "deflate":
            return _Zlib(zlib.MAX_WBITS)
    raise stopped(
        Reason.BAD_ENCODING, f"{where} sent Content-Encoding {encoding!r}, which was not asked for"
    )


def _broken(where: str, problem: str) -> Exception:
    return stopped(Reason.BAD_ENCODING, f"{where} sent a body that does not decompress: {problem}")
