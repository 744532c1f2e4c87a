"""What an edit is: the outlet's, never the extractor's; over real HTTP, run by run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.pipeline.press_room import EDITED, HOST, HOUR, PLAIN, Press
from tests.rooms import NOW
from tests.servers import Zoo

from wireroom.adapters.warehouse import open_store
from wireroom.model import version_id

OLD = "wireroom/1+trafilatura/1.0"
OLD_TEXT = "What an earlier extractor read of the page, and it read much less of it."


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    """An outlet with one host whose article was filed once."""
    with Zoo({}, hosts=[HOST]) as zoo:
        made = Press(zoo, tmp_path, HOST)
        made.serve(PLAIN)
        made.run(NOW)
        yield made


def read_by_an_older(press: Press, text: str = OLD_TEXT, *, number: int = 1) -> None:
    """Leave a version as a program of last year filed it."""
    version = press.rows(f"SELECT version_id FROM article_history WHERE number = {number}")[0][0]
    name = version_id(text)
    press.change(
        "UPDATE article_version SET text = ?, version_id = ?, text_digest = ?, extractor = ?"
        " WHERE version_id = ?",
        text, name, name, OLD, version,
    )  # fmt: skip
    for table, column in (("article", "current_version_id"), ("sighting", "version_id")):
        press.change(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", name, version)


def test_an_edit_is_a_version_with_its_capture(press: Press) -> None:
    """The text changed: the ledger says updated, the earlier text stays, both can be shown."""
    press.serve(EDITED)
    summary = press.run(NOW + HOUR)
    assert summary.states["updated"] == 1
    assert press.history() == [(1, 0), (2, 1)]
    found = press.rows("SELECT text, archive_uri FROM article_history ORDER BY number")
    assert ["Monday" in str(text) for text, _ in found] == [True, False]
    assert len({uri for _, uri in found}) == 2


@pytest.mark.parametrize(
    "body",
    [
        PLAIN,
        PLAIN.replace("<body>", "<body><nav><a href='/b'>World</a><a href='/c'>Sport</a></nav>"),
        PLAIN.replace("</body>", "<footer><p>Printed 12 times today</p></footer></body>"),
        PLAIN.replace("<p>", "<p class='story'>\n "),
        PLAIN.replace("<title>Rome", "<title>Rome | Press"),
    ],
    ids=["nothing", "menu", "footer", "markup", "title element"],
)
def test_what_is_not_the_text_makes_no_version(press: Press, body: str) -> None:
    """The page is fetched again, and what changed is furniture."""
    press.serve(body)
    summary = press.run(NOW + HOUR)
    assert summary.states["unchanged"] == 1
    assert press.zoo.paths(HOST).count("/a") == 2
    assert press.rows("SELECT n_versions, last_seen_at FROM articles") == [
        (1, "2026-08-20T13:00:00.000000Z")
    ]


def test_a_newer_extractor_makes_no_version(press: Press) -> None:
    """It reads the capture that is filed again: a better text under the same name, the old kept."""
    read_by_an_older(press)
    before = press.rows("SELECT version_id, n_versions FROM articles")
    summary = press.run(NOW + HOUR)
    assert summary.states["unchanged"] == 1
    assert press.rows("SELECT version_id, n_versions FROM articles") == before
    ((text, extractor, at),) = press.rows(
        "SELECT text, extractor, observed_at FROM article_history"
    )
    assert "Monday" in str(text)
    assert (extractor != OLD, at) == (True, "2026-08-20T12:00:00.000000Z")
    assert press.rows("SELECT text, extractor FROM article_reading") == [(OLD_TEXT, OLD)]
    assert press.rows("SELECT DISTINCT version_id FROM sighting") == [(before[0][0],)]


def test_an_edit_is_seen_through_a_change_of_extractors(press: Press) -> None:
    """The filed capture is read as the new page is: these differ, so one more version is filed."""
    read_by_an_older(press)
    press.serve(EDITED)
    assert press.run(NOW + HOUR).states["updated"] == 1
    texts = press.rows("SELECT text FROM article_history ORDER BY number")
    assert ["Monday" in str(text) for (text,) in texts] == [True, False]
    press.run(NOW + 2 * HOUR)
    assert press.rows("SELECT n_versions FROM articles") == [(2,)]


def test_an_edit_to_what_an_older_extractor_read_is_an_edit(press: Press) -> None:
    """It had missed a paragraph, which the outlet then took out: the same digest, another text."""
    whole = str(press.rows("SELECT text FROM articles")[0][0])
    read_by_an_older(press, whole.rpartition("\n\n")[0])
    last = PLAIN.rpartition("<p>")[0] + "</article></body></html>"
    press.serve(last)
    assert press.run(NOW + HOUR).states["updated"] == 1
    lengths = press.rows("SELECT n_words, version_id FROM article_history ORDER BY number")
    assert lengths[0][0] > lengths[1][0]  # type: ignore[operator]
    press.run(NOW + 2 * HOUR)
    assert press.rows("SELECT n_versions FROM articles") == [(2,)]


def test_a_text_that_comes_back_is_the_version_it_was(press: Press) -> None:
    """An edit that is undone shows the first version again, also to a newer extractor."""
    press.serve(EDITED)
    press.run(NOW + HOUR)
    read_by_an_older(press)
    press.serve(PLAIN)
    press.run(NOW + 2 * HOUR)
    assert press.rows("SELECT n_versions, text LIKE '%Monday%' FROM articles") == [(2, 1)]


def test_an_older_extractor_replaces_nothing(press: Press) -> None:
    """Where two releases run side by side each compares by its own reading; the newer's stays."""
    press.change("UPDATE article_version SET extractor = 'wireroom/99+trafilatura/9.0'")
    press.change("UPDATE article_version SET text = 'The newest text.', text_digest = 'd'")
    assert press.run(NOW + HOUR).states["unchanged"] == 1
    assert press.rows("SELECT text, n_versions FROM articles") == [("The newest text.", 1)]


def test_a_rule_of_the_outlet_is_no_edit(press: Press) -> None:
    """A line that its file drops from today on leaves the filed text, not a new version."""
    path = press.settings.outlets / "press.yaml"
    path.write_text(path.read_text() + "clean:\n  drop_lines: ['^The mayor told']\n")
    assert press.run(NOW + HOUR).states["unchanged"] == 1
    assert press.rows("SELECT n_versions, text LIKE '%mayor%' FROM articles") == [(1, 0)]


def test_what_cannot_be_read_again_is_not_lost(press: Press) -> None:
    """The earlier capture was cleared away: nobody can tell, so the new text is filed."""
    read_by_an_older(press)
    for path in press.settings.home.rglob("fetch/**/*.warc.gz"):
        path.unlink()
    assert press.run(NOW + HOUR).states["updated"] == 1
    assert press.rows("SELECT n_versions FROM articles") == [(2,)]


def test_an_edit_is_silent_where_the_outlet_states_nothing_later(press: Press) -> None:
    """Its feed's or its page's instant moves with an edit, or does not."""
    for number, body in enumerate([EDITED, EDITED.replace("Friday", "Sunday")], start=1):
        press.serve(body)
        press.run(NOW + number * HOUR, updated=NOW + (number // 2) * HOUR)
    assert press.history() == [(1, 0), (2, 1), (3, 0)]


def test_runs_told_in_any_order_leave_the_same_rows(press: Press) -> None:
    """The earliest capture of a text stands for its version, whichever was filed first."""
    press.serve(EDITED)
    press.run(NOW - HOUR)
    press.serve(PLAIN)
    press.run(NOW - 2 * HOUR)
    found = press.rows("SELECT number, observed_at, text LIKE '%Monday%' FROM article_history")
    assert found == [
        (1, "2026-08-20T10:00:00.000000Z", 1),
        (2, "2026-08-20T11:00:00.000000Z", 0),
    ]
    assert press.rows("SELECT text LIKE '%Monday%' FROM articles") == [(1,)]
    assert open_store(press.settings.warehouse).versions(["press:/a"])["press:/a"][0].is_current
