"""Rows for every table of either engine, whatever its columns."""

from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
_VALUES = {
    "INTEGER": lambda n: n, "integer": lambda n: n, "bigint": lambda n: n,
    "boolean": lambda n: n % 2 == 0, "REAL": lambda n: n / 7, "double precision": lambda n: n / 7,
    "timestamp with time zone": lambda n: NOW + timedelta(hours=n),
    "jsonb": lambda n: ["x", {"n": n}], "BLOB": lambda n: bytes([n]), "bytea": lambda n: bytes([n]),
}  # fmt: skip
_JSON = {
    "params", "summary", "warnings", "state", "entry", "headers", "authors", "sections", "tags",
    "lead_image", "images", "meta", "changes", "hosts", "more", "reasons", "sources", "position",
    "counts",
}  # fmt: skip


def fill(database, *, n_rows=1):
    """Put rows into each table; the tables."""
    tables = [table for table in database.tables() if table.name != "schema_migration"]
    with database.write() as transaction:
        for table in tables:
            types = _types(database, table.name)
            marks = ", ".join("?" * len(table.columns))
            names = ", ".join(f'"{name}"' for name in table.columns)
            transaction.many(
                f"INSERT INTO {table.name} ({names}) VALUES ({marks})",
                ([_value(table.name, c, types[c], n) for c in table.columns]
                 for n in range(n_rows)),
            )  # fmt: skip
    return tables


def _value(table, column, kind, number):
    if kind == "TEXT" and (column.endswith("_at") or column in {"at", "probe_until"}):
        kind = "timestamp with time zone"
    if kind == "TEXT" and _is_json(table, column):
        kind = "jsonb"
    if kind == "INTEGER" and (column.startswith("is_") or column == "tls_verified"):
        kind = "boolean"
    return _VALUES.get(kind, lambda n: f"سلام {n}")(number)


def _is_json(table, column):
    if (table, column) in {("mirror", "state"), ("ledger", "state")}:
        return False
    return column in _JSON or (column == "evidence" and table != "relation")


def _types(database, table):
    if database.dialect == "sqlite":
        rows = database.rows("SELECT name, type FROM pragma_table_info(?)", [table])
    else:
        sql = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = ?"
        rows = database.rows(sql, [table])
    return {row[0]: row[1] for row in rows}
