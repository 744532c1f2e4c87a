"""Triage: which of the entries a poll showed are to be fetched, and how the others end.

Pure: what is remembered of earlier runs comes in, states go out.
"""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wireroom.errors import BadInputError
from wireroom.model import Entry, EntryState, LedgerRow, Reason, Sighting, digest_of, fold_text
from wireroom.ports import Known, Work
from wireroom.registry import Outlet
from wireroom.stages.resolve import Identity, identify, is_article
from wireroom.urls import canonical


@dataclass(slots=True, kw_only=True)
class Triage:
    """One outlet's entries of one run, sorted as they come in.

    `served_by` is the host that served the feed at hand; `n_left` how many more may be fetched.
    """

    run_id: str
    outlet: Outlet
    known: Mapping[str, Known]
    now: datetime
    n_left: int
    served_by: str | None = None
    entries: list[tuple[Work, bool]] = field(default_factory=list)
    ledger: list[LedgerRow] = field(default_factory=list)
    memory: list[Known] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def add(self, entry: Entry) -> None:
        """Sort one entry: to fetch, or ended."""
        try:
            identity = identify(self.outlet, entry.url) if entry.url else None
        except BadInputError as error:
            self._end(entry, None, EntryState.SKIPPED, reason=Reason.BAD_URL, detail=str(error))
            return
        if identity is None:
            reason = Reason.FOREIGN_HOST if entry.url else Reason.NO_LINK
            self._end(entry, None, EntryState.SKIPPED, reason=reason)
            return
        self._list(entry, identity)
        self._sort(entry, identity)

    def retry(self, work: Work) -> None:
        """Take up an entry that failed in an earlier run, unless this run has it already."""
        if work.article_id in self.taken or self.n_left <= 0:
            return
        self._take(work)

    def _sort(self, entry: Entry, identity: Identity) -> None:
        article_id, known = identity.article_id, self.known.get(identity.article_id)
        is_told = known is not None and known.digest == statement(entry)
        if article_id in self.taken:
            self._end(entry, identity, EntryState.DUPLICATE, rule="article_key")
        elif not is_article(self.outlet, identity.canonical_url):
            self._end(entry, identity, EntryState.SKIPPED, reason=Reason.NOT_AN_ARTICLE)
        elif self._is_old(entry):
            self._end(entry, identity, EntryState.SKIPPED, reason=Reason.OUT_OF_WINDOW)
        elif known is not None and is_told and known.is_settled:
            self._end(entry, identity, EntryState.UNCHANGED)
        elif known is not None and is_told and not self._is_due(known):
            self._wait(entry, identity, known)
        else:
            n_failures = known.n_failures if known is not None and is_told else 0
            work = Work(entry=entry, article_id=article_id, n_failures=n_failures)
            if self.n_left > 0:
                self._take(work)
            else:
                self._defer(work, identity)

    def _take(self, work: Work) -> None:
        self.n_left -= 1
        self.taken.add(work.article_id)
        self.entries.append((work, True))

    def _wait(self, entry: Entry, identity: Identity, known: Known) -> None:
        if known.retry_at is None:
            self._end(entry, identity, EntryState.SKIPPED, reason=Reason.GAVE_UP)
        else:
            self._end(
                entry,
                identity,
                EntryState.SKIPPED,
                reason=Reason.RETRY_LATER,
                retry_at=known.retry_at,
            )

    def _defer(self, work: Work, identity: Identity) -> None:
        """Over the limit: due at once in the next run, whether the feed still lists it or not."""
        self.memory.append(
            Known(
                article_id=work.article_id,
                digest=statement(work.entry),
                is_settled=False,
                n_failures=work.n_failures,
                retry_at=self.now,
            )
        )
        self._end(
            work.entry,
            identity,
            EntryState.SKIPPED,
            reason=Reason.OVER_LIMIT,
            retry_at=self.now,
        )

    def _end(  # noqa: PLR0913 - a ledger row has these parts
        self,
        entry: Entry,
        identity: Identity | None,
        state: EntryState,
        *,
        reason: Reason | None = None,
        detail: str = "",
        rule: str | None = None,
        retry_at: datetime | None = None,
    ) -> None:
        article_id = identity.article_id if identity else None
        self.entries.append((Work(entry=entry, article_id=article_id or entry.entry_id), False))
        if article_id and state is not EntryState.DUPLICATE:
            self.taken.add(article_id)
        self.ledger.append(
            LedgerRow(
                run_id=self.run_id,
                entry_id=entry.entry_id,
                outlet_id=entry.outlet_id,
                feed=entry.feed,
                url=entry.url,
                article_id=article_id,
                state=state,
                reason=reason,
                detail=detail,
                of_article_id=article_id if rule else None,
                rule=rule,
                retry_at=retry_at,
            )
        )

    def _list(self, entry: Entry, identity: Identity) -> None:
        """A host that lists an article in its own feed under its own name has shown it."""
        is_own = identity.host_name == self.served_by
        if not is_own or self._is_old(entry) or not is_article(self.outlet, identity.canonical_url):
            return
        self.sightings.append(
            Sighting(
                article_id=identity.article_id,
                host=identity.host_name,
                url=canonical(entry.url or identity.canonical_url),
                version_id=None,
                seen_at=self.now,
            )
        )

    def _is_old(self, entry: Entry) -> bool:
        days, told_at = self.outlet.article.max_age_days, entry.updated_at or entry.published_at
        return bool(days and told_at and told_at < self.now - timedelta(days=days))

    def _is_due(self, known: Known) -> bool:
        return known.retry_at is not None and known.retry_at <= self.now


def statement(entry: Entry) -> str:
    """What an entry says of its article's state: a change means that the page is worth a look.

    Title and instants only: an outlet's feeds word summaries and tags each in its own way.
    """
    instants = (entry.published_at, entry.updated_at)
    return digest_of(fold_text(entry.title), *(at.isoformat() if at else None for at in instants))


def article_ids(outlet: Outlet, entries: Iterable[Entry]) -> list[str]:
    """The articles that these entries mean, as far as their links can be read."""
    found: dict[str, None] = {}
    for entry in entries:
        with contextlib.suppress(BadInputError):
            identity = identify(outlet, entry.url) if entry.url else None
            if identity is not None:
                found[identity.article_id] = None
    return list(found)
