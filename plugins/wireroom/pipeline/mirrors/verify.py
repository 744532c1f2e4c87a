"""Compare a candidate's articles with those of approved hosts. Reaches "verified", never more."""

import hashlib
from collections.abc import Sequence

from wireroom.model import Capability, Failed, Fetched, Mirror, MirrorState
from wireroom.pipeline.mirrors.specimens import (
    PROBES_PER_HOUR,
    Wanted,
    gather,
    route_on,
)
from wireroom.pipeline.overlay import host_of_mirror
from wireroom.pipeline.request import request_to
from wireroom.pipeline.wiring import Room
from wireroom.registry import Host, Outlet
from wireroom.stages.mirrors.divergence import DivergenceKind, Specimen, compare
from wireroom.stages.mirrors.trust import (
    ENOUGH,
    N_SAMPLES,
    N_WITNESSES,
    Check,
    Sample,
    after_check,
    is_to_check,
    weigh,
)
from wireroom.stages.monitor import rank
from wireroom.urls import join

_AGREE = frozenset({DivergenceKind.IDENTICAL, DivergenceKind.UPDATED})


def verify_due(room: Room, outlets: Sequence[Outlet]) -> list[tuple[Mirror, Check]]:
    """Check what is proposed and due."""
    done = []
    for outlet in outlets:
        found = room.store.mirrors([outlet.id], states=[MirrorState.PROPOSED])
        done += [
            verify(room, outlet, mirror)
            for mirror in found
            if is_to_check(mirror, now=room.clock())
        ]
    return done


def verify(room: Room, outlet: Outlet, mirror: Mirror) -> tuple[Mirror, Check]:
    """One candidate's check: ten recent articles, two witnesses each, and a path that cannot be."""
    host = host_of_mirror(mirror)
    witnesses = _witnesses(room, outlet)
    recent = recent_articles(room, outlet, N_SAMPLES)
    samples: list[Sample] = []
    for wanted in recent:
        samples.append(_sample(room, outlet, wanted, host, witnesses))
        if sum(bool(one.failed) for one in samples) > (1 - ENOUGH) * len(recent):
            break  # it cannot pass any more: no request is wasted
    check = weigh(samples, is_nonsense_sane=_is_sane(room, outlet, host, recent))
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


def _witnesses(room: Room, outlet: Outlet) -> list[Host]:
    """Approved hosts that serve articles, the healthiest first; a host without a voice is none."""
    health = room.store.health([outlet.id])
    muted = {mute.host for mute in room.store.mutes([outlet.id])}
    ranks = {
        key.host: rank(one, now=room.clock())
        for key, one in health.items()
        if key.capability == "article"
    }
    hosts = [h for h in outlet.live_hosts if h.serves_articles and h.host not in muted]
    return sorted(hosts, key=lambda host: ranks.get(host.host, (0, 0, 0)))


def _sample(
    room: Room, outlet: Outlet, wanted: Wanted, host: Host, witnesses: Sequence[Host]
) -> Sample:
    """One article of the candidate, and what as many witnesses as are needed say to it."""
    name = f"verify/{outlet.id}/{host.host}"
    theirs = gather(room, outlet, wanted, [host], name=name)[host.host]
    if isinstance(theirs, Failed):
        return Sample(url=wanted.url, failed=f"{theirs.reason.value}: {theirs.detail}")
    own = [one.host for one in (*outlet.hosts, host)]
    agreeing: list[str] = []
    tampering: list[str] = []
    for witness in witnesses:
        if len(agreeing) == N_WITNESSES:
            break
        said = gather(room, outlet, wanted, [witness], name=name)[witness.host]
        if not isinstance(said, Specimen):
            continue
        divergence = compare(theirs, said, own_hosts=own)
        if divergence.kind in _AGREE:
            agreeing.append(witness.host)
        elif divergence.is_tampering:
            tampering += [f"{change} ({witness.host})" for change in divergence.changes[:3]]
    return Sample(url=wanted.url, agrees_with=tuple(agreeing), tampering=tuple(tampering))


def _is_sane(room: Room, outlet: Outlet, host: Host, recent: Sequence[Wanted]) -> bool:
    """Whether the host refuses a path that cannot exist; one that fails otherwise is no worse."""
    home = recent[0].url if recent else f"https://{outlet.origin.host}/"
    nonsense = hashlib.sha256(f"{host.host} {home}".encode()).hexdigest()[:12]
    route = route_on(outlet, host, join(home, f"/{nonsense}/{nonsense}"))
    if route is None:
        return True
    if not room.store.spend(outlet.id, 1, now=room.clock(), per_hour=PROBES_PER_HOUR):
        return True
    outcome = room.web.get(request_to(room, outlet, Capability.ARTICLE, route))
    return not isinstance(outcome, Fetched)
