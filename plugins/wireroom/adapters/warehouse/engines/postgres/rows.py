"""Rows and values as SQLite gives them, so that the tables see no difference.

An instant is text of one width, a flag 0 or 1, JSON compact text with sorted keys, a whole
NUMERIC (a sum) an int and any other a float; what has no twin in SQLite is its text.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any, ClassVar

import psycopg
from psycopg.adapt import AdaptersMap, Loader
from psycopg.types.string import TextLoader

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines.postgres.arrays import TextArray, TextArrayDumper

Buffer = bytes | bytearray | memoryview
_KEPT = ("int2", "int4", "int8", "oid", "float4", "float8", "bytea")


class NamedRow(tuple[Any, ...]):
    """A tuple that knows its columns' names."""

    __slots__ = ()
    places: ClassVar[dict[str, int]] = {}

    def keys(self) -> list[str]:
        """The names of its columns."""
        return list(self.places)

    def __getitem__(self, key: Any, /) -> Any:  # noqa: ANN401 - as sqlite3.Row
        return tuple.__getitem__(self, self.places[key] if isinstance(key, str) else key)


def named_rows(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], NamedRow]:
    """The row factory that psycopg asks for."""
    return _row_type(tuple(column.name for column in cursor.description or ()))


@lru_cache(maxsize=256)
def _row_type(names: tuple[str, ...]) -> type[NamedRow]:
    places = {name: place for place, name in enumerate(names)}
    return type("NamedRow", (NamedRow,), {"__slots__": (), "places": places})


class _Instant(Loader):
    """``2026-01-02 03:04:05.6+00`` (the session speaks UTC) as codec.instant spells it."""

    def load(self, data: Buffer) -> str:
        found = bytes(data).decode()
        if not found.endswith("+00") or found[4] != "-":  # infinity, BC, or five-digit years
            return found
        return f"{found[:10]}T{found[11:19]}.{found[20:-3]:0<6}Z"


class _Flag(Loader):
    def load(self, data: Buffer) -> int:
        return int(bytes(data) == b"t")


class _Number(Loader):
    def load(self, data: Buffer) -> int | float:
        found = bytes(data).decode()
        return int(found) if found.lstrip("-").isdecimal() else float(found)


class _Json(Loader):
    def load(self, data: Buffer) -> str:
        return codec.dumps(json.loads(bytes(data)))


@cache
def adapters() -> AdaptersMap:
    """How values come back, for every connection of this process."""
    found = AdaptersMap(psycopg.adapters)
    for info in psycopg.adapters.types:
        for oid in (info.oid, info.array_oid) if info.name not in _KEPT else (info.array_oid,):
            found.register_loader(oid, TextLoader)
    for name, loader in (
        ("timestamptz", _Instant), ("bool", _Flag), ("numeric", _Number), ("jsonb", _Json),
        ("json", _Json),
    ):  # fmt: skip
        found.register_loader(name, loader)
    found.register_dumper(TextArray, TextArrayDumper)
    return found
