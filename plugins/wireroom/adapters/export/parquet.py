"""Parquet: a file for an outlet and a month, zstd, columns with types.

Changes come by number, so that many months are open at once: rows are kept by month until there
are too many, then the largest months are written. So memory has a bound and files are few.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from urllib.parse import quote

import pyarrow.parquet as pq

from wireroom.adapters.export.arrow import table
from wireroom.adapters.export.durable import PART
from wireroom.model.published import Record
from wireroom.ports import Change

KEPT = 10_000  # rows in memory: of news articles some 60 MB
_IN_PATH = frozenset({"outlet_id"})


class ParquetParts:
    """Files under ``outlet_id=x/month=2026-01/``."""

    def __init__(self, folder: Path, stem: str, *, most: int = KEPT) -> None:
        self._folder, self._stem, self._most = folder, stem, most
        self._rows: dict[Path, list[Record]] = defaultdict(list)
        self._files: list[tuple[Path, int]] = []

    def add(self, changes: Sequence[Change]) -> None:
        """Keep rows; write the largest months once there are too many."""
        for change in changes:
            place = f"outlet_id={quote(change.outlet_id, safe='')}/month={_month(change)}"
            self._rows[self._folder / place].append(change.record)
        n_kept = sum(map(len, self._rows.values()))
        while n_kept > self._most:
            n_kept -= self._write(max(self._rows, key=lambda place: len(self._rows[place])))

    def close(self) -> list[tuple[Path, int]]:
        """Write what is left."""
        for place in sorted(self._rows):
            self._write(place)
        return self._files

    def _write(self, place: Path) -> int:
        rows = self._rows.pop(place)
        place.mkdir(parents=True, exist_ok=True)
        part = place / f"{self._stem}-{len(self._files)}.parquet{PART}"
        pq.write_table(table(rows, without=_IN_PATH), part, compression="zstd")
        self._files.append((part, len(rows)))
        return len(rows)


def _month(change: Change) -> str:
    """The UTC month of publication."""
    at = change.published_at
    return f"{at.astimezone(UTC):%Y-%m}" if at else "unknown"
