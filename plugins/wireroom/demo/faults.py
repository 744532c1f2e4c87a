"""What is wrong with which host at this moment: the demo's failures, and who heals them.

Safe to read and change from any thread. Knows host names only, no HTTP and no stories.
"""

from collections.abc import Iterable, Mapping
from threading import Lock

DROPPED = "dropped"
SEIZED = "seized"


class Faults:
    """The hosts that drop connections, lie in one of the hostile kinds, or soon will.

    `after=n` starts a fault with the host's n-th article: n - 1 are still served, then it holds for
    every path. Of several lies the one told last holds; a host that drops connections tells none.
    """

    def __init__(
        self, *, seized: Iterable[str], foreign_tls: Iterable[str], dying: Mapping[str, int]
    ) -> None:
        self._lock = Lock()
        self._foreign_tls = set(foreign_tls)
        self._moves: dict[str, tuple[str, int]] = {}
        self._left: dict[str, dict[str, int]] = {}
        for host in seized:
            self.seize(host)
        for host, n_articles in dying.items():
            self.kill(host, after=n_articles + 1)

    def is_dropped(self, host: str) -> bool:
        """Say whether `host` drops every connection."""
        with self._lock:
            return self._left.get(host, {}).get(DROPPED) == 0

    def lie_of(self, host: str) -> str | None:
        """Return the hostile kind that `host` is of now, None where no lie was told to begin."""
        with self._lock:
            return _begun(self._left.get(host, {}))

    def move_of(self, host: str) -> tuple[str, int] | None:
        """Return the host and the status that every path of `host` redirects with, if it does."""
        with self._lock:
            return self._moves.get(host)

    def has_foreign_tls(self, host: str) -> bool:
        """Say whether `host` shows a certificate of an authority nobody trusts."""
        with self._lock:
            return host in self._foreign_tls

    def take_article(self, host: str, lie: str | None) -> bool:
        """Use up one article of a host's last honest ones.

        False where the article was made under another lie than holds now: others took the last.
        """
        with self._lock:
            waiting = self._left.get(host, {})
            if waiting.get(DROPPED) == 0 or _begun(waiting) != lie:
                return False
            for kind, left in waiting.items():
                waiting[kind] = max(left - 1, 0)
            return True

    def kill(self, host: str, *, after: int = 1) -> None:
        """Make `host` drop every connection, from its article `after` on."""
        self.lie(host, DROPPED, after=after)

    def seize(self, host: str, *, after: int = 1) -> None:
        """Make `host` show the seizure banner for every path, from its article `after` on."""
        self.lie(host, SEIZED, after=after)

    def lie(self, host: str, kind: str, *, after: int = 1) -> None:
        """Make `host` behave as a hostile host of `kind`, from its article `after` on."""
        with self._lock:
            told = self._left.setdefault(host, {})
            told.pop(kind, None)
            told[kind] = max(after - 1, 0)

    def move(self, host: str, target: str, status: int) -> None:
        """Make every path of `host` redirect to the same path at `target`."""
        with self._lock:
            self._moves[host] = (target, status)

    def break_tls(self, host: str) -> None:
        """Make `host` show a certificate of an authority nobody trusts from now on."""
        with self._lock:
            self._foreign_tls.add(host)

    def revive(self, host: str) -> None:
        """Take every fault from `host`."""
        with self._lock:
            self._foreign_tls.discard(host)
            self._left.pop(host, None)
            self._moves.pop(host, None)

    def heal(self) -> None:
        """Take every fault from every host."""
        with self._lock:
            self._foreign_tls.clear()
            self._left.clear()
            self._moves.clear()


def _begun(waiting: Mapping[str, int]) -> str | None:
    begun = [kind for kind, left in waiting.items() if left == 0 and kind != DROPPED]
    return begun[-1] if begun else None
