"""Plan: which outlets, which of their feeds, cut into batches that share no host."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import count
from typing import Any

from wireroom.errors import BadInputError
from wireroom.model import FeedState
from wireroom.pipeline.batch import Batch
from wireroom.pipeline.wiring import Room
from wireroom.registry import Outlet
from wireroom.stages.poll import is_due
from wireroom.stages.resolve import host_keys
from wireroom.urls import host_key, host_of

# One outlet per batch while there are few, so that the grid names outlets; more are packed
# together, as a task costs 0.2-0.3 CPU-seconds and about a second (adr/0001).
MAX_BATCHES = 64


def plan(
    room: Room,
    *,
    run_id: str,
    desk: str | None = None,
    outlets: Sequence[str] = (),
    limit: int | None = None,
    due_only: bool = False,
) -> list[Batch]:
    """Open the run and cut its outlets into host-disjoint batches; the same run plans the same.

    Without `outlets`, all of the desk's (all there are where `desk` is None). With `due_only`,
    feeds whose time has not come are left alone; without it only a server's Retry-After is kept.
    Raises BadInputError for an outlet that is not there.
    """
    chosen = _chosen(room, desk=desk, outlets=outlets)
    due = _due_feeds(room, chosen, now=room.clock(), due_only=due_only)
    batches = _cut(chosen, due, run_id=run_id, on=room.clock().date(), limit=limit)
    return _opened(room, run_id, desk=desk or "", now=room.clock(), batches=batches)


def plan_recheck(room: Room, *, run_id: str, outlets: Sequence[str], limit: int) -> list[Batch]:
    """As `plan`, for a run that polls no feed."""
    chosen = _chosen(room, desk=None, outlets=outlets)
    batches = _cut(chosen, {}, run_id=run_id, on=room.clock().date(), limit=limit)
    return _opened(room, run_id, desk="", now=room.clock(), batches=batches)


def plan_import(room: Room, *, run_id: str, outlets: Sequence[str]) -> Batch:
    """As `plan`, for a run over a file that holds the pages of many outlets in its own order."""
    chosen = _chosen(room, desk=None, outlets=outlets)
    whole = Batch(
        run_id=run_id,
        name="import",
        outlet_ids=tuple(outlet.id for outlet in chosen),
        feeds=(),
        on=room.clock().date(),
    )
    [batch] = _opened(room, run_id, desk="", now=room.clock(), batches=[whole])
    return batch


def plan_sweep(
    room: Room,
    *,
    run_id: str,
    outlets: Sequence[str],
    limit: int | None,
    scope: Mapping[str, Any],
) -> list[Batch]:
    """As `plan`, for a run over what outlets list of the past; `scope` is kept with the run.

    A run that was closed stays closed: planned again, it is opened under its next name and asks
    everything anew (Airflow clears a run that a backfill repeats, and keeps its id).
    """
    chosen = _chosen(room, desk=None, outlets=outlets)
    name = _unsettled(room, run_id)
    batches = _cut(chosen, {}, run_id=name, on=room.clock().date(), limit=limit)
    return _opened(room, name, desk="", now=room.clock(), batches=batches, more={"sweep": scope})


def _unsettled(room: Room, run_id: str) -> str:
    """`run_id` itself or with a number behind it, the first that was not closed."""
    names = (run_id if number == 1 else f"{run_id} #{number}" for number in count(1))
    return next(name for name in names if not room.store.is_settled(name))


def _cut(
    chosen: list[Outlet],
    due: Mapping[str, list[tuple[str, str]]],
    *,
    run_id: str,
    on: date,
    limit: int | None,
) -> list[Batch]:
    groups = _packed(_host_disjoint(chosen))
    return [
        Batch(
            run_id=run_id,
            name=_name(group),
            outlet_ids=tuple(outlet.id for outlet in group),
            feeds=tuple(feed for outlet in group for feed in due.get(outlet.id, ())),
            on=on,
            limit=limit,
        )
        for group in groups
    ]


def _opened(
    room: Room,
    run_id: str,
    *,
    desk: str,
    now: datetime,
    batches: list[Batch],
    more: Mapping[str, Any] | None = None,
) -> list[Batch]:
    """The batches the run was begun with: a plan made again finds the first one."""
    params: dict[str, Any] = {"batches": [batch.as_json() for batch in batches], **(more or {})}
    room.store.begin(run_id, desk=desk, now=now, params=params)
    return [Batch.from_json(value) for value in room.store.params(run_id)["batches"]]


def _chosen(room: Room, *, desk: str | None, outlets: Sequence[str]) -> list[Outlet]:
    if outlets:
        named = [room.registry.outlet(outlet_id) for outlet_id in dict.fromkeys(outlets)]
        strangers = [outlet.id for outlet in named if desk is not None and outlet.desk != desk]
        if strangers:
            raise BadInputError(
                f"outlet {strangers[0]!r}", f"not of desk {desk!r}", "run it from its own desk"
            )
        return named
    if desk is None:
        return list(room.registry.outlets)
    return list(room.registry.desk_outlets(desk))


def _due_feeds(
    room: Room, outlets: Iterable[Outlet], *, now: datetime, due_only: bool
) -> dict[str, list[tuple[str, str]]]:
    chosen = list(outlets)
    states = room.store.feed_states([outlet.id for outlet in chosen])
    return {
        outlet.id: [
            (outlet.id, feed.path)
            for feed in outlet.feeds
            if _is_wanted(states.get((outlet.id, feed.path)), now=now, due_only=due_only)
        ]
        for outlet in chosen
    }


def _is_wanted(state: FeedState | None, *, now: datetime, due_only: bool) -> bool:
    if state is None:
        return True
    if due_only:
        return is_due(state, now=now)
    return state.not_before_at is None or state.not_before_at <= now


def _host_disjoint(outlets: list[Outlet]) -> list[list[Outlet]]:
    """Outlets that share a host (a feed host, a proxy) go together, so no two batches ask it."""
    groups: list[tuple[set[str], list[Outlet]]] = []
    for outlet in outlets:
        hosts, members = _hosts(outlet), [outlet]
        apart = []
        for other_hosts, others in groups:
            if hosts & other_hosts:
                hosts, members = hosts | other_hosts, others + members
            else:
                apart.append((other_hosts, others))
        groups = [*apart, (hosts, members)]
    return sorted((members for _, members in groups), key=lambda group: group[0].id)


def _hosts(outlet: Outlet) -> set[str]:
    return host_keys(outlet) | {
        host_key(host_of(feed.path)) for feed in outlet.feeds if feed.is_elsewhere
    }


def _packed(groups: list[list[Outlet]]) -> list[list[Outlet]]:
    n_bins = min(len(groups), MAX_BATCHES)
    bins: list[list[Outlet]] = [[] for _ in range(n_bins)]
    for group in sorted(groups, key=lambda group: -len(group)):
        min(bins, key=len).extend(group)
    return [sorted(members, key=lambda outlet: outlet.id) for members in bins if members]


def _name(outlets: list[Outlet]) -> str:
    names = [outlet.id for outlet in outlets]
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
