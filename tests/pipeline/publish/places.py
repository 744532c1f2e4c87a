"""The places to publish to, each with a way to read what a reader of it sees."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pyarrow as pa

from wireroom.adapters.export import Format
from wireroom.pipeline.targets import file_target, warehouse_target

# As the README gives it: the latest of each article, but for those that were withdrawn.
LATEST = """SELECT * FROM {} QUALIFY row_number() OVER
(PARTITION BY article_id ORDER BY change_number DESC) = 1 AND NOT is_withdrawn"""
KINDS = ("parquet", "jsonl", "duckdb", "dlt-duckdb", "dlt-postgres")


@dataclass
class Place:
    """A kind of target, in a folder or a database of its own."""

    kind: str
    folder: Path
    url: str = ""
    opened: list[Any] = field(default_factory=list)

    def target(self):
        """The target, anew: nothing is kept in memory between publications."""
        match self.kind:
            case "dlt-duckdb":
                return warehouse_target(f"duckdb:///{self.folder}/target.duckdb")
            case "dlt-postgres":
                return warehouse_target(self.url)
            case "duckdb":
                return file_target(self.folder / "articles.duckdb", Format.DUCKDB)
            case kind:
                return file_target(self.folder / "out", Format(kind))

    def rows(self):
        """Title and text of each article, by id."""
        return {key: (title, text) for key, title, text in self._read()}

    def _read(self):
        wanted = "SELECT article_id, title, text FROM "
        match self.kind:
            case "dlt-duckdb":
                return asked(self.folder / "target.duckdb", wanted + "wireroom.articles")
            case "dlt-postgres":
                with psycopg.connect(self.url) as connection:
                    return connection.execute(f"{wanted} wireroom.articles").fetchall()
            case "duckdb":
                return asked(self.folder / "articles.duckdb", wanted + "articles")
            case "parquet":
                files = f"read_parquet('{self.folder}/out/**/*.parquet', hive_partitioning=true)"
                return asked(None, f"{wanted} ({LATEST.format(files)})")
            case _:
                latest = {}
                for path in sorted((self.folder / "out").glob("*.jsonl.zst")):
                    latest |= {row["article_id"]: row for row in lines(path)}
                kept = [row for row in latest.values() if not row["is_withdrawn"]]
                return [(row["article_id"], row["title"], row["text"]) for row in kept]


def asked(path, sql):
    """The rows of a statement over a DuckDB file."""
    with duckdb.connect(str(path) if path else ":memory:", read_only=bool(path)) as connection:
        return connection.execute(sql).fetchall()


def lines(path):
    """The objects of a JSON Lines file, whatever compresses it."""
    with pa.input_stream(str(path), compression="detect") as stream:
        return [json.loads(line) for line in stream.read().splitlines()]
