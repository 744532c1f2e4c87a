"""JSON Lines: one article a line, plain, gzip or zstd by the ending."""

import gzip
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, cast

import pyarrow as pa

from wireroom.adapters.export import durable
from wireroom.adapters.warehouse import codec
from wireroom.model.published import Record
from wireroom.ports import Change

Spell = Callable[[Record], object]
"""What stands in an article's line, made of its record."""
ENDINGS = (".jsonl", ".jsonl.gz", ".jsonl.zst")


class LineParts:
    """One new file, zstd."""

    def __init__(self, folder: Path, stem: str, spell: Spell) -> None:
        self._part = folder / f"{stem}.jsonl.zst{durable.PART}"
        self._spell, self._n_rows = spell, 0
        self._file = opened(self._part)

    def add(self, changes: Sequence[Change]) -> None:
        """A line for each."""
        self._n_rows += put(self._file, changes, self._spell)

    def close(self) -> list[tuple[Path, int]]:
        """The file."""
        self._file.close()
        return [(self._part, self._n_rows)]


class OneFile:
    """A file that is written whole each time; it remembers no change."""

    def __init__(self, path: Path, spell: Spell) -> None:
        self.path, self._spell = path, spell

    @property
    def name(self) -> str:
        """The file."""
        return str(self.path)

    def mark(self) -> int:
        """Always from the start."""
        return 0

    def take(self, batches: Iterable[Sequence[Change]], *, since: int, upto: int) -> int:  # noqa: ARG002
        """Replace it by the changes."""
        n = 0

        def fill(part: Path) -> None:
            nonlocal n
            with opened(part) as file:
                for changes in batches:
                    n += put(file, changes, self._spell)

        durable.write(self.path, fill)
        return n

    def counts(self, since: int) -> None:  # noqa: ARG002
        """It is what was just written."""
        return


def put(file: IO[bytes], changes: Sequence[Change], spell: Spell) -> int:
    """Write a line for each change; how many they were."""
    for change in changes:
        file.write(codec.dumps(spell(change.record)).encode() + b"\n")
    return len(changes)


def opened(part: Path) -> IO[bytes]:
    """A new file, compressed as its name (without ``.part``) says."""
    match Path(part.name.removesuffix(durable.PART)).suffix:
        case ".gz":
            return cast("IO[bytes]", gzip.GzipFile(part, "wb", mtime=0))
        case ".zst":
            return cast("IO[bytes]", pa.CompressedOutputStream(str(part), "zstd"))
        case _:
            return part.open("wb")
