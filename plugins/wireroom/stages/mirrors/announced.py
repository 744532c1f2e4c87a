"""Hosts that an outlet names beside its pages: in a header, and in what a feed says of itself."""

from collections.abc import Iterable

from wireroom.errors import BadInputError
from wireroom.urls import host_of

ONION_LOCATION = "Onion-Location"  # community.torproject.org/onion-services/advanced/onion-location


def onion_host(header: str | None, page_url: str) -> str | None:
    """The onion host of an Onion-Location header; it only counts on a page that came by TLS."""
    if not header or not page_url.startswith("https:"):
        return None
    host = _host(header.strip())
    return host if host and host.endswith(".onion") else None


def self_hosts(self_links: Iterable[str]) -> tuple[str, ...]:
    """The hosts that a feed says it lives on (atom:link rel="self", JSON Feed's feed_url)."""
    found = (_host(link) for link in self_links)
    return tuple(dict.fromkeys(host for host in found if host))


def _host(url: str) -> str | None:
    if not url.lower().startswith(("http://", "https://")):
        return None
    try:
        return host_of(url)
    except BadInputError:
        return None
