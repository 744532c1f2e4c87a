"""The SQL that both engines share, made of names that are ours."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """An upsert of many rows: `conflict` is what follows ON CONFLICT, `key` names a row."""

    table: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    conflict: str = "DO NOTHING"

    @property
    def sql(self) -> str:
        """The statement for one row."""
        return insert(self.table, self.columns, conflict=self.conflict)

    @property
    def places(self) -> tuple[int, ...]:
        """Where in a row its key stands."""
        return tuple(self.columns.index(name) for name in self.key)


def insert(table: str, columns: Sequence[str], *, conflict: str) -> str:
    """An INSERT of one row; `conflict` is what follows ON CONFLICT."""
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({quoted(columns)}) VALUES ({marks}) ON CONFLICT {conflict}"  # noqa: S608 - names are ours


def replacing(key: Sequence[str], columns: Sequence[str], *, kept: Sequence[str] = ()) -> str:
    """The ON CONFLICT that takes every new column but those that are `kept`."""
    changes = ", ".join(
        f'"{name}" = excluded."{name}"' for name in columns if name not in {*key, *kept}
    )
    return f"({', '.join(key)}) DO UPDATE SET {changes}"


def quoted(columns: Sequence[str]) -> str:
    """Names of columns, as a list that SQL takes whatever they are."""
    return ", ".join(f'"{name}"' for name in columns)
