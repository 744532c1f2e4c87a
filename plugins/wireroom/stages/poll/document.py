"""What a feed states, before and after its items have identities. Reads no bytes."""

from dataclasses import dataclass
from datetime import datetime

from wireroom.errors import BadInputError
from wireroom.model import Entry, digest_of
from wireroom.urls import path_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item as read, text plain and instants aware UTC; `url` is absolute or None."""

    url: str | None
    guid: str | None
    title: str
    summary: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    published_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument:
    """A feed that was read: its entries in the feed's order and what it says of itself.

    `version` is feedparser's word (rss20, atom10, ...) or json1/json11; `ttl_s` the longest
    interval the feed asks for; `warnings` are words such as wrong_charset or bad_link.
    """

    version: str
    title: str
    language: str
    entries: tuple[Entry, ...]
    ttl_s: float | None
    self_links: tuple[str, ...]
    warnings: tuple[str, ...]


def entries_of(items: list[Item], *, outlet_id: str, feed: str) -> tuple[Entry, ...]:
    """Items with identities: as many entries as items, every `entry_id` distinct.

    The identity is the link's path and the guid (hosts are left out: mirrors spell them
    differently), else the content; items that agree in it are numbered by their content.
    """
    bases = [_identity(item) for item in items]
    digests = [_digest(item) for item in items]
    ranks = _ranks(bases, digests)
    return tuple(
        Entry(
            outlet_id=outlet_id,
            feed=feed,
            entry_id=digest_of(outlet_id, feed, base, str(rank)),
            digest=digest,
            url=item.url,
            guid=item.guid,
            title=item.title,
            summary=item.summary,
            authors=item.authors,
            tags=item.tags,
            published_at=item.published_at,
            updated_at=item.updated_at,
        )
        for item, base, digest, rank in zip(items, bases, digests, ranks, strict=True)
    )


def _ranks(bases: list[str], digests: list[str]) -> list[int]:
    """The number of each item among those of the same identity, whatever their order."""
    ranks, seen = [0] * len(bases), dict[str, int]()
    for index in sorted(range(len(bases)), key=lambda at: (bases[at], digests[at])):
        ranks[index] = seen.get(bases[index], 0)
        seen[bases[index]] = ranks[index] + 1
    return ranks


def _identity(item: Item) -> str:
    if item.url is None and item.guid is None:
        return digest_of("content", _digest(item))
    return digest_of("named", _hostless(item.url), _hostless(item.guid))


def _digest(item: Item) -> str:
    dates = [at.isoformat() if at else None for at in (item.published_at, item.updated_at)]
    return digest_of(
        item.title,
        item.summary,
        *dates,
        _hostless(item.url),
        _hostless(item.guid),
        *("author:" + author for author in item.authors),
        *("tag:" + tag for tag in item.tags),
    )


def _hostless(address: str | None) -> str | None:
    """The part that mirrors share, where `address` is a URL; else `address` itself."""
    if address is None or not address.lower().startswith(("http://", "https://")):
        return address
    try:
        return path_of(address)
    except BadInputError:
        return address
