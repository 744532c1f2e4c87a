"""The SQL that both engines share, made of names that are ours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from wireroom.adapters.warehouse import codec


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
        return self.sql_of(1)

    def sql_of(self, n_rows: int) -> str:
        """The statement for some rows."""
        return insert(self.table, self.columns, conflict=self.conflict, n_rows=n_rows)

    @property
    def places(self) -> tuple[int, ...]:
        """Where in a row its key stands."""
        return tuple(self.columns.index(name) for name in self.key)

    def rows(self, values: Iterable[Iterable[object]]) -> "Rows":
        """Python's values as rows to put, which needs no transaction yet."""
        return self.ordered(map(codec.row, values))

    def ordered(self, spelled: Iterable[codec.Columns]) -> "Rows":
        """The same of rows that are columns already."""
        ready = sorted(spelled, key=itemgetter(*self.places)) if self.key else list(spelled)
        return Rows(into=self, ready=ready)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows for a table: spelled as columns, by the order of their keys, those of one as given."""

    into: Merge
    ready: list[codec.Columns]

    def parts(self) -> list[list[codec.Columns]]:
        """Rows so that no part has a key twice, which one INSERT refuses; each in its order."""
        if not self.into.key:
            return [self.ready]
        parts: list[list[codec.Columns]] = []
        key_of = itemgetter(*self.into.places)
        last, n_same = None, 0
        for row in self.ready:
            key = key_of(row)
            n_same = n_same + 1 if parts and key == last else 0
            if n_same == len(parts):
                parts.append([])
            parts[n_same].append(row)
            last = key
        return parts


def insert(table: str, columns: Sequence[str], *, conflict: str, n_rows: int = 1) -> str:
    """An INSERT of some rows; `conflict` is what follows ON CONFLICT."""
    marks = ", ".join([f"({', '.join('?' * len(columns))})"] * n_rows)
    return f"INSERT INTO {table} ({quoted(columns)}) VALUES {marks} ON CONFLICT {conflict}"  # noqa: S608 - names are ours


def replacing(key: Sequence[str], columns: Sequence[str], *, kept: Sequence[str] = ()) -> str:
    """The ON CONFLICT that takes every new column but those that are `kept`."""
    changes = ", ".join(
        f'"{name}" = excluded."{name}"' for name in columns if name not in {*key, *kept}
    )
    return f"({', '.join(key)}) DO UPDATE SET {changes}"


def quoted(columns: Sequence[str]) -> str:
    """Names of columns, as a list that SQL takes whatever they are."""
    return ", ".join(f'"{name}"' for name in columns)
