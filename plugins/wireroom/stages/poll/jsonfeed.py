"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1), read tolerantly."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from wireroom.errors import BadInputError
from wireroom.stages.poll.document import FeedDocument, Item, entries_of
from wireroom.stages.poll.plaintext import plain, summary
from wireroom.urls import join

_VERSIONS = {"1": "json1", "1.1": "json11"}


def read_json(text: str, *, feed_url: str, outlet_id: str, feed: str) -> FeedDocument | None:
    """The document, or None where `text` is no JSON Feed."""
    try:
        top = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(top, dict) or not isinstance(top.get("items"), list):
        return None
    version = _VERSIONS.get(_text(top, "version").rstrip("/").rpartition("/")[2])
    if version is None:
        return None
    warnings: set[str] = set()
    items = [_item(raw, feed_url, warnings) for raw in top["items"]]
    return FeedDocument(
        version=version,
        title=plain(_text(top, "title")),
        language=_text(top, "language"),
        entries=entries_of(items, outlet_id=outlet_id, feed=feed),
        ttl_s=None,
        self_links=tuple(filter(None, [_text(top, "feed_url")])),
        warnings=tuple(sorted(warnings)),
    )


def _item(raw: object, feed_url: str, warnings: set[str]) -> Item:
    if not isinstance(raw, dict):
        warnings.add("bad_item")
        raw = {"content_text": str(raw)}
    guid = _text(raw, "id") or None
    return Item(
        url=_link(_text(raw, "url") or _permalink(guid), feed_url, warnings),
        guid=guid,
        title=plain(_text(raw, "title")),
        summary=summary(
            _text(raw, "summary") or _text(raw, "content_text") or _text(raw, "content_html")
        ),
        authors=_authors(raw),
        tags=tuple(tag for tag in _list(raw, "tags") if isinstance(tag, str)),
        published_at=_instant(_text(raw, "date_published"), warnings),
        updated_at=_instant(_text(raw, "date_modified"), warnings),
    )


def _permalink(guid: str | None) -> str:
    return guid if guid and guid.startswith(("http://", "https://")) else ""


def _link(link: str, feed_url: str, warnings: set[str]) -> str | None:
    if not link:
        return None
    try:
        return join(feed_url, link)
    except BadInputError:
        warnings.add("bad_link")
        return None


def _authors(raw: Mapping[str, Any]) -> tuple[str, ...]:
    people = [*_list(raw, "authors"), raw.get("author")]  # 1.1 has authors, 1.0 one author
    names = [_text(person, "name") for person in people if isinstance(person, dict)]
    return tuple(dict.fromkeys(name for name in names if name))


def _instant(text: str, warnings: set[str]) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        warnings.add("bad_date")
        return None


def _text(raw: Mapping[str, Any], key: str) -> str:
    value = raw.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).encode("utf-8", "replace").decode("utf-8").strip()


def _list(raw: Mapping[str, Any], key: str) -> list[Any]:
    value = raw.get(key)
    return value if isinstance(value, list) else []
