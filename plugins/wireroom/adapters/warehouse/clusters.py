"""Which articles share a text: an exact relation puts the newer into the older one's cluster.

Newer is the later (first_seen_at, article_id), so no circle can arise. Near copies are joined by
`clustering`, once their relations are filed.
"""

from wireroom.adapters.warehouse.engines import Transaction
from wireroom.ports import LoadBatch

# Where a person took an article out of its cluster, only `clustering` says where it stands.
_OF = """SELECT article_id, other_id FROM relation r WHERE kind = 'exact' AND {side} IN {in}
AND NOT EXISTS (SELECT 1 FROM cluster_decision d
  WHERE d.action = 'split' AND d.article_id IN (r.article_id, r.other_id))"""
_ARTICLES = """SELECT article_id, first_seen_at, cluster_id FROM article
WHERE article_id IN {in} ORDER BY article_id"""
_JOIN = "UPDATE article SET cluster_id = ? WHERE article_id = ? AND cluster_id <> ?"
Pairs = frozenset[tuple[str, str]]


def hold_clusters(transaction: Transaction, batch: LoadBatch) -> None:
    """Be the only one who joins, before any article is touched, where `batch` has what to join."""
    is_new = any(relation.kind == "exact" for relation in batch.relations)
    if is_new or _pairs(transaction, batch):
        transaction.lock("article", "cluster_id")


def join_clusters(transaction: Transaction, batch: LoadBatch) -> None:
    """Apply the exact relations, new and earlier, of the articles in `batch`."""
    pairs = _pairs(transaction, batch)
    rows = transaction.rows_in(_ARTICLES, [key for pair in pairs for key in pair], is_held=True)
    age = {row[0]: (row[1], row[0]) for row in rows}
    before = {row[0]: row[2] for row in rows}
    cluster = dict(before)
    ordered = [sorted(pair, key=age.__getitem__) for pair in pairs if age.keys() >= set(pair)]
    ordered.sort(key=lambda pair: age[pair[0]], reverse=True)  # the oldest partner speaks last
    ordered.sort(key=lambda pair: age[pair[1]])
    for older, newer in ordered:
        cluster[newer] = cluster[older]
    moved = sorted(key for key in cluster if cluster[key] != before[key])
    transaction.many(_JOIN, [[cluster[key], key, cluster[key]] for key in moved])


def _pairs(transaction: Transaction, batch: LoadBatch) -> Pairs:
    ids = [article.article_id for article in batch.articles]
    ids += [relation.article_id for relation in batch.relations]
    return frozenset(
        (row[0], row[1])
        for side in ("article_id", "other_id")
        for row in transaction.rows_in(_OF.replace("{side}", side), ids)
    )
