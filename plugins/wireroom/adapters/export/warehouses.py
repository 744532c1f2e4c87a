"""Other warehouses through dlt: the table `articles` of the dataset `wireroom`, merged by article.

dlt keeps the number it came to in the target, and only of loads that were completed, so each run
begins in an empty folder and takes it from there. Sends no telemetry.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from wireroom.errors import ContractError, WarehouseUnavailableError
from wireroom.model.published import COLUMNS, Kind, Record
from wireroom.ports import Change

DATASET = "wireroom"
_NUMBER = "change_number"
_TYPES = {
    Kind.TEXT: "text",
    Kind.INSTANT: "timestamp",
    Kind.INTEGER: "bigint",
    Kind.NUMBER: "double",
    Kind.FLAG: "bool",
    Kind.TEXTS: "json",
    Kind.IMAGE: "json",
    Kind.IMAGES: "json",
}
_COUNTS = f"""SELECT outlet_id, count(*), sum(CASE WHEN {_NUMBER} > %s THEN 1 ELSE 0 END)
FROM articles GROUP BY outlet_id"""  # noqa: S608 - our own text


class DltTarget:
    """A destination of dlt as a ports.Target."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.name = _shown(address)

    def mark(self) -> int:
        """The number of the last load that was completed."""
        with self._pipeline() as pipeline:
            return _mark(pipeline)

    def take(self, batches: Iterable[Sequence[Change]], *, since: int, upto: int) -> int:
        """Merge the changes by article; withdrawn ones are deleted."""
        n = 0

        def rows() -> Iterator[list[Record]]:
            nonlocal n
            for changes in batches:
                n += len(changes)
                yield [change.record for change in changes]
            _remember(upto)

        with self._pipeline() as pipeline:
            pipeline.run(_resource(rows, is_whole=not since)).raise_on_failed_jobs()
        return n

    def counts(self, since: int) -> dict[str, tuple[int, int]]:
        """Articles by outlet, as the target itself counts them."""
        with self._pipeline() as pipeline:
            rows = _counted(pipeline, since)
        return {outlet: (int(n), int(n_changed)) for outlet, n, n_changed in rows}

    @contextmanager
    def _pipeline(self) -> Iterator[Any]:
        """A pipeline that knows what the target knows. dlt's errors leave as ours."""
        os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
        import dlt  # noqa: PLC0415 - it reads its settings, and the clock, at import
        from dlt.common.exceptions import DltException  # noqa: PLC0415

        try:
            with TemporaryDirectory(prefix="wireroom-dlt-") as folder:
                pipeline = dlt.pipeline(
                    DATASET,
                    destination=_destination(self._address),
                    dataset_name=DATASET,
                    pipelines_dir=folder,
                )
                pipeline.sync_destination()
                yield pipeline
        except DltException as error:
            raise self._told(error) from error

    def _told(self, error: Exception) -> Exception:
        """What dlt says, without a password of the address."""
        text = " ".join(str(error).split())[:500]
        if secret := urlsplit(self._address).password:
            text = text.replace(secret, "***")
        if "Configuration" in type(error).__name__:
            return ContractError(self.name, text, "give dlt what it misses, see its documentation")
        return WarehouseUnavailableError(f"{self.name}: {text}")


def _mark(pipeline: Any) -> int:  # noqa: ANN401 - dlt's
    state = pipeline.state.get("sources", {}).get(DATASET, {})
    return int(state.get(_NUMBER, 0))


def _counted(pipeline: Any, since: int) -> Sequence[Any]:  # noqa: ANN401
    """Rows of counts; none where no article ever came, as dlt makes tables of what it loads."""
    from dlt.destinations.exceptions import DatabaseUndefinedRelation  # noqa: PLC0415

    with pipeline.sql_client() as client:
        try:
            return client.execute_sql(_COUNTS, since) or ()
        except DatabaseUndefinedRelation:
            return ()


def _remember(number: int) -> None:
    """Part of the load: dlt keeps it once all of the load is there."""
    import dlt  # noqa: PLC0415

    dlt.current.source_state()[_NUMBER] = number


def _resource(rows: Any, *, is_whole: bool) -> Any:  # noqa: ANN401
    import dlt  # noqa: PLC0415

    hints: dict[str, Any] = {c.name: {"data_type": _TYPES[c.kind]} for c in COLUMNS}
    if not is_whole:  # dlt warns of it where nothing is merged
        hints["is_withdrawn"]["hard_delete"] = True
    return dlt.resource(
        rows,
        name="articles",
        write_disposition="replace" if is_whole else "merge",
        primary_key="article_id",
        columns=hints,
        max_table_nesting=0,
    )


def _destination(address: str) -> Any:  # noqa: ANN401
    from dlt import destinations  # noqa: PLC0415

    match urlsplit(address).scheme:
        case "duckdb":
            return destinations.duckdb("/" + urlsplit(address).path.lstrip("/"))
        case "postgres" | "postgresql":
            return destinations.postgres(_libpq(address))
        case _:
            return address


def _libpq(address: str) -> Any:  # noqa: ANN401
    """Credentials that need neither a password nor, by a socket's folder, a host."""
    from dlt.destinations.impl.postgres.configuration import PostgresCredentials  # noqa: PLC0415
    from psycopg2.extensions import parse_dsn  # noqa: PLC0415 - dlt's own driver

    found = parse_dsn(address)
    credentials = PostgresCredentials()
    credentials.database = found.pop("dbname", None)
    credentials.username = found.pop("user", None)
    credentials.password = found.pop("password", "")
    credentials.port = int(found.pop("port", 5432))
    if found.get("host", "/").startswith("/"):  # libpq lets the query go before
        credentials.host = "localhost"
    else:
        credentials.host = found.pop("host")
    credentials.query = found
    return credentials


def _shown(address: str) -> str:
    """The address without a password."""
    found = urlsplit(address)
    if not found.password:
        return address
    return address.replace(f":{found.password}@", "@", 1)
