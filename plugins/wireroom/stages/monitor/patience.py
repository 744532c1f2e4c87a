"""When an entry that failed is tried again."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from wireroom.model import Reason
from wireroom.stages.monitor.reasons import HOST_WIDE

# First wait and number of tries by reason. A page that is gone rarely comes back; everything else
# may (the waits grow to a day: ten tries span about four days).
_PATIENCE: Mapping[Reason, tuple[float, int]] = {
    Reason.HTTP_4XX: (3600.0, 3),
    Reason.NO_TEXT: (3600.0, 3),
    Reason.WRONG_TYPE: (3600.0, 2),
    Reason.TOO_LARGE: (21_600.0, 2),
    Reason.FOREIGN_REDIRECT: (3600.0, 3),
    Reason.EXTRACT_TIMEOUT: (3600.0, 2),
    Reason.EXTRACT_CRASH: (3600.0, 2),
}
_DEFAULT_PATIENCE = (600.0, 10)
# Where the hosts are at fault the article is not: outlets come back after weeks, so about two
# months of daily tries pass before it is given up.
_HOSTS_PATIENCE = (600.0, 60)
_LONGEST_WAIT_S = 86_400.0
_SHORTEST_WAIT_S = 60.0
UNCOUNTED: frozenset[Reason] = frozenset({Reason.NO_HOST_NOW})
"""Reasons for which nobody was asked: such a try does not count."""


def retry_at(
    reason: Reason,
    *,
    n_failures: int,
    now: datetime,
    entry_id: str,
    retry_after_s: float | None,
    is_hosts: bool = False,
) -> datetime | None:
    """When an entry that failed for the `n_failures`-th time is tried again; None: given up.

    Doubling from the reason's first wait up to a day, spread by up to a quarter so that a
    thousand entries of one dead host do not come back at once (the spread comes from `entry_id`:
    the same failure always gives the same instant). A server's Retry-After is never undercut.
    `is_hosts` says that a host that could have had it could not be asked.
    """
    first_s, n_tries = _PATIENCE.get(reason, _DEFAULT_PATIENCE)
    if is_hosts or reason in HOST_WIDE or reason in UNCOUNTED:
        first_s, n_tries = _HOSTS_PATIENCE
    if n_failures >= n_tries:
        return None
    spread = int(hashlib.sha256(entry_id.encode()).hexdigest()[:4], 16) / 0xFFFF
    if reason in UNCOUNTED:
        return now + timedelta(
            seconds=max(retry_after_s or 0.0, _SHORTEST_WAIT_S) * (1 + spread / 4)
        )
    wait_s = min(first_s * 2 ** (n_failures - 1), _LONGEST_WAIT_S) * (1 + spread / 4)
    return now + timedelta(seconds=max(wait_s, retry_after_s or 0.0))
