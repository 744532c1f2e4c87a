"""Processes that work in step, each key always by the same one: what it learned of a key it keeps.

What is done is named by `target`, ``module:class``: an instance is made in each process, and its
`batch` called with a list of (key, item). With no processes the caller's own instance works.
"""

import multiprocessing
from collections.abc import Sequence
from importlib import import_module
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Protocol, Self, cast

Keyed = tuple[str, Any]
_PATIENCE_S = 5


class Bench(Protocol):
    """What works in a process."""

    def batch(self, given: Sequence[Keyed], /) -> list[Any]:
        """One result an item, in order."""
        ...


class Seats:
    """`n` processes. A batch is given, then taken, then the next given."""

    def __init__(self, target: str, n: int) -> None:
        self._own = _made(target) if n == 0 else None
        self._waiting: list[Keyed] = []
        self._order: list[list[int]] = []
        self._seat: dict[str, int] = {}
        self._n_seated = [0] * n
        context = multiprocessing.get_context("spawn")
        self._pipes: list[Connection] = []
        self._processes = []
        for _ in range(n):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(target, theirs), daemon=True)
            process.start()
            theirs.close()
            self._pipes.append(ours)
            self._processes.append(process)

    def give(self, given: Sequence[Keyed]) -> None:
        """Begin a batch."""
        self._waiting = list(given)
        self._order = [[] for _ in self._pipes]
        if self._own is None:
            for number, (key, _) in enumerate(given):
                self._order[self._seat_of(key)].append(number)
            for pipe, numbers in zip(self._pipes, self._order, strict=True):
                pipe.send([given[number] for number in numbers])

    def take(self) -> list[Any]:
        """The batch's results, in its order; waits for them."""
        if self._own is not None:
            return self._own.batch(self._waiting)
        found: dict[int, Any] = {}
        for pipe, numbers in zip(self._pipes, self._order, strict=True):
            found.update(zip(numbers, pipe.recv(), strict=True))
        return [found[number] for number in range(len(found))]

    def _seat_of(self, key: str) -> int:
        """The process that a key belongs to: at first the one with the least to do."""
        if key not in self._seat:
            self._seat[key] = self._n_seated.index(min(self._n_seated))
        seat = self._seat[key]
        self._n_seated[seat] += 1
        return seat

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.join(timeout=_PATIENCE_S)
            process.kill()


def _made(target: str) -> Bench:
    module, _, name = target.partition(":")
    return cast("Bench", getattr(import_module(module), name)())


def _serve(target: str, pipe: Connection) -> None:
    bench = _made(target)
    while True:
        try:
            given = pipe.recv()
        except (EOFError, ConnectionResetError):  # the caller has all it wanted, or has died
            return
        pipe.send(bench.batch(given))
