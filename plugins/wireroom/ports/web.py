"""The web as the stages' edges see it: the guarded client, the spacing of requests, robots.txt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from wireroom.model import Outcome, Request

Clock = Callable[[], datetime]
Meter = Callable[[], None]
"""Called before each request that leaves; what it raises keeps it from leaving."""


class Web(Protocol):
    """The guarded client: every failure is a value, named."""

    def get(self, request: Request, /, *, meter: Meter | None = None) -> Outcome:
        """Ask once, politely; raises WebUnavailableError only when our own egress is down.

        `meter` sees every request that leaves for it, redirects and robots.txt included. What it
        raises ends the asking, is remembered of no host, and reaches the caller.
        """
        ...


class HostLeases(Protocol):
    """Spacing per host, shared by every worker of every machine that uses one state store."""

    def reserve(self, host: str, *, now: datetime, delay_s: float) -> datetime:
        """The instant at which the caller may ask `host`; later callers get later instants."""
        ...

    def hold(self, host: str, *, until: datetime) -> None:
        """Let nobody ask `host` before `until` (a server's Retry-After)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRecord:
    """A robots.txt as last seen; `body` is None where it was unreachable, "" where absent.

    `vantage` is from where it was seen (`Settings.vantage_through`): what a proxy's exit is shown
    says nothing of what this machine is shown.
    """

    origin: str
    vantage: str
    body: str | None
    expires_at: datetime


class RobotsCache(Protocol):
    """robots.txt files, shared by all workers."""

    def robots(self, origin: str, vantage: str) -> RobotsRecord | None:
        """The record of ``scheme://host[:port]`` as seen from there, expired or not."""
        ...

    def save_robots(self, record: RobotsRecord) -> None:
        """Remember a record in place of the last one."""
        ...
