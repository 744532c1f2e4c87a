"""The book of hosts: their health, what they may say, and what was learned of their pages."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from wireroom.model import Health, HostKey, Move, Mute, Nonsense


class Hosts(Protocol):
    """Shared by all workers of all machines that use one state store; survives restarts."""

    def health(self, outlet_ids: Sequence[str]) -> dict[HostKey, Health]:
        """What is remembered of these outlets' hosts."""
        ...

    def update_health(self, key: HostKey, decide: Callable[[Health], Health], /) -> Health:
        """Replace a host's health by what `decide` makes of it, alone; the health after.

        `decide` sees the last committed health (fresh where there is none) and no two workers'
        decisions cross: this is how only one of them takes a probe.
        """
        ...

    def nonsense(self, host: str, vantage: str) -> Nonsense | None:
        """What the host last answered to a path that cannot exist, expired or not."""
        ...

    def save_nonsense(self, nonsense: Nonsense, /) -> None:
        """Remember it in place of the last one."""
        ...

    def profiles(self, outlet_ids: Sequence[str]) -> dict[str, str]:
        """What is known of the outlets' pages, as text of stages/fetch's Profile."""
        ...

    def update_profile(
        self, outlet_id: str, decide: Callable[[str | None], str], /, *, now: datetime
    ) -> None:
        """Replace an outlet's profile by what `decide` makes of it, alone.

        `decide` sees the last committed profile, None where there is none.
        """
        ...

    def mutes(self, outlet_ids: Sequence[str]) -> list[Mute]:
        """The hosts that lost their voice."""
        ...

    def mute(self, mute: Mute, /) -> None:
        """Take a host's voice; the first instant stays."""
        ...

    def unmute(self, outlet_id: str, host: str) -> None:
        """Give it back: a person said so."""
        ...

    def note_move(self, move: Move, /) -> None:
        """A permanent redirect was seen (again)."""
        ...

    def end_moves(self, outlet_id: str, host: str) -> None:
        """The host answered for itself: no redirect of it holds any more."""
        ...

    def moves(self, outlet_ids: Sequence[str]) -> list[Move]:
        """The permanent redirects that hold, longest first."""
        ...

    def spend(self, outlet_id: str, *, now: datetime, per_hour: int) -> bool:
        """Take a request of the outlet's; False where the hour up to `now` has no more of them."""
        ...

    def n_spent(self, outlet_id: str, *, now: datetime) -> int:
        """How many of the outlet's requests were taken in the hour up to `now`."""
        ...
