"""What outlets' pages look like is shared by all workers and kept over restarts."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from wireroom.adapters.warehouse import open_store

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)


def test_a_profile_survives_a_restart(url):
    """What one process learnt, the next one knows; other outlets have none."""
    open_store(url).update_profile("o", lambda known: f"{known} once", now=NOW)
    assert open_store(url).profiles(["o", "other"]) == {"o": "None once"}


def test_no_lesson_is_lost_where_many_workers_teach(url):
    """Twelve workers on stores of their own add to what the others wrote."""
    open_store(url)

    def teach(number):
        mine = open_store(url)
        mine.update_profile("o", lambda known: f"{known or ''}{number},", now=NOW)

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(teach, range(12)))
    taught = open_store(url).profiles(["o"])["o"]
    assert sorted(taught.rstrip(",").split(","), key=int) == [str(n) for n in range(12)]
