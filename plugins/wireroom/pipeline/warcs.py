"""WARC files of others as a sweep's source: the pages they hold of an outlet, and their bodies.

Each file is read through once to list it, and once more where a page has to be taken from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock

from wireroom.adapters.codings import TooLongError
from wireroom.adapters.foreignwarc import ForeignFile, ForeignRecord
from wireroom.errors import BadInputError, CorruptCaptureError, WebUnavailableError
from wireroom.model import Exchange, Failed, Item, Reason
from wireroom.pipeline.foreign import Left, Page, Selection, exchange_of, provenance_of
from wireroom.pipeline.foreignfiles import fetched_source
from wireroom.pipeline.wiring import Room
from wireroom.registry import Outlet

_RESPONSE = "response"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page lies."""

    source: ForeignFile
    offset: int
    page: Page


def listed_items(room: Room, outlet: Outlet, name: str) -> list[Item] | Failed:
    """The outlet's pages in a file, each once: published on the day of the capture or before."""
    try:
        found = {place.page.url: place.page for place in _places(room, outlet, name)}
    except (BadInputError, WebUnavailableError) as error:
        return Failed(reason=Reason.NOT_A_LISTING, detail=str(error))
    return [Item(url=url, on=page.captured_at.date()) for url, page in found.items()]


@dataclass(slots=True, kw_only=True)
class WarcCopies:
    """The copies in outlets' files; safe to ask from any thread, read when first asked for."""

    room: Room
    _lock: Lock = field(default_factory=Lock)
    _known: dict[str, dict[str, list[Place]]] = field(default_factory=dict)

    def of(self, outlet: Outlet, article_id: str) -> Sequence[Place]:
        """An article's copies, captured first first."""
        with self._lock:
            if outlet.id not in self._known:
                self._known[outlet.id] = self._read(outlet)
        return self._known[outlet.id].get(article_id, [])

    def _read(self, outlet: Outlet) -> dict[str, list[Place]]:
        """By article; a file that cannot be read was told when it was listed."""
        found: dict[str, list[Place]] = {}
        for name in outlet.sweep.warcs:
            try:
                for place in _places(self.room, outlet, name):
                    found.setdefault(place.page.identity.article_id, []).append(place)
            except (BadInputError, WebUnavailableError):
                continue
        for places in found.values():
            places.sort(key=lambda place: place.page.captured_at)
        return found


def taken(place: Place) -> tuple[Exchange, str] | Failed:
    """The page at a place with its provenance, or why it cannot be taken."""
    with place.source.path.open("rb") as file:
        record = place.source.record_at(place.offset, file)
        if record.named("WARC-Truncated") or record.coding:
            return Failed(reason=Reason.CORRUPT_CAPTURE, detail=f"{place.source.name}: a part only")
        try:
            exchange = exchange_of(place.page, record, record)
        except (CorruptCaptureError, TooLongError) as error:
            return Failed(reason=Reason.CORRUPT_CAPTURE, detail=str(error) or "too long")
    return exchange, provenance_of(place.source, record)


def _places(room: Room, outlet: Outlet, name: str) -> Iterator[Place]:
    source = fetched_source(room.settings, name)
    selection = Selection([outlet], window=None, now=room.clock())
    for record in source.records():
        page = _page(selection, record)
        if page is not None:
            yield Place(source=source, offset=record.offset, page=page)


def _page(selection: Selection, record: ForeignRecord) -> Page | None:
    found = selection.judge(record) if record.kind == _RESPONSE else Left.OTHER_RECORD
    return None if isinstance(found, Left) else found
