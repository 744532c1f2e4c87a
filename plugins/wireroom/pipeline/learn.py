"""Learn an outlet's template from what the archive holds of it. Files no article."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from wireroom.adapters.workers import Done, WorkerPool
from wireroom.errors import CorruptCaptureError
from wireroom.model import Page
from wireroom.pipeline.pages import bare_page
from wireroom.pipeline.progress import Progress, silent
from wireroom.pipeline.wiring import Room
from wireroom.reading import OBSERVING
from wireroom.registry import Outlet
from wireroom.stages.extract.template import Lesson, lesson

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Which captures to learn from: the latest `limit` of those from `since` to before `until`."""

    since: datetime = _FIRST
    until: datetime = _LAST
    limit: int = 50


def archived_pages(room: Room, outlet: Outlet, span: Span) -> Iterator[Page]:
    """The archived pages of an outlet's articles; what the archive has lost is left out."""
    kept = room.store.kept(outlet.id, since=span.since, until=span.until, limit=span.limit)
    for home, capture in kept:
        try:
            body = room.archive.read(capture).body
        except CorruptCaptureError:
            continue
        content_type = next((v for k, v in capture.headers if k.lower() == "content-type"), "")
        yield bare_page(outlet, home, body, content_type=content_type)


def learn_from(pages: Iterable[Page], *, n_workers: int, progress: Progress = silent) -> Lesson:
    """Read pages the long way, in processes that can be killed, and learn from them.

    What cannot be read teaches nothing. The order of the pages decides, not who is done first.
    """
    found = {}
    with WorkerPool(OBSERVING, n_workers) as pool:
        for n_done, (index, result) in enumerate(pool.map(pages), start=1):
            progress("pages", n_done, None)
            if isinstance(result, Done):
                found[index] = result.value
    return lesson([found[index] for index in sorted(found)])
