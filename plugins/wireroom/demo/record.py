"""What a run put on record, apart from who told it: the same whichever hosts died or lied.

Hosts, captures and how they were asked are left out: the sightings and the archive tell of those.
Reads the warehouse only.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from wireroom.adapters.warehouse import open_store
from wireroom.settings import Settings

Row = Mapping[str, object]
Record = Mapping[str, Mapping[tuple[object, ...], Row]]
"""Rows by table and key."""

# Table: the columns that name a row, and those that tell of the way there.
_TABLES: Mapping[str, tuple[tuple[str, ...], frozenset[str]]] = MappingProxyType(
    {
        "article": (("article_id",), frozenset()),
        "article_version": (("article_id", "version_id"), frozenset({"capture_id"})),
        "relation": (("article_id", "other_id", "kind"), frozenset()),
        "ledger": (
            ("article_id", "feed"),
            # The entry is named after the link, and the link after the host of the feed.
            frozenset(
                {"run_id", "entry_id", "url", "at", "host", "capture_id", "detail", "retry_at"}
            ),
        ),
    }
)


def record_of(settings: Settings, outlet_id: str | None = None) -> Record:
    """Return what is on record in a warehouse after one run, of one outlet or of all.

    Raises what the warehouse raises.
    """
    return {
        table: {
            tuple(row[name] for name in keys): row
            for row in _rows(settings, table, apart)
            if outlet_id is None or str(row["article_id"]).startswith(f"{outlet_id}:")
        }
        for table, (keys, apart) in _TABLES.items()
    }


def differences(one: Record, other: Record) -> list[str]:
    """Return in words where the other record is not the same as the one; nothing where it is."""
    return [
        f"{table} {' '.join(map(str, key))}: {told}"
        for table in _TABLES
        for key in sorted({*one[table], *other[table]}, key=str)
        for told in _told(one[table].get(key), other[table].get(key))
    ]


def _told(one: Row | None, other: Row | None) -> Iterator[str]:
    if one is None:
        yield "there is one too many"
    elif other is None:
        yield "it is missing"
    else:
        for name, value in one.items():
            if other[name] != value:
                yield f"{name} is {other[name]!r}, not {value!r}"


def _rows(settings: Settings, table: str, apart: frozenset[str]) -> list[Row]:
    names, found = open_store(settings.warehouse).query(f"SELECT * FROM {table}")  # noqa: S608
    return [
        {name: value for name, value in zip(names, row, strict=True) if name not in apart}
        for row in found
    ]
