"""The hostile newsroom: Tide Wire at bad mirrors of twelve kinds, each beside two honest ones."""

from wireroom.demo.hostile.conduct import misbehave
from wireroom.demo.hostile.hosts import (
    DEAD_ORIGIN,
    FAR_HOST,
    HERALD_HOST,
    LOOKALIKE_HOSTS,
    PROXY_PREFIX,
    PUNYCODE_HOST,
    SPARE_HOSTS,
    all_hostile_hosts,
    bad_host,
    honest_hosts,
    hostile_house,
    natures,
)
from wireroom.demo.hostile.kinds import KINDS, Kind
from wireroom.demo.hostile.outlets import (
    expected_hostile,
    expected_hostile_failures,
    hostile_outlet_id,
    hostile_outlets,
)

__all__ = [
    "DEAD_ORIGIN",
    "FAR_HOST",
    "HERALD_HOST",
    "KINDS",
    "LOOKALIKE_HOSTS",
    "PROXY_PREFIX",
    "PUNYCODE_HOST",
    "SPARE_HOSTS",
    "Kind",
    "all_hostile_hosts",
    "bad_host",
    "expected_hostile",
    "expected_hostile_failures",
    "honest_hosts",
    "hostile_house",
    "hostile_outlet_id",
    "hostile_outlets",
    "misbehave",
    "natures",
]
