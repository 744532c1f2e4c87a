"""Reading SQL from a person. How it is kept from writing is the engine's matter."""

from collections.abc import Iterator
from typing import Any

from wireroom.adapters.warehouse.engines import Database


class QueryTables:
    """The reading half of ports.Warehouse."""

    database: Database

    def query(self, sql: str, /) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """Column names and a stream of rows; raises BadInputError where it does more than read."""
        return self.database.stream(sql)
