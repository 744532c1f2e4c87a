"""Decodes a page: byte order mark, then UTF-8 if it is that, then header, meta, detection."""

import codecs
import re
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAME = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)")  # in small letters: names have no case


class Decoded(NamedTuple):
    """A page's text, the same as UTF-8, and what is to be told of it.

    That is "wrong_charset" where it is not in the charset that the page claims.
    """

    text: str
    utf8: bytes
    notes: tuple[str, ...] = ()


def decode(body: bytes, content_type: str) -> Decoded:
    """What the bytes of a page say."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _encoded(body.decode(name, "replace"))
    claims = _claims(body, content_type)
    for name in ("utf-8", *claims):
        try:
            text = body.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
        lied = bool(claims) and not body.isascii() and not _same(name, claims[0])
        notes = ("wrong_charset",) if lied else ()
        return Decoded(text, body, notes) if name == "utf-8" else _encoded(text, notes)
    return _encoded(_detected(body), ("wrong_charset",) if claims else ())


def _encoded(text: str, notes: tuple[str, ...] = ()) -> Decoded:
    return Decoded(text, text.encode("utf-8", "replace"), notes)


def _claims(body: bytes, content_type: str) -> list[str]:
    head = body[:4096].decode("latin-1")
    return [found[1] for text in (content_type, head) if (found := _NAME.search(text.lower()))]


def _same(one: str, other: str) -> bool:
    try:
        return codecs.lookup(one) == codecs.lookup(other)
    except LookupError:
        return False


def _detected(body: bytes) -> str:
    """What charset detection makes of it; trafilatura, which does that, takes long to import."""
    from trafilatura.utils import decode_file  # noqa: PLC0415 - see above

    return str(decode_file(body))
