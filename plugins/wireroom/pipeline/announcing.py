"""What hosts say of other hosts, page by page; whether it counts is decided later.

A page is an article's home URL, however the host was named on it and whichever host showed it.
"""

from datetime import datetime

from wireroom.model import Announcement, Article, Capture, Exchange, Source
from wireroom.registry import Outlet
from wireroom.stages.mirrors.announced import ONION_LOCATION, onion_host, self_hosts
from wireroom.stages.poll import Polled
from wireroom.urls import host_key


def by_page(outlet: Outlet, host: str, article: Article, capture: Capture) -> list[Announcement]:
    """The hosts that the page names in its furniture, and its onion service."""
    page, now, clean = article.canonical_url, capture.captured_at, article.clean
    onion = onion_host(clean.onion_location, capture.final_url)
    found = [(named, Source.PAGE) for named in clean.mirror_candidates]
    found += [(onion, Source.ONION_LOCATION)] if onion else []
    return [_announcement(outlet, named, source, host, page, now) for named, source in found]


def by_header(
    outlet: Outlet, host: str, page: str, exchange: Exchange, *, now: datetime
) -> list[Announcement]:
    """The onion host that the answer's header names."""
    found = onion_host(exchange.header(ONION_LOCATION), exchange.final_url)
    return [_announcement(outlet, found, Source.ONION_LOCATION, host, page, now)] if found else []


def by_feed(
    outlet: Outlet, host: str, feed: str, polled: Polled, *, now: datetime
) -> list[Announcement]:
    """Hosts that the feed says it lives on and that are none of the outlet's; a page is a day."""
    own = {host_key(name) for name in outlet.names}
    return [
        _announcement(outlet, found, Source.FEED_SELF, host, f"{feed} {now:%Y-%m-%d}", now)
        for found in self_hosts(polled.document.self_links)
        if host_key(found) not in own
    ]


def _announcement(
    outlet: Outlet, found: str, source: Source, host: str, page: str, now: datetime
) -> Announcement:
    return Announcement(
        outlet_id=outlet.id,
        host=found,
        source=source,
        via_host=host,
        page=page,
        first_seen_at=now,
        last_seen_at=now,
    )
