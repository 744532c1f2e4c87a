"""The registry files of the hostile newsroom: one outlet a kind, and what it should bring."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from wireroom.demo.hostile.hosts import (
    CLONED_OUTLET,
    DEAD_ORIGIN,
    PROXY_PREFIX,
    bad_host,
    honest_hosts,
)
from wireroom.demo.hostile.kinds import Kind
from wireroom.demo.houses import house_of
from wireroom.demo.truth import ExpectedArticle, ExpectedFailure, expected, expected_failures

_OUTLET = """\
id: {outlet}
name: Tide Wire, {kind}
language: en
timezone: America/New_York
desk: demo
hosts:
{hosts}feeds:
  - {{path: {feed}}}
article:
  native_id: '-(?P<native_id>\\d{{5}})\\.html$'
politeness: {{delay_s: 0}}
"""


def hostile_outlet_id(kind: Kind) -> str:
    """Return the id of the outlet of a kind."""
    return f"hostile_{kind.value}"


def hostile_outlets(
    folder: Path, *, bad_role: str = "origin", kinds: Sequence[Kind] = tuple(Kind)
) -> list[str]:
    """Write one outlet file for each kind and return the outlets' ids.

    The bad host comes first, as `bad_role`; where that is "mirror" the first honest host is the
    origin. The prefix proxy is a mirror either way: its origin is dead.
    """
    folder.mkdir(parents=True, exist_ok=True)
    feed = house_of(CLONED_OUTLET).feed_path
    for kind in kinds:
        hosts = "".join(f"  - {{{line}}}\n" for line in _host_lines(kind, bad_role))
        outlet = hostile_outlet_id(kind)
        told = _OUTLET.format(outlet=outlet, kind=kind.label, hosts=hosts, feed=feed)
        (folder / f"{outlet}.yaml").write_text(told, "utf-8")
    return [hostile_outlet_id(kind) for kind in kinds]


def _host_lines(kind: Kind, bad_role: str) -> tuple[str, ...]:
    a, b = honest_hosts(kind)
    first = "mirror" if bad_role == "origin" else "origin"
    honest = (f"host: {a}, role: {first}", f"host: {b}, role: mirror")
    if kind is Kind.PREFIX:
        proxy = f"host: {bad_host(kind)}, role: mirror, rewrite: {{prefix: {PROXY_PREFIX}}}"
        mirrors = (f"host: {host}, role: mirror" for host in (a, b))
        return (f"host: {DEAD_ORIGIN}, role: origin", proxy, *mirrors)
    return (f"host: {bad_host(kind)}, role: {bad_role}", *honest)


def expected_hostile(kind: Kind, at: datetime | None = None) -> list[ExpectedArticle]:
    """Return the clean records of a kind's outlet: Tide Wire's truth."""
    outlet = hostile_outlet_id(kind)
    return [replace(told, outlet=outlet) for told in expected(CLONED_OUTLET, at)]


def expected_hostile_failures(kind: Kind, at: datetime | None = None) -> list[ExpectedFailure]:
    """Return the entries of a kind's outlet that end in a failure: Tide Wire's."""
    outlet = hostile_outlet_id(kind)
    return [replace(told, outlet=outlet) for told in expected_failures(CLONED_OUTLET, at)]
