"""Which article a link means, whichever host of the outlet it names."""

import re
from dataclasses import dataclass
from datetime import datetime

from wireroom.errors import BadInputError
from wireroom.model import article_id
from wireroom.registry import Host, Outlet, Role
from wireroom.stages.resolve.transforms import Address, read, spell
from wireroom.stages.resolve.variants import is_variant
from wireroom.urls import host_key, host_of, join, path_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which article a link means: `canonical_url` is its spelling on the origin.

    `host` is the outlet's host that the link named, live or retired; `host_name` is its name as it
    is asked, which differs from `host.host` where that stands for one host per language.
    """

    article_id: str
    native_id: str | None
    canonical_url: str
    host: Host
    host_name: str


def identify(outlet: Outlet, url: str) -> Identity | None:
    """The identity of `url` in its outlet; None where no host of the outlet has such a page.

    The native id, where the outlet has a pattern for it and it matches, else the canonical path
    (a slash at its end is free). Where the origin has a host or prefix per language the language
    comes first: one path in two languages is two articles. Raises BadInputError where `url` is no
    http(s) URL.
    """
    host = host_named(outlet, url)
    address = read(host, url) if host else None
    home = spell(outlet.origin, address) if address else None
    if host is None or address is None or home is None:
        return None
    native_id = _native_id(outlet, address.path)
    return Identity(
        article_id=article_id(outlet.id, _key(address, native_id)),
        native_id=native_id,
        canonical_url=home,
        host=host,
        host_name=host.name_in(address.language),
    )


def host_named(outlet: Outlet, url: str) -> Host | None:
    """The outlet's host that `url` names, live or retired; None for a foreign one."""
    key = host_key(host_of(url))
    return next(
        (host for host in outlet.hosts if any(host_key(name) == key for name in host.names)), None
    )


def home_host(outlet: Outlet, host_name: str) -> Host | None:
    """The outlet's host, live or retired, that is asked under `host_name`; None for a foreign."""
    return host_named(outlet, f"https://{host_name}/")


def address_of(outlet: Outlet, url: str) -> Address | None:
    """The address of `url` in its outlet, whichever of its hosts it names."""
    host = host_named(outlet, url)
    return read(host, url) if host else None


def home_url(outlet: Outlet, url: str) -> str:
    """`url` as the origin spells it; unchanged where the outlet has no such page, or no URL."""
    try:
        address = address_of(outlet, url)
    except BadInputError:
        return url
    return (address and spell(outlet.origin, address)) or url


def is_article(outlet: Outlet, canonical_url: str) -> bool:
    """Whether the outlet's include and exclude patterns let this URL pass."""
    address = address_of(outlet, canonical_url)
    path = address.path if address else path_of(canonical_url)
    rules = outlet.article
    if any(re.search(pattern, path) for pattern in rules.exclude):
        return False
    return not rules.include or any(re.search(pattern, path) for pattern in rules.include)


def is_own_article(outlet: Outlet, url: str) -> bool:
    """Whether a link that no feed named is an article's: its native id says so, else the patterns.

    Raises BadInputError where `url` is no http(s) URL.
    """
    identity = identify(outlet, url)
    if identity is None or not is_article(outlet, identity.canonical_url):
        return False
    return identity.native_id is not None or outlet.article.native_id is None


def is_own_copy(outlet: Outlet, url: str, captured_at: datetime) -> bool:
    """Whether what others captured at `url` is an article, and the host was the outlet's then.

    A retired host is another's from the day it was given up; without such a day it never counts.
    """
    try:
        host = host_named(outlet, url)
        is_named = host is not None and is_own_article(outlet, url)
    except BadInputError:
        return False
    if host is None or not is_named:
        return False
    is_given_up = host.role is Role.RETIRED
    return not is_given_up or (host.until is not None and captured_at.date() < host.until)


def claimed_id(outlet: Outlet, page_url: str, claim: str | None) -> str | None:
    """The article id that a page's canonical link claims, where it may be believed at all.

    Evidence, not identity: only inside the outlet's own hosts, never a homepage, and with the
    outlet's native id where it has a pattern (21 of 2,493 real pages name another domain, 17 a
    homepage; see adr/0003).
    """
    if not claim:
        return None
    try:
        link = join(page_url, claim)
        identity, address = identify(outlet, link), address_of(outlet, link)
    except BadInputError:
        return None
    if identity is None or address is None or address.path == "/":
        return None
    if outlet.article.native_id and identity.native_id is None:
        return None
    return identity.article_id


def unwrapped(outlet: Outlet, url: str, *, claim: str | None) -> Identity | None:
    """The identity of the page that `url` is a variant of (AMP, print, mobile).

    None where its canonical link `claim` names no page of the outlet, or one whose address differs
    by more than a variant's mark (see variants.py).
    """
    if not claim or claimed_id(outlet, url, claim) is None:
        return None
    own, named = address_of(outlet, url), address_of(outlet, join(url, claim))
    if own is None or named is None or own.language != named.language:
        return None
    return identify(outlet, join(url, claim)) if is_variant(own.path, named.path) else None


def _key(address: Address, native_id: str | None) -> str:
    key = native_id or address.path.rstrip("/") or "/"
    return f"{address.language}:{key}" if address.language else key


def _native_id(outlet: Outlet, path: str) -> str | None:
    if outlet.article.native_id is None:
        return None
    found = re.search(outlet.article.native_id, path)
    return found.group("native_id") if found else None
