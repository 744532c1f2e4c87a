"""A pool of processes that can be killed in mid-item: one bad page never takes others with it.

It runs one named function over items and gives a value or a named failure for each. It uses no
multiprocessing (task runners are daemonic processes, which may not have children of that kind)
and keeps no more than one item per worker in flight. An item that was begun is not tried again;
one whose child died before taking it is handed once to a fresh child.
"""

import os
import selectors
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from wireroom.adapters.workers.worker import Job, Worker
from wireroom.errors import BadInputError
from wireroom.model import Reason

_CHILD = "wireroom.adapters.workers.child"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The target's value for an item."""

    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """The item that could not be done: EXTRACT_TIMEOUT or EXTRACT_CRASH, and what happened."""

    reason: Reason
    detail: str


Result = Done | Killed


class WorkerPool:
    """Up to `n_workers` children that run `target` ("module:function"), started when needed.

    `cpu_s` is the CPU ceiling per item, enforced by the kernel; `wall_s` the parent's own limit
    (starting a child included); `max_rss_mb` bounds a child's address space.
    """

    def __init__(
        self,
        target: str,
        n_workers: int,
        *,
        cpu_s: float = 2.0,
        wall_s: float = 60.0,
        max_rss_mb: int = 1500,
    ) -> None:
        self._target, self._n_workers, self._wall_s, self._cpu_s = target, n_workers, wall_s, cpu_s
        self._command = [sys.executable, "-m", _CHILD, target, str(cpu_s), str(max_rss_mb)]
        self._idle: list[Worker] = []
        self._busy: list[Worker] = []
        self._pipes = selectors.DefaultSelector()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._drop_busy()
        for worker in self._idle:
            worker.stop()
        self._idle.clear()
        self._pipes.close()

    def map(self, items: Iterable[Any]) -> Iterator[tuple[int, Result]]:
        """Each item's index and result, as they finish; `items` is read no faster than needed.

        Raises BadInputError where the target cannot be imported.
        """
        waiting = (Job(index=index, item=item) for index, item in enumerate(items))
        is_open = True
        try:
            while True:
                while is_open and len(self._busy) < self._n_workers:
                    job = next(waiting, None)
                    if job is None:
                        is_open = False
                    else:
                        self._start(job)
                if not self._busy:
                    return
                yield from self._finished()
        finally:
            self._drop_busy()

    def _start(self, job: Job) -> None:
        is_fresh = job.n_losses > 0 or not self._idle
        worker = Worker(self._command, _environment()) if is_fresh else self._idle.pop()
        worker.hand(job, deadline=time.monotonic() + self._wall_s)
        worker.watch(self._pipes)
        self._busy.append(worker)

    def _finished(self) -> list[tuple[int, Result]]:
        wait = max(0.0, min(worker.deadline for worker in self._busy) - time.monotonic())
        events = [(key.data, mask) for key, mask in self._pipes.select(wait)]
        for worker, mask in events:
            if mask & selectors.EVENT_WRITE:
                worker.push(self._pipes)
        readable = {worker for worker, mask in events if mask & selectors.EVENT_READ}
        results = [
            (worker.job.index, self._result(worker, is_readable=worker in readable))
            for worker in tuple(self._busy)
        ]
        return [(index, result) for index, result in results if result is not None]

    def _result(self, worker: Worker, *, is_readable: bool) -> Result | None:
        result = self._read(worker) if is_readable else None
        if result is None and worker in self._busy and time.monotonic() >= worker.deadline:
            self._release(worker)
            worker.stop()
            detail = f"over {self._wall_s:g} s of wall time"
            return Killed(reason=Reason.EXTRACT_TIMEOUT, detail=detail)
        return result

    def _read(self, worker: Worker) -> Result | None:
        result: Result | None = None
        try:
            for answer in worker.answers():
                result = self._understand(worker, answer)
        except EOFError:
            return self._death(worker)
        if result is not None:
            self._release(worker)
            self._idle.append(worker)
        return result

    def _understand(self, worker: Worker, answer: tuple[str, Any]) -> Result | None:
        match answer:
            case ("done", value):
                return Done(value=value)
            case ("error", detail):
                return Killed(reason=Reason.EXTRACT_CRASH, detail=str(detail))
            case ("unusable", detail):
                raise BadInputError(
                    f"worker target {self._target}", str(detail), "name an importable function"
                )
            case ("taken", _):
                worker.has_taken = True
        return None

    def _death(self, worker: Worker) -> Result | None:
        self._release(worker)
        code = worker.ending()
        worker.stop()
        if not worker.has_taken and worker.job.n_losses == 0:
            self._start(replace(worker.job, n_losses=1))
            return None
        if code == -signal.SIGPROF:
            detail = f"over {self._cpu_s:g} s of CPU time"
            return Killed(reason=Reason.EXTRACT_TIMEOUT, detail=detail)
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return Killed(reason=Reason.EXTRACT_CRASH, detail=f"the worker died: {how}")

    def _release(self, worker: Worker) -> None:
        worker.unwatch(self._pipes)
        self._busy.remove(worker)

    def _drop_busy(self) -> None:
        for worker in tuple(self._busy):
            self._release(worker)
            worker.stop()


def _environment() -> dict[str, str]:
    root = str(Path(__file__).resolve().parents[3])
    paths = dict.fromkeys([root, *(path for path in sys.path if path)])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
