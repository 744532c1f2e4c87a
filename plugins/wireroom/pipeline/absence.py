"""An article that was filed and is not there: told as a fact, and the second time as an end."""

from collections.abc import Iterable
from dataclasses import replace

from wireroom.model import Absence, EntryState, Failed, LedgerRow, disappeared_at
from wireroom.pipeline.wiring import Room
from wireroom.ports import Work
from wireroom.stages.monitor import absent_on


def absence_of(
    room: Room, run_id: str, work: Work, failures: Iterable[tuple[str, Failed]]
) -> Absence | None:
    """The absence that these hosts tell of, None where the article was never filed or may be there.

    Asks the store only where a host says that the page is not there.
    """
    told = list(failures)
    if not absent_on(told, served_by={host for host, _ in told}):
        return None
    hosts = absent_on(told, served_by={host for host, _ in room.store.shown(work.article_id)})
    if not hosts:
        return None
    return Absence(article_id=work.article_id, run_id=run_id, seen_at=room.clock(), hosts=hosts)


def ended_by(room: Room, row: LedgerRow, absence: Absence | None) -> LedgerRow:
    """The row of an entry whose page is absent: tried again, or disappeared."""
    if absence is None:
        return row
    last_seen_at, earlier = room.store.absences(absence.article_id)
    if last_seen_at is None:
        return row
    at = disappeared_at([*earlier, absence.seen_at], last_seen_at=last_seen_at)
    if at is None:
        return row
    return replace(row, state=EntryState.DISAPPEARED, retry_at=None)
