"""Files a batch in one transaction, exactly once in effect. Decides nothing about identity.

Rows are sorted by key. Versions never change once filed; an article's row moves only to a later
(observed_at, version_id); first_seen_at is lowered and last_seen_at raised apart from that.
"""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.clusters import join_clusters
from wireroom.adapters.warehouse.connection import Database, insert, replacing, rows_in
from wireroom.adapters.warehouse.health import save_quarantined
from wireroom.adapters.warehouse.mirrors import save_announcements
from wireroom.model import Article, Capture, digest_of
from wireroom.ports import LoadBatch, LoadCounts

_CAPTURE_COLUMNS = (
    "capture_id", "requested_url", "final_url", "host", "status", "headers", "digest",
    "archive_uri", "offset", "length", "captured_at", "tls_verified",
)  # fmt: skip
_CAPTURE = insert(
    "capture", _CAPTURE_COLUMNS, conflict=replacing(("capture_id",), _CAPTURE_COLUMNS)
)
_VERSION_COLUMNS = (
    "article_id", "version_id", "title", "authors", "published_at", "published_source",
    "modified_at", "sections", "tags", "language", "text", "n_words", "lead_image", "images",
    "meta", "claimed_url", "confidence", "reason", "extractor", "observed_at", "capture_id",
)  # fmt: skip
_VERSION = insert("article_version", _VERSION_COLUMNS, conflict="DO NOTHING")
_ARTICLE_COLUMNS = (
    "article_id", "outlet_id", "outlet", "canonical_url", "native_id", "claimed_id",
    "current_version_id", "observed_at", "first_seen_at", "last_seen_at", "cluster_id",
)  # fmt: skip
_ARTICLE = (
    insert("article", _ARTICLE_COLUMNS, conflict=replacing(
        ("article_id", "first_seen_at", "last_seen_at", "cluster_id"), _ARTICLE_COLUMNS
    ).replace("(article_id, first_seen_at, last_seen_at, cluster_id)", "(article_id)"))
    + " WHERE (excluded.observed_at, excluded.current_version_id)"
    " > (article.observed_at, article.current_version_id)"
)  # fmt: skip
_LOWER = "UPDATE article SET first_seen_at = ? WHERE article_id = ? AND first_seen_at > ?"
_RAISE = "UPDATE article SET last_seen_at = ? WHERE article_id = ? AND last_seen_at < ?"
_SIGHTING_COLUMNS = ("article_id", "host", "url", "version_id", "first_seen_at", "last_seen_at")
_SIGHTING = insert("sighting", _SIGHTING_COLUMNS, conflict="DO NOTHING")
_SERVED = """UPDATE sighting SET version_id = ? WHERE article_id = ? AND host = ? AND url = ?
AND (version_id IS NULL OR (version_id <> ? AND last_seen_at < ?))"""
_SPAN = """UPDATE sighting SET
  first_seen_at = CASE WHEN first_seen_at > ? THEN ? ELSE first_seen_at END,
  last_seen_at = CASE WHEN last_seen_at < ? THEN ? ELSE last_seen_at END
WHERE article_id = ? AND host = ? AND url = ? AND (first_seen_at > ? OR last_seen_at < ?)"""
_RELATION = insert(
    "relation", ("article_id", "other_id", "kind", "score", "evidence"), conflict="DO NOTHING"
)
_LEDGER_COLUMNS = (
    "run_id", "entry_id", "outlet_id", "feed", "url", "article_id", "state", "reason", "detail",
    "of_article_id", "rule", "retry_at", "capture_id", "version_id", "host",
)  # fmt: skip
_LEDGER = insert("ledger", (*_LEDGER_COLUMNS, "at"), conflict="DO NOTHING")
# The entry to try again comes from what a run saw; an earlier sight never replaces a later.
_MEMORY = """INSERT INTO entry_memory
  (article_id, outlet_id, digest, is_settled, n_failures, retry_at, entry, seen_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (article_id) DO UPDATE SET outlet_id = excluded.outlet_id, digest = excluded.digest,
  is_settled = excluded.is_settled, n_failures = excluded.n_failures, retry_at = excluded.retry_at,
  entry = COALESCE(excluded.entry, entry_memory.entry),
  seen_at = COALESCE(excluded.seen_at, entry_memory.seen_at)
WHERE entry_memory.seen_at IS NULL OR excluded.seen_at IS NULL
  OR excluded.seen_at >= entry_memory.seen_at"""
_SEEN = "SELECT outlet_id, entry, seen_at FROM run_entry WHERE run_id = ? AND entry_id = ?"
_SEEN_LAST = """SELECT outlet_id, entry, seen_at FROM run_entry WHERE article_id = ?
ORDER BY seen_at DESC LIMIT 1"""
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
        with self.database.write() as connection:
            counts = file_rows(connection, batch, now=now)
            _save_batch(connection, batch, counts, now=now)
        return counts


def file_rows(connection: sqlite3.Connection, batch: LoadBatch, *, now: datetime) -> LoadCounts:
    """File a batch inside the caller's transaction."""
    save_capture_rows(connection, batch.captures)
    n_versions = _many(connection, _VERSION, map(_version, batch.articles))
    n_articles = _save_articles(connection, batch)
    n_sightings = _save_sightings(connection, batch)
    _save_spans(connection, batch)
    facts = ((r.article_id, r.other_id, r.kind, r.score, r.evidence) for r in batch.relations)
    _many(connection, _RELATION, facts)
    join_clusters(connection, batch)
    file_journal(connection, batch, now=now)
    return LoadCounts(n_articles=n_articles, n_versions=n_versions, n_sightings=n_sightings)


def save_capture_rows(connection: sqlite3.Connection, captures: Iterable[Capture]) -> None:
    """Captures, the newest place of each."""
    names = (*_CAPTURE_COLUMNS[:-1], "is_tls_verified")
    _many(connection, _CAPTURE, (tuple(getattr(c, name) for name in names) for c in captures))


def file_journal(connection: sqlite3.Connection, batch: LoadBatch, *, now: datetime) -> None:
    """Ledger rows (the first of an entry stays), memory, announcements and verdicts."""
    rows = ((*(getattr(row, name) for name in _LEDGER_COLUMNS), now) for row in batch.ledger)
    _many(connection, _LEDGER, rows)
    _save_memory(connection, batch)
    save_announcements(connection, batch.announcements)
    save_quarantined(connection, batch.quarantined)


def _many(connection: sqlite3.Connection, sql: str, rows: Iterable[Iterable[object]]) -> int:
    """Run `sql` for every row, sorted by key; how many rows changed."""
    ready = sorted((codec.row(row) for row in rows), key=lambda row: [str(c) for c in row[:3]])
    return connection.executemany(sql, ready).rowcount if ready else 0


def _version(article: Article) -> tuple[object, ...]:
    clean = article.clean
    lead = codec.dumps(clean.images[0]) if clean.images else None
    return (
        article.article_id, article.version_id, clean.title, clean.authors, clean.published_at,
        clean.published_source, clean.modified_at, clean.sections, clean.tags, clean.language,
        clean.text, len(clean.text.split()), lead, clean.images, clean.meta, clean.canonical_url,
        float(clean.confidence), clean.reason, clean.extractor, article.observed_at,
        article.capture_id,
    )  # fmt: skip


def _save_articles(connection: sqlite3.Connection, batch: LoadBatch) -> int:
    ids = [article.article_id for article in batch.articles]
    before = _current(connection, ids)
    _many(connection, _ARTICLE, (
        (
            a.article_id, a.outlet_id, a.outlet, a.canonical_url, a.native_id, a.claimed_id,
            a.version_id, a.observed_at, a.observed_at, a.observed_at, a.article_id,
        )
        for a in batch.articles
    ))  # fmt: skip
    after = _current(connection, ids)
    return sum(before.get(key) != row for key, row in after.items())


def _current(connection: sqlite3.Connection, ids: list[str]) -> dict[str, tuple[object, ...]]:
    sql = """SELECT article_id, current_version_id, canonical_url, outlet, claimed_id, native_id
    FROM article WHERE article_id IN {in}"""
    return {row[0]: tuple(row) for row in rows_in(connection, sql, ids)}


def _save_sightings(connection: sqlite3.Connection, batch: LoadBatch) -> int:
    """New sightings and newly served versions; a listing again changes nothing."""
    n_changed = 0
    for seen in sorted(batch.sightings, key=lambda s: (s.article_id, s.host, s.url, s.seen_at)):
        key, at = (seen.article_id, seen.host, seen.url), seen.seen_at
        is_new = connection.execute(_SIGHTING, codec.row([*key, seen.version_id, at, at])).rowcount
        n_changed += is_new
        if not is_new and seen.version_id is not None:
            served = codec.row([seen.version_id, *key, seen.version_id, at])
            n_changed += connection.execute(_SERVED, served).rowcount
        if not is_new and seen.version_id is not None:
            connection.execute(_SPAN, codec.row([at, at, at, at, *key, at, at]))
    return n_changed


def _save_spans(connection: sqlite3.Connection, batch: LoadBatch) -> None:
    """Lower first_seen_at and raise last_seen_at of the articles whose pages the batch saw."""
    seen = [(a.article_id, a.observed_at) for a in batch.articles]
    seen += [(s.article_id, s.seen_at) for s in batch.sightings if s.version_id is not None]
    rows = [codec.row([at, key, at]) for key, at in sorted(seen)]
    connection.executemany(_LOWER, rows)
    connection.executemany(_RAISE, rows)


def _save_memory(connection: sqlite3.Connection, batch: LoadBatch) -> None:
    ended = {row.article_id: row for row in batch.ledger if row.article_id}
    for known in sorted(batch.memory, key=lambda item: item.article_id):
        row = ended.get(known.article_id)
        seen = None
        if row:
            seen = connection.execute(_SEEN, codec.row([row.run_id, row.entry_id])).fetchone()
        if seen is None:
            seen = connection.execute(_SEEN_LAST, codec.row([known.article_id])).fetchone()
        outlet_id = row.outlet_id if row else known.article_id.split(":", 1)[0]
        outlet_id, entry, seen_at = seen or (outlet_id, None, None)
        values = (known.digest, known.is_settled, known.n_failures, known.retry_at, entry, seen_at)
        connection.execute(_MEMORY, codec.row([known.article_id, outlet_id, *values]))


def _save_batch(
    connection: sqlite3.Connection, batch: LoadBatch, counts: LoadCounts, *, now: datetime
) -> None:
    keys = sorted(
        [f"{a.article_id} {a.version_id} {a.observed_at}" for a in batch.articles]
        + [f"{s.article_id} {s.host} {s.url} {s.seen_at}" for s in batch.sightings]
        + [f"{row.run_id} {row.entry_id}" for row in batch.ledger]
    )
    if keys:
        numbers = (counts.n_articles, counts.n_versions, counts.n_sightings)
        connection.execute(_BATCH, codec.row([digest_of(*keys), now, *numbers]))
