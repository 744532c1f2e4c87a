"""Clusters of the articles that relations tie, and what people said of them. Decides nothing.

Relations and decisions are only ever added; the column `cluster_id` follows from them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines import Database, Transaction
from wireroom.errors import BadInputError
from wireroom.ports.fingerprints import Clustering, Tie

_RELATIONS = (
    "SELECT article_id, other_id, max(score) FROM relation WHERE {side} IN {in} GROUP BY 1, 2"
)
_DECISIONS = """SELECT number, action, article_id, other_id FROM cluster_decision
WHERE {side} IN {in}"""
_SIDES = ("article_id", "other_id")
_SEEN = "SELECT article_id, first_seen_at, cluster_id FROM article WHERE article_id IN {in}"
_SEEN_IN_ORDER = _SEEN + " ORDER BY article_id"
_MEMBERS = "SELECT article_id FROM article WHERE cluster_id IN {in}"
_SET = "UPDATE article SET cluster_id = ? WHERE article_id = ?"
_DECIDE = """INSERT INTO cluster_decision (action, article_id, other_id, decided_by, decided_at)
VALUES (?, ?, ?, ?, ?)"""


class ClusterTables:
    """The clusters of ports.Fingerprints."""

    database: Database

    def decide_cluster(
        self, action: str, article_id: str, other_id: str, *, by: str, now: datetime
    ) -> None:
        """File what a person said; raises BadInputError for an article that is not filed."""
        named = [name for name in (article_id, other_id) if name]
        with self.database.write() as transaction:
            known = {row[0] for row in transaction.rows_in(_SEEN, named)}
            for name in named:
                if name not in known:
                    raise BadInputError(name, "is no filed article", "see `wireroom query`")
            transaction.execute(_DECIDE, [action, article_id, other_id, by, now])

    def clusters(self, article_ids: Sequence[str]) -> dict[str, str]:
        """The cluster of each of these articles that is filed."""
        return {row[0]: row[2] for row in self.database.rows_in(_SEEN, article_ids)}

    def recluster(self, article_ids: Sequence[str], clustering: Clustering) -> None:
        """Set the clusters of the articles that are tied to these, as `clustering` says.

        In one transaction: what another writer files meanwhile is told before or after, not missed.
        """

        def set_clusters(transaction: Transaction) -> None:
            transaction.lock("article", "cluster_id")
            names, ties = _tied(transaction, article_ids)
            rows = transaction.rows_in(_SEEN_IN_ORDER, sorted(names), is_held=True)
            seen = {row[0]: codec.at_of(row[1]) for row in rows}
            known = [tie for tie in ties if {tie.article_id, tie.other_id} - {""} <= seen.keys()]
            after = clustering(known, seen)
            moved = [(after[row[0]], row[0]) for row in rows if after[row[0]] != row[2]]
            transaction.many(_SET, moved)

        self.database.transact(set_clusters)


def _tied(transaction: Transaction, start: Sequence[str]) -> tuple[set[str], list[Tie]]:
    """All articles that ties or a cluster lead to from `start`, and these ties."""
    names: set[str] = set()
    ties: set[Tie] = set()
    fresh = set(start)
    while fresh:
        names |= fresh
        found = set(_ties(transaction, sorted(fresh)))
        ties |= found
        clusters = {row[2] for row in transaction.rows_in(_SEEN, sorted(fresh))}
        fresh = {row[0] for row in transaction.rows_in(_MEMBERS, sorted(clusters))}
        fresh |= {name for tie in found for name in (tie.article_id, tie.other_id) if name}
        fresh -= names
    return names, sorted(ties, key=lambda tie: (tie.article_id, tie.other_id, tie.number))


def _ties(transaction: Transaction, names: Sequence[str]) -> Iterator[Tie]:
    for side in _SIDES:
        for one, other, score in transaction.rows_in(_RELATIONS.replace("{side}", side), names):
            yield Tie(article_id=one, other_id=other, score=score)
        for row in transaction.rows_in(_DECISIONS.replace("{side}", side), names):
            number, action, one, other = row
            yield Tie(article_id=one, other_id=other, score=0.0, action=action, number=number)
