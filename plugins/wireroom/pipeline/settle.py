"""Settle: does every entry have its one state? Only then is a run green."""

from wireroom.pipeline import near
from wireroom.pipeline.batch import Batch
from wireroom.pipeline.wiring import Room
from wireroom.stages.monitor import Summary, balance


def settle_run(room: Room, run_id: str) -> Summary:
    """Balance the run's books and close it; the summary is kept with the run.

    Fingerprints that no window reaches any more are forgotten on the way.

    Raises UnbalancedLedgerError, and then the run stays open.
    """
    batches = [Batch.from_json(value) for value in room.store.params(run_id)["batches"]]
    outlet_ids = [outlet_id for batch in batches for outlet_id in batch.outlet_ids]
    summary = balance(
        run_id,
        entry_ids=room.store.entry_ids(run_id),
        ledger=room.store.ledger(run_id),
        polls=room.store.polls(run_id, outlet_ids),
        planned=[feed for batch in batches for feed in batch.feeds],
    )
    room.store.settle(run_id, now=room.clock(), summary=summary.as_json())
    near.expire(room, now=room.clock())
    return summary
