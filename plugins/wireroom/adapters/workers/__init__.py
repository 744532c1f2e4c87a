"""A pool of processes that can be killed in mid-item: one bad page never takes others with it.

It runs one named function over items and gives a value or a named failure for each. It uses no
multiprocessing (task runners are daemonic processes, which may not have children of that kind),
keeps no more than one item per worker in flight, and does not retry.
"""

import os
import pickle
import selectors
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from wireroom.errors import BadInputError
from wireroom.model import Reason

_HEAD = struct.Struct(">Q")
_CHUNK = 1 << 20


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


class _Worker:
    """One child process and what it is at."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, bufsize=0
        )
        self.buffer = bytearray()
        self.index = -1
        self.deadline = 0.0

    def send(self, item: object) -> None:
        """Hand over an item; a child that is gone is noticed when its answer is read."""
        data = memoryview(pickle.dumps(item, protocol=5))
        pipe = self.process.stdin
        if pipe is None:
            return
        try:
            for part in (memoryview(_HEAD.pack(len(data))), data):
                while part:
                    part = part[os.write(pipe.fileno(), part) :]
        except BrokenPipeError:
            return

    def read(self) -> tuple[str, Any] | None:
        """The answer if it is whole; raises EOFError where the child died."""
        pipe = self.process.stdout
        chunk = os.read(pipe.fileno(), _CHUNK) if pipe else b""
        if not chunk:
            raise EOFError
        self.buffer += chunk
        if len(self.buffer) < _HEAD.size:
            return None
        end = _HEAD.size + _HEAD.unpack_from(self.buffer)[0]
        if len(self.buffer) < end:
            return None
        answer: tuple[str, Any] = pickle.loads(self.buffer[_HEAD.size : end])  # noqa: S301 - ours
        del self.buffer[:end]
        return answer

    def stop(self) -> int:
        """Kill the child, reap it and say how it ended."""
        self.process.kill()
        code = self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        return code


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
        cpu_s: float = 10.0,
        wall_s: float = 60.0,
        max_rss_mb: int = 1500,
    ) -> None:
        self._target, self._n_workers, self._wall_s, self._cpu_s = target, n_workers, wall_s, cpu_s
        module = "wireroom.adapters.workers.child"
        self._command = [sys.executable, "-m", module, target, str(cpu_s), str(max_rss_mb)]
        self._idle: list[_Worker] = []
        self._busy = selectors.DefaultSelector()

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
        self._busy.close()

    def map(self, items: Iterable[Any]) -> Iterator[tuple[int, Result]]:
        """Each item's index and result, as they finish; `items` is read no faster than needed.

        Raises BadInputError where the target cannot be imported.
        """
        waiting = enumerate(items)
        is_open = True
        try:
            while True:
                while is_open and len(self._busy.get_map()) < self._n_workers:
                    pair = next(waiting, None)
                    if pair is None:
                        is_open = False
                    else:
                        self._start(*pair)
                if not self._busy.get_map():
                    return
                yield from self._finished()
        finally:
            self._drop_busy()

    def _start(self, index: int, item: object) -> None:
        worker = self._idle.pop() if self._idle else _Worker(self._command, _environment())
        worker.index, worker.deadline = index, time.monotonic() + self._wall_s
        worker.send(item)
        if worker.process.stdout:
            self._busy.register(worker.process.stdout, selectors.EVENT_READ, worker)

    def _finished(self) -> list[tuple[int, Result]]:
        workers: list[_Worker] = [key.data for key in self._busy.get_map().values()]
        wait = max(0.0, min(worker.deadline for worker in workers) - time.monotonic())
        ready = {key.data for key, _ in self._busy.select(wait)}
        results = [(worker, self._result(worker, is_ready=worker in ready)) for worker in workers]
        return [(worker.index, result) for worker, result in results if result is not None]

    def _result(self, worker: _Worker, *, is_ready: bool) -> Result | None:
        if not is_ready:
            if time.monotonic() < worker.deadline:
                return None
            self._forget(worker)
            return Killed(
                reason=Reason.EXTRACT_TIMEOUT, detail=f"over {self._wall_s:g} s of wall time"
            )
        try:
            answer = worker.read()
        except EOFError:
            return self._death(worker)
        return self._read(worker, answer) if answer else None

    def _read(self, worker: _Worker, answer: tuple[str, Any]) -> Result | None:
        match answer:
            case ("ready", _):
                return None
            case ("unusable", detail):
                raise BadInputError(
                    f"worker target {self._target}", str(detail), "name an importable function"
                )
        if worker.process.stdout:
            self._busy.unregister(worker.process.stdout)
        self._idle.append(worker)
        kind, value = answer
        if kind == "done":
            return Done(value=value)
        return Killed(reason=Reason.EXTRACT_CRASH, detail=str(value))

    def _death(self, worker: _Worker) -> Killed:
        try:
            code = worker.process.wait(timeout=self._wall_s)
        except subprocess.TimeoutExpired:
            code = 0
        self._forget(worker)
        if code == -signal.SIGPROF:
            detail = f"over {self._cpu_s:g} s of CPU time"
            return Killed(reason=Reason.EXTRACT_TIMEOUT, detail=detail)
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return Killed(reason=Reason.EXTRACT_CRASH, detail=f"the worker died: {how}")

    def _forget(self, worker: _Worker) -> None:
        if worker.process.stdout:
            self._busy.unregister(worker.process.stdout)
        worker.stop()

    def _drop_busy(self) -> None:
        for key in list((self._busy.get_map() or {}).values()):
            self._forget(key.data)


def _environment() -> dict[str, str]:
    root = str(Path(__file__).resolve().parents[3])
    paths = dict.fromkeys([root, *(path for path in sys.path if path)])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
