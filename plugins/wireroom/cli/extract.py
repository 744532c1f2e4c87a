"""`wireroom extract`: pages in as JSON lines, clean records out, in the same order."""

import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from wireroom.adapters.workers import Done, Result, WorkerPool
from wireroom.cli.output import print_json, progress_bars
from wireroom.errors import BadInputError
from wireroom.model import Clean, Page
from wireroom.reading import TARGET

_LINE = '{"id": "1", "url": "https://...", "path": "page.html"} or "html" in place of "path"'


def extract(
    *,
    workers: Annotated[int, typer.Option(min=1, help="Extraction processes.")] = 1,
) -> None:
    """Read pages (JSON lines on standard input) and print one clean record a line.

    A line that cannot be read gives ``{"id", "error"}`` in its place and exit code 1.
    """
    source = _Source(sys.stdin)
    waiting: dict[int, Result] = {}
    n_wrong = 0
    with WorkerPool(TARGET, workers) as pool, progress_bars(is_shown=_is_shown()) as progress:
        for n_read, (index, result) in enumerate(pool.map(source.pages()), start=1):
            waiting[index] = result
            progress("pages", n_read, None)
            n_wrong += sum(_put(record) for record in source.ready(waiting))
    n_wrong += sum(_put(record) for record in source.ready(waiting))
    if n_wrong:
        raise typer.Exit(1)


class _Source:
    """The input's lines in order: pages to read, and in between lines that are no page."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self._order: dict[int, tuple[object, int | None, str]] = {}
        self._n_pages = 0
        self._n_lines = 0
        self._next = 0

    def pages(self) -> Iterator[Page]:
        """The pages, read lazily."""
        for number, line in enumerate(self._lines, start=1):
            if not line.strip():
                continue
            try:
                given = _parsed(line, number)
                page = _page(given)
            except BadInputError as error:
                self._add(_id_of(line), None, f"line {number}: {error}")
                continue
            self._add(given["id"], self._n_pages, "")
            self._n_pages += 1
            yield page

    def ready(self, waiting: dict[int, Result]) -> Iterator[dict[str, Any]]:
        """Records whose turn has come."""
        while self._next in self._order:
            page_id, index, problem = self._order[self._next]
            if index is not None and index not in waiting:
                return
            del self._order[self._next]
            self._next += 1
            if index is None:
                yield {"id": page_id, "error": problem}
            else:
                yield _record(page_id, waiting.pop(index))

    def _add(self, page_id: object, index: int | None, problem: str) -> None:
        self._order[self._n_lines] = (page_id, index, problem)
        self._n_lines += 1


def _is_shown() -> bool:
    """Whether a bar may be drawn: not between the records of a terminal."""
    return not sys.stdout.isatty()


def _put(record: dict[str, Any]) -> bool:
    print_json(record)
    return "error" in record


def _record(page_id: object, result: Result) -> dict[str, Any]:
    if not isinstance(result, Done):
        return {"id": page_id, "error": result.detail, "reason": result.reason.value}
    clean: Clean = result.value
    return {
        "id": page_id,
        "title": clean.title,
        "authors": list(clean.authors),
        "published_at": _spelled(clean.published_at),
        "published_source": clean.published_source,
        "modified_at": _spelled(clean.modified_at),
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


def _spelled(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _parsed(line: str, number: int) -> dict[str, Any]:
    try:
        given = json.loads(line)
    except ValueError as error:
        raise BadInputError(f"line {number}", "not JSON", f"write {_LINE}") from error
    if not isinstance(given, dict) or "id" not in given or not isinstance(given.get("url"), str):
        raise BadInputError(f"line {number}", "has no id or url", f"write {_LINE}")
    return given


def _id_of(line: str) -> object:
    try:
        return json.loads(line)["id"]
    except (ValueError, TypeError, KeyError):
        return None


def _page(given: Mapping[str, Any]) -> Page:
    entry = given.get("entry") or {}
    if not isinstance(entry, dict):
        raise BadInputError("entry", "not an object", 'write {"title": ..., "published_at": ...}')
    return Page(
        body=_body(given),
        url=given["url"],
        entry_title=str(entry.get("title") or ""),
        entry_summary=str(entry.get("summary") or ""),
        entry_authors=tuple(map(str, entry.get("authors") or ())),
        entry_tags=tuple(map(str, entry.get("tags") or ())),
        entry_published_at=_instant(entry.get("published_at")),
    )


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
