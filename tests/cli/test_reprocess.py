"""`wireroom reprocess` as a person runs it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.pipeline.press_room import EDITED, HOST, HOUR, Press
from tests.pipeline.test_versions import OLD, read_by_an_older
from tests.servers import Zoo

DAY = datetime(2026, 1, 5, 12, tzinfo=UTC)
HAD = "The council met on Tuesday and agreed to mend the old bridge."


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    """An outlet whose one article an older extractor read last."""
    with Zoo({}, hosts=[HOST]) as zoo:
        made = Press(zoo, tmp_path_factory.mktemp("press"), HOST)
        made.serve(EDITED)
        made.run(DAY, updated=DAY)
        made.run(DAY + HOUR, updated=DAY)
        yield made


def command(press: Press, *words: str, code: int = 0) -> tuple[str, str]:
    """What the command says on either stream; it ends with `code`."""
    env = {
        **os.environ,
        "WIREROOM_HOME": str(press.settings.home),
        "WIREROOM_OUTLETS": str(press.settings.outlets),
        "COLUMNS": "100",
    }
    done = subprocess.run(
        [sys.executable, "-m", "wireroom.cli", "reprocess", *words],
        env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout, done.stderr


WHEN = ("--from", "2026-01-05", "--to", "2026-01-05")


def test_old_and_new_are_shown_then_filed_and_then_there_is_no_difference(press: Press) -> None:
    """`--diff` shows the words and writes nothing; without it they are filed."""
    read_by_an_older(press, HAD)
    told, _ = command(press, *WHEN, "--diff")
    assert f"filed by {OLD}, read today by " in told
    assert "{+" in told
    assert "1 version would read otherwise, 1 in the text; nothing was written" in told
    assert press.rows("SELECT extractor FROM articles") == [(OLD,)]
    found = command(press, *WHEN, "--diff", "--json")[0].splitlines()
    assert json.loads(found[0])["paragraphs"]
    assert json.loads(found[1])["n_refined"] == 1
    told, _ = command(press, *WHEN)
    assert "2 captures of 2026-01-05T00:00:00Z to 2026-01-06T00:00:00Z read again: 2 unch" in told
    assert press.rows("SELECT count(*) FROM article_reading") == [(1,)]
    assert "0 versions would read otherwise" in command(press, *WHEN, "--diff")[0]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--from", "2026-01-05", "--to", "9998-01-05"), "--to '9998-01-05': lies in the future"),
        ((*WHEN, "--outlet", "nobody"), "outlet 'nobody': not in the registry"),
    ],
)
def test_a_wrong_word_is_named_with_its_fix(
    press: Press, words: tuple[str, ...], told: str
) -> None:
    """Exit code 2, before anything is read."""
    _, errors = command(press, *words, code=2)
    assert told in errors
    assert "Fix: " in errors


def test_an_empty_archive_is_no_archive(
    press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rebuild from the wrong folder would end in an empty warehouse and say nothing."""
    monkeypatch.setenv("WIREROOM_ARCHIVE", str(tmp_path))
    _, errors = command(press, *WHEN, "--archive", code=2)
    assert f"archive {tmp_path}: there is nothing of wireroom's in it" in errors


def test_what_is_damaged_is_listed_at_the_end(press: Press) -> None:
    """Exit code 1, file, offset and URL, from the warehouse's word and from the archive alone."""
    ((uri, offset),) = press.rows(
        "SELECT archive_uri, offset FROM capture WHERE requested_url LIKE '%/a'"
        " ORDER BY captured_at LIMIT 1"
    )
    path = Path(str(uri))
    whole = path.read_bytes()
    at = int(str(offset))
    path.write_bytes(whole[: at + 40] + b"????" + whole[at + 44 :])
    for words in ((), ("--archive",)):
        told, errors = command(press, *WHEN, *words, code=1)
        assert f"damaged: https://{HOST}/a: {uri}@{offset}: " in errors
        assert "1 failed, 1 unchanged" in told
    path.write_bytes(whole)
