"""Compare a candidate's articles with those of approved hosts. Reaches "verified", never more."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from wireroom.adapters.workers import WorkerPool
from wireroom.errors import TransientError
from wireroom.model import Failed, Fetched, Mirror, MirrorState
from wireroom.pipeline.mirrors.budget import PROBES_PER_HOUR, Budget
from wireroom.pipeline.mirrors.specimens import Reader, Wanted, request_by_itself, route_on
from wireroom.pipeline.overlay import host_of_mirror
from wireroom.pipeline.wiring import Room
from wireroom.reading import TARGET
from wireroom.registry import Host, Outlet
from wireroom.stages.fetch import nonsense_path
from wireroom.stages.mirrors.checks import ENOUGH, N_SAMPLES, N_WITNESSES, Check, Sample, weigh
from wireroom.stages.mirrors.divergence import DivergenceKind, Specimen, compare
from wireroom.stages.mirrors.trust import after_check, is_to_check
from wireroom.stages.monitor import rank
from wireroom.urls import join, path_of

_MAX_FAILURES = 2
_LOOKED_AT = 20 * N_SAMPLES  # recent articles among which those that the host can have are sought
# Of one check: each article on each host, a path that cannot be, each host's robots.txt. Hosts that
# redirect take more, from what else is left of the hour.
N_REQUESTS = N_SAMPLES * (1 + N_WITNESSES) + 1 + (1 + N_WITNESSES)


def verify_due(room: Room, outlets: Sequence[Outlet]) -> list[tuple[Mirror, Check]]:
    """Check what is proposed and due, as far as the hour's budget allows; the rest stays due."""
    done = []
    for outlet in outlets:
        done += [
            _verify(room, outlet, mirror)
            for mirror in room.store.mirrors([outlet.id], states=[MirrorState.PROPOSED])
            if is_to_check(mirror, now=room.clock()) and Budget(room, outlet).n_left >= N_REQUESTS
        ]
    return done


def verify(room: Room, outlet: Outlet, mirror: Mirror) -> tuple[Mirror, Check]:
    """One candidate's check: ten recent articles, two witnesses each, and a path that cannot be.

    Raises TransientError where the hour's budget is spent.
    """
    if Budget(room, outlet).n_left < N_REQUESTS:
        raise TransientError(
            f"{outlet.id}: a check takes {N_REQUESTS} of the {PROBES_PER_HOUR} requests an hour,"
            " and too few are left; try again within the hour"
        )
    return _verify(room, outlet, mirror)


def _verify(room: Room, outlet: Outlet, mirror: Mirror) -> tuple[Mirror, Check]:
    host = host_of_mirror(outlet, mirror)
    recent = _recent_on(room, outlet, host)
    with WorkerPool(TARGET, 1) as pool:
        reader = Reader(room, outlet, pool, name=f"verify/{outlet.id}/{host.host}")
        is_sane = _is_sane(room, outlet, host, recent[:1], budget=reader.budget)
        stand = _Stand(outlet=outlet, host=host, reader=reader, witnesses=_witnesses(room, outlet))
        samples = list(stand.samples(recent))
    is_spent = reader.budget.is_spent
    n_articles = None if is_spent else len(recent)
    check = weigh(samples, is_nonsense_sane=is_sane, n_articles=n_articles)
    if is_spent:
        ended = f"the hour's {PROBES_PER_HOUR} requests ended after {len(samples)} articles"
        check = replace(check, said=(*check.said, ended))
    after = room.store.update_mirror(
        outlet.id,
        mirror.host,
        lambda old: after_check(old or mirror, check, now=room.clock()),
    )
    return after or mirror, check


def recent_articles(room: Room, outlet: Outlet, n_articles: int) -> list[Wanted]:
    """The outlet's articles seen last, the latest first."""
    return [
        Wanted(article_id=article_id, url=url)
        for article_id, url in room.store.recent(outlet.id, n_articles)
    ]


def _recent_on(room: Room, outlet: Outlet, host: Host) -> list[Wanted]:
    """The latest articles that the host can have: of its language, and under its paths."""
    recent = recent_articles(room, outlet, _LOOKED_AT)
    return [one for one in recent if route_on(outlet, host, one.url) is not None][:N_SAMPLES]


def _witnesses(room: Room, outlet: Outlet) -> list[Host]:
    """Approved hosts that serve articles, the healthiest first; a host without a voice is none."""
    health = room.store.health([outlet.id])
    muted = {mute.host for mute in room.store.mutes([outlet.id])}
    ranks = {
        key.host: rank(one, now=room.clock())
        for key, one in health.items()
        if key.capability == "article"
    }
    hosts = [h for h in outlet.concrete_hosts if h.serves_articles and h.host not in muted]
    return sorted(hosts, key=lambda host: ranks.get(host.host, (0, 0, 0)))


@dataclass(slots=True, kw_only=True)
class _Stand:
    """A candidate and its witnesses; `left` are the requests that witnesses may still take.

    A witness that fails twice is asked no more: it does not take the others' requests.
    """

    outlet: Outlet
    host: Host
    reader: Reader
    witnesses: Sequence[Host]
    left: int = N_SAMPLES * N_WITNESSES
    failures: Counter[str] = field(default_factory=Counter)

    def samples(self, recent: Sequence[Wanted]) -> Iterator[Sample]:
        """The articles' samples; where the hour's requests end, the one under way is none."""
        n_failed = 0
        for wanted in recent:
            sample = self._sample(wanted)
            if self.reader.budget.is_spent:
                return
            yield sample
            n_failed += bool(sample.failed)
            if n_failed > (1 - ENOUGH) * len(recent):
                return  # it cannot pass any more: no request is wasted

    def _sample(self, wanted: Wanted) -> Sample:
        """One article of the candidate, and what as many witnesses as are needed say to it.

        Only the same text agrees: a page that calls itself changed since says nothing.
        """
        theirs = self.reader.gather(wanted, [self.host])[self.host.host]
        if isinstance(theirs, Failed):
            return Sample(url=wanted.url, failed=f"{theirs.reason.value}: {theirs.detail}")
        own = [*self.outlet.names, self.host.host]
        heard: list[str] = []
        agreeing: list[str] = []
        tampering: list[str] = []
        for said in self._testimonies(wanted):
            heard.append(said.host)
            divergence = compare(theirs, said, own_hosts=own)
            if divergence.kind is DivergenceKind.IDENTICAL:
                agreeing.append(said.host)
            elif divergence.is_tampering:
                tampering += [f"{change} ({said.host})" for change in divergence.changes[:3]]
            if len(agreeing) == N_WITNESSES:
                break
        return Sample(
            url=wanted.url,
            heard=tuple(heard),
            agrees_with=tuple(agreeing),
            tampering=tuple(tampering),
        )

    def _testimonies(self, wanted: Wanted) -> Iterator[Specimen]:
        for witness in self.witnesses:
            if not self.left or self.failures[witness.host] >= _MAX_FAILURES:
                continue
            if route_on(self.outlet, witness, wanted.url) is None:
                continue
            self.left -= 1
            said = self.reader.gather(wanted, [witness])[witness.host]
            if isinstance(said, Specimen):
                yield said
            else:
                self.failures[witness.host] += 1


def _is_sane(
    room: Room, outlet: Outlet, host: Host, recent: Sequence[Wanted], *, budget: Budget
) -> bool:
    """Whether the host refuses a path that cannot exist; one that fails otherwise is no worse.

    The path is as deep as an article's there, and asked of the host as it is.
    """
    for wanted in recent:
        route = route_on(outlet, host, wanted.url)
        if route is not None:
            path = nonsense_path(path_of(route.url), host.host)
            nowhere = replace(route, url=join(route.url, path))
            outcome = budget.ask(request_by_itself(room, outlet, nowhere))
            return not isinstance(outcome, Fetched)
    return True
