"""Files a batch in one transaction, exactly once in effect. Decides nothing about identity.

An article's row moves only to a later (observed_at, version_id); first_seen_at is lowered and
last_seen_at raised apart from that. Versions and absences are files of their own.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.absences import save_absences, settle_absences
from wireroom.adapters.warehouse.clusters import hold_clusters, join_clusters
from wireroom.adapters.warehouse.endings import as_filed
from wireroom.adapters.warehouse.engines import Database, Merge, Transaction, insert, replacing
from wireroom.adapters.warehouse.fingerprints import save_fingerprints
from wireroom.adapters.warehouse.health import save_quarantined
from wireroom.adapters.warehouse.memory import save_memory
from wireroom.adapters.warehouse.mirrors import save_announcements
from wireroom.adapters.warehouse.sightings import save_sightings
from wireroom.adapters.warehouse.versions import save_refined, save_versions
from wireroom.model import Capture, digest_of
from wireroom.ports import LoadBatch, LoadCounts

_CAPTURE_COLUMNS = (
    "capture_id", "requested_url", "final_url", "host", "status", "headers", "digest",
    "archive_uri", "offset", "length", "captured_at", "provenance", "tls_verified",
)  # fmt: skip
_CAPTURE = Merge(
    table="capture",
    columns=_CAPTURE_COLUMNS,
    key=("capture_id",),
    conflict=replacing(("capture_id",), _CAPTURE_COLUMNS),
)
_ARTICLE_COLUMNS = (
    "article_id", "outlet_id", "outlet", "canonical_url", "native_id", "claimed_id",
    "current_version_id", "observed_at", "first_seen_at", "last_seen_at", "cluster_id",
)  # fmt: skip
_ARTICLE = Merge(
    table="article",
    columns=_ARTICLE_COLUMNS,
    key=("article_id",),
    conflict=replacing(
        ("article_id",), _ARTICLE_COLUMNS, kept=("first_seen_at", "last_seen_at", "cluster_id")
    )
    + " WHERE (excluded.observed_at, excluded.current_version_id)"
    " > (article.observed_at, article.current_version_id)",
)
_STANDS = """SELECT article_id, current_version_id, canonical_url, outlet, claimed_id, native_id,
  first_seen_at, last_seen_at
FROM article WHERE article_id IN {in} ORDER BY article_id"""
_N_SHOWN = 6  # columns of _STANDS that count as a change
_LOWER = "UPDATE article SET first_seen_at = ? WHERE article_id = ? AND first_seen_at > ?"
_RAISE = "UPDATE article SET last_seen_at = ? WHERE article_id = ? AND last_seen_at < ?"
_RELATION = Merge(
    table="relation",
    columns=("article_id", "other_id", "kind", "score", "evidence"),
    key=("article_id", "other_id", "kind"),
)
_LEDGER_COLUMNS = (
    "run_id", "entry_id", "outlet_id", "feed", "url", "article_id", "state", "reason", "detail",
    "of_article_id", "rule", "retry_at", "capture_id", "version_id", "host",
)  # fmt: skip
_LEDGER = Merge(table="ledger", columns=(*_LEDGER_COLUMNS, "at"), key=("run_id", "entry_id"))
_BATCH = insert(
    "load_batch",
    ("batch_id", "loaded_at", "n_articles", "n_versions", "n_sightings"),
    conflict="DO NOTHING",
)


class LoadTables:
    """The writing half of ports.Warehouse."""

    database: Database

    def load(self, batch: LoadBatch, /, *, now: datetime) -> LoadCounts:
        """File a batch in one transaction; filing it again changes nothing and counts nothing."""

        def file(transaction: Transaction) -> LoadCounts:
            counts = file_rows(transaction, batch, now=now)
            _save_batch(transaction, batch, counts, now=now)
            return counts

        return self.database.transact(file)


def file_rows(transaction: Transaction, batch: LoadBatch, *, now: datetime) -> LoadCounts:
    """File a batch inside the caller's transaction."""
    hold_clusters(transaction, batch)
    batch = replace(batch, ledger=as_filed(transaction, batch.ledger))
    save_capture_rows(transaction, batch.captures)
    save_refined(transaction, batch.refined)
    n_versions = save_versions(transaction, batch.articles)
    n_articles = _save_articles(transaction, batch)
    n_sightings = save_sightings(transaction, batch.sightings)
    transaction.merge(
        _RELATION,
        ((r.article_id, r.other_id, r.kind, r.score, r.evidence) for r in batch.relations),
    )
    save_fingerprints(transaction, batch.fingerprints)
    join_clusters(transaction, batch)
    file_journal(transaction, batch, now=now)
    settle_absences(transaction, {s.article_id for s in batch.sightings if s.version_id})
    return LoadCounts(n_articles=n_articles, n_versions=n_versions, n_sightings=n_sightings)


def save_capture_rows(transaction: Transaction, captures: Iterable[Capture]) -> None:
    """Captures, the newest place of each."""
    names = (*_CAPTURE_COLUMNS[:-1], "is_tls_verified")
    transaction.merge(_CAPTURE, (tuple(getattr(c, name) for name in names) for c in captures))


def file_journal(transaction: Transaction, batch: LoadBatch, *, now: datetime) -> None:
    """Ledger rows (the first of an entry stays), memory, absences, announcements and verdicts."""
    rows = ((*(getattr(row, name) for name in _LEDGER_COLUMNS), now) for row in batch.ledger)
    transaction.merge(_LEDGER, rows)
    save_memory(transaction, batch)
    save_absences(transaction, batch.absences)
    save_announcements(transaction, batch.announcements)
    save_quarantined(transaction, batch.quarantined)


def _save_articles(transaction: Transaction, batch: LoadBatch) -> int:
    """The articles and the span in which their pages were seen; how many are not as they were."""
    seen = [(a.article_id, a.observed_at) for a in batch.articles]
    seen += [(s.article_id, s.seen_at) for s in batch.sightings if s.version_id is not None]
    before = _stands(transaction, seen)
    transaction.merge(_ARTICLE, (
        (
            a.article_id, a.outlet_id, a.outlet, a.canonical_url, a.native_id, a.claimed_id,
            a.version_id, a.observed_at, a.observed_at, a.observed_at, a.article_id,
        )
        for a in batch.articles
    ))  # fmt: skip
    after = _stands(transaction, seen)
    _save_spans(transaction, seen, after)
    return sum(before.get(key, ())[:_N_SHOWN] != row[:_N_SHOWN] for key, row in after.items())


def _stands(
    transaction: Transaction, seen: list[tuple[str, datetime]]
) -> dict[str, tuple[object, ...]]:
    rows = transaction.rows_in(_STANDS, [key for key, _ in seen], is_held=True)
    return {row[0]: tuple(row) for row in rows}


def _save_spans(
    transaction: Transaction,
    seen: list[tuple[str, datetime]],
    articles: dict[str, tuple[object, ...]],
) -> None:
    """Lower first_seen_at and raise last_seen_at where a page was seen outside of them."""
    told = sorted((key, codec.instant(at)) for key, at in seen if key in articles)
    early = [(at, key, at) for key, at in told if at < str(articles[key][-2])]
    late = [(at, key, at) for key, at in told if at > str(articles[key][-1])]
    transaction.many(_LOWER, early)
    transaction.many(_RAISE, late)


def _save_batch(
    transaction: Transaction, batch: LoadBatch, counts: LoadCounts, *, now: datetime
) -> None:
    keys = sorted(
        [f"{a.article_id} {a.version_id} {a.observed_at}" for a in batch.articles]
        + [f"{s.article_id} {s.host} {s.url} {s.seen_at}" for s in batch.sightings]
        + [f"{row.run_id} {row.entry_id}" for row in batch.ledger]
    )
    if keys:
        numbers = (counts.n_articles, counts.n_versions, counts.n_sightings)
        transaction.execute(_BATCH, [digest_of(*keys), now, *numbers])
