"""Ids and digests: made here and in urls.py and nowhere else, from content, never from the clock.

Digests read ``sha256:<hex>``.
"""

import hashlib
import json
import unicodedata
from datetime import datetime

_LONGEST_ID = 1_000  # bytes; two of them, of a relation, fit into one key
_KEPT_OF_LONG = 200


def sha256(data: bytes) -> str:
    """The digest of `data`, spelled ``sha256:<hex>``."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def digest_of(*parts: str | None) -> str:
    """One digest of several strings; None and "" differ, and no two lists run together."""
    return sha256(json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode("ascii"))


def fold_text(text: str) -> str:
    """Text with one spelling per reading: NFC, white space runs as one space.

    Two extractions that differ only in line breaks are the same content version.
    """
    return " ".join(words_of(text))


def words_of(text: str) -> list[str]:
    """What stands between white space, in NFC."""
    return unicodedata.normalize("NFC", text).split()


def version_id(text: str) -> str:
    """The digest of a clean text alone, and the name of a content version that is new with it.

    A version keeps its name when its text is read better (adr/0012).
    """
    return folded_id(fold_text(text))


def folded_id(folded: str) -> str:
    """The same of a text that is folded already."""
    return sha256(folded.encode("utf-8", "surrogatepass"))


def article_id(outlet_id: str, key: str) -> str:
    """The identity of an article: its outlet and, in it, its native id or canonical path.

    A canonical path starts with ``/``; a native id never does, so the two cannot meet. The end of a
    path that no index takes (Postgres: 2,704 bytes for a whole key) is a digest.
    """
    whole = f"{outlet_id}:{key}"
    if len(whole.encode("utf-8", "surrogatepass")) <= _LONGEST_ID:
        return whole
    return f"{outlet_id}:{key[:_KEPT_OF_LONG]}~{digest_of(key).removeprefix('sha256:')}"


def capture_id(url: str, body_digest: str, captured_at: datetime) -> str:
    """The identity of one exchange: what was asked, what came, and when."""
    return digest_of(url, body_digest, captured_at.isoformat())
