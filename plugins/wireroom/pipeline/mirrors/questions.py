"""Whom to ask a person about, and which run asks: a question stands while its run is open."""

from collections.abc import Callable, Sequence
from functools import partial

from wireroom.model import Mirror, MirrorState
from wireroom.pipeline.mirrors.answers import known_mirror
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
    """The hosts that the run `asked_by` is to ask about, those that wait now its own.

    Two runs at once never get the same one; see `waiting`. A run that is cleared gets the hosts it
    had, in their order, decided or not: Airflow keeps a mapped task's question by its number, and
    would show the old one over another host.
    """
    due = waiting(room, outlets, is_open=is_open, asked_by=asked_by)
    hosts = room.store.questions(asked_by)
    if hosts:
        _claim(room, [one for one in due if (one.outlet_id, one.host) in hosts], asked_by)
    else:
        hosts = _claim(room, due[:MAX_QUESTIONS], asked_by)
        room.store.save_questions(asked_by, hosts)
    found = [(room.registry.outlet(outlet_id), host) for outlet_id, host in hosts]
    return [question_of(outlet, known_mirror(room, outlet, host)) for outlet, host in found]


def _claim(room: Room, mirrors: Sequence[Mirror], asked_by: str) -> list[tuple[str, str]]:
    """Those of the hosts that are the run's from now on."""
    claimed = []
    for seen in mirrors:
        key = (seen.outlet_id, seen.host)
        after = room.store.update_mirror(*key, partial(_asked, seen=seen, asked_by=asked_by))
        if after and after.asked_by == asked_by:
            claimed.append(key)
    return claimed


def _asked(old: Mirror | None, *, seen: Mirror, asked_by: str) -> Mirror | None:
    """The host as put to a person by the run, unless another run or an answer was quicker."""
    if old is None or old.asked_by not in {seen.asked_by, asked_by}:
        return None
    is_same = (old.state, old.ask_at) == (seen.state, seen.ask_at)
    return as_pending(old, asked_by=asked_by) if is_same else None
