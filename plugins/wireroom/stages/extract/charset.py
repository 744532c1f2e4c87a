"""Decodes a page: byte order mark, then UTF-8 if it is that, then header, meta, detection."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAME = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def decode(body: bytes, content_type: str) -> tuple[str, tuple[str, ...]]:
    """The page's text, and the note "wrong_charset" where it is not what the page claims."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace"), ()
    claims = _claims(body, content_type)
    for name in ("utf-8", *claims):
        try:
            text = body.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
        lied = bool(claims) and not body.isascii() and not _same(name, claims[0])
        return text, ("wrong_charset",) if lied else ()
    return _detected(body), ("wrong_charset",) if claims else ()


def _claims(body: bytes, content_type: str) -> list[str]:
    head = body[:4096].decode("latin-1")
    return [found[1] for found in map(_NAME.search, (content_type, head)) if found]


def _same(one: str, other: str) -> bool:
    try:
        return codecs.lookup(one) == codecs.lookup(other)
    except LookupError:
        return False


def _detected(body: bytes) -> str:
    """What charset detection makes of it; trafilatura, which does that, takes long to import."""
    from trafilatura.utils import decode_file  # noqa: PLC0415 - see above

    return str(decode_file(body))
