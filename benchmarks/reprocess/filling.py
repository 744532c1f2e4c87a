"""A wire room whose archive and warehouse hold real pages, as live runs would have left them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.extraction.samples import Sample, samples
from wireroom.model import Entry, Exchange, Page, Window, capture_id, digest_of, sha256
from wireroom.pipeline import Batch, Room, open_room, read_settings
from wireroom.pipeline.facts import page_facts
from wireroom.pipeline.pages import page_of
from wireroom.ports import Attempt, Work
from wireroom.ports.past import Past
from wireroom.stages.archive import batch_name

OUTLET, HOST = "bench", "www.bench.test"
BEGUN = datetime(2026, 1, 5, 6, tzinfo=UTC)
WINDOW = Window.of_day(BEGUN.date())
_CHUNK = 100
_OUTLET_FILE = f"""id: {OUTLET}
name: Bench
language: en
timezone: UTC
hosts:
  - {{host: {HOST}, role: origin}}
feeds:
  - {{path: /rss}}
"""


def filled(home: Path, data: Path, *, every: int, n_workers: int) -> tuple[Room, list[Past]]:
    """A room over every `every`-th page of the folder `data`, each captured and journaled."""
    (home / "outlets").mkdir(parents=True)
    (home / "outlets" / f"{OUTLET}.yaml").write_text(_OUTLET_FILE, encoding="utf-8")
    room = open_room(
        read_settings(
            {
                "WIREROOM_HOME": str(home),
                "WIREROOM_OUTLETS": str(home / "outlets"),
                "WIREROOM_WORKERS": str(n_workers),
            }
        )
    )
    batch = Batch(run_id="bench", name=OUTLET, outlet_ids=(OUTLET,), feeds=(), on=BEGUN.date())
    works = [_page(number, one) for number, one in enumerate(samples(data, every=every))]
    pasts = []
    for start in range(0, len(works), _CHUNK):
        pasts += _captured(room, batch, works[start : start + _CHUNK])
    return room, pasts


def pages(room: Room, pasts: Sequence[Past]) -> Iterator[Page]:
    """What the extractor is given of each."""
    outlet = room.registry.outlet(OUTLET)
    for past in pasts:
        body = room.archive.read(past.capture).body
        yield page_of(outlet, past.work.entry, past.capture, body)


def _captured(room: Room, batch: Batch, some: Sequence[tuple[Work, Exchange]]) -> list[Past]:
    attempts = [
        Attempt(
            capture_id=capture_id(one.requested_url, sha256(one.body), one.fetched_at),
            host=HOST,
            exchange=one,
            metadata=page_facts(batch, work, is_spoiled=False),
        )
        for work, one in some
    ]
    names = [work.entry.entry_id for work, _ in some]
    name = batch_name(batch.run_id, "fetch", on=batch.on, parts=names)
    captures = room.archive.write(name, attempts)
    works = [work for work, _ in some]
    pasts = [
        Past(run_id=batch.run_id, work=work, capture=capture)
        for work, capture in zip(works, captures, strict=True)
    ]
    room.store.save_past(pasts, ())
    return pasts


def _page(number: int, sample: Sample) -> tuple[Work, Exchange]:
    url, at = f"https://{HOST}/news/{number}", BEGUN + timedelta(seconds=number)
    entry = Entry(
        outlet_id=OUTLET,
        feed="/rss",
        entry_id=f"{number:06}",
        digest=digest_of(url),
        url=url,
        guid=None,
        title=sample.truth.title,
        summary="",
        authors=(),
        tags=(),
        published_at=None,
        updated_at=None,
    )
    exchange = Exchange(
        requested_url=url,
        final_url=url,
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=sample.body,
        fetched_at=at,
        elapsed_s=0.1,
        address="127.0.0.1",
        is_tls_verified=True,
    )
    return Work(entry=entry, article_id=f"{OUTLET}:/news/{number}", seen_at=at), exchange
