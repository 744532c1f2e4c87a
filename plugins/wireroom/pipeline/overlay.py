"""The registry with the mirrors that people approved: they live in the state, not in the files.

A file always wins: a host that any outlet's file names is never overlaid, whatever it is there.
"""

from collections.abc import Sequence

from wireroom.errors import BadInputError
from wireroom.model import Mirror, MirrorState
from wireroom.registry import LANGUAGE, Host, Outlet, Registry, Rewrite, Role
from wireroom.stages.resolve import address_of
from wireroom.urls import host_key


def with_approved(registry: Registry, mirrors: Sequence[Mirror]) -> Registry:
    """The registry with each approved mirror as a host of its outlet."""
    taken = _named(registry)
    outlets = {outlet.id: outlet for outlet in registry.outlets}
    more: dict[str, list[Host]] = {}
    for mirror in mirrors:
        outlet, key = outlets.get(mirror.outlet_id), host_key(mirror.host)
        if mirror.state is MirrorState.APPROVED and outlet is not None and key not in taken:
            taken[key] = outlet.id
            more.setdefault(outlet.id, []).append(host_of_mirror(outlet, mirror))
    if not more:
        return registry
    extended = tuple(_extended(outlet, more.get(outlet.id, [])) for outlet in registry.outlets)
    return registry.model_copy(update={"outlets": extended})


def conflicts(registry: Registry, mirrors: Sequence[Mirror]) -> dict[tuple[str, str], str]:
    """Approved mirrors that do not count, by outlet and host, and why.

    `registry` may be as the files say or as `with_approved` made it.
    """
    taken = _named(registry)
    outlets = {outlet.id: outlet for outlet in registry.outlets}
    found = {}
    for mirror in mirrors:
        owner, outlet = taken.get(host_key(mirror.host)), outlets.get(mirror.outlet_id)
        if mirror.state is not MirrorState.APPROVED:
            continue
        if outlet is None:
            found[mirror.outlet_id, mirror.host] = "no such outlet in the registry"
        elif owner is not None and host_of_mirror(outlet, mirror) not in outlet.hosts:
            found[mirror.outlet_id, mirror.host] = f"the file of {owner} names it and wins"
    return found


def host_of_mirror(outlet: Outlet, mirror: Mirror) -> Host:
    """The mirror as its outlet's file would spell it."""
    return Host(
        host=mirror.host,
        role=Role.MIRROR,
        scheme=mirror.scheme,
        rewrite=Rewrite(prefix=mirror.prefix),
        languages=languages_of(outlet, mirror),
        note=f"approved by {mirror.decided_by}" if mirror.decided_by else "",
    )


def languages_of(outlet: Outlet, mirror: Mirror) -> tuple[str, ...]:
    """The languages that the mirror serves of an outlet that has a host or prefix for each.

    What a person said of it; else what its name says (``fa.example.net``); else the language of
    the pages that named it; else the outlet's own.
    """
    known = outlet.origin.languages
    if not known or LANGUAGE in mirror.prefix:
        return known
    told = [
        str(mirror.evidence.get("language") or ""),
        *mirror.host.split("."),
        *(_language(outlet, page) for page in mirror.evidence.get("pages", [])),
        outlet.language,
    ]
    return (next((language for language in told if language in known), known[0]),)


def _language(outlet: Outlet, page: str) -> str:
    try:
        address = address_of(outlet, page)
    except BadInputError:  # a feed, which is named by its path
        return ""
    return address.language or "" if address else ""


def with_host(outlet: Outlet, host: Host) -> Outlet:
    """A copy of the outlet that has one host more, for asking a candidate; never kept."""
    return _extended(outlet, [host])


def _extended(outlet: Outlet, hosts: Sequence[Host]) -> Outlet:
    return outlet.model_copy(update={"hosts": (*outlet.hosts, *hosts)}) if hosts else outlet


def _named(registry: Registry) -> dict[str, str]:
    return {host_key(name): outlet.id for outlet in registry.outlets for name in outlet.names}
