"""How much an outlet is bothered for probes, checks and comparisons: so many requests in an hour.

Each request is counted as it leaves, redirects and robots.txt included, in the state store that
all workers share: the limit holds in any sixty minutes, beside the politeness that every request
keeps.
"""

from wireroom.model import Outcome, Request
from wireroom.pipeline.wiring import Room
from wireroom.registry import Outlet

PROBES_PER_HOUR = 60  # requests per outlet; at the usual spacing a minute of one host's time


class Budget:
    """One outlet's requests for checks; `is_spent` from the first that could not leave."""

    def __init__(self, room: Room, outlet: Outlet) -> None:
        self._room, self._outlet_id = room, outlet.id
        self.is_spent = False

    @property
    def n_left(self) -> int:
        """How many requests may leave now; other workers take of them too."""
        n_spent = self._room.store.n_spent(self._outlet_id, now=self._room.clock())
        return max(PROBES_PER_HOUR - n_spent, 0)

    def ask(self, request: Request) -> Outcome | None:
        """What comes of the request; None where the hour's requests end before or on its way."""
        try:
            return self._room.web.get(request, meter=self._take)
        except _SpentError:
            self.is_spent = True
            return None

    def _take(self) -> None:
        now = self._room.clock()
        if not self._room.store.spend(self._outlet_id, now=now, per_hour=PROBES_PER_HOUR):
            raise _SpentError


class _SpentError(Exception):
    """The hour's requests are spent; never leaves this module."""
