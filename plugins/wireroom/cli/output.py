"""What commands print: results on standard output, everything else on standard error."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from wireroom.model import EntryState
from wireroom.stages.monitor import Summary

if TYPE_CHECKING:  # the pipeline takes half a second to import, and only the types are of use
    from wireroom.pipeline import Progress as Report

_LEAST = 6  # characters: below that a cut value says nothing
_COLOURS = {
    EntryState.NEW: "green",
    EntryState.UPDATED: "green",
    EntryState.FAILED: "red",
    EntryState.QUARANTINED: "red",
    EntryState.DUPLICATE: "yellow",
    EntryState.SKIPPED: "yellow",
    EntryState.DISAPPEARED: "magenta",
}


def stdout() -> Console:
    """The console for results."""
    return Console(highlight=False)


def stderr() -> Console:
    """The console for progress and errors."""
    return Console(stderr=True, highlight=False)


def print_json(value: object) -> None:
    """One JSON document on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


@contextmanager
def progress_bars(*, is_shown: bool = True) -> Iterator["Report"]:
    """A bar per step on a terminal, silence elsewhere; a total of None is not known."""
    columns = (
        TextColumn("{task.description:>8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    console = stderr()
    with Progress(
        *columns, console=console, disable=not (is_shown and console.is_terminal)
    ) as bars:
        tasks: dict[str, Any] = {}

        def report(step: str, n_done: int, n_total: int | None) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=n_total)
            bars.update(tasks[step], completed=n_done, total=n_total)

        yield report


def print_ledger(summary: Summary) -> None:
    """The run's entries by outlet and state, feeds by outcome, and what went wrong."""
    table = Table(title=f"Ledger of {summary.run_id}", box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("outlet")
    shown = [state for state in EntryState if summary.states[state.value]] or [EntryState.NEW]
    for state in shown:
        table.add_column(state.value, justify="right", style=_COLOURS.get(state, ""))
    table.add_column("entries", justify="right", style="bold")
    for outlet, states in summary.outlets.items():
        table.add_row(outlet, *_cells(states, shown))
    table.add_section()
    table.add_row("all", *_cells(summary.states, shown), style="bold")
    console = stdout()
    console.print(table)
    feeds = ", ".join(
        f"{number} {word.replace('_', ' ')}" for word, number in summary.feeds.items()
    )
    is_sweep = bool(summary.gaps)
    what = "listings" if is_sweep else "feeds"
    console.print(f"{what}: {feeds or 'none polled'}")
    if summary.reasons:
        told = ", ".join(f"{number} {word}" for word, number in summary.reasons.items())
        console.print(f"reasons: {told}")
    for feed in summary.failed_feeds:
        word = "listing" if is_sweep else "feed"
        console.print(f"[red]{word} failed:[/red] {escape(str(feed))}", soft_wrap=True)
    n_ended = sum(summary.states.values())
    console.print(f"{summary.n_entries} entries seen, {n_ended} ended in a state: balanced")


def print_rows(names: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """A table of rows: short columns whole, the longest cut to what the terminal leaves them."""
    cells = [["" if value is None else str(value) for value in row] for row in rows]
    widest = [max(map(len, column)) for column in zip(names, *cells, strict=True)]
    console = stdout()
    table = Table(box=box.SIMPLE_HEAD)
    for name, width in zip(names, _shrunk(widest, console.width - 3 * len(names)), strict=True):
        table.add_column(name, overflow="ellipsis", no_wrap=True, width=width)
    for row in cells:
        table.add_row(*map(escape, row))
    console.print(table)


def _shrunk(widths: list[int], room: int) -> list[int]:
    """Column widths that fit into `room`: the widest give first, none below a few letters."""
    fitting = list(widths)
    while sum(fitting) > room and max(fitting) > _LEAST:
        fitting[fitting.index(max(fitting))] -= 1
    return fitting


def _cells(states: Mapping[str, int], shown: list[EntryState]) -> list[str]:
    numbers = [states[state.value] for state in shown]
    return [str(number) if number else "·" for number in [*numbers, sum(states.values())]]
