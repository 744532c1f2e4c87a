"""Some processes file their shares of the same batches at once; the clock stops with the last."""

import multiprocessing
import resource
import time
from dataclasses import dataclass
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

from benchmarks.load.arrivals import batches
from benchmarks.load.ways import CROSSING, WAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Arrivals a second of all processes, and the most memory that one of them took."""

    way: str
    n_processes: int
    per_s: float
    peak_mb: float


def measure(way: str, url: str, *, n_processes: int, n: int) -> Rate:
    """File `n` arrivals; raises RuntimeError where a process failed."""
    context = multiprocessing.get_context("spawn")
    start, told = context.Barrier(n_processes), context.Queue()
    workers = [
        context.Process(target=_work, args=(way, url, (number, n_processes, n), start, told))
        for number in range(n_processes)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        if worker.exitcode:
            raise RuntimeError(f"a process of {way} ended with {worker.exitcode}")
    found = [told.get() for _ in workers]
    took_s = max(end for _, end, _ in found) - min(begin for begin, _, _ in found)
    return Rate(
        way=way, n_processes=n_processes, per_s=n / took_s, peak_mb=max(mb for _, _, mb in found)
    )


def _work(
    way: str, url: str, share: tuple[int, int, int], start: Barrier, told: "Queue[object]"
) -> None:
    number, n_processes, n = share
    if way in CROSSING:
        mine = batches(n)[number::n_processes]
    else:
        mine = batches(n, part=number, n_parts=n_processes)
    with WAYS[way](url) as (prepare, write):
        ready = [prepare(batch) for batch in mine]
        start.wait()
        begin = time.monotonic()
        for one in ready:
            write(one)
        end = time.monotonic()
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told.put((begin, end, peak_mb))
