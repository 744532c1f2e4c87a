"""`wireroom extract`: pages in as JSON lines, clean records out, in the same order."""

import sys
from collections.abc import Iterator
from typing import Annotated, BinaryIO

import typer

from wireroom.adapters.workers import Done, Result, WorkerPool
from wireroom.cli.output import progress_bars
from wireroom.pagelines import TARGET, Line, Printed, wrong


def extract(
    *,
    workers: Annotated[int, typer.Option(min=1, help="Extraction processes.")] = 1,
) -> None:
    """Read pages (JSON lines on standard input) and print one clean record a line.

    A line that cannot be read gives ``{"id", "error"}`` in its place and exit code 1.
    """
    source = _Source(sys.stdin.buffer)
    n_wrong = 0
    with WorkerPool(TARGET, workers) as pool, progress_bars(is_shown=_is_shown()) as progress:
        for n_read, (index, result) in enumerate(pool.map(source.lines()), start=1):
            progress("pages", n_read, None)
            for printed in source.ready(index, result):
                sys.stdout.write(printed.text + "\n")
                n_wrong += printed.is_wrong
    if n_wrong:
        raise typer.Exit(1)


class _Source:
    """The input's lines in order, each kept until its record was printed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lines: dict[int, Line] = {}
        self._waiting: dict[int, Printed] = {}
        self._next = 0

    def lines(self) -> Iterator[Line]:
        """The lines that are not empty, read lazily."""
        numbered = (Line(number=n, data=data) for n, data in enumerate(self._stream, start=1))
        told = (line for line in numbered if not line.data.isspace())
        for index, line in enumerate(told):
            self._lines[index] = line
            yield line

    def ready(self, index: int, result: Result) -> Iterator[Printed]:
        """What may be printed now that a line was read: it, and those that waited for it."""
        self._waiting[index] = _printed(self._lines.pop(index), result)
        while self._next in self._waiting:
            yield self._waiting.pop(self._next)
            self._next += 1


def _is_shown() -> bool:
    """Whether a bar may be drawn: not between the records of a terminal."""
    return not sys.stdout.isatty()


def _printed(line: Line, result: Result) -> Printed:
    if isinstance(result, Done):
        printed: Printed = result.value
        return printed
    return wrong(line, result.detail, reason=result.reason.value)
