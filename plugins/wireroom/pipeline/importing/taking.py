"""One page of a foreign file as an entry of a run: judged as a live page is, bytes kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from wireroom.adapters.codings import TooLongError
from wireroom.adapters.foreignwarc import ForeignFile, ForeignRecord
from wireroom.errors import CorruptCaptureError
from wireroom.model import (
    Capability,
    Entry,
    EntryState,
    Exchange,
    Failed,
    LedgerRow,
    Quarantined,
    Reason,
    digest_of,
)
from wireroom.pipeline.batch import Batch
from wireroom.pipeline.endings import failed_row
from wireroom.pipeline.facts import page_facts
from wireroom.pipeline.foreign import Page, exchange_of, provenance_of
from wireroom.pipeline.quarantine import attempt_of, quarantine
from wireroom.ports import Attempt, Work
from wireroom.stages.fetch import Familiar, Site, judge_article
from wireroom.stages.monitor import QUARANTINED


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A page: its entry, its bytes if there are any, and its ledger row where that is its end."""

    work: Work
    attempt: Attempt | None
    row: LedgerRow | None = None
    verdicts: tuple[Quarantined, ...] = ()

    @property
    def n_bytes(self) -> int:
        """How many bytes of body it holds."""
        return len(self.attempt.exchange.body) if self.attempt else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """What all pages of one file share; `sites` are what is known of the outlets' pages."""

    source: ForeignFile
    batch: Batch
    now: datetime
    sites: Mapping[str, Site]

    @property
    def feed(self) -> str:
        """What stands in the ledger where an entry has its feed."""
        return f"import {self.source.name}"

    def entry_id(self, page: Page) -> str:
        """The entry of a page: one address captured at one instant."""
        return digest_of(page.outlet.id, self.feed, page.url, page.captured_at.isoformat())

    def take(self, page: Page, record: ForeignRecord, held: ForeignRecord) -> Taken:
        """The page that `record` is; its body is that of `held`."""
        work = Work(entry=self._entry(page), article_id=page.identity.article_id, seen_at=self.now)
        try:
            exchange = exchange_of(page, record, held)
        except TooLongError:
            most = page.outlet.politeness.max_bytes
            detail = f"more than {most:,} bytes; the outlet's politeness.max_bytes allows no more"
            return self._ended(work, Failed(reason=Reason.TOO_LARGE, detail=detail))
        except CorruptCaptureError as error:
            return self._ended(work, Failed(reason=Reason.CORRUPT_CAPTURE, detail=str(error)))
        cut = held.named("WARC-Truncated")
        if cut:
            detail = f"the file holds the page's beginning alone (WARC-Truncated: {cut})"
            return self._ended(work, Failed(reason=Reason.CORRUPT_CAPTURE, detail=detail))
        if held.coding:
            detail = f"nothing here undoes the content coding {held.coding}"
            return self._ended(work, Failed(reason=Reason.BAD_ENCODING, detail=detail))
        return self._judged(work, page, exchange, provenance_of(self.source, record))

    def _judged(self, work: Work, page: Page, exchange: Exchange, provenance: str) -> Taken:
        host = page.identity.host_name
        known = Familiar(site=self.sites[page.outlet.id], host=host)
        verdict = judge_article(exchange, known)
        facts = page_facts(self.batch, work, is_spoiled=verdict is not None)
        attempt = attempt_of(host, exchange, facts, provenance=provenance)
        if verdict is None:
            return Taken(work=work, attempt=attempt)
        return self._ended(work, verdict, attempt=attempt)

    def _ended(self, work: Work, failed: Failed, *, attempt: Attempt | None = None) -> Taken:
        """An end without a next try: what a file holds does not change."""
        row = replace(failed_row(self.batch.run_id, work, failed, now=self.now), retry_at=None)
        if attempt is None:
            return Taken(work=work, attempt=None, row=row)
        row = replace(row, capture_id=attempt.capture_id, host=attempt.host)
        if failed.reason in QUARANTINED:
            row = replace(row, state=EntryState.QUARANTINED)
        verdicts = quarantine(
            [(attempt.host, failed)],
            run_id=self.batch.run_id,
            outlet_id=work.entry.outlet_id,
            capability=Capability.ARTICLE,
            now=self.now,
        )
        return Taken(work=work, attempt=attempt, row=row, verdicts=tuple(verdicts))

    def _entry(self, page: Page) -> Entry:
        return Entry(
            outlet_id=page.outlet.id,
            feed=self.feed,
            entry_id=self.entry_id(page),
            digest=digest_of(page.url),
            url=page.url,
            guid=None,
            title="",
            summary="",
            authors=(),
            tags=(),
            published_at=None,
            updated_at=None,
        )
