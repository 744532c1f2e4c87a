"""Facts about which articles are looked at again."""

from datetime import UTC, datetime, timedelta

import pytest

from wireroom.ports import Looked
from wireroom.stages.monitor import due_again

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)


def looked(name, age_h, ago_h):
    hour = timedelta(hours=1)
    return Looked(article_id=name, first_seen_at=NOW - age_h * hour, looked_at=NOW - ago_h * hour)


@pytest.mark.parametrize(
    ("age_h", "ago_h", "is_due"),
    [
        (2, 2, False),
        (3, 3, True),
        (24, 5, False),
        (24, 6, True),
        (96, 23, False),
        (96, 24, True),
        (300, 47, False),
        (300, 48, True),
        (337, 300, False),
    ],
)
def test_an_article_is_due_after_a_quarter_of_its_age(age_h, ago_h, is_due):
    """Three hours at least, two days at most, for two weeks."""
    assert bool(due_again([looked("a", age_h, ago_h)], now=NOW, limit=9)) is is_due


def test_the_most_overdue_for_their_age_come_first():
    """Up to the limit: a new one after eight hours before an old one after two days."""
    told = [looked("old", 300, 49), looked("new", 8, 8), looked("mid", 24, 9)]
    assert due_again(told, now=NOW, limit=2) == ["new", "mid"]
