"""The registry with the mirrors that people approved: they live in the state, not in the files.

A file always wins: a host that any outlet's file names is never overlaid, whatever it is there.
"""

from collections.abc import Sequence

from wireroom.model import Mirror, MirrorState
from wireroom.registry import Host, Outlet, Registry, Rewrite, Role
from wireroom.urls import host_key


def with_approved(registry: Registry, mirrors: Sequence[Mirror]) -> Registry:
    """The registry with each approved mirror as a host of its outlet."""
    taken = _named(registry)
    more: dict[str, list[Host]] = {}
    for mirror in mirrors:
        is_free = host_key(mirror.host) not in taken
        if mirror.state is MirrorState.APPROVED and is_free:
            taken[host_key(mirror.host)] = mirror.outlet_id
            more.setdefault(mirror.outlet_id, []).append(host_of_mirror(mirror))
    if not more:
        return registry
    outlets = tuple(_extended(outlet, more.get(outlet.id, [])) for outlet in registry.outlets)
    return registry.model_copy(update={"outlets": outlets})


def conflicts(registry: Registry, mirrors: Sequence[Mirror]) -> dict[tuple[str, str], str]:
    """Approved mirrors that do not count, by outlet and host, and why.

    `registry` may be as the files say or as `with_approved` made it.
    """
    taken = _named(registry)
    overlaid = {(outlet.id, host) for outlet in registry.outlets for host in outlet.hosts}
    found = {}
    for mirror in mirrors:
        owner = taken.get(host_key(mirror.host))
        is_used = (mirror.outlet_id, host_of_mirror(mirror)) in overlaid
        if mirror.state is not MirrorState.APPROVED or is_used:
            continue
        if mirror.outlet_id not in {outlet.id for outlet in registry.outlets}:
            found[mirror.outlet_id, mirror.host] = "no such outlet in the registry"
        elif owner is not None:
            found[mirror.outlet_id, mirror.host] = f"the file of {owner} names it and wins"
    return found


def host_of_mirror(mirror: Mirror) -> Host:
    """The mirror as an outlet's file would spell it."""
    return Host(
        host=mirror.host,
        role=Role.MIRROR,
        scheme=mirror.scheme,
        rewrite=Rewrite(prefix=mirror.prefix),
        note=f"approved by {mirror.decided_by}" if mirror.decided_by else "",
    )


def with_host(outlet: Outlet, host: Host) -> Outlet:
    """A copy of the outlet that has one host more, for asking a candidate; never kept."""
    return _extended(outlet, [host])


def _extended(outlet: Outlet, hosts: Sequence[Host]) -> Outlet:
    return outlet.model_copy(update={"hosts": (*outlet.hosts, *hosts)}) if hosts else outlet


def _named(registry: Registry) -> dict[str, str]:
    return {host_key(host.host): outlet.id for outlet in registry.outlets for host in outlet.hosts}
