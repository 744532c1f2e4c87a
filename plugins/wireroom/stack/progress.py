"""What a person sees while a stack starts: named phases with their time, one line each.

On a terminal the phase under way turns with its latest word; elsewhere only finished lines are
printed, so that a log stays readable.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape

Say = Callable[[str], None]


class Phases:
    """The phases of one start, printed to `console` as they end."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._began = time.monotonic()

    @property
    def elapsed_s(self) -> float:
        """Seconds since the first phase could begin."""
        return time.monotonic() - self._began

    @contextmanager
    def phase(self, name: str) -> Iterator[Say]:
        """One phase; what it yields takes the latest word about it."""
        began = time.monotonic()
        with self.console.status(name) as status:

            def say(word: str) -> None:
                seconds = time.monotonic() - began
                status.update(f"{name} [dim]{escape(word)} · {seconds:.0f} s[/dim]")

            try:
                yield say
            except BaseException:
                self._line("[red]✗[/red]", name, began)
                raise
        self._line("[green]✓[/green]", name, began)

    def note(self, text: str) -> None:
        """A line within a phase."""
        self.console.print(f"    {escape(text)}", highlight=False)

    def _line(self, mark: str, name: str, began: float) -> None:
        seconds = time.monotonic() - began
        self.console.print(
            f"{mark} {escape(name)} [dim]{seconds:.1f} s (at {self.elapsed_s:.0f} s)[/dim]",
            highlight=False,
        )
