"""Before a batch is filed: do other hosts tell the same? A host that stands alone is not believed.

Some of the articles that each host served are asked of two other hosts of the outlet. Where these
two agree with one another and not with it, what it served in this run is taken back, kept in
quarantine, and fetched anew elsewhere, whatever modification time it claims (adr/0004).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wireroom.adapters.workers import Done, WorkerPool
from wireroom.errors import CorruptCaptureError
from wireroom.model import Capability, Capture, Failed, Finding, Quarantined, Reason
from wireroom.pipeline.batch import Batch
from wireroom.pipeline.hosts import Gate
from wireroom.pipeline.mirrors.jury import Jury, told
from wireroom.pipeline.mirrors.specimens import Found, Reader, Wanted, route_on, specimen_of
from wireroom.pipeline.pages import page_of
from wireroom.pipeline.wiring import Room
from wireroom.ports import Note, Work
from wireroom.registry import Host, Outlet
from wireroom.stages.archive import batch_name
from wireroom.stages.mirrors.divergence import DivergenceKind, Specimen
from wireroom.stages.mirrors.trust import N_CONVICTING
from wireroom.stages.resolve import identify

N_WITNESSES = 2
Served = tuple[Work, Capture, str]


@dataclass(slots=True)
class Checked:
    """How many articles were taken back, looked at, and looked at in vain.

    In vain: fewer than two other hosts answered, most often since an outlet's requests for checks
    (sixty an hour) were spent.
    """

    n_released: int = 0
    n_looked: int = 0
    n_unanswered: int = 0


def cross_check(room: Room, batch: Batch, gate: Gate, pool: WorkerPool) -> Checked:
    """Take back what hosts served that stand alone with it."""
    checked = Checked()
    for (outlet_id, host), served in _by_host(room, batch).items():
        outlet = room.registry.outlet(outlet_id)
        witnesses = _witnesses(outlet, gate, host)
        if len(witnesses) < N_WITNESSES:
            continue
        check = _Check(
            room=room, batch=batch, outlet=outlet, host=host, witnesses=witnesses, checked=checked
        )
        checked.n_released += check.act_on(served, gate, pool)
    return checked


def sampled(served: Sequence[Served], n_wanted: int) -> list[Served]:
    """Some of what a host served, spread over the run, its last article among them."""
    ordered = sorted(served, key=lambda one: (one[1].captured_at, one[0].entry.entry_id))
    n_taken = min(n_wanted, len(ordered))
    return [ordered[len(ordered) - 1 - n * len(ordered) // n_taken] for n in range(n_taken)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Check:
    """One host's articles of one run, and the hosts that are asked about them."""

    room: Room
    batch: Batch
    outlet: Outlet
    host: str
    witnesses: Sequence[Host]
    checked: Checked

    def act_on(self, served: Sequence[Served], gate: Gate, pool: WorkerPool) -> int:
        """Look at some of what the host served, and take back what is not believed; how many.

        All articles of a convicted host; of one that stands alone with several, whatever it claims,
        all are looked at, and those stay that another host confirms; else the one.
        """
        sample = sampled(served, self.outlet.politeness.cross_checks)
        findings = self._look(sample, pool)
        against = [one for one in findings if one.is_alone]
        if not against:
            return 0
        is_wide = len({one.article_id for one in against}) >= N_CONVICTING
        self._jury().keep(against, gate)
        if is_wide and not gate.is_distrusted(self.outlet.id, self.host):
            findings += self._look([one for one in served if one not in sample], pool)
            against = [one for one in findings if one.is_alone]
            self._jury().keep(against, gate)
        gate.avoid(self.outlet, self.host, Capability.ARTICLE)
        kept = {one.article_id for one in findings if one.kind == DivergenceKind.IDENTICAL}
        if gate.is_distrusted(self.outlet.id, self.host):
            kept = set()
        elif not is_wide:
            doubted = {one.article_id for one in against}
            kept = {work.article_id for work, _, _ in served} - doubted
        return self._release([one for one in served if one[0].article_id not in kept], against)

    def _look(self, served: Sequence[Served], pool: WorkerPool) -> list[Finding]:
        """What the witnesses say of these articles; only what concerns this host."""
        jury, found = self._jury(), list[Finding]()
        reader = Reader(self.room, self.outlet, pool, name=f"{self.batch.run_id} crosscheck")
        for (work, _, _), specimen in self._own(served, pool):
            identity = identify(self.outlet, work.entry.url or "")
            if identity is None:
                continue
            wanted = Wanted(article_id=work.article_id, url=identity.canonical_url)
            told_by = self._testimonies(reader, wanted)
            self.checked.n_looked += 1
            self.checked.n_unanswered += _n_specimens(told_by) < N_WITNESSES
            copies = {self.host: specimen, **told_by}
            found += [one for one in jury.judge(wanted, copies) if one.host == self.host]
        return found

    def _testimonies(self, reader: Reader, wanted: Wanted) -> Found:
        """The article as two witnesses show it; one that does not is replaced by the next."""
        found: Found = {}
        waiting = [one for one in self.witnesses if route_on(self.outlet, one, wanted.url)]
        if len(waiting) < N_WITNESSES:  # the others are of another language
            return found
        while waiting and (n_left := N_WITNESSES - _n_specimens(found)) > 0:
            asked, waiting = waiting[:n_left], waiting[n_left:]
            found |= reader.gather(wanted, asked)
        return found

    def _release(self, taken: Sequence[Served], against: Sequence[Finding]) -> int:
        says = {one.article_id: told(one) for one in against}
        verdicts = [self._verdict(work, capture, says) for work, capture, _ in taken]
        self._note(verdicts)
        self.room.store.release(
            self.batch.run_id,
            [work.entry.entry_id for work, _, _ in taken],
            verdicts,
            now=self.room.clock(),
        )
        return len(taken)

    def _note(self, verdicts: Sequence[Quarantined]) -> None:
        """Say it in the archive too: nothing in a capture tells that it is not believed."""
        if not verdicts:
            return
        ids = [one.capture_id for one in verdicts]
        name = batch_name(self.batch.run_id, "release", on=self.batch.on, parts=ids)
        notes = [
            Note(
                capture_id=one.capture_id,
                url=one.url,
                noted_at=one.quarantined_at,
                facts={"run_id": one.run_id, "reason": one.reason.value, "detail": one.detail},
            )
            for one in verdicts
        ]
        self.room.archive.write_notes(name, notes)

    def _jury(self) -> Jury:
        return Jury(self.room, self.outlet)

    def _own(self, served: Sequence[Served], pool: WorkerPool) -> list[tuple[Served, Specimen]]:
        """What can be read of what the host served, in its order."""
        bodies: list[tuple[Served, bytes]] = []
        for one in served:
            try:
                bodies.append((one, self.room.archive.read(one[1]).body))
            except CorruptCaptureError:  # `file` names it
                continue
        pages = (page_of(self.outlet, one[0].entry, one[1], body) for one, body in bodies)
        results = dict(pool.map(pages))
        read = [
            (one, specimen_of(self.host, one[1].final_url, result.value, body))
            for index, (one, body) in enumerate(bodies)
            if isinstance(result := results[index], Done)
        ]
        return [(one, specimen) for one, specimen in read if isinstance(specimen, Specimen)]

    def _verdict(self, work: Work, capture: Capture, says: Mapping[str, str]) -> Quarantined:
        first = next(iter(says.values()))
        return Quarantined(
            capture_id=capture.capture_id,
            run_id=self.batch.run_id,
            outlet_id=self.outlet.id,
            host=self.host,
            capability=Capability.ARTICLE,
            url=capture.requested_url,
            reason=Reason.TAMPERED,
            detail=says.get(work.article_id, f"the host is not believed: {first}"),
            quarantined_at=self.room.clock(),
        )


def _by_host(room: Room, batch: Batch) -> dict[tuple[str, str], list[Served]]:
    """What each host served, of outlets that have enough others to ask."""
    outlets = [room.registry.outlet(outlet_id) for outlet_id in batch.outlet_ids]
    many = [one.id for one in outlets if len(one.concrete_hosts) > N_WITNESSES]
    found: dict[tuple[str, str], list[Served]] = {}
    for work, capture, host in room.store.unfiled(batch.run_id, many):
        if not capture.provenance:  # the host did not serve an archive's copy in this run
            found.setdefault((work.entry.outlet_id, host), []).append((work, capture, host))
    return found


def _witnesses(outlet: Outlet, gate: Gate, host: str) -> list[Host]:
    """Other hosts that serve articles, are believed and may be asked."""
    others = [one for one in outlet.concrete_hosts if one.serves_articles and one.host != host]
    believed = [one for one in others if not gate.is_muted(outlet.id, one.host)]
    return [one for one in believed if gate.is_well(outlet, one.host, Capability.ARTICLE)]


def _n_specimens(found: Mapping[str, Specimen | Failed]) -> int:
    return sum(isinstance(one, Specimen) for one in found.values())
