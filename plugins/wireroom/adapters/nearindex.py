"""The index of `wireroom cluster`: one SQLite file for a stream of articles by one writer.

Sketches lie in rows, keys in packed parts of 65,536 articles (6 bytes a key, where a row of a
B-tree takes 18), so that a million articles take under 0.6 GB and a look-up reads part after part,
never all at once. Not the warehouse: many may write that.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from wireroom.ports.near import Filed, Found, Part, Span

_SCHEMA = """
CREATE TABLE IF NOT EXISTS article (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, outlet TEXT NOT NULL, at INTEGER NOT NULL,
  credit TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS sketch (number INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS part (
  first INTEGER PRIMARY KEY, n INTEGER NOT NULL, first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL, keys BLOB NOT NULL, members BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS link (
  number INTEGER NOT NULL, other INTEGER NOT NULL, kind TEXT NOT NULL, score INTEGER NOT NULL
);
"""
# It is made anew from its input where a crash cuts it short, so nothing waits for the disk.
_PRAGMAS = "PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
_CACHE = "PRAGMA cache_size=-65536"  # KB
_CHUNK = 500
THOUSAND = 1000


class NearFile:
    """ports.NearIndex over one file."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(_PRAGMAS)
        self._db.execute(_CACHE)
        self._db.executescript(_SCHEMA)

    def n_articles(self) -> int:
        """How many were ever added: the next one's number."""
        sql = "SELECT coalesce(max(number) + 1, 0) FROM article"
        return int(self._db.execute(sql).fetchone()[0])

    def add(self, rows: Sequence[Filed], /) -> None:
        """File articles."""
        self._db.execute("BEGIN")
        self._db.executemany(
            "INSERT INTO article VALUES (?, ?, ?, ?, ?)",
            ((r.number, r.id, r.outlet, r.at, r.credit) for r in rows),
        )
        packed = ((r.number, r.packed) for r in rows)
        self._db.executemany("INSERT INTO sketch VALUES (?, ?)", packed)
        self._db.execute("COMMIT")

    def add_part(self, part: Part, span: Span, /) -> None:
        """File the keys of consecutive articles."""
        blobs = (part.keys.astype("<u4").tobytes(), part.members.astype("<u2").tobytes())
        row = (part.first, span.n, span.first_day, span.last_day, *blobs)
        self._db.execute("INSERT INTO part VALUES (?, ?, ?, ?, ?, ?)", row)

    def parts(self, first_day: int, last_day: int) -> Iterator[Part]:
        """The parts with articles of these days, one at a time."""
        sql = "SELECT first, keys, members FROM part WHERE last_day >= ? AND first_day <= ?"
        for first, keys, members in self._db.execute(sql, (first_day, last_day)):
            yield Part(
                first=first, keys=np.frombuffer(keys, "<u4"), members=np.frombuffer(members, "<u2")
            )

    def articles(self, numbers: Iterable[int], /) -> Iterator[Filed]:
        """The rows of those articles whose sketches have not expired."""
        wanted = sorted(set(numbers))
        for start in range(0, len(wanted), _CHUNK):
            some = wanted[start : start + _CHUNK]
            marks = ",".join("?" * len(some))
            sql = f"""SELECT number, id, outlet, at, credit, packed FROM sketch
            JOIN article USING (number) WHERE number IN ({marks})"""  # noqa: S608 - only marks
            for number, name, outlet, at, credit, packed in self._db.execute(sql, some):
                yield Filed(
                    number=number, id=name, outlet=outlet, at=at, credit=credit, packed=packed
                )

    def link(self, found: Iterable[Found], /) -> None:
        """File relations."""
        self._db.execute("BEGIN")
        self._db.executemany(
            "INSERT INTO link VALUES (?, ?, ?, ?)",
            ((f.number, f.other, f.kind, round(f.score * THOUSAND)) for f in found),
        )
        self._db.execute("COMMIT")

    def links(self) -> Iterator[Found]:
        """All relations, as they were filed."""
        for number, other, kind, score in self._db.execute("SELECT * FROM link"):
            yield Found(number=number, other=other, kind=kind, score=score / THOUSAND)

    def names(self, first: int = 0) -> Iterator[tuple[int, str, int]]:
        """Number, id and instant of every article from `first` on, in order."""
        sql = "SELECT number, id, at FROM article WHERE number >= ? ORDER BY number"
        yield from self._db.execute(sql, (first,))

    def expire(self, before_day: int) -> None:
        """Forget the keys and sketches of parts that end before a day; ids and links stay."""
        old = self._db.execute("SELECT first, n FROM part WHERE last_day < ?", (before_day,))
        for first, n in old.fetchall():
            self._db.execute("DELETE FROM part WHERE first = ?", (first,))
            span = (first, first + n)
            self._db.execute("DELETE FROM sketch WHERE number >= ? AND number < ?", span)

    def close(self) -> None:
        """Close the file."""
        self._db.close()
