"""RSS 0.9x to 2.0, RDF and Atom by feedparser. Text in, so that charsets are ours to judge."""

import calendar
import io
import re
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import feedparser

from wireroom.errors import BadInputError
from wireroom.stages.poll.document import FeedDocument, Item, entries_of
from wireroom.stages.poll.plaintext import plain, summary
from wireroom.urls import join

# http://web.resource.org/rss/1.0/modules/syndication/
_PERIODS_S: dict[str, float] = {
    "hourly": 3_600,
    "daily": 86_400,
    "weekly": 604_800,
    "monthly": 2_592_000,
    "yearly": 31_536_000,
}
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_xml(text: str, *, feed_url: str, outlet_id: str, feed: str) -> FeedDocument | None:
    """The document, or None where feedparser sees no feed (its version is empty)."""
    source = io.BytesIO(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": feed_url}
    parsed = feedparser.parse(
        source, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not parsed.get("version"):
        return None
    warnings = {"malformed"} if parsed.get("bozo") else set()
    items = [_item(raw, feed_url, warnings) for raw in parsed["entries"]]
    if parsed["version"].startswith("rss"):
        items = [_dated(item) for item in items]
    about = parsed["feed"]
    return FeedDocument(
        version=parsed["version"],
        title=plain(about.get("title") or ""),
        language=about.get("language") or "",
        entries=entries_of(items, outlet_id=outlet_id, feed=feed),
        ttl_s=_ttl_s(about),
        self_links=_self_links(about),
        warnings=tuple(sorted(warnings)),
    )


def _item(raw: Mapping[str, Any], feed_url: str, warnings: set[str]) -> Item:
    guid = (raw.get("id") or "").strip() or None
    return Item(
        url=_link(raw, guid, feed_url, warnings),
        guid=guid,
        title=plain(raw.get("title") or ""),
        summary=summary(_summary(raw)),
        authors=_authors(raw),
        tags=_tags(raw),
        published_at=_instant(raw, "published", warnings),
        updated_at=_instant(raw, "updated", warnings),
    )


def _dated(item: Item) -> Item:
    """The item of an RSS feed, its one date read as its publication.

    RSS 1.0 dates items by dc:date alone, which feedparser takes for the date of an update.
    """
    if item.published_at is not None or item.updated_at is None:
        return item
    return replace(item, published_at=item.updated_at, updated_at=None)


def _link(
    raw: Mapping[str, Any], guid: str | None, feed_url: str, warnings: set[str]
) -> str | None:
    """The item's own address: what FeedBurner hid, else the link, else a guid that is a URL."""
    stated = (raw.get("feedburner_origlink") or raw.get("link") or "").strip()
    if not stated and guid and guid.startswith(("http://", "https://")):
        stated = guid
    if not stated:
        if "link" in raw:
            warnings.add("bad_link")
        return None
    try:
        return join(feed_url, stated)
    except BadInputError:
        warnings.add("bad_link")
        return None


def _summary(raw: Mapping[str, Any]) -> str:
    if raw.get("summary"):
        return str(raw["summary"])
    return next((part.get("value") or "" for part in raw.get("content") or ()), "")


def _authors(raw: Mapping[str, Any]) -> tuple[str, ...]:
    people = [person.get("name") or "" for person in raw.get("authors") or ()]
    names = [plain(name) for name in (*people, *([] if any(people) else [raw.get("author") or ""]))]
    return tuple(dict.fromkeys(name for name in names if name))


def _tags(raw: Mapping[str, Any]) -> tuple[str, ...]:
    terms = (plain(tag.get("term") or tag.get("label") or "") for tag in raw.get("tags") or ())
    return tuple(dict.fromkeys(term for term in terms if term))


def _instant(raw: Mapping[str, Any], key: str, warnings: set[str]) -> datetime | None:
    if key not in raw.keys():  # noqa: SIM118 - feedparser's own lookup falls back to other dates
        return None
    when: time.struct_time | None = raw.get(f"{key}_parsed")
    try:
        if when is not None:
            return datetime.fromtimestamp(calendar.timegm(when), UTC)
    except (ValueError, OverflowError, OSError):
        pass
    warnings.add("bad_date")
    return None


def _ttl_s(about: Mapping[str, Any]) -> float | None:
    ttl = _number(about.get("ttl"))
    period = _PERIODS_S.get(str(about.get("sy_updateperiod") or "").strip().lower())
    hints = [ttl * 60] if ttl else []
    if period:
        hints.append(period / (_number(about.get("sy_updatefrequency")) or 1.0))
    return max(hints, default=None)


def _number(value: object) -> float | None:
    text = str(value or "").strip()
    return float(text) or None if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - beyond any interval


def _self_links(about: Mapping[str, Any]) -> tuple[str, ...]:
    links = about.get("links") or ()
    return tuple(link["href"] for link in links if link.get("rel") == "self" and "href" in link)
