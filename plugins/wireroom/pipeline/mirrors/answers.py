"""What becomes of people's answers: of two to one question the first counts."""

from collections.abc import Collection
from dataclasses import dataclass

from wireroom.errors import BadInputError
from wireroom.model import Answer, Decision, Mirror, MirrorState, Source
from wireroom.pipeline.wiring import Room
from wireroom.registry import Outlet
from wireroom.stages.mirrors.trust import after_answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Where a host stands after an answer; where that is not kept, the host was decided before."""

    mirror: Mirror
    is_kept: bool


def decide(  # noqa: PLR0913 - an answer has these parts
    room: Room,
    outlet: Outlet,
    host: str,
    answer: Answer,
    *,
    by: str | None,
    via: str,
    note: str = "",
    is_unverified: bool = False,
    asked_by: str | None = None,
) -> Answered:
    """Keep a person's answer with who gave it, and do as it says.

    `asked_by` is the run whose question is answered, None for who answers unasked. What was
    decided before stays: of two answers to one question the first counts, whichever way it came;
    a task that tells its own again, since it was run again, is told that it is kept.
    A host of the outlet that lost its voice gets it back by being approved (again). Raises
    BadInputError for a host nobody proposed, or where the answer does not fit.
    """
    silent = {mute.host for mute in room.store.mutes([outlet.id])}

    def settle(known: Mirror | None) -> tuple[Decision, Mirror] | None:
        mirror = known or _own(outlet, host, answer, room)
        is_asked = asked_by is None or mirror.asked_by == asked_by
        if not is_asked or _is_said(mirror, answer, silent):
            return None
        decision = Decision(
            outlet_id=outlet.id,
            host=host,
            answer=answer,
            by=by,
            via=via,
            at=room.clock(),
            note=note,
            evidence=mirror.evidence,
            asked_by=asked_by,
        )
        is_again = mirror.state is MirrorState.APPROVED
        return decision, after_answer(mirror, decision, is_unverified=is_unverified or is_again)

    after = room.store.record(outlet.id, host, settle)
    if after is None:
        own = answer_to(room, outlet, host, asked_by)
        is_kept = own is not None and own.answer is answer
        return Answered(mirror=known_mirror(room, outlet, host), is_kept=is_kept)
    if answer is Answer.APPROVED:
        room.store.unmute(outlet.id, host)
    return Answered(mirror=after, is_kept=True)


def answer_to(room: Room, outlet: Outlet, host: str, asked_by: str | None) -> Decision | None:
    """What was answered to a run's own question about a host; None where nothing was (yet)."""
    kept = (one for one in room.store.decisions(outlet.id) if one.host == host)
    return next((one for one in kept if asked_by and one.asked_by == asked_by), None)


def known_mirror(room: Room, outlet: Outlet, host: str) -> Mirror:
    """What is known of a host; raises BadInputError where nobody proposed it."""
    for mirror in room.store.mirrors([outlet.id]):
        if mirror.host == host:
            return mirror
    raise _unknown(outlet, host)


def _is_said(mirror: Mirror, answer: Answer, silent: Collection[str]) -> bool:
    """Whether the host stands as the answer says, and nothing happened that it answers anew."""
    stands = _STANDS.get(answer) is mirror.state
    return stands and (answer is not Answer.APPROVED or mirror.host not in silent)


_STANDS = {
    Answer.APPROVED: MirrorState.APPROVED,
    Answer.REJECTED: MirrorState.REJECTED,
    Answer.RETIRED: MirrorState.RETIRED,
}


def _own(outlet: Outlet, host: str, answer: Answer, room: Room) -> Mirror:
    """A host of the outlet's file: approving it gives its voice and the trust in it back."""
    is_own = any(one.host == host for one in outlet.concrete_hosts)
    if not is_own or answer is not Answer.APPROVED:
        raise _unknown(outlet, host)
    return Mirror(
        outlet_id=outlet.id,
        host=host,
        state=MirrorState.PENDING,
        source=Source.PERSON,
        first_seen_at=room.clock(),
        note="a host of the outlet's file",
    )


def _unknown(outlet: Outlet, host: str) -> BadInputError:
    place = f"{outlet.id} {host}"
    if host in outlet.names:
        fix = f"retire it in {outlet.id}.yaml; `wireroom mirrors diff {outlet.id}` compares it"
        return BadInputError(place, "stands in the outlet's file", fix)
    return BadInputError(
        place,
        "was never proposed",
        f"run `wireroom mirrors propose {outlet.id} {host}`, or `wireroom mirrors list`",
    )
