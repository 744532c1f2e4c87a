"""`python -m benchmarks.extraction.workers DATA`: pages a second of `wireroom extract`, by workers.

The command is run as a user does, on the same pages as JSON lines on its standard input, with one
worker and with two in turn. "Running" leaves out its start: it counts from the first record.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.extraction.samples import samples

N_WORKERS = (1, 2)
COMMAND = (sys.executable, "-m", "wireroom.cli", "extract", "--workers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One run of the command: its seconds in all and from the first record, and CPU seconds."""

    n_workers: int
    n_pages: int
    wall_s: float
    running_s: float
    cpu_s: float

    @property
    def rate(self) -> float:
        """Pages a second, the start included."""
        return self.n_pages / self.wall_s

    @property
    def running_rate(self) -> float:
        """Pages a second from the first record on."""
        return (self.n_pages - 1) / self.running_s


def main(words: Sequence[str] | None = None) -> int:
    """Run, print each round and the ratio."""
    asked = _asked(words)
    load, cores = os.getloadavg()[0], os.cpu_count()
    sys.stdout.write(f"{cores} cores, load before: {load:.2f}\n\n")
    sys.stdout.write(table(measure(asked.data, every=asked.every, n_rounds=asked.rounds)))
    return 0


def measure(folder: Path, *, every: int, n_rounds: int) -> list[Round]:
    """Rounds with one and two workers in turn; who is first changes from round to round."""
    with tempfile.TemporaryFile() as source:
        source.writelines(json_lines(folder, every))
        source.flush()
        orders = [N_WORKERS[:: -1 if number % 2 else 1] for number in range(n_rounds)]
        return [run_once(n_workers, source.fileno()) for order in orders for n_workers in order]


def json_lines(folder: Path, every: int) -> list[bytes]:
    """The pages as the command reads them."""
    return [
        json.dumps({"id": page.name, "url": page.url, "html": page.html}).encode() + b"\n"
        for page in samples(folder, every=every)
    ]


def run_once(n_workers: int, source: int) -> Round:
    """One run over a file of JSON lines; raises CalledProcessError where the command fails."""
    os.lseek(source, 0, os.SEEK_SET)
    cpu_s, begun = _children_cpu_s(), time.perf_counter()
    command = [*COMMAND, str(n_workers)]
    with subprocess.Popen(command, stdin=source, stdout=subprocess.PIPE) as process:  # noqa: S603 - ours
        came = [time.perf_counter() for _ in process.stdout or ()]
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Round(
        n_workers=n_workers,
        n_pages=len(came),
        wall_s=time.perf_counter() - begun,
        running_s=came[-1] - came[0],
        cpu_s=_children_cpu_s() - cpu_s,
    )


def table(rounds: Sequence[Round]) -> str:
    """Every round, and the medians' ratio."""
    heads = ("pages", "pages/s", "pages/s running", "CPU ms a page", "cores busy")
    lines = [f"| workers | {' | '.join(heads)} |", "|---:|" + "---:|" * len(heads)]
    lines += [
        f"| {one.n_workers} | {one.n_pages} | {one.rate:.1f} | {one.running_rate:.1f} | "
        f"{1000 * one.cpu_s / one.n_pages:.1f} | {one.cpu_s / one.wall_s:.2f} |"
        for one in rounds
    ]
    whole, running = (ratio(rounds, name) for name in ("rate", "running_rate"))
    lines.append(f"\nTwo workers over one, medians: {whole:.2f} in all, {running:.2f} running")
    return "\n".join(lines) + "\n"


def ratio(rounds: Sequence[Round], name: str) -> float:
    """The median rate with two workers over that with one."""
    one, two = (
        median(getattr(a_round, name) for a_round in rounds if a_round.n_workers == n_workers)
        for n_workers in N_WORKERS
    )
    return float(two / one)


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction.workers")
    parser.add_argument("data", type=Path, help="folder with truth.jsonl.gz and pages/")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th page")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="of each")
    return parser.parse_args(words)


def _children_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
