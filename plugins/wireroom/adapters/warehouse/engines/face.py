"""What an engine is to the tables: rows, transactions, and a few facts of the dialect."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from wireroom.adapters.warehouse.engines.statements import Merge, Rows

T = TypeVar("T")


class Row(Protocol):
    """A row that is read by name or by number; ``dict(row)`` and ``tuple(row)`` work."""

    def keys(self) -> Iterable[str]:
        """The names of its columns."""
        ...

    def __getitem__(self, key: Any, /) -> Any: ...  # noqa: ANN401 - sqlite3 says so

    def __iter__(self) -> Iterator[Any]: ...

    def __len__(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as it stands: its columns in order, those of its key, and those that are flags."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    flags: frozenset[str] = frozenset()


class Transaction(Protocol):
    """A connection inside a transaction; values are Python's."""

    def execute(self, sql: str, values: Iterable[object] = (), /) -> int:
        """Run a statement; how many rows it changed."""
        ...

    def many(self, sql: str, rows: Iterable[Iterable[object]], /) -> int:
        """Run a statement for each row in the order given; how many rows were changed."""
        ...

    def merge(self, into: Merge, rows: Iterable[Iterable[object]], /) -> int:
        """Insert many rows at once by the order of their keys; how many rows were changed.

        Rows of one key take effect in the order given.
        """
        ...

    def put(self, rows: Rows, /) -> int:
        """The same of rows that were spelled before the transaction, when nobody waited yet."""
        ...

    def rows(self, sql: str, values: Iterable[object] = (), /) -> list[Row]:
        """The rows of a reading statement."""
        ...

    def one(self, sql: str, values: Iterable[object] = (), /) -> Row | None:
        """The first row, None where there is none."""
        ...

    def rows_in(
        self,
        sql: str,
        keys: Iterable[str],
        /,
        *,
        before: Sequence[object] = (),
        is_held: bool = False,
    ) -> list[Row]:
        """The rows of `sql` with ``IN {in}`` for `keys`, after the values `before`.

        With `is_held` (`sql` ends in its ORDER BY) nobody else changes them until the end.
        """
        ...

    def lock(self, *key: str) -> None:
        """Be alone with this key, a table and the values that name its row, until the end."""
        ...

    def script(self, sql: str, /) -> None:
        """Run statements that take no values and return nothing."""
        ...


class Database(Protocol):
    """One warehouse: where it is, how to read and write it. Safe from any thread and process."""

    @property
    def dialect(self) -> str:
        """The folder of its migrations under sql/."""
        ...

    @property
    def where(self) -> str:
        """Its URL as it may be shown: without a password."""
        ...

    def rows(self, sql: str, values: Iterable[object] = (), /) -> list[Row]:
        """The rows of one reading statement."""
        ...

    def rows_in(
        self, sql: str, keys: Iterable[str], /, *, before: Sequence[object] = ()
    ) -> list[Row]:
        """As `Transaction.rows_in`, for one statement."""
        ...

    def read(self) -> AbstractContextManager[Transaction]:
        """Several reading statements over one state of the rows."""
        ...

    def write(self) -> AbstractContextManager[Transaction]:
        """A transaction that is taken back on any error."""
        ...

    def transact(self, work: Callable[[Transaction], T], /) -> T:
        """`work` in a transaction, again where it met another's; so it must only write here."""
        ...

    def migrating(self) -> AbstractContextManager[Transaction]:
        """A transaction that no other migration runs beside; makes room for the tables first."""
        ...

    def alone(self, *key: str) -> AbstractContextManager[None]:
        """Be alone with this key, across processes and transactions; a killed holder lets go.

        Raises WarehouseUnavailableError where another holds it for longer than locks are awaited.
        """
        ...

    def has_schema(self) -> bool:
        """Whether anything was ever migrated here; False also where there is no file yet."""
        ...

    def stream(self, sql: str, /) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """Names and rows of a person's SELECT; raises BadInputError where it does more."""
        ...

    def tables(self) -> list[Table]:
        """The tables by name."""
        ...

    def renumber(self) -> None:
        """Let numbers that the engine gives go on after the highest of each table."""
        ...

    def n_bytes(self) -> int:
        """What they take on disk."""
        ...
