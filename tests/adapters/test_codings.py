"""Codings undone within bounds, whole or cut, and bodies whose coding was undone before."""

import gzip
import zlib

import brotli
import pytest

from wireroom.adapters.codings import TooLongError, undone

TEXT = b"<p>The bridge is open again.</p>" * 9_000
BARE = zlib.compressobj(wbits=-zlib.MAX_WBITS)
CODED = {
    "gzip": gzip.compress(TEXT), "deflate": zlib.compress(TEXT), "br": brotli.compress(TEXT),
    "x-gzip": gzip.compress(TEXT[:999]) + gzip.compress(TEXT[999:]) + b"\0\0", "": TEXT,
}  # fmt: skip


def _pieces(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


@pytest.mark.parametrize("size", [7, 65_536])
@pytest.mark.parametrize("coding", CODED)
def test_body_comes_out_whole(coding: str, size: int) -> None:
    """Every coding gives the text, however it is cut into pieces; gzip's members are joined."""
    assert undone(_pieces(CODED[coding], size), coding, max_bytes=len(TEXT)) == TEXT


def test_bare_deflate_is_deflate() -> None:
    """Servers that say deflate and leave zlib's frame out are understood."""
    assert undone([BARE.compress(TEXT) + BARE.flush()], "deflate", max_bytes=len(TEXT)) == TEXT


@pytest.mark.parametrize("coding", [name for name in CODED if name])
def test_what_was_undone_before_is_left(coding: str) -> None:
    """A body that does not begin like its coding is the text already."""
    assert undone(_pieces(TEXT, 65_536), coding, max_bytes=len(TEXT)) == TEXT


@pytest.mark.parametrize("coding", CODED)
def test_bomb_is_stopped(coding: str) -> None:
    """One byte over the bound is too long."""
    with pytest.raises(TooLongError):
        undone([CODED[coding]], coding, max_bytes=len(TEXT) - 1)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_cut_body_is_no_body(coding: str) -> None:
    """A coding that ends too early is an error, never half a page."""
    with pytest.raises(ValueError, match=r"too early|garbled"):
        undone(_pieces(CODED[coding][:-9], 64), coding, max_bytes=len(TEXT))
