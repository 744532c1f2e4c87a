"""Sketches and the keys that they are found by. Judges nothing.

A writer files and commits first and looks up afterwards: of two that file at once, the one that
commits last finds the other.
"""

from array import array
from collections.abc import Iterable, Sequence

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines import Database, Row, Transaction
from wireroom.model import digest_of
from wireroom.ports.fingerprints import Fingerprint, Sketched

N_FILED = 14  # keys a sketch that make rows; it looks up all it has. adr/0010 has what that costs
_DAY_S = 86_400
_SKETCH = """INSERT INTO sketch (identity, article_id, day, credit, packed)
VALUES (?, ?, ?, ?, ?) ON CONFLICT (identity) DO NOTHING RETURNING number"""
_KEY = "INSERT INTO fingerprint (h, number) VALUES (?, ?) ON CONFLICT DO NOTHING"
_WAITS = "INSERT INTO sketch_pending (number, outlet_id, keys) VALUES (?, ?, ?)"
_ROW = """SELECT s.number, s.article_id, a.outlet_id, s.day, s.credit, s.packed, a.first_seen_at,
p.keys FROM sketch s JOIN article a ON a.article_id = s.article_id
LEFT JOIN sketch_pending p ON p.number = s.number """
_PENDING = _ROW + "WHERE p.outlet_id = ? ORDER BY s.number"
_ONE = _ROW + "WHERE s.number = ?"
_SHARING = "SELECT number FROM fingerprint WHERE h = ? ORDER BY number DESC LIMIT ?"
_LOOKED_UP = "DELETE FROM sketch_pending WHERE number = ?"
_TEXTS = """SELECT v.text FROM article a JOIN article_version v
ON v.article_id = a.article_id AND v.version_id = a.current_version_id
WHERE a.outlet_id = ? ORDER BY a.first_seen_at DESC, a.article_id DESC LIMIT ?"""
_OLDEST = "SELECT day FROM sketch ORDER BY number LIMIT 1"
_FORGET = (
    "DELETE FROM fingerprint WHERE number IN (SELECT number FROM sketch WHERE day < ?)",
    "DELETE FROM sketch_pending WHERE number IN (SELECT number FROM sketch WHERE day < ?)",
    "DELETE FROM sketch WHERE day < ?",
)


def save_fingerprints(transaction: Transaction, found: Sequence[Fingerprint]) -> None:
    """File the sketches of versions that have none, inside the load's transaction."""
    for one in sorted(found, key=lambda f: (f.article_id, f.version_id)):
        day = int(one.observed_at.timestamp()) // _DAY_S
        about = (_identity(one), one.article_id, day, one.credit, one.packed)
        row = transaction.one(_SKETCH, about)
        if row is not None:
            keys = sorted(set(one.keys[:N_FILED]))
            transaction.many(_KEY, [(key, row[0]) for key in keys])
            waiting = (row[0], one.outlet_id, array("i", one.keys).tobytes())
            transaction.execute(_WAITS, waiting)


class FingerprintTables:
    """The looking-up half of ports.Fingerprints."""

    database: Database

    def last_texts(self, outlet_id: str, limit: int) -> list[str]:
        """The current texts of an outlet's articles, first seen last first."""
        return [row[0] for row in self.database.rows(_TEXTS, [outlet_id, limit])]

    def pending(self, outlet_ids: Sequence[str]) -> list[Sketched]:
        """Sketches of the outlets that were not looked up yet."""
        return [
            _sketched(row)
            for outlet_id in sorted(set(outlet_ids))
            for row in self.database.rows(_PENDING, [outlet_id])
        ]

    def sharing(self, keys: Sequence[int], most: int) -> list[list[int]]:
        """For each key the latest sketches that have it: `most`, and one more if there are more."""
        with self.database.read() as reading:
            return [[row[0] for row in reading.rows(_SHARING, [key, most + 1])] for key in keys]

    def sketches(self, numbers: Iterable[int], /) -> list[Sketched]:
        """Those sketches, as far as they have not expired."""
        with self.database.read() as reading:
            found = (reading.one(_ONE, [number]) for number in sorted(set(numbers)))
            return [_sketched(row) for row in found if row is not None]

    def looked_up(self, numbers: Iterable[int], /) -> None:
        """Remember that these were looked up, and the relations filed."""
        with self.database.write() as transaction:
            transaction.many(_LOOKED_UP, [(number,) for number in sorted(set(numbers))])

    def expire_fingerprints(self, before_day: int) -> int:
        """Forget sketches of days (since 1970) before that one; how many. Relations stay."""
        oldest = self.database.rows(_OLDEST)
        if not oldest or oldest[0][0] >= before_day:  # so that the scans below come once a day
            return 0
        return self.database.transact(
            lambda transaction: [transaction.execute(sql, [before_day]) for sql in _FORGET][-1]
        )


def _identity(one: Fingerprint) -> int:
    """64 bits, signed, of what the article version is called."""
    digest = digest_of(one.article_id, one.version_id)
    return int.from_bytes(bytes.fromhex(digest.rpartition(":")[2][:16]), "big", signed=True)


def _sketched(row: Row) -> Sketched:
    keys = array("i")
    keys.frombytes(row["keys"] or b"")
    return Sketched(
        number=row["number"],
        article_id=row["article_id"],
        outlet_id=row["outlet_id"],
        day=row["day"],
        credit=row["credit"],
        packed=row["packed"],
        first_seen_at=codec.at_of(row["first_seen_at"]),
        keys=keys.tolist(),
    )
