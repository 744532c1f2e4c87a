"""Which of the listed pages are to be fetched, and how the others end; then what is journaled.

An article that is filed ends without a request, unless its listing states a later change than its
page was last seen at. What ingest remembers of an entry is left alone: only pages that are taken up
get a memory, and those known already are taken up as their feed stated them last.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from wireroom.errors import BadInputError
from wireroom.model import (
    Entry,
    EntryState,
    Item,
    LedgerRow,
    Listed,
    ListingKind,
    Reason,
    Unit,
    digest_of,
)
from wireroom.pipeline.sweeps.scope import Scope
from wireroom.pipeline.sweeps.showing import Shown
from wireroom.pipeline.wiring import Room
from wireroom.ports import Known, Work
from wireroom.registry import Outlet
from wireroom.stages.resolve import Identity, identify, is_article
from wireroom.stages.sweep import day_of

# Others' copies bound a day from above: the outlet's own listing of the same page knows better.
_BOUNDS = frozenset({ListingKind.WAYBACK, ListingKind.WARC})


@dataclass(slots=True, kw_only=True)
class Sorted:
    """What one listing adds to the run; `n_new` are pages that the run had not seen before."""

    entries: list[tuple[Work, bool]] = field(default_factory=list)
    ledger: list[LedgerRow] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    n_new: int = 0
    n_taken: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """What is known of the listed articles, by id."""

    entered: set[str]
    known: Mapping[str, Known]
    seen_at: Mapping[str, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """Sorts one outlet's listed pages; `n_left` is how many more the limit lets through."""

    room: Room
    run_id: str
    outlet: Outlet
    scope: Scope
    n_left: int | None

    def sort(self, unit: Unit, found: Shown, *, now: datetime) -> Sorted:
        """Each page of the window in its one state, or taken up."""
        meant = [*self._meant(found.items)]
        past = self._past([one.article_id for _, one in meant if one is not None])
        out = Sorted()
        for item, identity in meant:
            key = identity.article_id if identity else item.url
            if key in past.entered:
                if unit.kind not in _BOUNDS:
                    self._list(out, unit, item, identity, now=now)
                continue
            past.entered.add(key)
            out.n_new += 1
            self._sort_one(out, unit, item, identity, past=past, entries=found.entries)
            self._list(out, unit, item, identity, now=now)
        self._as_their_feeds_said(out, past)
        return out

    def _meant(self, items: Iterable[Item]) -> Iterator[tuple[Item, Identity | None]]:
        for item in items:
            try:
                yield item, identify(self.outlet, item.url)
            except BadInputError:
                yield item, None

    def _past(self, article_ids: Sequence[str]) -> _Past:
        store = self.room.store
        return _Past(
            entered=store.entered(self.run_id, article_ids),
            known=store.known(article_ids),
            seen_at=store.last_seen(article_ids),
        )

    def _sort_one(
        self,
        out: Sorted,
        unit: Unit,
        item: Item,
        identity: Identity | None,
        *,
        past: _Past,
        entries: Mapping[str, Entry],
    ) -> None:
        entry = entries.get(item.url) or _entry(self.outlet, unit, item)
        article_id = identity.article_id if identity else entry.entry_id
        known = past.known.get(article_id)
        work = Work(entry=entry, article_id=article_id, n_failures=known.n_failures if known else 0)
        if identity is None:
            self._end(out, work, None, EntryState.SKIPPED, Reason.FOREIGN_HOST)
        elif not is_article(self.outlet, identity.canonical_url):
            self._end(out, work, article_id, EntryState.SKIPPED, Reason.NOT_AN_ARTICLE)
        elif self._is_there(item, known, past.seen_at.get(article_id)):
            self._end(out, work, article_id, EntryState.UNCHANGED, None)
        elif self.n_left is not None and out.n_taken >= self.n_left:
            self._end(out, work, article_id, EntryState.SKIPPED, Reason.OVER_LIMIT)
        else:
            out.n_taken += 1
            out.entries.append((work, True))

    def _is_there(self, item: Item, known: Known | None, seen_at: datetime | None) -> bool:
        """Whether it was filed, or settled as another's duplicate, and states no later change."""
        if seen_at is None:
            return known is not None and known.is_settled
        return item.lastmod_at is None or item.lastmod_at <= seen_at

    def _end(
        self,
        out: Sorted,
        work: Work,
        article_id: str | None,
        state: EntryState,
        reason: Reason | None,
    ) -> None:
        out.entries.append((work, False))
        out.ledger.append(
            LedgerRow(
                run_id=self.run_id,
                entry_id=work.entry.entry_id,
                outlet_id=self.outlet.id,
                feed=work.entry.feed,
                url=work.entry.url,
                article_id=article_id,
                state=state,
                reason=reason,
            )
        )

    def _list(
        self, out: Sorted, unit: Unit, item: Item, identity: Identity | None, *, now: datetime
    ) -> None:
        """Say under which day the outlet lists an article of its own."""
        day = day_of(item, self.scope.calendar(self.outlet).zone)
        if identity is None or day is None or not is_article(self.outlet, identity.canonical_url):
            return
        out.listed.append(
            Listed(
                outlet_id=self.outlet.id,
                article_id=identity.article_id,
                url=identity.canonical_url,
                day=day,
                source=unit.kind,
                lastmod_at=item.lastmod_at,
                seen_at=now,
            )
        )

    def _as_their_feeds_said(self, out: Sorted, past: _Past) -> None:
        """Take known articles up as their feeds stated them last: ingest then finds no change."""
        wanted = [
            work.article_id
            for work, is_taken in out.entries
            if is_taken and work.article_id in past.known
        ]
        remembered = {work.article_id: work.entry for work in self.room.store.entries(wanted)}
        for number, (work, is_taken) in enumerate(out.entries):
            entry = remembered.get(work.article_id)
            if is_taken and entry is not None:
                again = Work(entry=entry, article_id=work.article_id, n_failures=work.n_failures)
                out.entries[number] = (again, True)


def _entry(outlet: Outlet, unit: Unit, item: Item) -> Entry:
    """The listed page as an entry; its id is the page's, whichever listing names it."""
    at = item.published_at
    return Entry(
        outlet_id=outlet.id,
        feed=unit.path,
        entry_id=digest_of(outlet.id, "listed", item.url),
        digest=digest_of(item.title, at.isoformat() if at else None),
        url=item.url,
        guid=None,
        title=item.title,
        summary="",
        authors=(),
        tags=(),
        published_at=at,
        updated_at=None,
    )
