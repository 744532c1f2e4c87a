"""`wireroom mirrors list`: every host of files and state, and how it is."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer
from rich.markup import escape

from wireroom.cli.mirrors import remarks
from wireroom.cli.mirrors.words import Now, as_json, room_of
from wireroom.cli.options import AsJson, OutletsDir
from wireroom.cli.output import print_json, print_rows, stdout
from wireroom.model import Breaker, Capability, Health, Mirror, MirrorState, Mute
from wireroom.pipeline.overlay import conflicts, host_of_mirror
from wireroom.pipeline.wiring import Room
from wireroom.registry import Host, Outlet
from wireroom.stages.mirrors.trust import candidates


def list_hosts(
    outlet: Annotated[str | None, typer.Argument(help="Only this outlet.")] = None,
    *,
    outlets: OutletsDir = None,
    now: Now = None,
    json: AsJson = False,
) -> None:
    """Show every host: of the files and of the state, how it is, and what is known against it."""
    room = room_of(outlets, now)
    chosen = [room.registry.outlet(outlet)] if outlet else list(room.registry.outlets)
    lines = [line for one in chosen for line in _lines(room, one)]
    lines += [] if outlet else _strays(room)
    if json:
        print_json(lines)
        return
    print_rows(
        ["outlet", "host", "stands", "feeds", "articles"],
        [(x["outlet"], x["host"], x["state"], x["feed"], x["article"]) for x in lines],
    )
    for line in lines:
        for remark in (*line["remarks"], *_waits(line)):
            said = f"{line['outlet']} {line['host']}: {remark}"
            stdout().print(escape(said), soft_wrap=True)


def _lines(room: Room, outlet: Outlet) -> Iterator[dict[str, Any]]:
    health = room.store.health([outlet.id])
    muted = {mute.host: mute for mute in room.store.mutes([outlet.id])}
    found = room.store.mirrors([outlet.id])
    against = conflicts(room.registry, found)
    known = {mirror.host: mirror for mirror in found}
    own = {one.host: one for host in outlet.hosts for one in host.concrete}
    live = {host.host for host in outlet.concrete_hosts}
    for name in dict.fromkeys([*own, *known]):
        mirror, mute = known.get(name), muted.get(name)
        said = [*remarks.on_mirror(mirror)] if mirror else []
        said += [remarks.on_mute(mute)] if mute else []
        if name not in live and (outlet.id, name) in against:
            said.append(f"approved, and not used: {against[outlet.id, name]}")
        yield _line(
            outlet.id,
            name,
            _stands(outlet, own.get(name), mirror),
            said=said,
            healths=[one for key, one in health.items() if key.host == name],
            mute=mute,
            mirror=mirror,
        )
    told = candidates(outlet, room.store.announcements([outlet.id]), muted=muted)
    for name in sorted(set(told) - set(known)):
        state = MirrorState.CANDIDATE.value
        yield _line(outlet.id, name, state, said=[remarks.on_candidate(told[name])])


def _strays(room: Room) -> Iterator[dict[str, Any]]:
    """Mirrors whose outlet has no file any more."""
    ids = {outlet.id for outlet in room.registry.outlets}
    for mirror in room.store.mirrors():
        if mirror.outlet_id not in ids:
            yield _line(
                mirror.outlet_id,
                mirror.host,
                mirror.state.value,
                said=["no such outlet in the registry"],
                mirror=mirror,
            )


def _line(
    outlet_id: str,
    host: str,
    state: str,
    *,
    said: Sequence[str],
    healths: Sequence[Health] = (),
    mute: Mute | None = None,
    mirror: Mirror | None = None,
) -> dict[str, Any]:
    return {
        "outlet": outlet_id,
        "host": host,
        "state": state,
        **_healths(healths),
        "muted_at": mute.muted_at.isoformat() if mute else None,
        "mirror": as_json(mirror) if mirror else None,
        "remarks": list(said),
    }


def _stands(outlet: Outlet, host: Host | None, mirror: Mirror | None) -> str:
    """The file's word where it names the host, else the state's."""
    is_overlaid = mirror is not None and host == host_of_mirror(outlet, mirror)
    if host is not None and not is_overlaid:
        return host.role.value
    return mirror.state.value if mirror else ""


def _healths(found: Sequence[Health]) -> dict[str, Any]:
    by_capability = {
        capability.value: [one for one in found if one.key.capability is capability]
        for capability in Capability
    }
    words = {name: _health(healths) for name, healths in by_capability.items()}
    return words | {"health": {n: [_as_json(h) for h in hs] for n, hs in by_capability.items()}}


def _health(found: Sequence[Health]) -> str:
    """The worst of what the vantages say, in a word."""
    if not found:
        return "not asked"
    worst = _worst(found)
    if worst.breaker is Breaker.CLOSED:
        return "well" if not worst.reason else f"lately {worst.reason.value}"
    return worst.reason.value if worst.reason else "failed"


def _worst(found: Sequence[Health]) -> Health:
    return max(found, key=lambda one: list(Breaker).index(one.breaker))


def _as_json(health: Health) -> dict[str, Any]:
    times = ("last_ok_at", "last_failed_at", "probe_at")
    return {
        "vantage": health.key.vantage,
        "breaker": health.breaker.value,
        "reason": health.reason and health.reason.value,
        "detail": health.detail,
        "latency_s": health.latency_s,
        **{name: (at := getattr(health, name)) and at.isoformat() for name in times},
    }


def _waits(line: dict[str, Any]) -> Iterator[str]:
    """What is not asked now, why, and when it will be; one line where it is the same for both."""
    waiting: dict[str, dict[str, None]] = {}
    for capability, word in (("feed", "feeds"), ("article", "articles")):
        for one in line["health"][capability]:
            if one["breaker"] != Breaker.CLOSED:
                again = (one["probe_at"] or "now")[:16].replace("T", " ")
                why = one["detail"] or one["reason"] or "failed"
                waiting.setdefault(f"tried again {again}: {why}", {})[word] = None
    for said, words in waiting.items():
        yield f"{' and '.join(words)} {said}"
