"""Files a batch in one transaction, exactly once in effect. Decides nothing about identity.

An article's row moves only to a later (observed_at, version_id); first_seen_at is lowered and
last_seen_at raised apart from that. Versions and absences are files of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.absences import save_absences, settle_absences
from wireroom.adapters.warehouse.clusters import hold_clusters, join_clusters
from wireroom.adapters.warehouse.endings import states_now
from wireroom.adapters.warehouse.engines import (
    Database,
    Merge,
    Rows,
    Transaction,
    insert,
    replacing,
)
from wireroom.adapters.warehouse.fingerprints import save_fingerprints
from wireroom.adapters.warehouse.health import save_quarantined
from wireroom.adapters.warehouse.memory import save_memory
from wireroom.adapters.warehouse.mirrors import save_announcements
from wireroom.adapters.warehouse.sightings import Spelled as SpelledSighting
from wireroom.adapters.warehouse.sightings import save_sightings, spelled_sightings
from wireroom.adapters.warehouse.versions import save_refined, save_versions, version_rows
from wireroom.model import Article, Capture, digest_of
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
_CAPTURE_OF = attrgetter(*_CAPTURE_COLUMNS[:-1], "is_tls_verified")
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
_RELATION_COLUMNS = ("article_id", "other_id", "kind", "score", "evidence")
_RELATION = Merge(table="relation", columns=_RELATION_COLUMNS, key=_RELATION_COLUMNS[:3])
_RELATION_OF = attrgetter(*_RELATION_COLUMNS)
_LEDGER_COLUMNS = (
    "run_id", "entry_id", "outlet_id", "feed", "url", "article_id", "state", "reason", "detail",
    "of_article_id", "rule", "retry_at", "capture_id", "version_id", "host",
)  # fmt: skip
_LEDGER_OF = attrgetter(*_LEDGER_COLUMNS)
_STATE = _LEDGER_COLUMNS.index("state")
_LEDGER = Merge(table="ledger", columns=(*_LEDGER_COLUMNS, "at"), key=("run_id", "entry_id"))
_BATCH = insert(
    "load_batch",
    ("batch_id", "loaded_at", "n_articles", "n_versions", "n_sightings"),
    conflict="DO NOTHING",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """A batch as columns: what takes time and needs no transaction, so that nobody waits for it.

    `seen` are the articles whose pages were seen, and when; `ledger` has the order of the batch.
    """

    batch: LoadBatch
    captures: Rows
    versions: Rows
    articles: Rows
    seen: list[tuple[str, str]]
    sightings: list[SpelledSighting]
    relations: Rows
    ledger: list[codec.Columns]


class LoadTables:
    """The writing half of ports.Warehouse."""

    database: Database

    def load(self, batch: LoadBatch, /, *, now: datetime) -> LoadCounts:
        """File a batch in one transaction; filing it again changes nothing and counts nothing."""
        spelled, batch_id = spell(batch, now=now), _batch_id(batch)

        def file(transaction: Transaction) -> LoadCounts:
            counts = file_spelled(transaction, spelled)
            if batch_id:
                numbers = (counts.n_articles, counts.n_versions, counts.n_sightings)
                transaction.execute(_BATCH, [batch_id, now, *numbers])
            return counts

        return self.database.transact(file)


def spell(batch: LoadBatch, *, now: datetime) -> Spelled:
    """The columns of a batch that is filed at `now`."""
    return Spelled(
        batch=batch,
        captures=_capture_rows(batch.captures),
        versions=version_rows(batch.articles),
        articles=_ARTICLE.rows(map(_article_row, batch.articles)),
        seen=_seen(batch),
        sightings=spelled_sightings(batch.sightings),
        relations=_RELATION.rows(map(_RELATION_OF, batch.relations)),
        ledger=_ledger(batch, now),
    )


def file_rows(transaction: Transaction, batch: LoadBatch, *, now: datetime) -> LoadCounts:
    """File a batch inside the caller's transaction."""
    return file_spelled(transaction, spell(batch, now=now))


def file_spelled(transaction: Transaction, spelled: Spelled) -> LoadCounts:
    """The same of a batch that was spelled before the transaction began."""
    batch = spelled.batch
    hold_clusters(transaction, batch)
    ledger = _as_filed(transaction, spelled)
    transaction.put(spelled.captures)
    save_refined(transaction, batch.refined)
    n_versions = save_versions(transaction, spelled.versions)
    n_articles = _save_articles(transaction, spelled)
    n_sightings = save_sightings(transaction, spelled.sightings)
    transaction.put(spelled.relations)
    save_fingerprints(transaction, batch.fingerprints)
    join_clusters(transaction, batch)
    _file_journal(transaction, batch, ledger)
    settle_absences(transaction, {s.article_id for s in batch.sightings if s.version_id})
    return LoadCounts(n_articles=n_articles, n_versions=n_versions, n_sightings=n_sightings)


def save_capture_rows(transaction: Transaction, captures: Iterable[Capture]) -> None:
    """Captures, the newest place of each."""
    transaction.put(_capture_rows(captures))


def file_journal(transaction: Transaction, batch: LoadBatch, *, now: datetime) -> None:
    """Ledger rows (the first of an entry stays), memory, absences, announcements and verdicts."""
    _file_journal(transaction, batch, _LEDGER.ordered(_ledger(batch, now)))


def _file_journal(transaction: Transaction, batch: LoadBatch, ledger: Rows) -> None:
    transaction.put(ledger)
    save_memory(transaction, batch)
    save_absences(transaction, batch.absences)
    save_announcements(transaction, batch.announcements)
    save_quarantined(transaction, batch.quarantined)


def _as_filed(transaction: Transaction, spelled: Spelled) -> Rows:
    """The ledger with the states that its entries have now."""
    states = states_now(transaction, spelled.batch.ledger)
    return _LEDGER.ordered(
        row if row[_STATE] == state else (*row[:_STATE], state.value, *row[_STATE + 1 :])
        for row, state in zip(spelled.ledger, states, strict=True)
    )


def _capture_rows(captures: Iterable[Capture]) -> Rows:
    return _CAPTURE.rows(map(_CAPTURE_OF, captures))


def _ledger(batch: LoadBatch, now: datetime) -> list[codec.Columns]:
    at = codec.instant(now)
    return [(*codec.row(_LEDGER_OF(row)), at) for row in batch.ledger]


def _article_row(article: Article) -> tuple[object, ...]:
    at = codec.instant(article.observed_at)
    return (
        article.article_id, article.outlet_id, article.outlet, article.canonical_url,
        article.native_id, article.claimed_id, article.version_id, at, at, at, article.article_id,
    )  # fmt: skip


def _seen(batch: LoadBatch) -> list[tuple[str, str]]:
    seen = [(a.article_id, codec.instant(a.observed_at)) for a in batch.articles]
    served = (s for s in batch.sightings if s.version_id is not None)
    return seen + [(s.article_id, codec.instant(s.seen_at)) for s in served]


def _save_articles(transaction: Transaction, spelled: Spelled) -> int:
    """The articles and the span in which their pages were seen; how many are not as they were."""
    keys = [key for key, _ in spelled.seen]
    before = _stands(transaction, keys)
    transaction.put(spelled.articles)
    after = _stands(transaction, keys)
    _save_spans(transaction, spelled.seen, after)
    return sum(before.get(key, ())[:_N_SHOWN] != row[:_N_SHOWN] for key, row in after.items())


def _stands(transaction: Transaction, keys: list[str]) -> dict[str, tuple[object, ...]]:
    rows = transaction.rows_in(_STANDS, keys, is_held=True)
    return {row[0]: tuple(row) for row in rows}


def _save_spans(
    transaction: Transaction,
    seen: list[tuple[str, str]],
    articles: dict[str, tuple[object, ...]],
) -> None:
    """Lower first_seen_at and raise last_seen_at where a page was seen outside of them."""
    told = sorted((key, at) for key, at in seen if key in articles)
    early = [(at, key, at) for key, at in told if at < str(articles[key][-2])]
    late = [(at, key, at) for key, at in told if at > str(articles[key][-1])]
    transaction.many(_LOWER, early)
    transaction.many(_RAISE, late)


def _batch_id(batch: LoadBatch) -> str | None:
    keys = sorted(
        [f"{a.article_id} {a.version_id} {a.observed_at}" for a in batch.articles]
        + [f"{s.article_id} {s.host} {s.url} {s.seen_at}" for s in batch.sightings]
        + [f"{row.run_id} {row.entry_id}" for row in batch.ledger]
    )
    return digest_of(*keys) if keys else None
