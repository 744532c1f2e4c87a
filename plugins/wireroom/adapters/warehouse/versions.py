"""Content versions: filed once, read better later. Decides nothing about what an edit is.

A version's row is the reading of the capture in which its text was seen first; of captures that
one extractor reads alike the earliest stands, in whichever order they come. What is replaced by a
newer reading goes to article_reading.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines import Database, Merge, Row, Rows, Transaction, replacing
from wireroom.model import Article, folded_id, words_of
from wireroom.ports import Filed, Refined

_KEY = ("article_id", "version_id")
_COLUMNS = (
    *_KEY, "title", "authors", "published_at", "published_source", "modified_at", "sections",
    "tags", "language", "text", "n_words", "lead_image", "images", "meta", "claimed_url",
    "confidence", "reason", "extractor", "observed_at", "capture_id", "text_digest", "stated_at",
)  # fmt: skip
_NEW = Merge(table="article_version", columns=_COLUMNS, key=_KEY)
_EARLIER = Merge(
    table="article_version",
    columns=_COLUMNS,
    key=_KEY,
    conflict=replacing(_KEY, _COLUMNS, kept=("stated_at",))
    + " WHERE (article_version.extractor, article_version.text_digest)"
    " = (excluded.extractor, excluded.text_digest)"
    " AND (excluded.observed_at, excluded.capture_id)"
    " < (article_version.observed_at, article_version.capture_id)",
)
_READING = (
    "article_id", "version_id", "extractor", "text_digest", "capture_id", "title", "text",
    "confidence", "observed_at",
)  # fmt: skip
# Only what was looked at is replaced: of two readers at once the second finds another row.
_STILL = """article_id = ? AND version_id = ? AND extractor = ? AND text_digest = ?
  AND capture_id = ?"""
_KEEP = f"""INSERT INTO article_reading ({", ".join(_READING)})
SELECT {", ".join(_READING)} FROM article_version WHERE {_STILL} ON CONFLICT DO NOTHING"""  # noqa: S608 - our own text
_READ = tuple(name for name in _COLUMNS if name not in {*_KEY, "stated_at"})
_REPLACE = f"""UPDATE article_version SET {", ".join(f"{name} = ?" for name in _READ)}
WHERE {_STILL}"""  # noqa: S608 - our own text
_FILED = """SELECT v.article_id, v.version_id, v.text_digest, v.extractor,
  v.capture_id AS read_from, v.version_id = a.current_version_id AS is_current,
  (SELECT e.entry FROM run_capture k JOIN run_entry e
    ON e.run_id = k.run_id AND e.entry_id = k.entry_id
    WHERE k.capture_id = v.capture_id ORDER BY k.run_id, k.entry_id LIMIT 1) AS entry, c.*
FROM article_version v JOIN article a ON a.article_id = v.article_id
LEFT JOIN capture c ON c.capture_id = v.capture_id
WHERE v.article_id IN {in} ORDER BY v.article_id, v.observed_at, v.version_id"""
_HISTORY = """SELECT v.version_id, v.title, v.text, v.extractor, v.observed_at, v.modified_at,
  v.capture_id, c.host, c.final_url, c.archive_uri
FROM article_version v LEFT JOIN capture c ON c.capture_id = v.capture_id
WHERE v.article_id = ? ORDER BY v.observed_at, v.version_id"""
_SERVED = """SELECT version_id, host, first_seen_at, last_seen_at FROM sighting
WHERE article_id = ? AND version_id IS NOT NULL ORDER BY host, first_seen_at"""


_STANDS = """SELECT article_id, version_id, observed_at, capture_id, stated_at
FROM article_version WHERE article_id IN {in} ORDER BY article_id, version_id"""
_OBSERVED, _CAPTURE = _COLUMNS.index("observed_at"), _COLUMNS.index("capture_id")
_STATED = _COLUMNS.index("stated_at")
_STATE = """UPDATE article_version SET stated_at = ?
WHERE article_id = ? AND version_id = ? AND (stated_at IS NULL OR stated_at < ?)"""


class VersionTables:
    """Content versions, looked up."""

    database: Database

    def versions(self, article_ids: Sequence[str]) -> dict[str, list[Filed]]:
        """The content versions of articles, in the order in which they were first seen."""
        found: dict[str, list[Filed]] = defaultdict(list)
        for row in self.database.rows_in(_FILED, article_ids):
            found[row["article_id"]].append(_filed(row))
        return dict(found)

    def history(self, article_id: str) -> list[dict[str, Any]]:
        """The same of one article with title, text and place, and which hosts `served` it last."""
        served = defaultdict(list)
        for row in self.database.rows(_SERVED, [article_id]):
            served[row["version_id"]].append(row["host"])
        rows = self.database.rows(_HISTORY, [article_id])
        return [dict(row) | {"served": served[row["version_id"]]} for row in rows]


def version_rows(articles: Iterable[Article]) -> Rows:
    """The versions as rows."""
    return _NEW.rows(map(_row, articles))


def save_versions(transaction: Transaction, versions: Rows) -> int:
    """New versions, and the earliest capture of each; how many are new."""
    n_new = transaction.put(versions)
    if n_new < len(versions.ready):
        _correct(transaction, versions.ready)
    return n_new


def _correct(transaction: Transaction, rows: Sequence[codec.Columns]) -> None:
    """What stands gets the earliest capture and the latest that was stated of it.

    Texts that stand already do not travel again.
    """
    found = transaction.rows_in(_STANDS, [str(row[0]) for row in rows])
    stands = {(row[0], row[1]): tuple(row)[2:] for row in found}
    told = [(row, stands[row[0], row[1]]) for row in rows]
    earlier = [row for row, (at, by, _) in told if (row[_OBSERVED], row[_CAPTURE]) < (at, by)]
    transaction.put(_EARLIER.ordered(earlier))
    later = [
        (row[_STATED], row[0], row[1]) for row, (*_, at) in told if _is_later(row[_STATED], at)
    ]
    transaction.many(_STATE, [(*one, one[0]) for one in sorted(later, key=lambda one: one[1:])])


def _is_later(stated: object, before: str | None) -> bool:
    return stated is not None and (before is None or str(stated) > before)


def save_refined(transaction: Transaction, refined: Sequence[Refined]) -> None:
    """Better readings in place of those they were made for, which are kept as history."""
    for one in sorted(refined, key=lambda r: (r.of.article_id, r.of.version_id)):
        of = one.of
        still = (of.article_id, of.version_id, of.extractor, of.text_digest, of.capture_id)
        transaction.execute(_KEEP, still)
        transaction.execute(_REPLACE, [*_row(one.article)[len(_KEY) : -1], *still])


def _row(article: Article) -> tuple[object, ...]:
    clean = article.clean
    words = words_of(clean.text)  # once for both: splitting a text takes as long as filing it
    lead = codec.dumps(clean.images[0]) if clean.images else None
    return (
        article.article_id, article.version_id, clean.title, clean.authors, clean.published_at,
        clean.published_source, clean.modified_at, clean.sections, clean.tags, clean.language,
        clean.text, len(words), lead, clean.images, clean.meta,
        clean.canonical_url, float(clean.confidence), clean.reason, clean.extractor,
        article.observed_at, article.capture_id, folded_id(" ".join(words)), article.stated_at,
    )  # fmt: skip


def _filed(row: Row) -> Filed:
    return Filed(
        article_id=row["article_id"],
        version_id=row["version_id"],
        text_digest=row["text_digest"],
        extractor=row["extractor"],
        capture_id=row["read_from"],
        is_current=bool(row["is_current"]),
        capture=codec.capture(dict(row)) if row["archive_uri"] else None,
        entry=codec.entry(row["entry"]) if row["entry"] else None,
    )
