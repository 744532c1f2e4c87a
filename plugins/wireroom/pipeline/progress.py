"""How long work says how far it is: a callable taking the step, what is done and what there is.

What there is is None where nobody knows.
"""

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]


def silent(step: str, n_done: int, n_total: int | None) -> None:
    """Say nothing."""
