"""What is to be said of a host in a line each: who named it, what was found, what people said."""

from collections.abc import Iterator, Sequence

from wireroom.model import Announcement, Mirror, MirrorState, Mute
from wireroom.stages.mirrors.trust import OPEN_STATES

_DECIDED = frozenset({MirrorState.APPROVED, MirrorState.REJECTED, MirrorState.RETIRED})


def on_mirror(mirror: Mirror) -> Iterator[str]:
    """What is known of a host that was proposed once."""
    if mirror.state in {*OPEN_STATES, MirrorState.APPROVED}:
        yield from mirror.warnings
    if mirror.state in OPEN_STATES:
        evidence = mirror.evidence
        by = ", ".join(evidence.get("via") or evidence.get("sources") or [mirror.source.value])
        pages = f" on {_counted(evidence['n_pages'], 'page')}" if "n_pages" in evidence else ""
        yield f"named by {by}{pages} since {mirror.first_seen_at:%Y-%m-%d}"
    check = mirror.evidence.get("check") or {}
    if check and mirror.checked_at and mirror.state in {*OPEN_STATES, MirrorState.APPROVED}:
        said = "; ".join(check.get("said", []))
        yield f"compared {mirror.checked_at:%Y-%m-%d %H:%M}: {said}"
    if mirror.state in _DECIDED and mirror.decided_at:
        note = f" ({mirror.note})" if mirror.note else ""
        day = f"{mirror.decided_at:%Y-%m-%d}"
        yield f"{mirror.state.value} by {mirror.decided_by} on {day}{note}"


def on_candidate(told: Sequence[Announcement]) -> str:
    """Who named a host that is not proposed yet."""
    by = ", ".join(sorted({one.via_host or one.source.value for one in told}))
    since = min(one.first_seen_at for one in told)
    pages = _counted(len({one.page for one in told}), "page")
    return f"named by {by} on {pages} since {since:%Y-%m-%d %H:%M}; not proposed yet"


def on_mute(mute: Mute) -> str:
    """Since when a host has no voice, and why."""
    return f"has lost its voice since {mute.muted_at:%Y-%m-%d %H:%M} ({mute.reason.value})"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
