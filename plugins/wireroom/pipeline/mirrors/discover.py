"""From announcements to proposals: what pages, feeds, lists, redirects and people named."""

from collections.abc import Sequence

from pydantic import ValidationError

from wireroom.errors import BadInputError
from wireroom.model import Announcement, Mirror, MirrorState, Source
from wireroom.pipeline.wiring import Room
from wireroom.registry import LANGUAGE, Host, Outlet, Rewrite, Role
from wireroom.stages.mirrors.lookalike import warnings_of
from wireroom.stages.mirrors.trust import propose, propose_moves
from wireroom.urls import host_key, is_onion


def discover(room: Room, outlets: Sequence[Outlet]) -> list[Mirror]:
    """Propose what has been announced enough; the mirrors that were proposed now.

    A host of any outlet in the registry is no new one: papers name their sisters too.
    """
    ids = [outlet.id for outlet in outlets]
    taken = {host_key(name) for outlet in room.registry.outlets for name in outlet.names}
    told, moved = room.store.announcements(ids), room.store.moves(ids)
    announcements = [one for one in told if host_key(one.host) not in taken]
    moves = [one for one in moved if host_key(one.target) not in taken]
    muted = {(mute.outlet_id, mute.host) for mute in room.store.mutes(ids)}
    proposed: list[Mirror] = []
    for outlet in outlets:
        known = {mirror.host: mirror for mirror in room.store.mirrors([outlet.id])}
        silent = {host for outlet_id, host in muted if outlet_id == outlet.id}
        now = room.clock()
        found = propose(outlet, announcements, known, muted=silent, now=now)
        known |= {mirror.host: mirror for mirror in found}
        found += propose_moves(outlet, moves, known, muted=silent, now=now)
        proposed += [mirror for mirror in found if _save(room, mirror)]
    return proposed


def propose_by_hand(  # noqa: PLR0913 - a host has these parts
    room: Room,
    outlet: Outlet,
    host: str,
    *,
    source: Source,
    prefix: str = "",
    scheme: str | None = None,
    language: str | None = None,
    note: str = "",
) -> Mirror:
    """Propose a host because a person or a person's list says so; a rejected one starts anew.

    It is asked by https unless `scheme` says otherwise or it is an onion service; `language` is
    what it serves of an outlet that has a host for each. Raises BadInputError where it is no host
    name, or is the outlet's or another's already.
    """
    name = _checked(outlet, host, prefix, language)
    _refuse_known(room, outlet, name)
    now = room.clock()
    room.store.announce(
        [
            Announcement(
                outlet_id=outlet.id,
                host=name,
                source=source,
                via_host="",
                page=note or source.value,
                first_seen_at=now,
                last_seen_at=now,
            )
        ]
    )
    chosen = scheme or ("http" if name.endswith(".onion") else "https")
    wanted = Mirror(
        outlet_id=outlet.id,
        host=name,
        state=MirrorState.PROPOSED,
        source=source,
        first_seen_at=now,
        scheme=chosen,
        prefix=prefix,
        warnings=warnings_of(name, outlet.names, scheme=chosen),
        evidence={"sources": [source.value]} | ({"language": language} if language else {}),
        proposed_at=now,
        check_at=now,
        note=note,
    )
    again = {MirrorState.REJECTED, MirrorState.RETIRED, MirrorState.CANDIDATE}
    saved = room.store.update_mirror(
        outlet.id, name, lambda old: wanted if old is None or old.state in again else None
    )
    return saved or wanted


def _checked(outlet: Outlet, host: str, prefix: str, language: str | None) -> str:
    """The host as it goes over the wire; BadInputError, with the fix, where it cannot be one."""
    known = outlet.origin.languages
    if LANGUAGE in host:
        fix = f"propose each by itself, or write it into {outlet.id}.yaml"
        raise BadInputError(host, "stands for several hosts", fix)
    if language is not None and language not in known:
        fix = f"use one of {', '.join(known)}" if known else "leave it out"
        raise BadInputError(f"--language {language}", f"{outlet.id} has none of that", fix)
    try:
        spoken = known if LANGUAGE in prefix else known[:1]
        rewrite = Rewrite(prefix=prefix)
        name = Host(host=host, role=Role.MIRROR, rewrite=rewrite, languages=spoken).host
    except ValidationError as error:
        told = error.errors()[0]
        if told["loc"] == ("prefix",):
            fix = "write it as /www.example.org"
            raise BadInputError(f"--prefix {prefix}", "is no path", fix) from error
        said, _, fix = told["msg"].removeprefix("Value error, ").partition("; ")
        raise BadInputError(host, said, fix or "write it as www.example.org") from error
    if "." not in name:
        raise BadInputError(host, "is no public host name", "write it as www.example.org")
    if name.endswith(".onion") and not is_onion(name):
        raise BadInputError(host, "is no whole onion address of version 3", "copy it once more")
    return name


def _refuse_known(room: Room, outlet: Outlet, name: str) -> None:
    for owner in room.registry.outlets:
        if host_key(name) in {host_key(one) for one in owner.names}:
            is_own = owner.id == outlet.id
            fix = "nothing is to be done" if is_own else f"name {owner.id}, or drop it there first"
            raise BadInputError(name, f"is a host of {owner.id} already", fix)


def _save(room: Room, mirror: Mirror) -> bool:
    """Keep a proposal unless somebody else made or decided it meanwhile."""
    kept = room.store.update_mirror(
        mirror.outlet_id,
        mirror.host,
        lambda old: mirror if old is None or old.state is MirrorState.CANDIDATE else None,
    )
    return kept == mirror
