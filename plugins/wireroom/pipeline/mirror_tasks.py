"""What the mirrors DAGs' tasks call: JSON in, JSON out, every edge built from the environment."""

from collections.abc import Sequence
from typing import Any

from wireroom.model import Answer, Mirror
from wireroom.pipeline import mirrors
from wireroom.pipeline.wiring import Room, open_room
from wireroom.registry import Outlet
from wireroom.stages.mirrors.trust import standing

N_COMPARED = 2  # articles per outlet and hour, and those with open findings; on three hosts, six
ANSWERS = {"approve": Answer.APPROVED, "reject": Answer.REJECTED, "not now": Answer.NOT_NOW}
Json = dict[str, Any]


def probe(run_id: str, *, outlets: Sequence[str]) -> Json:
    """Hosts found well, failed or told to wait; see `pipeline.mirrors.probe`."""
    room = open_room()
    return dict(mirrors.probe(room, _chosen(room, outlets), run_id=run_id))


def discover(run_id: str, *, outlets: Sequence[str]) -> Json:  # noqa: ARG001 - tasks are called alike
    """Hosts proposed and checked now, and what users' lists told; see `pipeline.mirrors`."""
    room = open_room()
    chosen = _chosen(room, outlets)
    lists = mirrors.hear_lists(room, chosen)
    proposed = mirrors.discover(room, chosen)
    checked = mirrors.verify_due(room, chosen)
    return {
        "proposed": [f"{one.outlet_id} {one.host}" for one in proposed],
        "checked": {f"{one.outlet_id} {one.host}": check.result for one, check in checked},
        **({"lists": lists} if lists else {}),
    }


def compare(run_id: str, *, outlets: Sequence[str]) -> Json:  # noqa: ARG001 - tasks are called alike
    """Articles compared on all hosts, and what was found by kind; see `compare_hosts`."""
    room = open_room()
    counts: Json = {}
    for outlet in _chosen(room, outlets):
        if sum(host.serves_articles for host in outlet.live_hosts) > 1:
            articles = mirrors.articles_to_compare(room, outlet, N_COMPARED)
            for one in mirrors.compare_hosts(room, outlet, articles).findings:
                counts[one.kind] = counts.get(one.kind, 0) + 1
    return counts


def is_anything_to_ask(outlets: Sequence[str], *, is_open: mirrors.IsOpen) -> bool:
    """Whether a host waits for a person's word, and no open run asks for it."""
    room = open_room()
    return bool(mirrors.waiting(room, _chosen(room, outlets), is_open=is_open))


def pending(
    run_id: str, *, outlets: Sequence[str], is_open: mirrors.IsOpen, answer_s: float | None = None
) -> list[Json]:
    """The questions that this run is to put, each open for `answer_s` or what the settings say."""
    room = open_room()
    found = mirrors.questions(room, _chosen(room, outlets), asked_by=run_id, is_open=is_open)
    return [
        {
            "outlet_id": one.outlet_id,
            "host": one.host,
            "name": f"{one.outlet_id} {one.host}",
            "subject": one.subject,
            "body": one.body,
            "answer_s": answer_s or room.settings.answer_s,
        }
        for one in found
    ]


def moot(run_id: str, *, outlet_id: str, host: str) -> str | None:
    """Why this run is not to ask about the host any more; None where its question stands."""
    room = open_room()
    mirror = mirrors.known_mirror(room, room.registry.outlet(outlet_id), host)
    return None if mirror.asked_by == run_id else _told(mirror)


def answered(run_id: str, *, outlet_id: str, host: str) -> Json | None:
    """How the host stands by the answer to this run's question, as `decide` tells it.

    A task may be run again after it kept the answer (its worker died before it could say so).
    """
    room = open_room()
    outlet = room.registry.outlet(outlet_id)
    if mirrors.answer_to(room, outlet, host, run_id) is None:
        return None
    told = standing(mirrors.known_mirror(room, outlet, host))
    return {"outlet_id": outlet_id, "host": host, "is_kept": True, "told": told}


def decide(run_id: str, *, outlet_id: str, host: str, answer: str, by: str | None) -> Json:
    """Keep an answer ("approve", "reject", "not now") to a question of this run, as it says.

    `is_kept` is false where the host was decided before the answer came; `told` says how it stands.
    """
    room = open_room()
    outlet, word = room.registry.outlet(outlet_id), ANSWERS[answer.lower()]
    done = mirrors.decide(room, outlet, host, word, by=by, via="airflow", asked_by=run_id)
    told = standing(done.mirror) if done.is_kept else _told(done.mirror)
    return {"outlet_id": outlet_id, "host": host, "is_kept": done.is_kept, "told": told}


def _told(mirror: Mirror) -> str:
    where = f"{mirror.outlet_id} {mirror.host}"
    if mirror.asked_by:
        return f"{where} is asked about in {mirror.asked_by}"
    if mirror.decided_at:
        return f"{where} is {standing(mirror)}, already"
    return f"{where} is {mirror.state.value}: this question does not stand any more"


def _chosen(room: Room, outlets: Sequence[str]) -> list[Outlet]:
    if not outlets:
        return list(room.registry.outlets)
    return [room.registry.outlet(outlet_id) for outlet_id in outlets]
