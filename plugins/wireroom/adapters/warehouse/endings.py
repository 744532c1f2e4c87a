"""What an entry came to, once its article's rows are settled: decided anew inside the transaction.

A step says "new" or "updated" of what it saw before its transaction; of runs that file one article
at once, the one that comes second finds it there. Decides nothing else of the ledger.
"""

from collections import defaultdict
from collections.abc import Sequence

from wireroom.adapters.warehouse.engines import Transaction
from wireroom.model import EntryState, LedgerRow

_CHANGES = frozenset({EntryState.NEW, EntryState.UPDATED})
_VERSIONS = """SELECT article_id, version_id FROM article_version
WHERE article_id IN {in} ORDER BY article_id"""


def states_now(transaction: Transaction, rows: Sequence[LedgerRow]) -> list[EntryState]:
    """The state of each row as it is now; call it before their articles are filed.

    Until the end of the transaction nobody else can file articles of these outlets.
    """
    changed = [row for row in rows if row.state in _CHANGES and row.article_id]
    for outlet_id in sorted({row.outlet_id for row in changed}):  # there may be no row yet to hold
        transaction.lock("article", outlet_id)
    filed: dict[str, set[str]] = defaultdict(set)
    keys = [row.article_id for row in changed if row.article_id]
    for article_id, version_id in transaction.rows_in(_VERSIONS, keys):
        filed[article_id].add(version_id)
    return [_state(row, filed) for row in rows]


def _state(row: LedgerRow, filed: dict[str, set[str]]) -> EntryState:
    if row.state not in _CHANGES or row.article_id not in filed:
        return row.state
    return EntryState.UNCHANGED if row.version_id in filed[row.article_id] else EntryState.UPDATED
