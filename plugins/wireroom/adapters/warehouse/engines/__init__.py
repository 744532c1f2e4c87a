"""The two engines behind one face: SQLite and Postgres. The tables above know no dialect.

A group of tables (`RunTables`, `LoadTables` ...) holds a `Database` and nothing else, and writes
SQL that both engines take: ``?`` for a value, ``IN {in}`` for a list of keys, ON CONFLICT for
upserts, ``CASE`` in place of two-valued min() and least(). Values go in as Python's (instants,
booleans, lists, dataclasses: codec.py) and come back alike from both: instants as UTC text of one
width, flags as 0 and 1, JSON as compact text with sorted keys.

    database.rows(sql, values)       rows of one statement: row["name"], row[0], dict(row)
    database.rows_in(sql, keys)      the same for ``... WHERE article_id IN {in}``
    with database.write() as t: ...  a transaction; any error takes it back
    database.transact(work)          the same for a function, which may be called again: Postgres
                                     ends one of two transactions that wait for each other
    t.execute / t.many               one statement, for one row or each of many: rows changed
    t.merge(Merge(...), rows)        many rows at once, as arrays on Postgres: rows changed
    t.put(Merge(...).rows(rows))     the same, spelled before the transaction began
    t.rows / t.one / t.rows_in       reading inside; `is_held=True` locks what it reads
    t.lock("host_slot", host)        alone with this key until the end of the transaction

Writers run side by side on Postgres. So what reads a row in order to write it takes `lock` first
(there may be no row yet to hold), or says `is_held`; many rows go in by the order of their keys;
and what writes rows of several keys runs in `transact`. On SQLite one writer is alone anyway.

New tables: a numbered file of one name in sql/sqlite and in sql/postgres, columns of the same names
(on Postgres ``TEXT COLLATE "C"`` for what is a key, joined or ordered by; TIMESTAMPTZ for ``_at``;
BOOLEAN; JSONB). A key that holds a URL is unique by md5(url) there, see sql/postgres/0001.
"""

from wireroom.adapters.warehouse.engines.face import Database, Row, Table, Transaction
from wireroom.adapters.warehouse.engines.opening import BUSY_S, open_database
from wireroom.adapters.warehouse.engines.statements import Merge, Rows, insert, replacing

__all__ = [
    "BUSY_S",
    "Database",
    "Merge",
    "Row",
    "Rows",
    "Table",
    "Transaction",
    "insert",
    "open_database",
    "replacing",
]
