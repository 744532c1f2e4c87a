"""Whom to ask a person about, and which run asks: a question stands while its run is open."""

from collections.abc import Callable, Sequence
from functools import partial

from wireroom.model import Mirror, MirrorState
from wireroom.pipeline.mirrors.question import Question, question_of
from wireroom.pipeline.wiring import Room
from wireroom.registry import Outlet
from wireroom.stages.mirrors.trust import as_pending, is_to_ask

MAX_QUESTIONS = 200  # of one run; Airflow maps no task over more than 1,024, and nobody reads that
IsOpen = Callable[[str], bool]


def waiting(
    room: Room, outlets: Sequence[Outlet], *, is_open: IsOpen, asked_by: str | None = None
) -> list[Mirror]:
    """The hosts that wait for a person whom nobody asks, or only the run `asked_by` itself.

    `is_open` says whether a run that put a question has not ended and was not deleted.
    """
    states = [MirrorState.VERIFIED, MirrorState.PENDING]
    found = room.store.mirrors([outlet.id for outlet in outlets], states=states)
    asking = {one.asked_by for one in found if one.asked_by} - {asked_by}
    open_runs = {run for run in sorted(asking) if is_open(run)}
    return [one for one in found if is_to_ask(one, now=room.clock(), open_runs=open_runs)]


def questions(
    room: Room, outlets: Sequence[Outlet], *, asked_by: str, is_open: IsOpen
) -> list[Question]:
    """The hosts that the run `asked_by` is to ask about, now its own; see `waiting`.

    Asked again, the same run gets its own unanswered questions again. Two runs at once never get
    the same one.
    """
    by_id = {outlet.id: outlet for outlet in outlets}
    found: list[Question] = []
    for mirror in waiting(room, outlets, is_open=is_open, asked_by=asked_by)[:MAX_QUESTIONS]:
        after = room.store.update_mirror(
            mirror.outlet_id, mirror.host, partial(_asked, seen=mirror, asked_by=asked_by)
        )
        if after and after.asked_by == asked_by:
            found.append(question_of(by_id[mirror.outlet_id], after))
    return found


def _asked(old: Mirror | None, *, seen: Mirror, asked_by: str) -> Mirror | None:
    """The host as put to a person by the run, unless another run or an answer was quicker."""
    if old is None or old.asked_by not in {seen.asked_by, asked_by}:
        return None
    is_same = (old.state, old.ask_at) == (seen.state, seen.ask_at)
    return as_pending(old, asked_by=asked_by) if is_same else None
