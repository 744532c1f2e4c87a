"""Articles that no feed names any more are looked at again: edits in silence, and absences."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.pipeline.press_room import EDITED, HOST, HOUR, PLAIN, Press
from tests.rooms import NOW
from tests.servers import Zoo

from wireroom.pipeline import open_room, recheck


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    """An outlet whose article was filed once; its feed is dead from then on."""
    with Zoo({}, hosts=[HOST]) as zoo:
        made = Press(zoo, tmp_path, HOST)
        made.serve(PLAIN)
        made.run(NOW)
        zoo.routes.pop((HOST, "/rss"))
        yield made


def look(press: Press, hours: float, **more):
    room = open_room(press.settings, now=NOW + hours * HOUR)
    return recheck(room, run_id=f"look/{hours}", **more)


def test_a_silent_edit_is_found(press: Press) -> None:
    """No feed is asked; the text changed and nothing that the outlet states did."""
    press.serve(EDITED)
    summary = look(press, 4)
    assert (summary.states["updated"], summary.n_entries, summary.feeds) == (1, 1, {})
    assert press.history() == [(1, 0), (2, 1)]
    assert look(press, 4).n_entries == 1  # the same run again does nothing again
    assert press.zoo.paths(HOST).count("/a") == 2


def test_an_article_is_left_alone_until_its_time_has_come(press: Press) -> None:
    """Three hours after a look, and never once it is two weeks old."""
    told = [look(press, hours).n_entries for hours in (2, 3, 5, 24 * 15)]
    assert told == [0, 1, 0, 0]


def test_what_is_gone_is_found_and_found_again(press: Press) -> None:
    """Absent twice it disappeared; it is looked at on, and cleared where it comes back."""
    press.serve(None)
    look(press, 4)
    assert press.rows("SELECT disappeared_at FROM articles") == [(None,)]
    press.change("UPDATE entry_memory SET retry_at = NULL")  # the retries between found no time
    assert look(press, 8).states["disappeared"] == 1
    assert press.rows("SELECT disappeared_at FROM articles") == [("2026-08-20T16:00:00.000000Z",)]
    press.serve(PLAIN)
    assert look(press, 12).states["unchanged"] == 1
    assert press.rows("SELECT disappeared_at FROM articles") == [(None,)]
