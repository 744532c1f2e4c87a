"""The journal of runs: polls, entries seen, captures made, and how they add up."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines import (
    Database,
    Merge,
    Row,
    Transaction,
    insert,
    replacing,
)
from wireroom.adapters.warehouse.load import file_journal, file_rows, save_capture_rows
from wireroom.errors import BadInputError
from wireroom.model import Capture, LedgerRow, Quarantined, Reason
from wireroom.ports import LoadBatch, PollRow, Work
from wireroom.ports.past import Past

_RUN = insert("run", ("run_id", "desk", "params", "begun_at"), conflict="DO NOTHING")
_POLL_COLUMNS = (
    "run_id", "outlet_id", "feed", "host", "outcome", "reason", "detail", "n_entries", "warnings",
    "state", "polled_at",
)  # fmt: skip
_POLL = insert("poll_log", _POLL_COLUMNS, conflict="DO NOTHING")
_ENTRY_COLUMNS = (
    "run_id", "entry_id", "outlet_id", "feed", "article_id", "is_to_fetch", "n_failures", "entry",
    "seen_at",
)  # fmt: skip
ENTRY = Merge(table="run_entry", columns=_ENTRY_COLUMNS, key=("run_id", "entry_id"))
_LINK_COLUMNS = ("run_id", "entry_id", "capture_id", "host")
_LINK_KEY = ("run_id", "entry_id")
_LINK = Merge(
    table="run_capture",
    columns=_LINK_COLUMNS,
    key=_LINK_KEY,
    conflict=replacing(_LINK_KEY, _LINK_COLUMNS),
)
_NO_LEDGER = """NOT EXISTS (SELECT 1 FROM ledger l
  WHERE l.run_id = e.run_id AND l.entry_id = e.entry_id)"""
_NO_CAPTURE = """NOT EXISTS (SELECT 1 FROM run_capture r
  WHERE r.run_id = e.run_id AND r.entry_id = e.entry_id)"""
_FETCHING = f"e.is_to_fetch = TRUE AND {_NO_LEDGER} AND {_NO_CAPTURE}"
_UNFETCHED = f"""SELECT e.* FROM run_entry e
WHERE e.run_id = ? AND e.outlet_id = ? AND e.entry_id > ? AND {_FETCHING}
ORDER BY e.entry_id LIMIT ?"""  # noqa: S608 - our own text
_CAPTURED = """FROM run_entry e
JOIN run_capture r ON r.run_id = e.run_id AND r.entry_id = e.entry_id
JOIN capture c ON c.capture_id = r.capture_id"""
_UNFILED = f"""SELECT e.entry_id, e.article_id, e.n_failures, e.entry, e.seen_at,
  r.host AS served_by, c.*
{_CAPTURED}
WHERE e.run_id = ? AND e.outlet_id = ? AND e.entry_id > ? AND {_NO_LEDGER}
ORDER BY e.entry_id LIMIT ?"""
_N_UNFETCHED = f"""SELECT count(*) FROM run_entry e
WHERE e.run_id = ? AND {_FETCHING} AND e.outlet_id IN {{in}}"""  # noqa: S608 - our own text
_N_UNFILED = f"""SELECT count(*) {_CAPTURED}
WHERE e.run_id = ? AND {_NO_LEDGER} AND e.outlet_id IN {{in}}"""
_PAGE = 500  # entries; a backfill's run has tens of thousands


class RunTables:
    """ports.Runs."""

    database: Database

    def begin(self, run_id: str, *, desk: str, now: datetime, params: Mapping[str, Any]) -> None:
        """Open a run; opening it again changes nothing."""
        with self.database.write() as transaction:
            transaction.execute(_RUN, [run_id, desk, params, now])

    def params(self, run_id: str) -> Mapping[str, Any]:
        """What the run was begun with; raises BadInputError for a run never begun."""
        found = self.database.rows("SELECT params FROM run WHERE run_id = ?", [run_id])
        if not found:
            raise BadInputError(f"run {run_id!r}", "was never begun", "plan it first")
        params: Mapping[str, Any] = json.loads(found[0][0])
        return params

    def save_poll(
        self, row: PollRow, entries: Sequence[tuple[Work, bool]], load: LoadBatch, /
    ) -> None:
        """One poll, its entries and `load`; a feed polled in this run already stays as it is."""
        columns = [getattr(row, name) for name in _POLL_COLUMNS]
        seen = [
            entry_row(row.run_id, work, is_to_fetch=flag, seen_at=row.polled_at)
            for work, flag in entries
        ]

        def save(transaction: Transaction) -> None:
            if transaction.execute(_POLL, columns):
                transaction.merge(ENTRY, seen)
                file_rows(transaction, load, now=row.polled_at)

        self.database.transact(save)

    def save_retries(self, run_id: str, works: Sequence[Work], /, *, now: datetime) -> None:
        """Entries of earlier runs that this one takes up again; those it has stay as they are."""
        rows = [entry_row(run_id, work, is_to_fetch=True, seen_at=now) for work in works]

        def save(transaction: Transaction) -> None:
            transaction.merge(ENTRY, rows)

        self.database.transact(save)

    def polls(self, run_id: str, outlet_ids: Sequence[str]) -> list[PollRow]:
        """The polls of a run, by outlet and feed."""
        sql = "SELECT * FROM poll_log WHERE run_id = ? AND outlet_id IN {in}"
        found = [_poll(row) for row in self.database.rows_in(sql, outlet_ids, before=[run_id])]
        return sorted(found, key=lambda row: (row.outlet_id, row.feed))

    def unfetched(self, run_id: str, outlet_ids: Sequence[str]) -> Iterator[Work]:
        """Entries to fetch that have neither a capture nor a ledger row yet, read as they go."""
        return (work_of(row) for row in self._walked(_UNFETCHED, run_id, outlet_ids))

    def unfiled(
        self, run_id: str, outlet_ids: Sequence[str]
    ) -> Iterator[tuple[Work, Capture, str]]:
        """Entries with a capture and no ledger row yet; the string is the host that served it."""
        for row in self._walked(_UNFILED, run_id, outlet_ids):
            yield work_of(row), codec.capture(dict(row)), row["served_by"]

    def n_unfetched(self, run_id: str, outlet_ids: Sequence[str]) -> int:
        """How many entries `unfetched` has."""
        rows = self.database.rows_in(_N_UNFETCHED, outlet_ids, before=[run_id])
        return sum(row[0] for row in rows)

    def n_unfiled(self, run_id: str, outlet_ids: Sequence[str]) -> int:
        """How many entries `unfiled` has."""
        rows = self.database.rows_in(_N_UNFILED, outlet_ids, before=[run_id])
        return sum(row[0] for row in rows)

    def _walked(self, sql: str, run_id: str, outlet_ids: Sequence[str]) -> Iterator[Row]:
        """Rows by outlet and entry, a page at a time; what is done meanwhile is passed over."""
        for outlet_id in sorted(set(outlet_ids)):
            last = ""
            while rows := self.database.rows(sql, [run_id, outlet_id, last, _PAGE]):
                yield from rows
                last = rows[-1]["entry_id"]

    def save_captures(
        self,
        run_id: str,
        captures: Sequence[tuple[str, Capture, str]],
        load: LoadBatch,
        *,
        now: datetime,
    ) -> None:
        """Entry id, capture and serving host of what came, and `load`, in one transaction."""
        links = [(run_id, entry, item.capture_id, host) for entry, item, host in captures]

        def save(transaction: Transaction) -> None:
            save_capture_rows(transaction, [*(item for _, item, _ in captures), *load.captures])
            transaction.merge(_LINK, links)
            file_journal(transaction, load, now=now)

        self.database.transact(save)

    def release(
        self,
        run_id: str,
        entry_ids: Sequence[str],
        quarantined: Sequence[Quarantined],
        *,
        now: datetime,
    ) -> None:
        """Take captures back that are not believed: their entries are to be fetched again."""
        sql = "DELETE FROM run_capture WHERE run_id = ? AND entry_id = ?"

        def save(transaction: Transaction) -> None:
            transaction.many(sql, [[run_id, key] for key in sorted(entry_ids)])
            file_journal(transaction, LoadBatch(quarantined=quarantined), now=now)

        self.database.transact(save)

    def entry_ids(self, run_id: str) -> list[str]:
        """Every entry that a run saw."""
        rows = self.database.rows("SELECT entry_id FROM run_entry WHERE run_id = ?", [run_id])
        return [row[0] for row in rows]

    def ledger(self, run_id: str, outlet_ids: Sequence[str] | None = None) -> list[LedgerRow]:
        """The ledger rows of a run, of some outlets or of all, by outlet and entry."""
        sql = "SELECT * FROM ledger WHERE run_id = ?"
        if outlet_ids is None:
            found = self.database.rows(sql, [run_id])
        else:
            found = self.database.rows_in(
                sql + " AND outlet_id IN {in}", outlet_ids, before=[run_id]
            )
        rows = [codec.ledger_row(dict(row)) for row in found]
        return sorted(rows, key=lambda row: (row.outlet_id, row.entry_id))

    def settle(self, run_id: str, *, now: datetime, summary: Mapping[str, Any]) -> None:
        """Close a run; the first closing stays in settled_at, the last in summary."""
        sql = "UPDATE run SET settled_at = COALESCE(settled_at, ?), summary = ? WHERE run_id = ?"
        with self.database.write() as transaction:
            transaction.execute(sql, [now, summary, run_id])


def entry_row(
    run_id: str, work: Work, *, is_to_fetch: bool, seen_at: datetime | None
) -> tuple[object, ...]:
    """The columns of an entry that a run saw."""
    entry = work.entry
    values = (run_id, entry.entry_id, entry.outlet_id, entry.feed, work.article_id, is_to_fetch)
    return (*values, work.n_failures, entry, seen_at)


def work_of(row: Row) -> Work:
    """The entry of a row of run_entry."""
    return Work(
        entry=codec.entry(row["entry"]),
        article_id=row["article_id"],
        n_failures=row["n_failures"],
        seen_at=codec.at_of(row["seen_at"]),
    )


def save_links(transaction: Transaction, pasts: Sequence[Past]) -> None:
    """Entries of earlier runs, each with its capture."""
    transaction.merge(
        ENTRY,
        [
            entry_row(one.run_id, one.work, is_to_fetch=True, seen_at=one.work.seen_at)
            for one in pasts
        ],
    )
    links = [(one.run_id, one.work.entry.entry_id, one.capture) for one in pasts]
    transaction.merge(_LINK, [(*key, item.capture_id, item.host) for *key, item in links])


def _poll(row: Row) -> PollRow:
    found = dict(row)
    return PollRow(
        **found
        | {
            "reason": Reason(row["reason"]) if row["reason"] else None,
            "warnings": tuple(json.loads(row["warnings"])),
            "state": codec.feed_state(json.loads(row["state"])),
            "polled_at": codec.at_of(row["polled_at"]),
        }
    )
