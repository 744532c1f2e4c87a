"""Looks up where the current versions of an outlet's articles lie in the archive."""

from datetime import datetime

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines import Database
from wireroom.model import Capture

_KEPT = """SELECT a.canonical_url AS home, c.* FROM article a JOIN article_version v
ON v.article_id = a.article_id AND v.version_id = a.current_version_id
JOIN capture c ON c.capture_id = v.capture_id
WHERE a.outlet_id = ? AND c.captured_at >= ? AND c.captured_at < ?
ORDER BY c.captured_at DESC, a.article_id LIMIT ?"""


class KeptTables:
    """What was captured of filed articles."""

    database: Database

    def kept(
        self, outlet_id: str, *, since: datetime, until: datetime, limit: int
    ) -> list[tuple[str, Capture]]:
        """Home URL and capture of each article's current version, the latest first.

        Each article once, whichever host served it; captured from `since` to before `until`.
        """
        rows = self.database.rows(_KEPT, [outlet_id, since, until, limit])
        return [(row["home"], codec.capture(dict(row))) for row in rows]
