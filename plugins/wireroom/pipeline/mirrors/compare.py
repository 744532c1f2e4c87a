"""The same articles on all hosts of an outlet: who stands alone, and with what."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from wireroom.adapters.workers import WorkerPool
from wireroom.model import Failed, Finding
from wireroom.pipeline.hosts import Gate
from wireroom.pipeline.mirrors.specimens import Found, Reader, Wanted, route_on
from wireroom.pipeline.reading import TARGET
from wireroom.pipeline.wiring import Room
from wireroom.registry import Outlet
from wireroom.stages.mirrors.divergence import (
    Divergence,
    DivergenceKind,
    Specimen,
    compare,
    standing_alone,
)
from wireroom.stages.mirrors.trust import convicted

_MAJORITY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comparing came to: a finding per host and article, and who could not be compared."""

    findings: tuple[Finding, ...] = ()
    failures: tuple[tuple[str, str, Failed], ...] = field(default=())

    @property
    def tampering(self) -> tuple[Finding, ...]:
        """The findings that a majority contradicts."""
        return tuple(one for one in self.findings if one.is_tampering)


def compare_hosts(
    room: Room,
    outlet: Outlet,
    articles: Sequence[Wanted],
    *,
    hosts: Sequence[str] = (),
    gate: Gate | None = None,
) -> Comparison:
    """Compare these articles on the outlet's live hosts (or on `hosts`); findings are kept.

    `hosts` are names as they are asked: of a host per language, each is one. A host that a
    majority contradicts is distrusted from then on.
    """
    live = [
        host
        for host in outlet.concrete_hosts
        if host.serves_articles and (not hosts or host.host in hosts)
    ]
    book = gate or Gate(room, [outlet.id], worker=f"compare {outlet.id}")
    findings: list[Finding] = []
    failures: list[tuple[str, str, Failed]] = []
    with WorkerPool(TARGET, 1) as pool:
        reader = Reader(room, outlet, pool, name=f"compare/{outlet.id}")
        for wanted in articles:
            able = [host for host in live if route_on(outlet, host, wanted.url) is not None]
            found = reader.gather(wanted, able)
            findings += judged(room, outlet, wanted, found)
            failures += [
                (wanted.url, host, one) for host, one in found.items() if isinstance(one, Failed)
            ]
    room.store.save_findings(findings)
    for _, host in convicted(findings):
        first = next(one for one in findings if one.host == host and one.is_tampering)
        book.distrust(outlet.id, host, f"{first.article_id}: {told(first)}")
    return Comparison(findings=tuple(findings), failures=tuple(failures))


def judged(room: Room, outlet: Outlet, wanted: Wanted, found: Found) -> list[Finding]:
    """One article's copies, each against another; tampering only where a majority says so."""
    copies = [one for one in found.values() if isinstance(one, Specimen)]
    own = outlet.names
    alone = standing_alone(copies, own_hosts=own) if len(copies) >= _MAJORITY else {}
    findings = []
    honest = [one for one in copies if one.host not in alone] or copies
    for one in copies:
        if one.host in alone:
            other, divergence = alone[one.host]
        else:
            others = [copy for copy in honest if copy.host != one.host]
            if not others:
                continue
            other, divergence = others[0].host, compare(one, others[0], own_hosts=own)
        is_alone = one.host in alone and divergence.is_tampering
        findings.append(
            _finding(room, outlet, wanted, one.host, other, divergence, is_tampering=is_alone)
        )
    return findings


def told(finding: Finding) -> str:
    """The first change of a finding in words, and how many more there are."""
    if not finding.changes:
        return finding.kind
    change = finding.changes[0]
    more = f" and {len(finding.changes) - 1} more" if len(finding.changes) > 1 else ""
    if not change["others"]:
        return f"{change['what']} added: {change['theirs']}{more}"
    if not change["theirs"]:
        return f"{change['what']} missing: {change['others']}{more}"
    return f"{change['what']} {change['others']} became {change['theirs']}{more}"


def _finding(  # noqa: PLR0913 - the parts of a row
    room: Room,
    outlet: Outlet,
    wanted: Wanted,
    host: str,
    other: str,
    divergence: Divergence,
    *,
    is_tampering: bool,
) -> Finding:
    is_same = divergence.kind is DivergenceKind.IDENTICAL
    return Finding(
        outlet_id=outlet.id,
        article_id=wanted.article_id,
        host=host,
        other_host=other,
        kind=divergence.kind.value,
        is_tampering=is_tampering,
        similarity=divergence.similarity,
        changes=() if is_same else tuple(asdict(change) for change in divergence.changes),
        found_at=room.clock(),
    )
