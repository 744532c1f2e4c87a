"""Captures to clean records, and these to articles: what filing and reading again share."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from wireroom.adapters.workers import Done, WorkerPool
from wireroom.errors import CorruptCaptureError
from wireroom.model import Article, Capture, Clean, Entry, Failed, Page, Reason, version_id
from wireroom.pipeline.homing import at_home
from wireroom.pipeline.pages import page_of
from wireroom.pipeline.wiring import Room
from wireroom.ports import Work
from wireroom.stages.resolve import claimed_id, identify, unwrapped

Job = tuple[Work, Capture, str]
"""An entry, what was captured of it, and the host that served it."""
Record = Clean | Failed


def read_records(room: Room, pool: WorkerPool, jobs: Sequence[Job]) -> list[Record]:
    """Each job's clean record or its failure, in the jobs' order."""
    records: list[Record | None] = [None] * len(jobs)
    numbers: list[int] = []

    def pages() -> Iterator[Page]:
        for number, (work, capture, _) in enumerate(jobs):
            try:
                body = room.archive.read(capture).body
            except CorruptCaptureError as error:
                records[number] = Failed(reason=Reason.CORRUPT_CAPTURE, detail=str(error))
                continue
            numbers.append(number)
            outlet = room.registry.outlet(work.entry.outlet_id)
            yield page_of(outlet, work.entry, capture, body)

    for index, result in pool.map(pages()):
        if isinstance(result, Done):
            records[numbers[index]] = _judged(result.value)
        else:
            records[numbers[index]] = Failed(reason=result.reason, detail=result.detail)
    return [record for record in records if record is not None]


def _judged(clean: Clean) -> Record:
    if clean.text.strip():
        return clean
    return Failed(reason=Reason.NO_TEXT, detail=clean.reason or "no article text on the page")


def article_of(room: Room, job: Job, clean: Clean) -> Article:
    """A clean record with its identity, under the name of the version it would be if it is new."""
    work, capture, _ = job
    outlet = room.registry.outlet(work.entry.outlet_id)
    whole = unwrapped(outlet, capture.final_url, claim=clean.canonical_url)
    identity = whole or identify(outlet, work.entry.url or "")
    return Article(
        article_id=whole.article_id if whole else work.article_id,
        version_id=version_id(clean.text),
        outlet_id=outlet.id,
        outlet=outlet.name,
        native_id=identity.native_id if identity else None,
        canonical_url=identity.canonical_url if identity else capture.final_url,
        claimed_id=claimed_id(outlet, capture.final_url, clean.canonical_url),
        observed_at=capture.captured_at,
        capture_id=capture.capture_id,
        clean=at_home(outlet, clean, served_url=capture.final_url),
        stated_at=_stated_at(work.entry, clean),
    )


def _stated_at(entry: Entry, clean: Clean) -> datetime | None:
    """The latest instant that the page and its feed state of a change, or of its publication."""
    told = (clean.modified_at, entry.updated_at, entry.published_at)
    return max((at for at in told if at is not None), default=None)
