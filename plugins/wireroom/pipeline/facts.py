"""What lies beside each capture in the archive, written and read back in one place.

With it every entry and every capture of a run can be told from the archive alone (adr/0015). Files
of before say less: what they leave out is told from what they have.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wireroom.model import Capture, Entry, digest_of
from wireroom.pipeline.batch import Batch
from wireroom.ports import Work
from wireroom.ports.past import Past

Facts = Mapping[str, Any]
_INSTANTS = ("published_at", "updated_at")


def page_facts(batch: Batch, work: Work, *, is_spoiled: bool) -> dict[str, Any]:
    """What is kept beside the page of an entry, or beside what a host sent in its place."""
    entry = work.entry
    return {
        **_run_facts(batch, work.seen_at, is_spoiled=is_spoiled),
        "article_id": work.article_id,
        "n_failures": work.n_failures,
        "outlet_id": entry.outlet_id,
        "feed": entry.feed,
        "entry_id": entry.entry_id,
        "digest": entry.digest,
        "url": entry.url,
        "guid": entry.guid,
        "title": entry.title,
        "summary": entry.summary,
        "authors": list(entry.authors),
        "tags": list(entry.tags),
        **{name: _text(getattr(entry, name)) for name in _INSTANTS},
    }


def feed_facts(
    batch: Batch, outlet_id: str, feed: str, *, polled_at: datetime, is_spoiled: bool
) -> dict[str, Any]:
    """What is kept beside a feed, or beside what a host sent in its place."""
    about = _run_facts(batch, polled_at, is_spoiled=is_spoiled)
    return {**about, "outlet_id": outlet_id, "feed": feed}


def past_of(capture: Capture, facts: Facts) -> Past:
    """The entry whose page `capture` is.

    Where the facts do not name its run the file stands for it, and its link for the entry's name.
    """
    instants = {name: _instant(facts.get(name)) for name in _INSTANTS}
    entry = Entry(
        outlet_id=facts["outlet_id"],
        feed=facts.get("feed", ""),
        entry_id=facts.get("entry_id") or digest_of(facts["outlet_id"], facts.get("url")),
        digest=facts.get("digest", ""),
        url=facts.get("url"),
        guid=facts.get("guid"),
        title=facts.get("title", ""),
        summary=facts.get("summary", ""),
        authors=tuple(facts.get("authors", ())),
        tags=tuple(facts.get("tags", ())),
        published_at=instants["published_at"],
        updated_at=instants["updated_at"],
    )
    work = Work(
        entry=entry,
        article_id=facts["article_id"],
        n_failures=facts.get("n_failures", 0),
        seen_at=seen_at(capture, facts),
    )
    return Past(run_id=run_of(capture, facts), work=work, capture=capture)


def run_of(capture: Capture, facts: Facts) -> str:
    """The run that made a capture."""
    return str(facts.get("run_id") or capture.archive_uri.rpartition("/")[2])


def seen_at(capture: Capture, facts: Facts) -> datetime:
    """When its run saw the entry, or polled the feed."""
    return _instant(facts.get("seen_at")) or capture.captured_at


def is_page(facts: Facts) -> bool:
    """Whether it is an article's page, or what a host sent in its place; else it is a feed."""
    return "article_id" in facts


def _run_facts(batch: Batch, at: datetime | None, *, is_spoiled: bool) -> dict[str, Any]:
    return {
        "run_id": batch.run_id,
        "batch": batch.name,
        "seen_at": _text(at),
        "is_spoiled": is_spoiled,
    }


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
