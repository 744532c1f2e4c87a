"""Feeds that go on into the past: the link to the page before, and when to stop.

RFC 5005: `prev-archive` (section 4) leads to older entries of an archived feed, `next` (section 3)
to the next page of a paged one.
"""

from collections.abc import Sequence
from datetime import datetime

from lxml import etree

from wireroom.errors import BadInputError
from wireroom.urls import join

_RELATIONS = ("prev-archive", "next")
_MAX_BYTES = 200_000  # where a feed's own links stand: before its entries


def older_link(body: bytes, *, feed_url: str) -> str | None:
    """The page of older entries that the feed names itself."""
    parser = etree.XMLPullParser(
        events=("start",), recover=True, resolve_entities=False, no_network=True
    )
    found: dict[str, str] = {}
    try:
        parser.feed(body[:_MAX_BYTES])
    except etree.XMLSyntaxError:
        return None
    for _, element in parser.read_events():
        name = etree.QName(element).localname
        if name in {"entry", "item"}:
            break
        if name == "link" and (href := element.get("href")):
            found.setdefault(element.get("rel") or "alternate", href)
    link = next((found[one] for one in _RELATIONS if one in found), None)
    try:
        return join(feed_url, link) if link else None
    except BadInputError:
        return None


def is_past(instants: Sequence[datetime | None], *, from_at: datetime) -> bool:
    """Whether a page of a feed is all older than the window, so that what follows is too.

    A page without dates says nothing of that.
    """
    dated = [at for at in instants if at is not None]
    return bool(dated) and max(dated) < from_at
