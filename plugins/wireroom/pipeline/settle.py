"""Settle: does every entry have its one state? Only then is a run green."""

from collections.abc import Sequence
from dataclasses import replace

from wireroom.errors import UnbalancedLedgerError
from wireroom.pipeline import near
from wireroom.pipeline.batch import Batch
from wireroom.pipeline.sweeps.discover import unasked
from wireroom.pipeline.sweeps.scope import Scope
from wireroom.pipeline.wiring import Room
from wireroom.ports import AskedRow
from wireroom.stages.monitor import Summary, balance, gaps
from wireroom.stages.sweep import first_units


def settle_run(room: Room, run_id: str) -> Summary:
    """Balance the run's books and close it; the summary is kept with the run.

    Of a sweep the days of its window are counted, listed against ingested. Fingerprints that no
    window reaches any more are forgotten on the way.

    Raises UnbalancedLedgerError, and then the run stays open.
    """
    params = room.store.params(run_id)
    batches = [Batch.from_json(value) for value in params["batches"]]
    outlet_ids = [outlet_id for batch in batches for outlet_id in batch.outlet_ids]
    scope = Scope.found(params)
    asked = room.store.asked(run_id, outlet_ids) if scope else []
    summary = balance(
        run_id,
        entry_ids=room.store.entry_ids(run_id),
        ledger=room.store.ledger(run_id),
        polls=[*room.store.polls(run_id, outlet_ids), *asked],
        planned=[feed for batch in batches for feed in batch.feeds],
    )
    if scope is not None:
        _check_asked(room, run_id, scope, outlet_ids, asked=asked)
        days = room.store.completeness(outlet_ids, [*scope.window.days()])
        room.store.save_completeness(days, now=room.clock())
        summary = replace(summary, gaps=gaps(days))
    room.store.settle(run_id, now=room.clock(), summary=summary.as_json())
    near.expire(room, now=room.clock())
    return summary


def _check_asked(
    room: Room, run_id: str, scope: Scope, outlet_ids: Sequence[str], *, asked: Sequence[AskedRow]
) -> None:
    """Raise where a listing was not asked for, as a batch did not finish."""
    n_left = 0
    for outlet_id in outlet_ids:
        outlet = room.registry.outlet(outlet_id)
        first = first_units(outlet.sweep, scope.calendar(outlet))
        n_left += len(unasked(first, [row for row in asked if row.outlet_id == outlet_id]))
    if n_left:
        raise UnbalancedLedgerError(run_id, len(asked) + n_left, len(asked))
