"""What one listing of an outlet shows of a window, whatever its kind; it asks nobody."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from urllib.parse import quote

from wireroom.errors import BadInputError
from wireroom.model import Entry, Exchange, Failed, Item, ListingKind, Unit
from wireroom.pipeline.sweeps.scope import Scope
from wireroom.registry import Outlet
from wireroom.stages.poll import parse_feed
from wireroom.stages.resolve import address_of, is_own_article, is_own_copy
from wireroom.stages.sweep import (
    Child,
    Reading,
    Standing,
    is_past,
    next_page,
    older_link,
    pruned,
    read_archive,
    read_copies,
    read_listed,
    read_posts,
    read_robots,
    read_sitemap,
    standing,
    usual_sitemaps,
)
from wireroom.urls import canonical, host_of, join

_PAGES_HEADER = "x-wp-totalpages"  # developer.wordpress.org/rest-api/using-the-rest-api/pagination
_FULL_PAGE = 100  # posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The pages of the window that a listing names, and what is to be asked after it.

    `entries` are those of a feed, by URL. `digest` tells a page from the one before. `more` are
    further listings, `older` the next page, which counts only where this one showed something.
    """

    items: tuple[Item, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)
    n_listed: int = 0
    n_undated: int = 0
    more: tuple[Unit, ...] = ()
    older: Unit | None = None
    detail: str = ""
    digest: str = ""


def shown(outlet: Outlet, unit: Unit, exchange: Exchange, scope: Scope) -> Shown | Failed:
    """What the answer shows; Failed where it is no listing of that kind."""
    sieve = _Sieve(outlet=outlet, scope=scope)
    if unit.kind is ListingKind.ROBOTS:
        return _with_children(outlet, unit, exchange, scope, read_robots(exchange.body))
    if unit.kind is not ListingKind.SITEMAP:
        return _READERS[unit.kind](outlet, unit, exchange, sieve)
    reading = read_sitemap(exchange.body, zone=scope.calendar(outlet).zone, wanted=sieve.takes)
    if isinstance(reading, Failed):
        return reading
    found = _with_children(outlet, unit, exchange, scope, reading)
    return replace(found, n_undated=sieve.n_undated)


def shown_items(outlet: Outlet, items: Sequence[Item], scope: Scope) -> Shown:
    """What a listing shows that is no answer of the web's: a file on this machine."""
    sieve = _Sieve(outlet=outlet, scope=scope)
    kept = tuple(item for item in items if sieve.takes(item))
    return _plain(Reading(items=kept, n_listed=len(items)), sieve, older=None)


@dataclass(slots=True, kw_only=True)
class _Sieve:
    """Takes the pages of the window, and counts those that bear no date."""

    outlet: Outlet
    scope: Scope
    n_undated: int = 0

    def takes(self, item: Item) -> bool:
        """Whether the page is wanted."""
        stands = standing(item, self.scope.calendar(self.outlet))
        self.n_undated += stands is Standing.UNDATED
        return stands is Standing.INSIDE or (stands is Standing.UNDATED and self.scope.is_undated)


def _with_children(
    outlet: Outlet, unit: Unit, exchange: Exchange, scope: Scope, reading: Reading
) -> Shown:
    """The reading with its sitemaps as the outlet's hosts are asked for them, pruned by date."""
    own = [_own(outlet, child, exchange.final_url, unit) for child in reading.children]
    n_foreign = sum(child is None for child in own)
    found = pruned([child for child in own if child], unit, scope.calendar(outlet))
    left = dict(found.left_out) | ({"on foreign hosts": n_foreign} if n_foreign else {})
    told = [f"{number} left out: {why}" for why, number in sorted(left.items())]
    more = found.units
    if unit.kind is ListingKind.ROBOTS and not reading.children:
        more, told = tuple(usual_sitemaps()), ["names no sitemap"]
    return Shown(
        items=reading.items,
        n_listed=reading.n_listed,
        more=more,
        detail="; ".join([*([reading.detail] if reading.detail else []), *told]),
    )


def _own(outlet: Outlet, child: Child, base: str, parent: Unit) -> Child | None:
    """The listing as a path of the outlet's, or a URL beside its index; None on a foreign host."""
    try:
        url = canonical(join(base, child.url))
        address = address_of(outlet, url)
        if address is not None and address.language is None:
            return replace(child, url=address.path)
        is_beside = not parent.path.startswith("/") and host_of(parent.path) == host_of(url)
        return replace(child, url=url) if address is not None or is_beside else None
    except BadInputError:
        return None


def _archive(outlet: Outlet, unit: Unit, exchange: Exchange, sieve: _Sieve) -> Shown | Failed:
    reading = read_archive(
        exchange.body,
        page_url=exchange.final_url,
        on=unit.on,
        is_article=lambda url: is_own_article(outlet, url),
        wanted=sieve.takes,
    )
    if isinstance(reading, Failed):
        return reading
    older = next_page(unit) if reading.items else None
    return _plain(reading, sieve, older=older)


def _paged_feed(outlet: Outlet, unit: Unit, exchange: Exchange, sieve: _Sieve) -> Shown | Failed:
    document = parse_feed(
        exchange.body,
        content_type=exchange.header("content-type") or "",
        feed_url=exchange.final_url,
        outlet_id=outlet.id,
        feed=unit.path,
    )
    if isinstance(document, Failed):
        return document
    entries = {entry.url: entry for entry in document.entries if entry.url}
    items = [_item_of(entry) for entry in entries.values()]
    kept = tuple(item for item in items if sieve.takes(item))
    from_at = sieve.scope.window.from_at
    is_over = not items or is_past([item.published_at for item in items], from_at=from_at)
    reading = Reading(items=kept, n_listed=len(items))
    older = None if is_over else _older(outlet, unit, exchange)
    return replace(_plain(reading, sieve, older=older, of=items), entries=entries)


def _item_of(entry: Entry) -> Item:
    return Item(
        url=entry.url or "",
        title=entry.title,
        published_at=entry.published_at or entry.updated_at,
        lastmod_at=entry.updated_at,
    )


def _older(outlet: Outlet, unit: Unit, exchange: Exchange) -> Unit | None:
    numbered = next_page(unit)
    if numbered is not None:
        return numbered
    link = older_link(exchange.body, feed_url=exchange.final_url)
    child = _own(outlet, Child(url=link), exchange.final_url, unit) if link else None
    return replace(unit, path=child.url, page=unit.page + 1) if child else None


def _posts(_outlet: Outlet, unit: Unit, exchange: Exchange, sieve: _Sieve) -> Shown | Failed:
    reading = read_posts(exchange.body, wanted=sieve.takes)
    if isinstance(reading, Failed):
        return reading
    told = exchange.header(_PAGES_HEADER) or ""
    is_last = unit.page >= int(told) if told.isdecimal() else reading.n_listed < _FULL_PAGE
    return _plain(reading, sieve, older=None if is_last else next_page(unit))


def _copies(outlet: Outlet, unit: Unit, exchange: Exchange, sieve: _Sieve) -> Shown | Failed:
    found = read_copies(exchange.body)
    if isinstance(found, Failed):
        return found
    pages = [copy for copy in found.copies if is_own_copy(outlet, copy.original, copy.captured_at)]
    reading = read_listed(replace(found, copies=tuple(pages)), wanted=sieve.takes)
    bare = unit.path.partition("&resumeKey=")[0]
    path = f"{bare}&resumeKey={quote(found.resume_key, safe='')}"
    older = replace(unit, path=path, page=unit.page + 1) if found.resume_key else None
    return _plain(reading, sieve, older=older)


def _plain(
    reading: Reading, sieve: _Sieve, *, older: Unit | None, of: Sequence[Item] | None = None
) -> Shown:
    urls = "\n".join(item.url for item in (reading.items if of is None else of))
    return Shown(
        items=reading.items,
        n_listed=reading.n_listed,
        n_undated=sieve.n_undated,
        older=older,
        detail=reading.detail,
        digest=hashlib.sha256(urls.encode()).hexdigest(),
    )


_READERS: Mapping[ListingKind, Callable[[Outlet, Unit, Exchange, _Sieve], Shown | Failed]] = (
    MappingProxyType(
        {
            ListingKind.ARCHIVE: _archive,
            ListingKind.PAGES: _paged_feed,
            ListingKind.WORDPRESS: _posts,
            ListingKind.WAYBACK: _copies,
        }
    )
)
