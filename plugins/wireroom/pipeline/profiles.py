"""What the outlets' pages look like: read before answers are judged, learnt from what was filed.

Only pages teach that were filed, show the headline their feed announced, and came from a host that
nothing speaks against (adr/0005).
"""

from collections.abc import Mapping, Sequence

from wireroom.errors import CorruptCaptureError
from wireroom.model import Capability, Capture
from wireroom.pipeline.hosts import Gate
from wireroom.pipeline.wiring import Room
from wireroom.ports import Work
from wireroom.registry import Outlet
from wireroom.stages.fetch import Look, Profile, Sight, Site, site_of, taught, teachable

N_LESSONS = 3  # pages per host and run: a face is learnt within days, at milliseconds a run
Filed = tuple[Work, Capture, str]


def known_sites(room: Room, outlet_ids: Sequence[str]) -> dict[str, Site]:
    """What is known of these outlets, by id."""
    profiles = room.store.profiles(outlet_ids)
    muted: dict[str, set[str]] = {}
    for mute in room.store.mutes(outlet_ids):
        muted.setdefault(mute.outlet_id, set()).add(mute.host)
    return {
        outlet_id: site_of(
            room.registry.outlet(outlet_id),
            profiles.get(outlet_id),
            muted=muted.get(outlet_id, ()),
        )
        for outlet_id in outlet_ids
    }


def teach(room: Room, outlet_ids: Sequence[str], filed: Sequence[Filed]) -> None:
    """Let some of the pages that were just filed teach their outlets' profiles."""
    by_host: dict[tuple[str, str], list[Filed]] = {}
    for one in filed:
        by_host.setdefault((one[0].entry.outlet_id, one[2]), []).append(one)
    if not by_host:
        return
    sites = known_sites(room, outlet_ids)
    gate = Gate(room, outlet_ids, worker="teach")
    for (outlet_id, host), pages in by_host.items():
        if _may_teach(gate, room.registry.outlet(outlet_id), host):
            looks = _looks(room, sites[outlet_id], host, pages[-N_LESSONS:])
            if looks:
                _learn(room, outlet_id, host, looks)


def _may_teach(gate: Gate, outlet: Outlet, host: str) -> bool:
    return gate.is_well(outlet, host, Capability.ARTICLE) and not gate.is_muted(outlet.id, host)


def _looks(room: Room, site: Site, host: str, pages: Sequence[Filed]) -> dict[str, Look]:
    found: dict[str, Look] = {}
    for work, capture, _ in pages:
        kind = next((v for k, v in capture.headers if k.lower() == "content-type"), "")
        try:
            seen = Sight(room.archive.read(capture).body, kind)
        except CorruptCaptureError:  # `file` named it
            continue
        look = teachable(seen, site, host=host, headline=work.entry.title)
        if look is not None:
            found[work.article_id] = look
    return found


def _learn(room: Room, outlet_id: str, host: str, looks: Mapping[str, Look]) -> None:
    now = room.clock()

    def learnt(known: str | None) -> str:
        profile = Profile.from_text(known) if known else Profile()
        return taught(profile, host, looks, now=now).as_text()

    room.store.update_profile(outlet_id, learnt, now=now)
