"""Politeness in time: leases before each request, and what a server asks by Retry-After."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from wireroom.adapters.web.limits import stopped
from wireroom.model import Reason
from wireroom.ports import Clock, HostLeases

_MIN_HOLD_S, _MAX_HOLD_S = 1.0, 86_400.0
DEFAULT_HOLD_S = 60.0  # for a 429 that does not say; one minute is the usual quota window


class Spacing:
    """Waits for the lease of a host."""

    def __init__(self, leases: HostLeases, clock: Clock, *, max_wait_s: float) -> None:
        self._leases, self._clock, self._max_wait_s = leases, clock, max_wait_s
        self._far: dict[str, datetime] = {}

    def wait(self, host: str, delay_s: float) -> None:
        """Sleep until `host` may be asked; raises StoppedError where that is too far off.

        Each lease moves the next one on, so a host that is far off is not leased again and again.
        """
        now = self._clock()
        at = self._far.get(host, now)
        if (at - now).total_seconds() <= self._max_wait_s:
            at = self._leases.reserve(host, now=now, delay_s=delay_s)
        wait_s = (at - now).total_seconds()
        if wait_s > self._max_wait_s:
            self._far[host] = at
            raise stopped(
                Reason.RATE_LIMITED,
                f"{host} may be asked again in {wait_s:.0f} s",
                retry_after_s=wait_s,
            )
        if wait_s > 0:
            time.sleep(wait_s)

    def hold(self, host: str, hold_s: float) -> None:
        """Let nobody ask `host` for `hold_s` seconds."""
        self._leases.hold(host, until=self._clock() + timedelta(seconds=hold_s))


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, 1 to 86,400; None where it cannot be read."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        seconds = float(text)
    else:
        try:
            until = parsedate_to_datetime(text)
        except (ValueError, TypeError):
            return None
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        seconds = (until - now).total_seconds()
    return min(max(seconds, _MIN_HOLD_S), _MAX_HOLD_S)
