"""A page as a line of JSON, and its clean record as one: what `wireroom extract` reads and prints.

It runs in the workers: JSON is a tenth of the work, and what the parent did of it, they waited for.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from wireroom.errors import BadInputError
from wireroom.model import Clean, Page
from wireroom.reading import read_page

TARGET = "wireroom.pagelines:read_line"
_LINE = '{"id": "1", "url": "https://...", "path": "page.html"} or "html" in place of "path"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the input and its number, from 1."""

    number: int
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A line of the output; it says {"id", "error"} where the input's could not be read."""

    text: str
    is_wrong: bool = False


def read_line(line: Line) -> Printed:
    """The clean record of the page that a line gives."""
    try:
        given = _parsed(line)
        page = _page(given)
    except BadInputError as error:
        return wrong(line, f"line {line.number}: {error}")
    return Printed(text=_spelled(_record(given["id"], read_page(page))))


def wrong(line: Line, error: str, **more: str) -> Printed:
    """What is printed in place of a record."""
    return Printed(text=_spelled({"id": _id_of(line), "error": error, **more}), is_wrong=True)


def _spelled(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)


def _record(page_id: object, clean: Clean) -> dict[str, Any]:
    return {
        "id": page_id,
        "title": clean.title,
        "authors": list(clean.authors),
        "published_at": _stamp(clean.published_at),
        "published_source": clean.published_source,
        "modified_at": _stamp(clean.modified_at),
        "sections": list(clean.sections),
        "language": clean.language,
        "text": clean.text,
        "images": [
            {
                "url": image.url,
                "caption": image.caption,
                "credit": image.credit,
                "alt": image.alt,
            }
            for image in clean.images
        ],
        "tags": list(clean.tags),
        "mirror_candidates": list(clean.mirror_candidates),
        "confidence": clean.confidence,
        "reason": clean.reason,
    }


def _stamp(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _parsed(line: Line) -> dict[str, Any]:
    where = f"line {line.number}"
    try:
        given = json.loads(line.data)
    except ValueError as error:
        raise BadInputError(where, "not JSON", f"write {_LINE}") from error
    if not isinstance(given, dict) or "id" not in given or not isinstance(given.get("url"), str):
        raise BadInputError(where, "has no id or url", f"write {_LINE}")
    return given


def _id_of(line: Line) -> object:
    try:
        return json.loads(line.data)["id"]
    except (ValueError, TypeError, KeyError):
        return None


def _page(given: Mapping[str, Any]) -> Page:
    entry = given.get("entry") or {}
    if not isinstance(entry, dict):
        raise BadInputError("entry", "not an object", 'write {"title": ..., "published_at": ...}')
    return Page(
        body=_body(given),
        url=_url(given["url"]),
        entry_title=str(entry.get("title") or ""),
        entry_summary=str(entry.get("summary") or ""),
        entry_authors=tuple(map(str, entry.get("authors") or ())),
        entry_tags=tuple(map(str, entry.get("tags") or ())),
        entry_published_at=_instant(entry.get("published_at")),
    )


def _url(text: str) -> str:
    """The page's address, "" where it has none."""
    try:
        urlsplit(text)
    except ValueError as error:
        raise BadInputError(f"url {text!r}", f"{error}", "write it as https://host/path") from error
    return text


def _body(given: Mapping[str, Any]) -> bytes:
    if isinstance(given.get("html"), str):
        return str(given["html"]).encode("utf-8", "surrogatepass")
    if not isinstance(given.get("path"), str):
        raise BadInputError("page", "has neither path nor html", f"write {_LINE}")
    path = Path(given["path"])
    try:
        return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError) as error:
        raise BadInputError(
            str(path), f"cannot be read: {error}", "give a readable file"
        ) from error


def _instant(text: object) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(str(text))
    except ValueError as error:
        raise BadInputError(
            f"published_at {text!r}", "not an instant", "write it as 2026-08-20T12:00:00Z"
        ) from error
