"""What is remembered of entries once they ended: what they stated, and when to try again."""

from collections import defaultdict
from collections.abc import Iterable

from wireroom.adapters.warehouse.engines import Merge, Row, Transaction
from wireroom.model import LedgerRow
from wireroom.ports import LoadBatch

# The entry to try again comes from what a run saw; an earlier sight never replaces a later.
_MEMORY = Merge(
    table="entry_memory",
    columns=(
        "article_id", "outlet_id", "digest", "is_settled", "n_failures", "retry_at", "entry",
        "seen_at",
    ),
    key=("article_id",),
    conflict="""(article_id) DO UPDATE SET outlet_id = excluded.outlet_id,
  digest = excluded.digest, is_settled = excluded.is_settled, n_failures = excluded.n_failures,
  retry_at = excluded.retry_at, entry = COALESCE(excluded.entry, entry_memory.entry),
  seen_at = COALESCE(excluded.seen_at, entry_memory.seen_at)
WHERE entry_memory.seen_at IS NULL OR excluded.seen_at IS NULL
  OR excluded.seen_at >= entry_memory.seen_at""",
)  # fmt: skip
_SEEN = """SELECT entry_id, outlet_id, entry, seen_at FROM run_entry
WHERE run_id = ? AND entry_id IN {in}"""
_SEEN_LAST = """SELECT article_id, outlet_id, entry, seen_at FROM run_entry e
WHERE article_id IN {in} AND seen_at = (
  SELECT max(l.seen_at) FROM run_entry l WHERE l.article_id = e.article_id)"""


def save_memory(transaction: Transaction, batch: LoadBatch) -> None:
    """Keep what `batch` remembers, each with the entry as it was seen in the run, else last."""
    if not batch.memory:
        return
    ended = {row.article_id: row for row in (*batch.told, *batch.ledger) if row.article_id}
    shown = _shown(transaction, [row for key in batch.memory if (row := ended.get(key.article_id))])
    found = {key: shown.get((row.run_id, row.entry_id)) for key, row in ended.items()}
    unseen = [known.article_id for known in batch.memory if not found.get(known.article_id)]
    last = {row[0]: row for row in transaction.rows_in(_SEEN_LAST, unseen)}
    rows = []
    for known in batch.memory:
        key = known.article_id
        seen = found.get(key) or last.get(key)
        outlet_id = ended[key].outlet_id if key in ended else key.split(":", 1)[0]
        of = (seen[1], seen[2], seen[3]) if seen else (outlet_id, None, None)
        how = (known.digest, known.is_settled, known.n_failures, known.retry_at)
        rows.append((key, of[0], *how, *of[1:]))
    transaction.merge(_MEMORY, rows)


def _shown(transaction: Transaction, rows: Iterable[LedgerRow]) -> dict[tuple[str, str], Row]:
    """The entries of ledger rows, by run and entry."""
    runs: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        runs[row.run_id].append(row.entry_id)
    return {
        (run_id, row[0]): row
        for run_id, keys in runs.items()
        for row in transaction.rows_in(_SEEN, keys, before=[run_id])
    }
