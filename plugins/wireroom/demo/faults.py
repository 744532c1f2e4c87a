"""What is wrong with which host at this moment: the demo's failures, and who heals them.

Safe to read and change from any thread. Knows host names only, no HTTP and no stories.
"""

from collections.abc import Iterable, Mapping
from threading import Lock


class Faults:
    """The hosts that drop connections, show a banner, lie about who they are, or soon will die."""

    def __init__(
        self, *, seized: Iterable[str], foreign_tls: Iterable[str], dying: Mapping[str, int]
    ) -> None:
        self._lock = Lock()
        self._seized = set(seized)
        self._foreign_tls = set(foreign_tls)
        self._articles_left = dict(dying)
        self._killed: set[str] = set()

    def is_dropped(self, host: str) -> bool:
        """Say whether `host` drops every connection."""
        with self._lock:
            return host in self._killed or self._articles_left.get(host) == 0

    def is_seized(self, host: str) -> bool:
        """Say whether `host` shows the seizure banner for every path."""
        with self._lock:
            return host in self._seized

    def has_foreign_tls(self, host: str) -> bool:
        """Say whether `host` shows a certificate of an authority nobody trusts."""
        with self._lock:
            return host in self._foreign_tls

    def take_article(self, host: str) -> bool:
        """Use up one article of a dying host's last ones; False where none was left."""
        with self._lock:
            left = self._articles_left.get(host)
            if left is None:
                return True
            self._articles_left[host] = max(left - 1, 0)
            return left > 0

    def kill(self, host: str) -> None:
        """Make `host` drop every connection from now on."""
        with self._lock:
            self._killed.add(host)

    def break_tls(self, host: str) -> None:
        """Make `host` show a certificate of an authority nobody trusts from now on."""
        with self._lock:
            self._foreign_tls.add(host)

    def seize(self, host: str) -> None:
        """Make `host` show the seizure banner for every path from now on."""
        with self._lock:
            self._seized.add(host)

    def revive(self, host: str) -> None:
        """Take every fault from `host`."""
        with self._lock:
            for hosts in (self._killed, self._seized, self._foreign_tls):
                hosts.discard(host)
            self._articles_left.pop(host, None)

    def heal(self) -> None:
        """Take every fault from every host."""
        with self._lock:
            for hosts in (self._killed, self._seized, self._foreign_tls):
                hosts.clear()
            self._articles_left.clear()
