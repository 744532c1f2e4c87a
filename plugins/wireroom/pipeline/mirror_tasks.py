"""What the mirrors DAGs' tasks call: JSON in, JSON out, every edge built from the environment."""

from collections.abc import Sequence
from typing import Any

from wireroom.model import Answer
from wireroom.pipeline import mirrors
from wireroom.pipeline.mirrors.verify import recent_articles
from wireroom.pipeline.wiring import Room, open_room
from wireroom.registry import Outlet
from wireroom.stages.mirrors.trust import is_to_ask

N_COMPARED = 2  # articles per outlet and hour; on three hosts, six requests
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
            articles = recent_articles(room, outlet, N_COMPARED)
            for one in mirrors.compare_hosts(room, outlet, articles).findings:
                counts[one.kind] = counts.get(one.kind, 0) + 1
    return counts


def is_anything_to_ask(outlets: Sequence[str]) -> bool:
    """Whether a host waits for a person's word."""
    room = open_room()
    ids = [outlet.id for outlet in _chosen(room, outlets)]
    return any(is_to_ask(mirror, now=room.clock()) for mirror in room.store.mirrors(ids))


def pending(outlets: Sequence[str]) -> list[Json]:
    """The hosts to ask a person about now, each asked about once a week; see `questions`."""
    room = open_room()
    return [
        {
            "outlet_id": one.outlet_id,
            "host": one.host,
            "name": f"{one.outlet_id} {one.host}",
            "subject": one.subject,
            "body": one.body,
        }
        for one in mirrors.questions(room, _chosen(room, outlets))
    ]


def decide(
    *, outlet_id: str, host: str, answer: str, by: str | None, via: str, note: str = ""
) -> Json:
    """Keep an answer ("approve", "reject", "not now") and do as it says; see `mirrors.decide`."""
    room = open_room()
    mirror = mirrors.decide(
        room,
        room.registry.outlet(outlet_id),
        host,
        ANSWERS[answer.lower()],
        by=by,
        via=via,
        note=note,
    )
    return {"outlet_id": outlet_id, "host": host, "state": mirror.state.value, "by": by}


def _chosen(room: Room, outlets: Sequence[str]) -> list[Outlet]:
    if not outlets:
        return list(room.registry.outlets)
    return [room.registry.outlet(outlet_id) for outlet_id in outlets]
