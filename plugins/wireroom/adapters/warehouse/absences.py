"""Articles that were not there, and which of them disappeared. One fact a run, whoever tells it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines import Database, Merge, Transaction
from wireroom.model import Absence, disappeared_at

_COLUMNS = ("article_id", "run_id", "seen_at", "hosts")
_ABSENCE = Merge(table="absence", columns=_COLUMNS, key=("article_id", "run_id"))
_OF = "SELECT article_id, seen_at FROM absence WHERE article_id IN {in}"
_ARTICLES = """SELECT article_id, last_seen_at, disappeared_at FROM article
WHERE article_id IN {in} ORDER BY article_id"""
_SETTLE = "UPDATE article SET disappeared_at = ? WHERE article_id = ?"


class AbsenceTables:
    """Absences, looked up."""

    database: Database

    def absences(self, article_id: str) -> tuple[datetime | None, list[datetime]]:
        """When an article's page was last seen (None: never filed), and when it was not there."""
        with self.database.read() as transaction:
            article = transaction.rows_in(_ARTICLES, [article_id])
            found = transaction.rows_in(_OF, [article_id])
        seen = codec.at_of(article[0]["last_seen_at"]) if article else None
        return seen, sorted(codec.at_of(row["seen_at"]) for row in found)


def save_absences(transaction: Transaction, absences: Sequence[Absence]) -> None:
    """Keep absences, the first of a run, and settle what they come to."""
    if absences:
        rows = ([getattr(one, name) for name in _COLUMNS] for one in absences)
        transaction.merge(_ABSENCE, rows)
        settle_absences(transaction, {one.article_id for one in absences})


def settle_absences(transaction: Transaction, article_ids: Iterable[str]) -> None:
    """Say of each article whether it disappeared, from all that is known; alone with its row."""
    if not any(True for _ in transaction.rows("SELECT 1 FROM absence LIMIT 1")):
        return
    wanted = sorted(article_ids)
    articles = transaction.rows_in(_ARTICLES, wanted, is_held=True)
    times: dict[str, list[datetime]] = defaultdict(list)
    for row in transaction.rows_in(_OF, wanted):
        times[row["article_id"]].append(codec.at_of(row["seen_at"]))
    for row in articles:
        last = codec.at_of(row["last_seen_at"])
        at = disappeared_at(times[row["article_id"]], last_seen_at=last)
        if at != codec.moment(row["disappeared_at"]):
            transaction.execute(_SETTLE, [at, row["article_id"]])
