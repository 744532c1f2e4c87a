"""Publish: number what changed, hand a target what it has not, and count both sides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from wireroom.errors import BadInputError, ContractError
from wireroom.pipeline.progress import Progress, silent
from wireroom.ports import Change, Changes, Snapshot, Target
from wireroom.stages.publish import differences

_AT_ONCE = 1000  # changes in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What went to a target: changes after the number `since` up to `last`."""

    target: str
    since: int
    last: int
    n_changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of the changes is asked for; `since` None: what the target has not."""

    outlets: Sequence[str] = ()
    since: int | datetime | None = None
    is_full: bool = False


def publish(
    changes: Changes,
    target: Target,
    *,
    now: datetime,
    wanted: Wanted | None = None,
    progress: Progress = silent,
) -> Published:
    """Bring a target up to the last change, alone; the counts of both sides are equal then.

    Raises ContractError where they are not, BadInputError for a `since` that would leave a gap,
    and WarehouseUnavailableError where either side is away or another publishes there.
    """
    asked = wanted or Wanted()
    with changes.publishing(target.name), changes.changes(now=now) as found:
        mark = target.mark() if not asked.is_full else 0
        since = _since(asked, found, mark, target)
        n = 0
        if found.last > since or not mark:
            batches = _batches(found, since, asked, progress)
            n = target.take(batches, since=since, upto=found.last)
        if since <= mark:  # else a person asked for a part
            _verify(found, target, since, asked)
        return Published(target=target.name, since=since, last=found.last, n_changes=n)


def _since(asked: Wanted, found: Snapshot, mark: int, target: Target) -> int:
    if mark > found.last:
        problem = f"it came to change {mark}, and the warehouse has {found.last}"
        fix = "name the warehouse it was published from, or publish with --full"
        raise ContractError(target.name, problem, fix)
    if asked.since is None:
        return mark
    since = found.since(asked.since) if isinstance(asked.since, datetime) else asked.since
    if mark and since > mark:
        problem = f"it came to change {mark}: from {since} on would leave a gap"
        raise BadInputError("--since", problem, "leave --since out, or name another target")
    return min(since, found.last)


def _batches(
    found: Snapshot, since: int, asked: Wanted, progress: Progress
) -> Iterator[list[Change]]:
    """What is asked for; who begins anew has no withdrawn article to remove."""
    only = frozenset(asked.outlets)
    for batch in found.batches(since, size=_AT_ONCE):
        progress("publish", batch[-1].number - since, found.last - since)
        yield [
            change
            for change in batch
            if (not only or change.outlet_id in only) and (since or not change.is_withdrawn)
        ]


def _verify(found: Snapshot, target: Target, since: int, asked: Wanted) -> None:
    """Counts by outlet, and of what changed: a lost update is no lost row."""
    there = target.counts(since)
    if there is None:
        return
    here = found.counts(since)
    if asked.outlets:
        here = {outlet: n for outlet, n in here.items() if outlet in asked.outlets}
    if told := differences(here, there):
        fix = "keep others from writing there, then publish with --full"
        raise ContractError(target.name, f"counts differ: {'; '.join(told)}", fix)
