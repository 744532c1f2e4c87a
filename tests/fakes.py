"""Hand-written fakes of the ports, kept in memory, that pass the contract tests of the real."""

import threading
from datetime import UTC, datetime, timedelta

from wireroom.ports import RobotsRecord


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        """Let `seconds` pass."""
        self.now += timedelta(seconds=seconds)


class FakeLeases:
    """ports.HostLeases; `slots` holds the next free instant of each host."""

    def __init__(self) -> None:
        self.slots: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def reserve(self, host: str, *, now: datetime, delay_s: float) -> datetime:
        """The next free instant of `host`, not before `now`; the one after is `delay_s` later."""
        with self._lock:
            slot = max(now, self.slots.get(host, now))
            self.slots[host] = slot + timedelta(seconds=delay_s)
        return slot

    def hold(self, host: str, *, until: datetime) -> None:
        """Let nobody ask `host` before `until`; never shortens a wait."""
        with self._lock:
            self.slots[host] = max(until, self.slots.get(host, until))


class FakeRobotsCache:
    """ports.RobotsCache; `records` holds what was saved, by origin and vantage."""

    def __init__(self) -> None:
        self.records: dict[tuple[str, str], RobotsRecord] = {}

    def robots(self, origin: str, vantage: str) -> RobotsRecord | None:
        """The record of ``scheme://host[:port]`` as seen from there, expired or not."""
        return self.records.get((origin, vantage))

    def save_robots(self, record: RobotsRecord) -> None:
        """Remember a record in place of the last one."""
        self.records[record.origin, record.vantage] = record
