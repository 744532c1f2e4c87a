"""Which filed articles are looked at again, though no feed says anything new of them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from wireroom.ports import Looked

# Most edits and withdrawals come in an article's first days: a look after a quarter of its age,
# never under three hours (as long as two absences have to be apart) nor over two days.
_SHARE = 1 / 4
_LEAST, _MOST = timedelta(hours=3), timedelta(days=2)
WINDOW = timedelta(days=14)
"""Older articles are not looked at any more."""


def due_again(articles: Iterable[Looked], *, now: datetime, limit: int) -> list[str]:
    """The articles whose time has come, those most overdue for their age first."""
    late = [
        (-(now - one.looked_at) / _wait(now - one.first_seen_at), one.article_id)
        for one in articles
        if one.first_seen_at > now - WINDOW
    ]
    return [key for ratio, key in sorted(late) if ratio <= -1][:limit]


def _wait(age: timedelta) -> timedelta:
    return min(max(age * _SHARE, _LEAST), _MOST)
