"""What a failure says: of the host, of the page, and which of several tells most."""

from collections import Counter
from collections.abc import Iterable

from wireroom.model import Failed, Reason

# Verdicts that say "this is not the outlet speaking": the bytes are kept, the entry is quarantined.
QUARANTINED: frozenset[Reason] = frozenset(
    {
        Reason.SEIZED, Reason.PARKED, Reason.BLOCKED, Reason.CHALLENGE,
        Reason.SOFT_404, Reason.WRONG_SITE, Reason.STALE, Reason.LOGIN, Reason.TAMPERED,
    }
)  # fmt: skip

# Answers whose bytes are kept: those, and what stood in a feed's place.
KEPT: frozenset[Reason] = QUARANTINED | {Reason.EMPTY_FEED, Reason.NOT_A_FEED}

# Verdicts after which a host's announcements count for nothing until a person gives its voice back:
# somebody else speaks there, or it says other than the outlet's other hosts.
VOICELESS: frozenset[Reason] = frozenset(
    {Reason.SEIZED, Reason.PARKED, Reason.WRONG_SITE, Reason.TAMPERED}
)

# Reasons that concern the host and not the page: the rest of the run tries other hosts first.
HOST_WIDE: frozenset[Reason] = QUARANTINED | {
    Reason.DNS, Reason.TLS, Reason.TIMEOUT, Reason.REFUSED, Reason.RESET,
    Reason.PRIVATE_ADDRESS, Reason.RATE_LIMITED, Reason.ROBOTS_UNREACHABLE,
}  # fmt: skip

# Which of several hosts' failures tells most about the article; the rest say something of the host.
_TELLING: tuple[Reason, ...] = (
    Reason.ROBOTS,
    Reason.HTTP_4XX, Reason.NO_TEXT, Reason.WRONG_TYPE, Reason.TOO_LARGE, Reason.BAD_ENCODING,
    Reason.FOREIGN_REDIRECT, Reason.REDIRECT_LOOP, Reason.RATE_LIMITED, Reason.HTTP_5XX,
)  # fmt: skip


def most_telling(failures: Iterable[tuple[str, Failed]]) -> Failed:
    """One failure for an article that no host gave: the reason that tells most, every detail.

    A robots.txt that forbids it, else what most hosts say of the page, else the reason that stands
    first in the table: one host that lies about an article does not outvote two that do not.
    """
    tried = sorted(failures, key=lambda one: one[0])  # told alike, whoever was asked first
    rank = {reason: number for number, reason in enumerate(_TELLING)}
    votes = Counter(f.reason for _, f in tried if f.reason not in HOST_WIDE)
    best = min(
        (f for _, f in tried),
        key=lambda f: (
            f.reason is not Reason.ROBOTS,
            -votes[f.reason] if f.reason in rank else 0,
            rank.get(f.reason, len(rank)),
        ),
    )
    waits = [f.retry_after_s for _, f in tried if f.retry_after_s is not None]
    return Failed(
        reason=best.reason,
        detail=_told(best, tried),
        status=best.status,
        retry_after_s=min(waits) if waits else None,
        exchange=best.exchange,
    )


def _told(best: Failed, tried: Iterable[tuple[str, Failed]]) -> str:
    """What each host said; where one forbids it nobody else is asked, so which one says nothing."""
    if best.reason is Reason.ROBOTS:
        return "the outlet's robots.txt does not allow it"
    return "; ".join(f"{host}: {failed.detail}" for host, failed in tried)
