"""Lists of mirrors that a user gives: which hosts they name for an outlet.

Two formats of JSON: bypass-mirrors v1 and v2 (https://github.com/OpenTechFund/bypass-mirrors), a
main domain and its alternatives, one or many under `sites`; and ``{"official": [hosts]}``. Reads
text only; where a list comes from is the caller's matter. Lists carry no licence: none lies here.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wireroom.errors import BadInputError
from wireroom.urls import host_key, parse

_FIX = 'give bypass-mirrors v2 JSON, or {"official": ["www.example.org"]}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Hosts that a list says are one outlet; `main` is "" where it names none as the first.

    `n_odd` counts what is no bare host: paths of shared hosts, other protocols, broken rows.
    """

    main: str
    hosts: tuple[str, ...]
    n_odd: int = 0


def read_list(text: str, *, name: str) -> list[Group]:
    """The groups of a list; `name` is for the error. Raises BadInputError where it is no list."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInputError(name, "is no JSON", _FIX) from error
    groups = [_group(row) for row in _rows(document)]
    if not groups:
        raise BadInputError(name, "names no mirrors in a form that is known", _FIX)
    return groups


def named_for(groups: Collection[Group], own_hosts: Collection[str]) -> list[str]:
    """The hosts that the list names beside the outlet's own, in its order.

    A group is the outlet's where its main domain is one of its hosts, or, where it has no main
    domain, any of its hosts is.
    """
    own = {host_key(host) for host in own_hosts}
    named: dict[str, None] = {}
    for group in groups:
        claims = (group.main,) if group.main else group.hosts
        if any(host_key(claim) in own for claim in claims):
            named |= dict.fromkeys(host for host in group.hosts if host_key(host) not in own)
    return list(named)


def _rows(document: object) -> Iterator[Mapping[str, Any]]:
    rows = document.get("sites", [document]) if isinstance(document, dict) else document
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and ("official" in row or _bare(row.get("main_domain"))):
            yield row


def _group(row: Mapping[str, Any]) -> Group:
    named = [
        *_listed(row, "official"),
        *_listed(row, "available_mirrors"),
        *_listed(row, "available_onions"),
        *(
            one.get("url") if isinstance(one, dict) else None
            for one in _listed(row, "available_alternatives")
        ),
    ]
    hosts = [_bare(one) for one in named]
    kept = dict.fromkeys(host for host in hosts if host)
    main = _bare(row.get("main_domain", "")) or ""
    return Group(main=main, hosts=tuple(kept), n_odd=hosts.count(None))


def _listed(row: Mapping[str, Any], key: str) -> list[Any]:
    found = row.get(key, [])
    return found if isinstance(found, list) else []


def _bare(named: object) -> str | None:
    """The host of a row that names nothing but a host."""
    if not isinstance(named, str):
        return None
    try:
        parsed = parse(named if "://" in named else f"https://{named}")
    except BadInputError:
        return None
    is_bare = parsed.pathname in {"", "/"} and not (parsed.search or parsed.port)
    return str(parsed.hostname) if is_bare and "." in parsed.hostname else None
