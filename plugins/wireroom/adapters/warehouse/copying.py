"""Moves a warehouse into another one, of either engine: every table, by the order of its key.

Each chunk and the key it ended at are one transaction of the target, so a copy that was cut short
goes on from there. Nothing is changed in the source. Whatever writes to it has to be stopped: rows
that come meanwhile are noticed by the counts at the end, rows that change are not.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from wireroom.adapters.warehouse.engines import (
    Database,
    Merge,
    Row,
    Table,
    Transaction,
    open_database,
    replacing,
)
from wireroom.adapters.warehouse.engines.statements import quoted
from wireroom.adapters.warehouse.migrations import check_schema, migrate_database
from wireroom.adapters.warehouse.store import n_rows
from wireroom.errors import BadInputError, ContractError

Report = Callable[[str, int, int], None]
"""Told of a table, how many of its rows are there, and how many there are."""

CHUNK = 500  # rows; of articles about 3 MB
# article_touch has no key, and the rows that are copied touch articles of their own.
_APART = frozenset({"schema_migration", "copy_progress", "article_touch"})
_COLUMNS = ("copied_table", "source", "last_key", "n_rows")
_MAKE = """CREATE TABLE IF NOT EXISTS copy_progress (copied_table TEXT PRIMARY KEY,
  source TEXT NOT NULL, last_key TEXT NOT NULL, n_rows INTEGER NOT NULL)"""
_PROGRESS = Merge(
    table="copy_progress",
    columns=_COLUMNS,
    key=("copied_table",),
    conflict=replacing(("copied_table",), _COLUMNS),
)
_BEGUN = ""  # the row that says where the copy comes from, for no table


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A table after the copy: its rows on both sides."""

    name: str
    n_source: int
    n_target: int


def copy(source_url: str, target_url: str, report: Report, *, chunk: int = CHUNK) -> list[Copied]:
    """Copy every row; the tables' counts on both sides, which are equal.

    Raises BadInputError where the target has rows of its own, ContractError where the source is
    not of this version or the counts differ at the end, and what opening raises.
    """
    source, target = open_database(source_url), open_database(target_url)
    if source.where == target.where:
        raise BadInputError("db copy", "source and target are one", "name another target")
    check_schema(source)
    migrate_database(target)
    tables = _tables(source, target)
    begun = _begin(target, source.where, tables)
    with source.read() as reading:
        for table in tables:
            for n_done in _copied(reading, target, table, source.where, begun, chunk):
                report(table.name, n_done, max(n_done, n_rows(source, table.name)))
    _copy_touches(source, target)
    return _compared(source, target, tables)


def _tables(source: Database, target: Database) -> list[Table]:
    """The tables to copy, as the target has them, with a key that either side knows."""
    keys = {table.name: table.key for table in source.tables()}
    return [
        replace(table, key=table.key or keys[table.name])
        for table in target.tables()
        if table.name not in _APART
    ]


def _begin(target: Database, where: str, tables: list[Table]) -> dict[str, Row]:
    """How far an earlier try came, by table; raises BadInputError for any other rows."""
    with target.write() as transaction:
        transaction.execute(_MAKE)
        begun = {
            row["copied_table"]: row for row in transaction.rows("SELECT * FROM copy_progress")
        }
        if not begun:
            _refuse_rows(transaction, target.where, tables)
            transaction.execute(_PROGRESS.sql, [_BEGUN, where, "[]", 0])
    if begun and begun[_BEGUN]["source"] != where:
        problem = f"{target.where} holds a part of a copy of {begun[_BEGUN]['source']}"
        raise BadInputError("db copy", problem, "end that copy, or name an empty target")
    return begun


def _refuse_rows(transaction: Transaction, where: str, tables: list[Table]) -> None:
    for table in tables:
        if transaction.one(f"SELECT 1 FROM {table.name} LIMIT 1"):  # noqa: S608 - our tables
            problem = f"{where} has rows already, in {table.name}"
            raise BadInputError("db copy", problem, "name an empty database or a new file")


def _copied(
    reading: Transaction,
    target: Database,
    table: Table,
    where: str,
    begun: dict[str, Row],
    chunk: int,
) -> Iterator[int]:
    """Copy a table from where it stands, chunk by chunk; how many rows are there each time."""
    row = begun.get(table.name)
    last, n_done = (json.loads(row["last_key"]), int(row["n_rows"])) if row else ([], 0)
    into = Merge(table=table.name, columns=table.columns, key=table.key)
    while rows := reading.rows(_chunk_sql(table, is_first=not last), [*last, chunk]):
        last = [rows[-1][name] for name in table.key]
        n_done += len(rows)
        told = [table.name, where, json.dumps(last), n_done]
        target.transact(partial(_write, into, [_values(table, row) for row in rows], told))
        yield n_done


def _chunk_sql(table: Table, *, is_first: bool) -> str:
    key = quoted(table.key)
    marks = ", ".join("?" * len(table.key))
    after = "" if is_first else f"WHERE ({key}) > ({marks})"
    return f"SELECT {quoted(table.columns)} FROM {table.name} {after} ORDER BY {key} LIMIT ?"  # noqa: S608 - our tables


def _values(table: Table, row: Row) -> list[object]:
    """A row's values, with flags as flags."""
    return [
        bool(row[name]) if name in table.flags and row[name] is not None else row[name]
        for name in table.columns
    ]


def _write(
    into: Merge, values: list[list[object]], told: list[object], transaction: Transaction
) -> None:
    transaction.merge(into, values)
    transaction.execute(_PROGRESS.sql, told)


def _copy_touches(source: Database, target: Database) -> None:
    """What has no number yet there has none here; copying itself changed no article."""
    rows = [tuple(row) for row in source.rows("SELECT article_id FROM article_touch")]

    def replace_all(transaction: Transaction) -> None:
        transaction.execute("DELETE FROM article_touch")
        transaction.many("INSERT INTO article_touch (article_id) VALUES (?)", rows)

    target.transact(replace_all)


def _compared(source: Database, target: Database, tables: list[Table]) -> list[Copied]:
    """The counts; the progress is forgotten once they are equal."""
    found = [
        Copied(
            name=table.name,
            n_source=n_rows(source, table.name),
            n_target=n_rows(target, table.name),
        )
        for table in tables
    ]
    if wrong := [one for one in found if one.n_source != one.n_target]:
        told = ", ".join(f"{one.name} {one.n_source} and {one.n_target}" for one in wrong)
        fix = "stop what writes to either, empty the target, and copy again"
        raise ContractError(target.where, f"rows differ from the source's: {told}", fix)
    target.renumber()
    with target.write() as transaction:
        transaction.execute("DROP TABLE copy_progress")
    return found
