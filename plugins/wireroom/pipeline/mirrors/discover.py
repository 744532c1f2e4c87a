"""From announcements to proposals: what pages, feeds, lists, redirects and people named."""

from collections.abc import Sequence

from pydantic import ValidationError

from wireroom.errors import BadInputError
from wireroom.model import Announcement, Mirror, MirrorState, Source
from wireroom.pipeline.wiring import Room
from wireroom.registry import Host, Outlet, Rewrite, Role
from wireroom.stages.mirrors.lookalike import warnings_of
from wireroom.stages.mirrors.trust import propose, propose_moves


def discover(room: Room, outlets: Sequence[Outlet]) -> list[Mirror]:
    """Propose what has been announced enough; the mirrors that were proposed now."""
    ids = [outlet.id for outlet in outlets]
    announcements = room.store.announcements(ids)
    moves = room.store.moves(ids)
    muted = {(mute.outlet_id, mute.host) for mute in room.store.mutes(ids)}
    proposed: list[Mirror] = []
    for outlet in outlets:
        known = {mirror.host: mirror for mirror in room.store.mirrors([outlet.id])}
        silent = {host for outlet_id, host in muted if outlet_id == outlet.id}
        now = room.clock()
        found = propose(outlet, announcements, known, muted=silent, now=now)
        known |= {mirror.host: mirror for mirror in found}
        found += propose_moves(outlet, moves, known, now=now)
        proposed += [mirror for mirror in found if _save(room, mirror)]
    return proposed


def propose_by_hand(
    room: Room, outlet: Outlet, host: str, *, source: Source, prefix: str = "", note: str = ""
) -> Mirror:
    """Propose a host because a person or a person's list says so; a rejected one starts anew.

    Raises BadInputError where it is no host name, or is the outlet's or another's already.
    """
    name = _checked(host, prefix)
    owner = next(
        (one for one in room.registry.outlets if any(h.host == name for h in one.hosts)), None
    )
    if owner is not None:
        raise BadInputError(name, f"is a host of {owner.id} already", "nothing is to be done")
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
    wanted = Mirror(
        outlet_id=outlet.id,
        host=name,
        state=MirrorState.PROPOSED,
        source=source,
        first_seen_at=now,
        scheme="http" if name.endswith(".onion") else "https",
        prefix=prefix,
        warnings=warnings_of(name, [one.host for one in outlet.hosts]),
        evidence={"sources": [source.value]},
        proposed_at=now,
        check_at=now,
        note=note,
    )
    again = {MirrorState.REJECTED, MirrorState.RETIRED, MirrorState.CANDIDATE}
    saved = room.store.update_mirror(
        outlet.id, name, lambda old: wanted if old is None or old.state in again else None
    )
    return saved or wanted


def _checked(host: str, prefix: str) -> str:
    try:
        checked = Host(host=host, role=Role.MIRROR, rewrite=Rewrite(prefix=prefix))
    except ValidationError as error:
        said = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise BadInputError(f"{host}{prefix}", said, "write it as www.example.org") from error
    if "." not in checked.host:
        raise BadInputError(host, "is no public host name", "write it as www.example.org")
    return str(checked.host)


def _save(room: Room, mirror: Mirror) -> bool:
    """Keep a proposal unless somebody else made or decided it meanwhile."""
    kept = room.store.update_mirror(
        mirror.outlet_id,
        mirror.host,
        lambda old: mirror if old is None or old.state is MirrorState.CANDIDATE else None,
    )
    return kept == mirror
