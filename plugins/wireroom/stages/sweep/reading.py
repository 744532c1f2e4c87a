"""What reading a listing gives: the pages that are wanted, the listings it leads to, and counts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from wireroom.model import Item

Wanted = Callable[[Item], bool]
"""Whether a page is kept; asked of each in its turn, so that a long listing is never held whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A listing that another one names; `on` is the day that it is of where one is known."""

    url: str
    lastmod_at: datetime | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A listing that was read: `items` are those wanted of the `n_listed` pages it names.

    `children` are further listings as it names them; `detail` is what was odd about it.
    """

    items: tuple[Item, ...] = ()
    n_listed: int = 0
    children: tuple[Child, ...] = ()
    detail: str = ""
