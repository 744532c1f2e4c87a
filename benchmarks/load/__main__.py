"""`python -m benchmarks.load [--n N] [--rounds R] [--out DIR]`: arrivals a second, by way.

Postgres is the server that WIREROOM_TEST_POSTGRES names, else one started here, which keeps its
rows safe as a real one does. Every measurement begins with an empty warehouse; of some rounds the
quickest counts, and the middle one of what each way reached of the floor in the same round.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.postgres import Server, running

from benchmarks.load.arrivals import BATCH, batches
from benchmarks.load.measuring import Rate, measure
from benchmarks.load.plot import draw
from benchmarks.load.ways import make_bare
from wireroom.adapters.warehouse import open_store

Case = tuple[str, str, int]
CASES: tuple[Case, ...] = (
    ("Postgres", "copy", 1), ("Postgres", "merge", 1), ("Postgres", "load", 1),
    ("Postgres", "copy", 2), ("Postgres", "merge", 2), ("Postgres", "load", 2),
    ("Postgres", "copy", 4), ("Postgres", "merge", 4), ("Postgres", "load", 4),
    ("Postgres", "merge, crossing", 4), ("Postgres", "load, crossing", 4),
    ("SQLite", "insert", 1), ("SQLite", "load", 1), ("SQLite", "load", 4),
)  # fmt: skip
_SQLITE_FLOOR: Case = ("SQLite", "insert", 1)


def main(words: Sequence[str] | None = None) -> int:
    """Measure every case in turn, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--n", type=int, default=8700, help="arrivals, in batches of 290")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, help="folder for the plot")
    asked = parser.parse_args(words)
    rates: dict[Case, list[Rate]] = {case: [] for case in CASES}
    with running(is_safe=True) as server:
        for _ in range(asked.rounds):
            for case in CASES:
                rates[case].append(_measured(server, case, asked.n))
    sys.stdout.write(table(rates))
    best = {case: _quickest(rates[case]) for case in CASES}
    for path in draw(best, asked.out) if asked.out else ():
        sys.stdout.write(f"{path}\n")
    return 0


def table(rates: Mapping[Case, Sequence[Rate]]) -> str:
    """Rates, shares of the engine's floor, memory."""
    lines = [
        "| engine | way | processes | arrivals/s | of the floor | in one round | MB, at most |"
    ]
    lines.append("|---|---|---:|---:|---:|---:|---:|")
    for case, told in rates.items():
        engine, way, n = case
        floors = rates["Postgres", "copy", n] if engine == "Postgres" else rates[_SQLITE_FLOOR]
        best, floor = _quickest(told), _quickest(floors)
        each = [one.per_s / other.per_s for one, other in zip(told, floors, strict=True)]
        cells = (
            f"{best.per_s:,.0f}",
            f"{best.per_s / floor.per_s:.2f}",
            f"{median(each):.2f}",
            f"{max(one.peak_mb for one in told):.0f}",
        )
        lines.append(f"| {engine} | {way} | {n} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _quickest(told: Sequence[Rate]) -> Rate:
    return max(told, key=lambda one: one.per_s)


def _measured(server: Server, case: Case, n: int) -> Rate:
    engine, way, n_processes = case
    with _postgres(server) if engine == "Postgres" else _sqlite() as url:
        open_store(url)
        make_bare(url, batches(BATCH)[0])
        return measure(way, url, n_processes=n_processes, n=n)


@contextmanager
def _postgres(server: Server) -> Iterator[str]:
    name = server.create()
    yield server.url(name)
    server.drop(name)


@contextmanager
def _sqlite() -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="wireroom-load-"))
    yield f"sqlite:///{folder}/wireroom.sqlite"
    shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
