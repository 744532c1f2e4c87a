"""How long a host may tell something newer than the others: updates, laggards and liars.

A page that claims another modification time than the others' may be an honest update that they
have not yet, or an old copy; or a lie that claims a time. Pages with code of their own that others
lack may be a new release of the outlet's pages. Time tells: what is honest is followed, an old copy
was shown by another host before, and a lie stays alone (adr/0004). Decides only.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from wireroom.model import Finding
from wireroom.stages.mirrors.divergence import DivergenceKind
from wireroom.stages.mirrors.furniture import OWN_CODE

GRACE = timedelta(hours=24)  # caches of an outlet's hosts rarely keep a page for longer
_ENOUGH = 2  # hosts that say what one said first
# What a host tells of the article itself, which others may come to tell, too.
_TELLING = frozenset(
    {
        DivergenceKind.UPDATED,
        DivergenceKind.TRUNCATED,
        DivergenceKind.EDITED,
        DivergenceKind.DIFFERENT,
    }
)


def is_in_grace(finding: Finding) -> bool:
    """Whether a finding is but of code that names nobody else, and no day old."""
    is_code = all(change["what"] in OWN_CODE for change in finding.changes)
    is_fresh = finding.found_at - finding.since < GRACE
    return is_fresh and bool(finding.changes) and is_code


def open_findings(findings: Iterable[Finding]) -> list[Finding]:
    """The findings against a host that others may yet follow."""
    return [one for one in findings if is_open(one) and (one.kind in _TELLING or is_in_grace(one))]


def is_open(finding: Finding) -> bool:
    """Whether a majority contradicts the host, and nothing settled that yet."""
    return finding.is_alone and finding.resolved_at is None


def ripened(finding: Finding, past: Iterable[Finding], *, is_old_copy: bool) -> Finding:
    """A finding of now with what went before: since when, and whether its grace is over.

    `past` are earlier findings of the same article; `is_old_copy` says that another host of the
    outlet showed this very text before.
    """
    earlier = [one.since for one in past if is_open(one) and one.host == finding.host]
    since = min([*earlier, finding.found_at])
    is_over = finding.found_at - since >= GRACE
    is_update = finding.kind == DivergenceKind.UPDATED and finding.is_alone
    is_tampering = finding.is_tampering or (is_update and is_over and not is_old_copy)
    first = since if since < finding.found_at else None
    return replace(finding, first_found_at=first, is_tampering=is_tampering)


def settled(
    past: Iterable[Finding], now_said: Mapping[str, str], alone: Collection[str], *, now: datetime
) -> list[Finding]:
    """The earlier findings of one article that are settled by what all hosts say now.

    `now_said` is what each host says (a digest), `alone` are those that a majority contradicts.
    Settled is what two hosts say now that agree, whatever was said of it; and an update, or code of
    its own, that was taken back or followed within its grace.
    """
    agreed = Counter(says for host, says in now_said.items() if host not in alone and says)
    common = {says for says, n_hosts in agreed.items() if n_hosts >= _ENOUGH}
    found = []
    for one in open_findings(past):
        is_forgivable = not one.is_tampering or is_in_grace(one)
        is_back = now_said.get(one.host) in common and is_forgivable
        if one.says in common or is_back:
            found.append(replace(one, resolved_at=now))
    return found
