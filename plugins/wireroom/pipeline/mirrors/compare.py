"""The same articles on all hosts of an outlet: who stands alone, and with what."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from wireroom.adapters.workers import WorkerPool
from wireroom.model import Failed, Finding
from wireroom.pipeline.hosts import Gate
from wireroom.pipeline.mirrors.jury import Jury, lately
from wireroom.pipeline.mirrors.specimens import Reader, Wanted, route_on
from wireroom.pipeline.wiring import Room
from wireroom.reading import TARGET
from wireroom.registry import Outlet
from wireroom.stages.mirrors.grace import open_findings

N_OPEN = 3  # articles with an open finding looked at again in one go, least lately looked at first
_RECENT = 1000  # articles among which those of open findings are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comparing came to: a finding per host and article, and who could not be compared."""

    articles: tuple[Wanted, ...] = ()
    findings: tuple[Finding, ...] = ()
    failures: tuple[tuple[str, str, Failed], ...] = field(default=())

    @property
    def tampering(self) -> tuple[Finding, ...]:
        """The findings that a majority contradicts."""
        return tuple(one for one in self.findings if one.is_tampering)


def articles_to_compare(room: Room, outlet: Outlet, n_recent: int) -> list[Wanted]:
    """The articles seen last, then some that a host stood alone with: others may follow."""
    recent = room.store.recent(outlet.id, _RECENT)
    urls = dict(recent)
    doubted = sorted(open_findings(lately(room, outlet)), key=lambda one: one.found_at)
    again = [key for key in dict.fromkeys(one.article_id for one in doubted) if key in urls]
    chosen = dict.fromkeys([*(key for key, _ in recent[:n_recent]), *again[:N_OPEN]])
    return [Wanted(article_id=key, url=urls[key]) for key in chosen]


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
    majority contradicts is asked after others, and not at all once it is convicted.
    """
    live = [
        host
        for host in outlet.concrete_hosts
        if host.serves_articles and (not hosts or host.host in hosts)
    ]
    book = gate or Gate(room, [outlet.id], worker=f"compare {outlet.id}")
    jury = Jury(room, outlet)
    findings: list[Finding] = []
    failures: list[tuple[str, str, Failed]] = []
    with WorkerPool(TARGET, 1) as pool:
        reader = Reader(room, outlet, pool, name=f"compare/{outlet.id}")
        for wanted in articles:
            able = [host for host in live if route_on(outlet, host, wanted.url) is not None]
            found = reader.gather(wanted, able)
            findings += jury.judge(wanted, found)
            failures += [
                (wanted.url, host, one) for host, one in found.items() if isinstance(one, Failed)
            ]
    jury.keep(findings, book)
    return Comparison(articles=tuple(articles), findings=tuple(findings), failures=tuple(failures))
