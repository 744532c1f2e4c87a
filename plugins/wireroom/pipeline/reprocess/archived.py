"""The past as the archive alone tells it: day by day, run by run, in the order of the live runs.

A day of runs is looked through first, keeping of each capture where it lies and its place in the
order: polls before pages, batch after batch, pages by entry, as many at once as `file` takes. So
what depends on who came first comes out as it did (adr/0015).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from wireroom.errors import CorruptCaptureError
from wireroom.model import Capture, Exchange, Failed, Sighting, Window
from wireroom.pipeline.facts import Facts, is_page, past_of, run_of, seen_at
from wireroom.pipeline.reprocess.report import Damaged
from wireroom.pipeline.reprocess.slices import SLICE, Slice
from wireroom.pipeline.triage import Triage
from wireroom.pipeline.wiring import Room
from wireroom.ports import Broken, Kept, Leaf, Shelf
from wireroom.ports.past import Position
from wireroom.stages.fetch import judge_article, judge_feed
from wireroom.stages.poll import parse_feed

_LONGEST_RUN = timedelta(days=2)  # what a run captures lies under the day on which it began
_BESIDE, _PAGE = "0", "1"  # feeds, and what is no page of an article, come before pages


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a capture stands in its run, and where it lies."""

    run_id: str
    seen_at: str
    kind: str
    batch: str
    outlet_id: str
    name: str
    captured_at: datetime
    capture_id: str
    is_listing: bool
    leaf: Leaf

    @property
    def group(self) -> tuple[str, ...]:
        """What is filed together: a run's polls, or one of its batches."""
        return self.run_id, self.kind, self.batch if self.kind == _PAGE else ""

    @property
    def order(self) -> tuple[str, ...]:
        """The place within its group."""
        at = self.seen_at if self.kind == _BESIDE else ""
        return at, self.outlet_id, self.name, self.capture_id


@dataclass(slots=True, kw_only=True)
class _Day:
    """One day of runs: places in no order yet, when each run began, and what is broken."""

    places: list[_Place] = field(default_factory=list)
    begun: dict[str, str] = field(default_factory=dict)
    released: set[tuple[str, str]] = field(default_factory=set)
    broken: list[Broken] = field(default_factory=list)


class FromArchive:
    """Everything that the archive holds of a window; captures and entries are to be filed, too."""

    is_rebuilding = True

    def __init__(self, room: Room, shelf: Shelf, window: Window, outlet_ids: Sequence[str]) -> None:
        self._room, self._shelf, self._window = room, shelf, window
        self._outlets = {key: room.registry.outlet(key) for key in outlet_ids}

    def n_left(self, after: Position) -> int | None:  # noqa: ARG002 - only reading it would tell
        """None: what there is to read is known when it was read."""
        return None

    def slices(self, after: Position) -> Iterator[Slice]:
        """The slices after a position; of one day it is held where everything lies."""
        first = (self._window.from_at - _LONGEST_RUN).date()
        for name in self._shelf.days():
            if date.fromisoformat(name) >= first and (not after or name >= after[0]):
                for piece in self._of_day(name):
                    if not after or piece.position > after:
                        yield piece

    def _of_day(self, name: str) -> Iterator[Slice]:
        day = self._look_through(name)
        begun = day.begun
        places = sorted(
            _last_of_each(day.places), key=lambda one: (begun[one.run_id], *one.group, *one.order)
        )
        if day.broken:
            damaged = [Damaged(**_told(one)) for one in day.broken]
            yield Slice(pasts=(), position=(name,), ended=(), damaged=damaged)
        for group, found in groupby(places, key=lambda one: one.group):
            members = list(found)
            outlets = sorted({one.outlet_id for one in members})
            for start in range(0, len(members), SLICE):
                some = members[start : start + SLICE]
                position = (name, begun[some[-1].run_id], *group, *some[-1].order)
                is_last = start + SLICE >= len(members)
                ended = outlets if is_last else ()
                make = self._beside if group[1] == _BESIDE else self._pages
                yield make(some, position, ended)

    def _look_through(self, name: str) -> _Day:
        """Where everything lies that runs of that day captured in the window."""
        day = _Day()
        for uri in self._shelf.files("release", name):
            for note in self._shelf.notes(uri):
                if isinstance(note, Broken):
                    day.broken.append(note)
                else:
                    day.released.add((note["run_id"], note["capture_id"]))
        for step in ("poll", "fetch"):
            for uri in self._shelf.files(step, name):
                for kept in self._shelf.kept(uri):
                    self._put(day, kept)
        return day

    def _put(self, day: _Day, kept: Kept | Broken) -> None:
        if isinstance(kept, Broken):
            day.broken.append(kept)
            return
        capture, facts = kept.capture, kept.facts
        run_id, at = run_of(capture, facts), seen_at(capture, facts).isoformat()
        day.begun[run_id] = min(at, day.begun.get(run_id, at))
        if facts["outlet_id"] in self._outlets and self._window.holds(capture.captured_at):
            is_refused = self._is_refused(capture, facts)
            is_released = (run_id, capture.capture_id) in day.released
            is_read = is_page(facts) and not is_refused and not is_released
            day.places.append(
                _Place(
                    run_id=run_id,
                    seen_at=at,
                    kind=_PAGE if is_read else _BESIDE,
                    batch=facts.get("batch", ""),
                    outlet_id=facts["outlet_id"],
                    name=facts.get("entry_id") or facts.get("feed", ""),
                    captured_at=capture.captured_at,
                    capture_id=capture.capture_id,
                    is_listing=not is_page(facts) and not is_refused,
                    leaf=kept.leaf,
                )
            )

    def _pages(self, places: Sequence[_Place], position: Position, ended: Sequence[str]) -> Slice:
        kept, damaged = self._taken(places)
        pasts = [past_of(one.capture, one.facts) for _, one in kept]
        return Slice(pasts=pasts, position=position, ended=ended, damaged=damaged)

    def _beside(self, places: Sequence[_Place], position: Position, ended: Sequence[str]) -> Slice:
        """Captures that are no articles' pages, and what the feeds among them listed."""
        kept, damaged = self._taken(places)
        sightings: list[Sighting] = []
        feeds = [one for place, one in kept if place.is_listing]
        for one in feeds:
            try:
                sightings += self._listed(one.capture, one.facts)
            except CorruptCaptureError as error:
                url = one.capture.requested_url
                damaged.append(Damaged(location=error.location, url=url, problem=str(error)))
        return Slice(
            pasts=(),
            position=position,
            ended=ended,
            captures=[one.capture for _, one in kept],
            sightings=sightings,
            n_feeds=len(feeds),
            damaged=damaged,
        )

    def _taken(self, places: Sequence[_Place]) -> tuple[list[tuple[_Place, Kept]], list[Damaged]]:
        kept, damaged = [], []
        for place in places:
            try:
                kept.append((place, self._shelf.kept_at(place.leaf)))
            except CorruptCaptureError as error:  # it was whole a moment ago
                damaged.append(Damaged(location=error.location, url="", problem=str(error)))
        return kept, damaged

    def _is_refused(self, capture: Capture, facts: Facts) -> bool:
        """Whether a host sent it in the place of what was asked.

        Files of before do not say, so these are judged again; what cannot be read is named later.
        """
        if "is_spoiled" in facts:
            return bool(facts["is_spoiled"])
        try:
            body = self._room.archive.read(capture).body
        except CorruptCaptureError:
            return False
        exchange = _exchange(capture, body)
        verdict = judge_article(exchange) if is_page(facts) else judge_feed(exchange)
        return verdict is not None

    def _listed(self, capture: Capture, facts: Facts) -> list[Sighting]:
        """The articles that a feed listed under its host's own name; raises CorruptCaptureError."""
        kind = next((v for k, v in capture.headers if k.lower() == "content-type"), "")
        outlet = self._outlets[facts["outlet_id"]]
        document = parse_feed(
            self._room.archive.read(capture).body,
            content_type=kind,
            feed_url=capture.final_url,
            outlet_id=outlet.id,
            feed=facts["feed"],
        )
        if isinstance(document, Failed):
            return []
        triage = Triage(
            run_id=run_of(capture, facts),
            outlet=outlet,
            known={},
            now=seen_at(capture, facts),
            n_left=0,
            served_by=capture.host,
        )
        for entry in document.entries:
            triage.add(entry)
        return triage.sightings


def _last_of_each(places: Sequence[_Place]) -> Iterator[_Place]:
    """Of an entry's pages in one run the last one alone is its page.

    One of before was written by a worker that was killed before its journal had it.
    """
    last: dict[tuple[str, ...], tuple[datetime, str]] = {}
    for one in places:
        if one.kind == _PAGE:
            at = (one.captured_at, one.capture_id)
            key = (one.run_id, one.outlet_id, one.name)
            last[key] = max(at, last.get(key, at))
    for one in places:
        at = (one.captured_at, one.capture_id)
        is_last = last.get((one.run_id, one.outlet_id, one.name)) == at
        yield one if is_last or one.kind == _BESIDE else replace(one, kind=_BESIDE)


def _exchange(capture: Capture, body: bytes) -> Exchange:
    """What was answered, as far as its verdict looks at it."""
    return Exchange(
        requested_url=capture.requested_url,
        final_url=capture.final_url,
        status=capture.status,
        headers=capture.headers,
        body=body,
        fetched_at=capture.captured_at,
        elapsed_s=0.0,
        address="",
        is_tls_verified=capture.is_tls_verified,
    )


def _told(broken: Broken) -> Mapping[str, str]:
    problem = f"{broken.location}: {broken.problem}"
    return {"location": broken.location, "url": broken.url, "problem": problem}
