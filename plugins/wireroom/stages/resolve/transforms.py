"""A mirror is a reversible transform: an outlet's path to a URL on a host, and back.

Host swap, path prefix, a host or a prefix per language, and pairs of patterns are all read and
spelled here. A spelling counts only where reading it gives back what was spelled; else the host
has no such page. So no two addresses ever have one URL on a host.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from wireroom.errors import BadInputError
from wireroom.registry import LANGUAGE, Host, Rewrite
from wireroom.urls import host_key, host_of, path_of

_Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where something is in an outlet, on no host: a path with its query, and a language.

    The path is what stands behind the origin's prefix; `language` is None where the origin has
    one host and one prefix for all.
    """

    path: str
    language: str | None = None


def read(host: Host, url: str) -> Address | None:
    """The address that `url`, which names `host`, spells there; None where it spells none.

    Raises BadInputError where `url` is no http(s) URL.
    """
    path = path_of(url)
    address = _understood(host, host_of(url), path)
    if address is None:
        return None
    back = _written(host, address)
    return address if back is not None and _path(back) == path else None


def spell(host: Host, address: Address) -> str | None:
    """The URL of `address` on `host`; None where the host has no such page."""
    url = _written(host, address)
    path, home = _path(url or ""), _path(f"https://{host.name_in(address.language)}{address.path}")
    if url is None or path is None or home is None:
        return None
    known = _understood(host, host_of(url), path)
    return url if known == Address(path=home, language=address.language) else None


def _path(url: str) -> str | None:
    try:
        return path_of(url)
    except BadInputError:  # longer than a URL may be
        return None


def _understood(host: Host, name: str, path: str) -> Address | None:
    """What the first rewrite that matches makes of a path on the host called `name`."""
    for language in _languages(host, name):
        for rewrite in host.rewrites:
            prefix = rewrite.prefix.replace(LANGUAGE, language or "")
            inner = path.removeprefix(prefix) if path.startswith(f"{prefix}/") else None
            found = inner and _translated(inner, rewrite, is_homewards=True)
            if found:
                return Address(path=found, language=language)
    return None


def _written(host: Host, address: Address) -> str | None:
    """How the first rewrite that matches spells the address."""
    if address.language not in (host.languages or (None,)):
        return None
    for rewrite in host.rewrites:
        inner = _translated(address.path, rewrite, is_homewards=False)
        if inner is not None:
            prefix = rewrite.prefix.replace(LANGUAGE, address.language or "")
            return f"{host.scheme}://{host.name_in(address.language)}{prefix}{inner}"
    return None


def _languages(host: Host, name: str) -> tuple[str | None, ...]:
    """The languages that the host called `name` may mean."""
    if LANGUAGE not in host.host:
        return host.languages or (None,)
    key = host_key(name)
    return tuple(one for one in host.languages if host_key(host.name_in(one)) == key)


def _translated(path: str, rewrite: Rewrite, *, is_homewards: bool) -> str | None:
    """The path as the other side of a pair spells it; as it is where there is no pair."""
    if rewrite.home is None or rewrite.here is None:
        return path
    pair = (rewrite.here, rewrite.home) if is_homewards else (rewrite.home, rewrite.here)
    found = _compiled(pair[0], tuple(rewrite.fields.items())).fullmatch(path)
    if found is None:
        return None
    return re.sub(r"\{(\w+)\}", lambda field: found[field.group(1)], pair[1])


@lru_cache(maxsize=256)
def _compiled(template: str, fields: _Fields) -> re.Pattern[str]:
    patterns = {f"{{{name}}}": f"(?P<{name}>{pattern})" for name, pattern in fields}
    parts = re.split(r"(\{\w+\})", template)
    return re.compile("".join(patterns.get(part) or re.escape(part) for part in parts))
