"""`python -m benchmarks.reprocess DATA [--every N] [--rounds R]`: pages a second, read again.

The same real pages with two workers, in turn: *bare* hands them to the extractor and drops what
comes back; *audit* is `wireroom reprocess` where nothing changed; *refine* the same where another
extractor had read every text; *rebuild* fills an empty warehouse from the archive alone.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from benchmarks.reprocess.filling import OUTLET, WINDOW, filled, pages
from wireroom.adapters.shelf import WarcShelf
from wireroom.adapters.warehouse import open_store
from wireroom.adapters.workers import WorkerPool
from wireroom.pipeline import Room
from wireroom.pipeline.reprocess import FromArchive, FromWarehouse, Source, reprocess
from wireroom.reading import TARGET

N_WORKERS = 2
WAYS = ("bare", "audit", "refine", "rebuild")
_AGE = "UPDATE article_version SET extractor = 'wireroom/1+trafilatura/1.0', text_digest = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One run: its pages, seconds, and CPU seconds of the workers and of the process itself."""

    way: str
    n_pages: int
    wall_s: float
    workers_s: float
    own_s: float

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.n_pages / self.wall_s

    @property
    def cpu_s(self) -> float:
        """CPU seconds in all."""
        return self.workers_s + self.own_s


def main(words: Sequence[str] | None = None) -> int:
    """Fill an archive, measure every way in turn, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reprocess", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with truth.jsonl.gz and pages/")
    parser.add_argument("--every", type=int, default=3, metavar="N", help="only every N-th page")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args(words)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as home:
        rounds = measure(Path(home), asked.data, every=asked.every, n_rounds=asked.rounds)
    sys.stdout.write(f"{os.cpu_count()} cores, load before: {load:.1f}\n\n{table(rounds)}")
    return 0


def measure(home: Path, data: Path, *, every: int, n_rounds: int) -> list[Round]:
    """Rounds of every way; who is first changes from round to round."""
    room, pasts = filled(home, data, every=every, n_workers=N_WORKERS)
    given = list(pages(room, pasts))
    ways: dict[str, Callable[[], None]] = {
        "bare": lambda: _bare(given),
        "audit": lambda: _again(room, FromWarehouse(room, WINDOW, [OUTLET])),
        "refine": lambda: _again(room, FromWarehouse(room, WINDOW, [OUTLET])),
        "rebuild": lambda: _rebuild(room, home),
    }
    _again(room, FromWarehouse(room, WINDOW, [OUTLET]))
    rounds = []
    for number in range(n_rounds):
        for way in WAYS[:: -1 if number % 2 else 1]:
            if way == "refine":
                _age(room)
            rounds.append(_timed(way, len(given), ways[way]))
    return rounds


def table(rounds: Sequence[Round]) -> str:
    """Medians of each way, and its rate as a share of the bare extractor's in the same round.

    The share by CPU is what a machine that does nothing else comes to: both ways keep every core
    busy, and what one spends beside the workers is missing there.
    """
    heads = ("pages", "pages/s", "of bare", "of bare, by CPU", "CPU ms a page, workers", "itself")
    lines = [f"| way | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    bare = [one for one in rounds if one.way == "bare"]
    for way in WAYS:
        mine = [one for one in rounds if one.way == way]
        pairs = list(zip(mine, bare, strict=True))
        share = median(one.rate / other.rate for one, other in pairs)
        by_cpu = median(other.cpu_s / one.cpu_s for one, other in pairs)
        told = [f"{_per_page(mine, name):.1f}" for name in ("workers_s", "own_s")]
        rate = median(one.rate for one in mine)
        cells = (f"{mine[0].n_pages}", f"{rate:.1f}", f"{share:.2f}", f"{by_cpu:.2f}", *told)
        lines.append(f"| {way} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _per_page(rounds: Sequence[Round], name: str) -> float:
    """Milliseconds."""
    return float(median(1000 * getattr(one, name) / one.n_pages for one in rounds))


def _timed(way: str, n_pages: int, run: Callable[[], None]) -> Round:
    before, own, begun = _cpu_s(resource.RUSAGE_CHILDREN), time.process_time(), time.perf_counter()
    run()
    return Round(
        way=way,
        n_pages=n_pages,
        wall_s=time.perf_counter() - begun,
        workers_s=_cpu_s(resource.RUSAGE_CHILDREN) - before,
        own_s=time.process_time() - own,
    )


def _cpu_s(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _bare(given: Sequence[object]) -> None:
    with WorkerPool(TARGET, N_WORKERS) as pool:
        for _ in pool.map(given):
            pass


def _again(room: Room, source: Source) -> None:
    reprocess(room, source, name="bench")


def _age(room: Room) -> None:
    """Leave every version as another extractor read it."""
    with room.store.database.write() as transaction:
        transaction.execute(_AGE, ["sha256:of another text"])


def _rebuild(room: Room, home: Path) -> None:
    path = home / "rebuilt.sqlite"
    for one in home.glob("rebuilt.sqlite*"):
        one.unlink()
    empty = replace(room, store=open_store(f"sqlite:///{path}"))
    _again(empty, FromArchive(empty, WarcShelf(room.settings.archive), WINDOW, [OUTLET]))


if __name__ == "__main__":
    sys.exit(main())
