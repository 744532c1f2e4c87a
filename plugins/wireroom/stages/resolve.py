"""Entry -> identity and ordered routes over the outlet's hosts.

A link may name any host the outlet has or had; the article is the same. So a link is first taken
home (spelled as the origin would spell it), its identity is read there, and routes are spelled for
every live host. Nothing here asks a host: what failed in this run comes in as `avoid`.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from wireroom.errors import BadInputError
from wireroom.model import Capability, Route, article_id
from wireroom.registry import Feed, Host, Outlet
from wireroom.urls import canonical, host_key, host_of, join, path_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which article a link means: `canonical_url` is its spelling on the origin.

    `host` is the outlet's host that the link named, live or retired.
    """

    article_id: str
    native_id: str | None
    canonical_url: str
    host: Host


def identify(outlet: Outlet, url: str) -> Identity | None:
    """The identity of `url` in its outlet; None where it names no host of the outlet.

    The native id, where the outlet has a pattern for it and it matches, else the canonical path
    (a slash at its end is free). Raises BadInputError where `url` is no http(s) URL.
    """
    host = host_named(outlet, url)
    path = _outlet_path(host, canonical(url)) if host else None
    if host is None or path is None:
        return None
    native_id = _native_id(outlet, path)
    return Identity(
        article_id=article_id(outlet.id, native_id or path.rstrip("/") or "/"),
        native_id=native_id,
        canonical_url=f"{outlet.origin.scheme}://{outlet.origin.host}{path}",
        host=host,
    )


def host_named(outlet: Outlet, url: str) -> Host | None:
    """The outlet's host that `url` names, live or retired; None for a foreign one."""
    key = host_key(host_of(url))
    return next((host for host in outlet.hosts if host_key(host.host) == key), None)


def is_article(outlet: Outlet, canonical_url: str) -> bool:
    """Whether the outlet's include and exclude patterns let this URL pass."""
    path = path_of(canonical_url)
    rules = outlet.article
    if any(re.search(pattern, path) for pattern in rules.exclude):
        return False
    return not rules.include or any(re.search(pattern, path) for pattern in rules.include)


def article_routes(
    outlet: Outlet, canonical_url: str, *, first: str | None = None, avoid: Collection[str] = ()
) -> tuple[Route, ...]:
    """Where to ask for an article: every live host that serves articles, best first.

    `first` is the host that served the outlet's feed in this run; hosts in `avoid` failed in this
    run and come last, not never: they are the last chance.
    """
    path = path_of(canonical_url)
    hosts = [host for host in outlet.live_hosts if host.serves_articles]
    return tuple(_route(host, path) for host in _ordered(hosts, first=first, avoid=avoid))


def feed_routes(outlet: Outlet, feed: Feed, *, avoid: Collection[str] = ()) -> tuple[Route, ...]:
    """Where to ask for a feed: its own address where it lives elsewhere, else every live host."""
    if feed.is_elsewhere:
        return (Route(url=feed.path, host=host_of(feed.path)),)
    hosts = [host for host in outlet.live_hosts if host.serves_feeds]
    return tuple(_route(host, feed.path) for host in _ordered(hosts, first=None, avoid=avoid))


def own_hosts(outlet: Outlet, capability: Capability, route: Route) -> frozenset[str]:
    """The hosts a redirect from `route` may lead to: the live hosts that serve the like."""
    serving = {
        host.host
        for host in outlet.live_hosts
        if (host.serves_feeds if capability is Capability.FEED else host.serves_articles)
    }
    return frozenset(serving | {route.host})


def claimed_id(outlet: Outlet, page_url: str, claim: str | None) -> str | None:
    """The article id that a page's canonical link claims, where it may be believed at all.

    Evidence, not identity: only inside the outlet's own hosts, never a homepage, and with the
    outlet's native id where it has a pattern (21 of 2,493 real pages name another domain, 17 a
    homepage; see adr/0003).
    """
    if not claim:
        return None
    try:
        identity = identify(outlet, join(page_url, claim))
    except BadInputError:
        return None
    if identity is None or path_of(identity.canonical_url) == "/":
        return None
    if outlet.article.native_id and identity.native_id is None:
        return None
    return identity.article_id


def _route(host: Host, path: str) -> Route:
    return Route(url=f"{host.scheme}://{host.host}{host.rewrite.prefix}{path}", host=host.host)


def _outlet_path(host: Host, url: str) -> str | None:
    path, prefix = path_of(url), host.rewrite.prefix
    if not path.startswith(prefix):
        return None
    rest = path.removeprefix(prefix)
    return rest if rest.startswith("/") else None


def _native_id(outlet: Outlet, path: str) -> str | None:
    if outlet.article.native_id is None:
        return None
    found = re.search(outlet.article.native_id, path)
    return found.group("native_id") if found else None


def _ordered(hosts: list[Host], *, first: str | None, avoid: Collection[str]) -> list[Host]:
    return sorted(hosts, key=lambda host: (host.host in avoid, host.host != first))
