"""Leases that space the requests to a host, and robots.txt files. Makes no request itself."""

from datetime import datetime, timedelta

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines import Database, insert, replacing
from wireroom.ports import RobotsRecord

_SLOT = insert("host_slot", ("host", "next_at"), conflict=replacing(("host",), ("next_at",)))
_HOLD = _SLOT + " WHERE excluded.next_at > host_slot.next_at"
_ROBOTS_KEY = ("origin", "vantage")
_ROBOTS_COLUMNS = (*_ROBOTS_KEY, "body", "expires_at")
_ROBOTS = insert("robots", _ROBOTS_COLUMNS, conflict=replacing(_ROBOTS_KEY, _ROBOTS_COLUMNS))


class HostTables:
    """ports.HostLeases and ports.RobotsCache."""

    database: Database

    def reserve(self, host: str, *, now: datetime, delay_s: float) -> datetime:
        """The next free instant of `host`, not before `now`; the one after is `delay_s` later."""
        with self.database.write() as transaction:
            transaction.lock("host_slot", host)
            row = transaction.one("SELECT next_at FROM host_slot WHERE host = ?", [host])
            slot = max(now, codec.at_of(row[0])) if row else now
            transaction.execute(_SLOT, [host, slot + timedelta(seconds=delay_s)])
        return slot

    def hold(self, host: str, *, until: datetime) -> None:
        """Let nobody ask `host` before `until`; never shortens a wait."""
        with self.database.write() as transaction:
            transaction.lock("host_slot", host)  # or a reservation under way would shorten it
            transaction.execute(_HOLD, [host, until])

    def robots(self, origin: str, vantage: str) -> RobotsRecord | None:
        """The record of ``scheme://host[:port]`` as seen from there, expired or not."""
        sql = "SELECT * FROM robots WHERE origin = ? AND vantage = ?"
        for row in self.database.rows(sql, [origin, vantage]):
            return RobotsRecord(**dict(row) | {"expires_at": codec.at_of(row["expires_at"])})
        return None

    def save_robots(self, record: RobotsRecord) -> None:
        """Remember a record in place of the last one."""
        with self.database.write() as transaction:
            transaction.execute(_ROBOTS, [getattr(record, name) for name in _ROBOTS_COLUMNS])
