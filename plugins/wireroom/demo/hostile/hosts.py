"""The names of the hostile newsroom's hosts and the house behind each.

All are mirrors of Tide Wire: `<kind>.hostile.test` bad in its way, `<kind>-a.honest.test` and
`<kind>-b.honest.test` honest, and spare hosts that no outlet file names.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from wireroom.demo.hostile.kinds import Kind
from wireroom.demo.houses import House, house_of

SPARE_HOSTS = tuple(f"new-{number}.honest.test" for number in (1, 2, 3, 4))
"""Honest hosts to be found by discovery."""
HERALD_HOST = "herald.honest.test"
"""An honest spare host whose footer names `FAR_HOST`: a candidate that announces another."""
FAR_HOST = "far.honest.test"
# The Cyrillic letter U+0456 for an i (UTS 39, confusables), as browsers spell it (RFC 3492).
PUNYCODE_HOST = "xn--" + "tidew\u0456re".encode("punycode").decode("ascii") + ".test"
LOOKALIKE_HOSTS = ("tidew1re.test", PUNYCODE_HOST)
"""Hosts that look like Tide Wire's and serve a tampered clone."""
DEAD_ORIGIN = "prefix-origin.hostile.test"
"""The origin behind the prefix proxy: it drops every connection."""
PROXY_PREFIX = "/www.tidewire.test"
"""What stands before every path at a host of kind PREFIX."""
CLONED_OUTLET = "tidewire"


def bad_host(kind: Kind) -> str:
    """Return the host that is bad in this way."""
    return f"{kind.label}.hostile.test"


def honest_hosts(kind: Kind) -> tuple[str, str]:
    """Return the two honest mirrors beside the bad host of a kind."""
    return f"{kind.label}-a.honest.test", f"{kind.label}-b.honest.test"


def origin_host(kind: Kind) -> str:
    """Return the host that the feeds of a kind's outlet name."""
    return DEAD_ORIGIN if kind is Kind.PREFIX else bad_host(kind)


def _kinds_by_host() -> dict[str, Kind]:
    return {host: kind for kind in Kind for host in (bad_host(kind), *honest_hosts(kind))}


def hostile_house(host: str) -> House | None:
    """Return Tide Wire as the hostile newsroom's `host` serves it; None for a stranger."""
    cloned = house_of(CLONED_OUTLET)
    if host == DEAD_ORIGIN:
        return _house(cloned, Kind.PREFIX)
    kind = _kinds_by_host().get(host)
    if kind:
        return _house(cloned, kind)
    spare = (*SPARE_HOSTS, HERALD_HOST, FAR_HOST, *LOOKALIKE_HOSTS)
    return replace(cloned, hosts=(host,)) if host in spare else None


def _house(cloned: House, kind: Kind) -> House:
    hosts = dict.fromkeys((origin_host(kind), bad_host(kind), *honest_hosts(kind)))
    return replace(cloned, hosts=tuple(hosts), link_host=origin_host(kind))


def natures() -> Mapping[str, Kind]:
    """Return what each bad host does unless told otherwise."""
    bad = {bad_host(kind): kind for kind in Kind}
    return MappingProxyType(bad | dict.fromkeys(LOOKALIKE_HOSTS, Kind.NUMBERS))


def all_hostile_hosts() -> tuple[str, ...]:
    """Return every host of the hostile newsroom, honest and spare ones too."""
    spare = (*SPARE_HOSTS, HERALD_HOST, FAR_HOST, *LOOKALIKE_HOSTS, DEAD_ORIGIN)
    return (*_kinds_by_host(), *spare)
