"""A web archive's own list of its copies, and the addresses of these.

After github.com/internetarchive/wayback, wayback-cdx-server/README.md: fields by name, pages by
resume key; a copy as it was captured lies under /web/<timestamp>id_/.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import quote

from wireroom.model import Failed, Item, Reason
from wireroom.stages.sweep.reading import Reading, Wanted

PAGE = 5_000
"""Copies on a page of the list; the archive gives 150,000 at most."""
_FIELDS = "timestamp,original,statuscode,mimetype,digest"
_ASKED = f"output=json&fl={_FIELDS}&filter=statuscode:200"
_COPY = re.compile(r"/web/(\d{14})[a-z_]*/")
_STAMP = "%Y%m%d%H%M%S"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One copy that the archive has: of which address, captured when."""

    original: str
    captured_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """One page of the list; `resume_key` asks for the next one, "" where this is the last."""

    copies: tuple[Copy, ...]
    resume_key: str


def list_url(base: str, host: str, *, first: date, last: date, resume_key: str = "") -> str:
    """The list of a host's pages that were first captured between two days, each page once."""
    span = f"from={first:%Y%m%d}&to={last:%Y%m%d}&collapse=urlkey"
    more = f"&resumeKey={quote(resume_key, safe='')}" if resume_key else ""
    asked = f"url={quote(host, safe='')}/*&{span}&{_ASKED}"
    return f"{base}/cdx/search/cdx?{asked}&limit={PAGE}&showResumeKey=true{more}"


def copies_url(base: str, url: str, *, n_most: int) -> str:
    """The list of the first copies of one page."""
    return f"{base}/cdx/search/cdx?url={quote(url, safe='')}&{_ASKED}&limit={n_most}"


def copy_url(base: str, copy: Copy) -> str:
    """The address of a copy as it was captured, without the archive's own furniture."""
    return f"{base}/web/{copy.captured_at:{_STAMP}}id_/{copy.original}"


def captured_at(url: str) -> datetime | None:
    """When the copy at an archive's address was captured; the archive may lead to another one."""
    found = _COPY.search(url)
    return _instant(found[1]) if found else None


def read_copies(body: bytes) -> Copies | Failed:
    """The copies that the archive lists; an archive that has none says nothing at all."""
    try:
        rows = json.loads(body) if body.strip() else []
    except (ValueError, RecursionError) as error:
        return Failed(reason=Reason.NOT_A_LISTING, detail=f"no list of copies: {error}")
    if not _is_table(rows):
        return Failed(reason=Reason.NOT_A_LISTING, detail="no list of copies: another JSON value")
    names, *told = rows or [[]]
    found = tuple(_copies(names, told))
    key = told[-1][0] if len(told) > 1 and told[-2] == [] and told[-1] else ""
    return Copies(copies=found, resume_key=str(key))


def read_listed(copies: Copies, *, wanted: Wanted) -> Reading:
    """The pages that were first captured on a day: they were published on it or before."""
    items = [Item(url=one.original, on=one.captured_at.date()) for one in copies.copies]
    return Reading(items=tuple(item for item in items if wanted(item)), n_listed=len(items))


def _is_table(rows: object) -> bool:
    """Rows of texts, the first of which names the fields; or nothing."""
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return False
    is_text = all(isinstance(cell, str) for row in rows for cell in row)
    return is_text and (not any(rows) or {"timestamp", "original"} <= set(rows[0]))


def _copies(names: list[str], rows: list[list[str]]) -> Iterator[Copy]:
    for row in rows:
        if len(row) != len(names):  # the empty row before the resume key, and the key
            continue
        told = dict(zip(names, row, strict=True))
        at = _instant(told.get("timestamp", ""))
        if at is not None and told.get("original"):
            yield Copy(original=told["original"], captured_at=at)


def _instant(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
