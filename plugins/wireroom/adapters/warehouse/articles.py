"""Looks up filed articles that a new one may be the same as. Judges none of them."""

from collections.abc import Sequence
from typing import Any

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines import Database, Row
from wireroom.ports import Copy

_ROW = """SELECT a.article_id, a.outlet_id, v.text_digest AS version_id, a.claimed_id, v.title,
v.n_words, a.first_seen_at FROM """
_CURRENT = """article a JOIN article_version v
ON v.article_id = a.article_id AND v.version_id = a.current_version_id """
_BY_ID = _ROW + _CURRENT + "WHERE a.outlet_id = ? AND a.article_id IN {in}"
_BY_CLAIM = _ROW + _CURRENT + "WHERE a.outlet_id = ? AND a.claimed_id IN {in}"
_BY_TEXT = (
    _ROW
    + "article_version v JOIN article a ON a.article_id = v.article_id WHERE v.text_digest IN {in}"
)
# A sighting holds the version a host served last, a version the capture that it was read from.
_SHOWN = """SELECT host, version_id FROM sighting WHERE article_id = ? AND version_id IS NOT NULL
UNION SELECT c.host, v.version_id FROM article_version v JOIN capture c USING (capture_id)
WHERE v.article_id = ?"""


class ArticleTables:
    """The looking-up half of ports.Warehouse."""

    database: Database

    def copies(self, outlet_id: str, *, ids: Sequence[str], digests: Sequence[str]) -> list[Copy]:
        """Articles of the outlet that bear or claim an id, and any that has or had such a text.

        By id comes the current version, by text the version that matched; one Copy per article,
        the one by id first; oldest first.
        """
        with self.database.read() as reading:  # one way in: SQLite's costs as much as a query
            rows = reading.rows_in(_BY_TEXT, digests)
            rows += reading.rows_in(_BY_CLAIM, ids, before=[outlet_id])
            rows += reading.rows_in(_BY_ID, ids, before=[outlet_id])
        found = {row["article_id"]: _copy(row) for row in rows}
        return sorted(found.values(), key=lambda copy: (copy.first_seen_at, copy.article_id))

    def recent(self, outlet_id: str, limit: int) -> list[tuple[str, str]]:
        """Article ids and home URLs of an outlet, first seen last first."""
        sql = """SELECT article_id, canonical_url FROM article WHERE outlet_id = ?
        ORDER BY first_seen_at DESC, article_id DESC LIMIT ?"""
        return [(row[0], row[1]) for row in self.database.rows(sql, [outlet_id, limit])]

    def shown(self, article_id: str) -> set[tuple[str, str]]:
        """Which hosts served which versions of an article."""
        return {(row[0], row[1]) for row in self.database.rows(_SHOWN, [article_id] * 2)}

    def articles(self, limit: int) -> list[dict[str, Any]]:
        """Rows of the view `articles`, the latest first."""
        sql = "SELECT * FROM articles ORDER BY first_seen_at DESC LIMIT ?"
        return [dict(row) for row in self.database.rows(sql, [limit])]


def _copy(row: Row) -> Copy:
    return Copy(**dict(row) | {"first_seen_at": codec.at_of(row["first_seen_at"])})
