"""Which articles share a text: an exact relation puts the newer into the older one's cluster.

Newer is the later (first_seen_at, article_id), so no circle can arise. Near copies join nothing.
"""

import sqlite3

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.connection import rows_in
from wireroom.ports import LoadBatch

_OF = "SELECT article_id, other_id FROM relation WHERE kind = 'exact' AND {side} IN {in}"
_ARTICLES = "SELECT article_id, first_seen_at, cluster_id FROM article WHERE article_id IN {in}"
_JOIN = "UPDATE article SET cluster_id = ? WHERE article_id = ? AND cluster_id <> ?"


def join_clusters(connection: sqlite3.Connection, batch: LoadBatch) -> None:
    """Apply the exact relations, new and earlier, of the articles in `batch`."""
    ids = [article.article_id for article in batch.articles]
    ids += [relation.article_id for relation in batch.relations]
    pairs = {
        tuple(row)
        for side in ("article_id", "other_id")
        for row in rows_in(connection, _OF.replace("{side}", side), ids)
    }
    rows = rows_in(connection, _ARTICLES, [key for pair in pairs for key in pair])
    age = {row[0]: (row[1], row[0]) for row in rows}
    cluster = {row[0]: row[2] for row in rows}
    ordered = [sorted(pair, key=age.__getitem__) for pair in pairs if age.keys() >= set(pair)]
    ordered.sort(key=lambda pair: age[pair[0]], reverse=True)  # the oldest partner speaks last
    ordered.sort(key=lambda pair: age[pair[1]])
    for older, newer in ordered:
        cluster[newer] = cluster[older]
    for key in sorted(cluster):
        connection.execute(_JOIN, codec.row([cluster[key], key, cluster[key]]))
