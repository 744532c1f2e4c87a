"""An article that its hosts do not have any more: once is nothing, twice is disappeared."""

from pathlib import Path

import pytest
from tests.pipeline.press_room import HOST, HOUR, MIRROR, PLAIN, Press
from tests.rooms import NOW
from tests.servers import Zoo, status

GONE_AT = "SELECT disappeared_at FROM articles"


def pressed(zoo: Zoo, home: Path, *hosts: str) -> Press:
    """An outlet whose article was filed from its first host."""
    made = Press(zoo, home, *hosts)
    made.serve(PLAIN)
    made.run(NOW)
    return made


def test_once_is_nothing_twice_is_disappeared_and_a_sight_clears_it(tmp_path: Path) -> None:
    """The first of the two absences counts, some hours apart; served again it is there."""
    with Zoo({}, hosts=[HOST]) as zoo:
        press = pressed(zoo, tmp_path, HOST)
        press.serve(None)
        told = []
        for hours in (1, 2, 5):
            summary = press.run(NOW + hours * HOUR)
            gone, failed = summary.states["disappeared"], summary.states["failed"]
            told.append((gone, failed, press.rows(GONE_AT)[0][0]))
        assert told == [(0, 1, None), (0, 1, None), (1, 0, "2026-08-20T13:00:00.000000Z")]
        assert press.rows("SELECT is_settled, retry_at FROM entry_memory") == [(1, None)]
        press.serve(PLAIN)
        press.run(NOW + 6 * HOUR)
    assert press.rows(GONE_AT) == [(None,)]
    assert press.rows("SELECT count(*), max(hosts) FROM absence") == [(3, f'["{HOST}"]')]
    assert press.rows("SELECT n_versions FROM articles") == [(1,)]


def test_a_mirror_that_serves_it_keeps_it_alive(tmp_path: Path) -> None:
    """The origin has taken it away, the mirror has not."""
    with Zoo({}, hosts=[HOST, MIRROR]) as zoo:
        press = pressed(zoo, tmp_path, HOST, MIRROR)
        press.serve(None, HOST)
        for hours in (1, 5, 9):
            assert press.run(NOW + hours * HOUR).states["unchanged"] == 1
    assert press.rows(GONE_AT) == [(None,)]
    assert press.rows("SELECT count(*) FROM absence") == [(0,)]


@pytest.mark.parametrize(
    "answer",
    [status(403), status(503), status(451)],
    ids=["forbidden", "outage", "legal"],
)
def test_what_is_no_404_makes_nothing_disappear(tmp_path: Path, answer) -> None:
    """Nor does the 404 of a mirror that never served it, while the others do not answer."""
    with Zoo({}, hosts=[HOST, MIRROR]) as zoo:
        press = pressed(zoo, tmp_path, HOST, MIRROR)
        press.serve(None)
        zoo.routes[HOST, "/a"] = answer
        for hours in (1, 5, 9):
            press.run(NOW + hours * HOUR)
    assert press.rows(GONE_AT) == [(None,)]
    assert press.rows("SELECT count(*) FROM absence") == [(0,)]


def test_a_block_page_with_a_404_is_a_block(tmp_path: Path) -> None:
    """Who answers in the outlet's place does not speak for it, whatever the status."""
    with Zoo({}, hosts=[HOST]) as zoo:
        press = pressed(zoo, tmp_path, HOST)
        seized = "<html><h1>This domain has been seized by the United States Government</h1></html>"
        press.serve(seized, status=404)
        for hours in (1, 5, 9):
            press.run(NOW + hours * HOUR)
    assert press.rows("SELECT count(*) FROM absence") == [(0,)]


def test_an_article_that_was_never_filed_cannot_disappear(tmp_path: Path) -> None:
    """Its 404 is a failure as ever."""
    with Zoo({}, hosts=[HOST]) as zoo:
        press = Press(zoo, tmp_path, HOST)
        press.serve(None)
        for hours in (1, 5):
            assert press.run(NOW + hours * HOUR).states["failed"] == 1
    assert press.rows("SELECT count(*) FROM absence") == [(0,)]
