"""Health of hosts, their voice, their moves. Judges nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines import (
    Database,
    Merge,
    Transaction,
    insert,
    replacing,
)
from wireroom.model import (
    Breaker,
    Capability,
    Health,
    HostKey,
    Move,
    Mute,
    Nonsense,
    Quarantined,
    Reason,
)

_KEY = tuple(item.name for item in fields(HostKey))
_VALUES = tuple(item.name for item in fields(Health) if item.name != "key")
_TIMES = ("probe_at", "probe_until", "last_ok_at", "last_failed_at", "updated_at")
_SAVE = insert("host_health", (*_KEY, *_VALUES), conflict=replacing(_KEY, (*_KEY, *_VALUES)))
_ONE = (
    "SELECT * FROM host_health WHERE outlet_id = ? AND host = ? AND capability = ? AND vantage = ?"
)
_NONSENSE_COLUMNS = tuple(item.name for item in fields(Nonsense))
_NONSENSE = insert(
    "host_nonsense", _NONSENSE_COLUMNS, conflict=replacing(("host", "vantage"), _NONSENSE_COLUMNS)
)
_MUTE = insert("host_mute", tuple(item.name for item in fields(Mute)), conflict="DO NOTHING")
_MOVE = insert(
    "host_move",
    tuple(item.name for item in fields(Move)),
    conflict="""(outlet_id, host, target) DO UPDATE SET n_seen = host_move.n_seen + 1,
    last_seen_at = excluded.last_seen_at, url = excluded.url, target_url = excluded.target_url""",
)
_QUARANTINE_COLUMNS = (
    "capture_id", "run_id", "outlet_id", "host", "capability", "url", "reason", "detail",
    "quarantined_at", "evidence",
)  # fmt: skip
_QUARANTINE = Merge(table="quarantine", columns=_QUARANTINE_COLUMNS, key=("capture_id",))
# An hour of any clock: a run whose clock a person set counts for itself.
_SPENT = """SELECT coalesce(sum(n_requests), 0) FROM probe_budget
WHERE outlet_id = ? AND at > ? AND at < ?"""
_SPEND = """INSERT INTO probe_budget (outlet_id, at, n_requests) VALUES (?, ?, 1)
ON CONFLICT (outlet_id, at) DO UPDATE SET n_requests = probe_budget.n_requests + 1"""
_FORGET = "DELETE FROM probe_budget WHERE outlet_id = ? AND at < ?"
_HOUR, _KEPT = timedelta(hours=1), timedelta(days=1)


class HealthTables:
    """ports.Hosts but for the profiles."""

    database: Database

    def health(self, outlet_ids: Sequence[str]) -> dict[HostKey, Health]:
        """What is remembered of these outlets' hosts."""
        sql = "SELECT * FROM host_health WHERE outlet_id IN {in}"
        found = [_health(dict(row)) for row in self.database.rows_in(sql, outlet_ids)]
        return {health.key: health for health in found}

    def update_health(self, key: HostKey, decide: Callable[[Health], Health], /) -> Health:
        """Replace a host's health by what `decide` makes of it, alone with it."""
        place = [str(getattr(key, name)) for name in _KEY]
        with self.database.write() as transaction:
            transaction.lock("host_health", *place)
            row = transaction.one(_ONE, place)
            before = _health(dict(row)) if row else Health(key=key)
            after = decide(before)
            if after != before:
                values = [getattr(after, name) for name in _VALUES]
                transaction.execute(_SAVE, [*place, *values])
        return after

    def nonsense(self, host: str, vantage: str) -> Nonsense | None:
        """What the host last answered to a path that cannot exist, expired or not."""
        sql = "SELECT * FROM host_nonsense WHERE host = ? AND vantage = ?"
        for row in self.database.rows(sql, [host, vantage]):
            found = dict(row)
            times = {name: codec.at_of(found[name]) for name in ("asked_at", "expires_at")}
            return Nonsense(**found | times)
        return None

    def save_nonsense(self, nonsense: Nonsense, /) -> None:
        """Remember it in place of the last one."""
        self._save(_NONSENSE, [getattr(nonsense, name) for name in _NONSENSE_COLUMNS])

    def mutes(self, outlet_ids: Sequence[str]) -> list[Mute]:
        """The hosts that lost their voice, by outlet and host."""
        sql = "SELECT * FROM host_mute WHERE outlet_id IN {in}"
        found = [dict(row) for row in self.database.rows_in(sql, outlet_ids)]
        muted = [
            Mute(
                **row | {"reason": Reason(row["reason"]), "muted_at": codec.at_of(row["muted_at"])}
            )
            for row in found
        ]
        return sorted(muted, key=lambda mute: (mute.outlet_id, mute.host))

    def mute(self, mute: Mute, /) -> None:
        """Take a host's voice; the first instant stays."""
        self._save(_MUTE, [getattr(mute, item.name) for item in fields(Mute)])

    def unmute(self, outlet_id: str, host: str) -> None:
        """Give it back: a person said so."""
        self._save("DELETE FROM host_mute WHERE outlet_id = ? AND host = ?", [outlet_id, host])

    def note_move(self, move: Move, /) -> None:
        """A permanent redirect was seen (again)."""
        self._save(_MOVE, [getattr(move, item.name) for item in fields(Move)])

    def end_moves(self, outlet_id: str, host: str) -> None:
        """The host answered for itself: no redirect of it holds any more."""
        sql = "SELECT 1 FROM host_move WHERE outlet_id = ? AND host = ?"
        if self.database.rows(sql, [outlet_id, host]):
            self._save("DELETE FROM host_move WHERE outlet_id = ? AND host = ?", [outlet_id, host])

    def moves(self, outlet_ids: Sequence[str]) -> list[Move]:
        """The permanent redirects that hold, longest first."""
        sql = "SELECT * FROM host_move WHERE outlet_id IN {in}"
        names = ("first_seen_at", "last_seen_at")
        found = [dict(row) for row in self.database.rows_in(sql, outlet_ids)]
        moves = [Move(**row | {name: codec.at_of(row[name]) for name in names}) for row in found]
        return sorted(moves, key=lambda move: (move.first_seen_at, move.outlet_id, move.host))

    def spend(self, outlet_id: str, *, now: datetime, per_hour: int) -> bool:
        """Take a request of the outlet's; False where the hour up to `now` has no more of them."""
        with self.database.write() as transaction:
            transaction.lock("probe_budget", outlet_id)
            if transaction.rows(_SPENT, _hour(outlet_id, now))[0][0] >= per_hour:
                return False
            transaction.execute(_SPEND, [outlet_id, now])
            transaction.execute(_FORGET, [outlet_id, now - _KEPT])
        return True

    def n_spent(self, outlet_id: str, *, now: datetime) -> int:
        """How many of the outlet's requests were taken in the hour up to `now`."""
        return int(self.database.rows(_SPENT, _hour(outlet_id, now))[0][0])

    def _save(self, sql: str, values: Sequence[object]) -> None:
        with self.database.write() as transaction:
            transaction.execute(sql, values)


def _hour(outlet_id: str, now: datetime) -> list[object]:
    return [outlet_id, now - _HOUR, now + _HOUR]


def save_quarantined(transaction: Transaction, rows: Sequence[Quarantined]) -> None:
    """Verdicts on bodies that are not the outlet's, inside the caller's transaction."""
    ready = ([getattr(row, name) for name in _QUARANTINE_COLUMNS] for row in rows)
    transaction.merge(_QUARANTINE, ready)


def _health(found: Mapping[str, Any]) -> Health:
    wanted = {name: found[name] for name in _VALUES}
    times = {name: codec.moment(found[name]) for name in _TIMES}
    key = {name: found[name] for name in _KEY} | {"capability": Capability(found["capability"])}
    return Health(
        **wanted
        | times
        | {
            "key": HostKey(**key),
            "breaker": Breaker(found["breaker"]),
            "reason": Reason(found["reason"]) if found["reason"] else None,
        }
    )
