"""What several hosts' copies of an article come to, in the light of what was found before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from wireroom.model import Finding, version_id
from wireroom.pipeline.hosts import DISTRUST_DAYS, Gate, distrusted
from wireroom.pipeline.mirrors.specimens import Found, Wanted
from wireroom.pipeline.wiring import Room
from wireroom.ports import LoadBatch
from wireroom.registry import Outlet
from wireroom.stages.mirrors.changes import Change
from wireroom.stages.mirrors.divergence import DivergenceKind, Specimen
from wireroom.stages.mirrors.grace import ripened, settled
from wireroom.stages.mirrors.majority import Standing, standings


class Jury:
    """Judges one outlet's copies; what was found of it lately is looked up once."""

    def __init__(self, room: Room, outlet: Outlet) -> None:
        self._room, self._outlet = room, outlet
        self._own_hosts = outlet.names
        self._past: dict[str, list[Finding]] = defaultdict(list)
        for one in lately(room, outlet):
            self._past[one.article_id].append(one)

    def judge(self, wanted: Wanted, found: Found) -> list[Finding]:
        """One article's copies, each against another; tampering only where a majority says so.

        Earlier findings of the article that are settled by this are closed, and the article is
        fetched again: others came to tell what one host told first.
        """
        copies = [one for one in found.values() if isinstance(one, Specimen)]
        stand = standings(copies, own_hosts=self._own_hosts)
        self._settle(wanted, stand)
        known = self._known_elsewhere(wanted, copies)
        return [
            ripened(
                _finding(self._outlet, wanted, one, now=self._room.clock()),
                self._past[wanted.article_id],
                is_old_copy=one.host in known,
            )
            for one in stand
        ]

    def keep(self, findings: Sequence[Finding], gate: Gate) -> None:
        """Save findings; they lower their hosts' health, and convict where there is no doubt."""
        room, outlet = self._room, self._outlet
        room.store.save_findings(findings)
        for one in findings:
            if _is_held_against(one) and not self._was_held_against(one):
                gate.doubt(outlet, one.host, f"{one.article_id}: {told(one)}")
        guilty = distrusted(room, [outlet.id])
        accused = {one.host: one for one in reversed(findings) if one.is_tampering}
        for host, first in accused.items():
            if (outlet.id, host) in guilty:
                gate.distrust(outlet.id, host, f"{first.article_id}: {told(first)}")

    def _settle(self, wanted: Wanted, stand: Sequence[Standing]) -> None:
        said = {one.host: one.says for one in stand}
        alone = {one.host for one in stand if one.is_alone}
        past, now = self._past[wanted.article_id], self._room.clock()
        done = settled(past, said, alone, now=now)
        if not done:
            return
        self._room.store.save_findings(done)
        self._past[wanted.article_id] = [one for one in past if _closed(one, now) not in done]
        known = self._room.store.known([wanted.article_id])
        again = [replace(one, is_settled=False, retry_at=now) for one in known.values()]
        self._room.store.load(LoadBatch(memory=again), now=now)

    def _known_elsewhere(self, wanted: Wanted, copies: Sequence[Specimen]) -> set[str]:
        """The hosts whose copy is one that another host showed before: an old one, then."""
        shown = self._room.store.shown(wanted.article_id)
        texts = {copy.host: version_id(copy.text) for copy in copies}
        return {
            host
            for host, text in texts.items()
            if any(text == version and host != other for other, version in shown)
        }

    def _was_held_against(self, finding: Finding) -> bool:
        return any(
            one.host == finding.host and _is_held_against(one)
            for one in self._past[finding.article_id]
        )


def lately(room: Room, outlet: Outlet) -> list[Finding]:
    """What was found of an outlet's hosts in the days that count against them."""
    since = room.clock() - timedelta(days=DISTRUST_DAYS)
    return room.store.findings([outlet.id], since=since)


def told(finding: Finding) -> str:
    """The first change of a finding in words, and how many more there are."""
    if not finding.changes:
        return finding.kind
    more = f" and {len(finding.changes) - 1} more" if len(finding.changes) > 1 else ""
    return Change(**finding.changes[0]).brief + more


def _is_held_against(finding: Finding) -> bool:
    """Whether a finding lowers its host's health: not an update within its grace."""
    is_short = finding.kind == DivergenceKind.TRUNCATED and finding.is_alone
    return finding.resolved_at is None and (finding.is_tampering or is_short)


def _closed(finding: Finding, now: datetime) -> Finding:
    return replace(finding, resolved_at=now)


def _finding(outlet: Outlet, wanted: Wanted, standing: Standing, *, now: datetime) -> Finding:
    divergence = standing.divergence
    is_same = divergence.kind is DivergenceKind.IDENTICAL
    return Finding(
        outlet_id=outlet.id,
        article_id=wanted.article_id,
        host=standing.host,
        other_host=standing.other_host,
        kind=divergence.kind.value,
        is_tampering=standing.is_alone and divergence.is_tampering,
        similarity=divergence.similarity,
        changes=() if is_same else tuple(asdict(change) for change in divergence.changes),
        found_at=now,
        is_alone=standing.is_alone,
        says=standing.says,
    )
