"""How long work says how far it is: a callable taking the step, what is done and what there is."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]


def silent(step: str, n_done: int, n_total: int) -> None:
    """Say nothing."""
