"""The processes that read pages: a step's own, or those that all steps of a run share.

To start one costs as much as to read a hundred pages (1 s against 10 ms each).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from wireroom.adapters.workers import WorkerPool
from wireroom.reading import TARGET


@contextmanager
def readers(n_workers: int, *, shared: WorkerPool | None = None) -> Iterator[WorkerPool]:
    """Lend the shared pool where there is one, else up to `n_workers` that end with the block."""
    if shared is not None:
        yield shared
        return
    with WorkerPool(TARGET, n_workers) as own:
        yield own
