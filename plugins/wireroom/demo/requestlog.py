"""The log of what the demo newsroom was asked and what it answered, for tests to read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

DROPPED = 0
"""The `status` of a request whose connection was dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedRequest:
    """One request: `path` is empty and `status` 0 where a connection was dropped unread.

    `at_s` is the wall clock's instant in monotonic seconds, to measure how far requests lie apart.
    """

    host: str
    path: str
    status: int
    conditional: bool
    at_s: float = field(default_factory=monotonic, compare=False)


class RequestLog:
    """Served requests in order; safe to use from any thread, iteration sees a snapshot."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._served: list[ServedRequest] = []

    def add(self, served: ServedRequest) -> None:
        """Append one served request."""
        with self._lock:
            self._served.append(served)

    def clear(self) -> None:
        """Forget everything served so far."""
        with self._lock:
            self._served.clear()

    def of(self, host: str) -> list[ServedRequest]:
        """Return what `host` was asked, in order."""
        return [served for served in self if served.host == host]

    def __iter__(self) -> Iterator[ServedRequest]:
        with self._lock:
            return iter(tuple(self._served))

    def __len__(self) -> int:
        with self._lock:
            return len(self._served)
