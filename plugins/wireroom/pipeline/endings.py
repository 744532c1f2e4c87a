"""How an entry that was taken up ends: its ledger row and what is remembered of it."""

from datetime import datetime

from wireroom.model import EntryState, Failed, LedgerRow, Reason
from wireroom.pipeline.triage import statement
from wireroom.ports import Known, Work
from wireroom.stages.monitor import UNCOUNTED, retry_at


def failed_row(
    run_id: str, work: Work, failed: Failed, *, now: datetime, is_hosts: bool = False
) -> LedgerRow:
    """The row of an entry that did not come to anything, with the instant of the next try.

    What robots.txt forbids is skipped, not failed: nobody is at fault and nobody tries again.
    `is_hosts` says that a host that could have had it could not be asked.
    """
    entry = work.entry
    is_forbidden = failed.reason is Reason.ROBOTS
    again = retry_at(
        failed.reason,
        n_failures=work.n_failures + 1,
        now=now,
        entry_id=entry.entry_id,
        retry_after_s=failed.retry_after_s,
        is_hosts=is_hosts,
    )
    return LedgerRow(
        run_id=run_id,
        entry_id=entry.entry_id,
        outlet_id=entry.outlet_id,
        feed=entry.feed,
        url=entry.url,
        article_id=work.article_id,
        state=EntryState.SKIPPED if is_forbidden else EntryState.FAILED,
        reason=failed.reason,
        detail=failed.detail,
        retry_at=None if is_forbidden else again,
    )


def memory_after(work: Work, row: LedgerRow) -> Known:
    """What the next run should know of this entry."""
    is_settled = row.state not in {
        EntryState.FAILED,
        EntryState.QUARANTINED,
        EntryState.SKIPPED,
    }
    return Known(
        article_id=work.article_id,
        digest=statement(work.entry),
        is_settled=is_settled,
        n_failures=0 if is_settled else work.n_failures + (row.reason not in UNCOUNTED),
        retry_at=row.retry_at,
    )
