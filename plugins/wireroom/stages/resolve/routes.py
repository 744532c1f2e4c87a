"""Where to ask: routes over the outlet's live hosts, and which hosts those are by name."""

from collections.abc import Callable, Collection

from wireroom.model import Capability, Route
from wireroom.registry import Feed, Host, Outlet
from wireroom.stages.resolve.identity import address_of, home_host
from wireroom.stages.resolve.transforms import Address, spell
from wireroom.urls import host_key, host_of


def article_routes(
    outlet: Outlet, canonical_url: str, *, first: str | None = None, avoid: Collection[str] = ()
) -> tuple[Route, ...]:
    """Where to ask for an article: every live host that serves it, best first.

    A host without the article's language, or whose patterns do not hold it, has no route.
    `first` is the host that served the outlet's feed in this run; hosts in `avoid` failed in this
    run and come last, not never: they are the last chance.
    """
    address = address_of(outlet, canonical_url)
    if address is None:
        return ()
    routes = _routes(outlet, address, lambda host: host.serves_articles)
    return _ordered(outlet, routes, first=first, avoid=avoid)


def feed_routes(outlet: Outlet, feed: Feed, *, avoid: Collection[str] = ()) -> tuple[Route, ...]:
    """Where to ask for a feed: its own address where it lives elsewhere, else every live host.

    Where the origin has a host or prefix per language, the feed is asked in the outlet's own
    language if the origin has it, else in the origin's first; hosts without that have no route.
    """
    if feed.is_elsewhere:
        return (Route(url=feed.path, host=host_of(feed.path)),)
    address = Address(path=feed.path, language=_feed_language(outlet))
    routes = _routes(outlet, address, lambda host: host.serves_feeds)
    return _ordered(outlet, routes, first=None, avoid=avoid)


def listing_routes(outlet: Outlet, path: str) -> tuple[Route, ...]:
    """Where to ask for a sitemap or an archive page: as for a feed, over hosts that serve articles.

    A whole URL is asked where it says.
    """
    if not path.startswith("/"):
        return (Route(url=path, host=host_of(path)),)
    address = Address(path=path, language=_feed_language(outlet))
    return tuple(_routes(outlet, address, lambda host: host.serves_articles))


def own_hosts(outlet: Outlet, capability: Capability, route: Route) -> frozenset[str]:
    """The hosts a redirect from `route` may lead to: the live hosts that serve the like."""
    serving = {
        name
        for host in outlet.live_hosts
        if (host.serves_feeds if capability is Capability.FEED else host.serves_articles)
        for name in host.names
    }
    return frozenset(serving | {route.host})


def host_keys(outlet: Outlet) -> set[str]:
    """The keys (urls.host_key) of every live host as it is asked, one per language included."""
    return {host_key(name) for host in outlet.live_hosts for name in host.names}


def _routes(outlet: Outlet, address: Address, is_serving: Callable[[Host], bool]) -> list[Route]:
    spelled = [
        (spell(host, address), host.name_in(address.language))
        for host in outlet.live_hosts
        if is_serving(host)
    ]
    return [Route(url=url, host=name) for url, name in spelled if url is not None]


def _ordered(
    outlet: Outlet, routes: list[Route], *, first: str | None, avoid: Collection[str]
) -> tuple[Route, ...]:
    """`first` stands for its host in every language."""
    host = home_host(outlet, first) if first else None
    names = host.names if host else ()
    return tuple(sorted(routes, key=lambda route: (route.host in avoid, route.host not in names)))


def _feed_language(outlet: Outlet) -> str | None:
    languages = outlet.origin.languages
    if not languages:
        return None
    return outlet.language if outlet.language in languages else languages[0]
