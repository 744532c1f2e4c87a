"""The book of mirrors: announcements, where each host stands, answers, and comparisons."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from wireroom.model import Announcement, Decision, Finding, Mirror, MirrorState


class Mirrors(Protocol):
    """What is known of hosts that are, were or want to be mirrors."""

    def announce(self, announcements: Sequence[Announcement], /) -> None:
        """Remember who named which host; the first instant stays, the last one moves on."""
        ...

    def announcements(self, outlet_ids: Sequence[str]) -> list[Announcement]:
        """Who named which host, by outlet and host."""
        ...

    def mirrors(
        self, outlet_ids: Sequence[str] | None = None, *, states: Sequence[MirrorState] = ()
    ) -> list[Mirror]:
        """The hosts on their way, of some outlets or of all, in these states or in any."""
        ...

    def update_mirror(
        self, outlet_id: str, host: str, decide: Callable[[Mirror | None], Mirror | None], /
    ) -> Mirror | None:
        """Replace a mirror by what `decide` makes of it, alone; None keeps what there is."""
        ...

    def record(
        self,
        outlet_id: str,
        host: str,
        decide: Callable[[Mirror | None], tuple[Decision, Mirror] | None],
        /,
    ) -> Mirror | None:
        """Keep what `decide` makes of a mirror: an answer, and where the mirror stands after it.

        Alone and in one transaction: of two answers at once the second sees the first. None where
        `decide` says so, and nothing is kept.
        """
        ...

    def save_questions(self, run_id: str, hosts: Sequence[tuple[str, str]], /) -> None:
        """Remember which hosts (outlet, host) a run asks about, in order; the first word stays."""
        ...

    def questions(self, run_id: str, /) -> list[tuple[str, str]]:
        """What the run asks about, in order: outlet and host."""
        ...

    def decisions(self, outlet_id: str | None = None) -> list[Decision]:
        """The answers, latest first."""
        ...

    def save_findings(self, findings: Sequence[Finding], /) -> None:
        """Keep comparisons; the same difference found again is one row, as it was saved last."""
        ...

    def findings(
        self, outlet_ids: Sequence[str], *, since: datetime | None = None
    ) -> list[Finding]:
        """Comparisons, latest first."""
        ...
