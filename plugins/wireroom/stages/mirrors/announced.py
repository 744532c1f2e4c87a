"""Hosts that an outlet names beside its text: an onion service, and what a feed says of itself."""

from collections.abc import Iterable

from wireroom.errors import BadInputError
from wireroom.urls import host_of, is_onion

ONION_LOCATION = "Onion-Location"  # community.torproject.org/onion-services/advanced/onion-location


def onion_host(told: str | None, page_url: str) -> str | None:
    """The onion host that an Onion-Location header, or the page's meta element of that name, tells.

    It only counts on a page that came by TLS, and where the address is whole.
    """
    if not told or not page_url.startswith("https:"):
        return None
    host = _host(told.strip())
    return host if host and is_onion(host) else None


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
