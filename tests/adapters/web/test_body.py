"""Facts about reading bodies: whole in any pieces, and never larger in memory than allowed."""

import gzip
import io
import random
import tracemalloc
import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wireroom.adapters.web.body import read_body
from wireroom.adapters.web.limits import StoppedError
from wireroom.model import Reason


class Pieces:
    """A body that comes in pieces of `size` bytes, as urllib3's raw response gives them."""

    def __init__(self, data, size=65_536):
        self._source, self._size = io.BytesIO(data), size

    def read(self, amt, /, *, decode_content):
        """At most `size` bytes as they came."""
        assert not decode_content
        return self._source.read(min(amt, self._size))


def bare_deflate(data):
    """`data` deflated without zlib's header."""
    deflater = zlib.compressobj(wbits=-15)
    return deflater.compress(data) + deflater.flush()


CODINGS = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "X-GZIP": gzip.compress,
    "deflate": zlib.compress,
    " Deflate ": bare_deflate,
}


@example(random.Random(1).randbytes(300), 40, "gzip")  # longer compressed than plain
@given(st.binary(max_size=300), st.integers(1, 40), st.sampled_from(list(CODINGS)))
def test_body_is_whole_in_any_pieces(data, size, coding):
    """Where the network cuts a body changes nothing in it."""
    source = Pieces(CODINGS[coding](data), size)
    assert read_body(source, coding, max_bytes=300, where="h") == data


@given(st.binary(min_size=1, max_size=300), st.integers(1, 40), st.sampled_from(list(CODINGS)))
def test_cut_body_is_the_first_bytes(data, size, coding):
    """A body that may be cut is cut at the limit and is no failure."""
    source = Pieces(CODINGS[coding](data * 200), size)
    assert read_body(source, coding, max_bytes=150, where="h", is_cut=True) == (data * 200)[:150]


@pytest.mark.parametrize("endless", ["name", "members"])
def test_endless_body_of_nothing_is_too_large(endless):
    """Bytes that never unpack to anything count as well."""
    name = b"\x1f\x8b\x08\x08" + bytes(6) + b"a" * 200_000
    body = {"name": name, "members": gzip.compress(b"") * 10_000}[endless]
    with pytest.raises(StoppedError) as caught:
        read_body(Pieces(body), "gzip", max_bytes=10, where="h")
    assert caught.value.failed.reason is Reason.TOO_LARGE


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_bomb_is_never_in_memory(coding):
    """A bomb is refused before more of it is unpacked than the limit allows."""
    bomb = CODINGS[coding](bytes(30_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(StoppedError) as caught:
            read_body(Pieces(bomb), coding, max_bytes=100_000, where="bomb.test")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.value.failed.reason is Reason.TOO_LARGE
    assert peak < 1_000_000


def test_trailing_zeros_end_a_gzip_body():
    """Zeros after the last member are padding, as gzip itself reads them."""
    body = gzip.compress(b"a") + gzip.compress(b"b") + bytes(100)
    assert read_body(Pieces(body, 7), "gzip", max_bytes=10, where="h") == b"ab"
