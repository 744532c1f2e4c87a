"""`wireroom diff` as a person and a program meet it."""

import json
from pathlib import Path

import pytest
from tests.cli.test_commands import wireroom
from tests.pipeline.press_room import EDITED, HOST, HOUR, MIRROR, PLAIN, Press
from tests.rooms import NOW
from tests.servers import Zoo

PAGES = [PLAIN, EDITED, EDITED.replace("four million", "nine million").replace("News of ", "")]


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """Where an article was edited twice, the last time on a mirror; another was not."""
    made = tmp_path_factory.mktemp("home")
    with Zoo({}, hosts=[HOST, MIRROR]) as zoo:
        press = Press(zoo, made, HOST, MIRROR)
        for number, body in enumerate(PAGES):
            press.serve(body)
            if number == 2:
                press.serve(None, HOST)
            press.run(NOW + number * HOUR)
    return made


def diff(home, *words, **env):
    return wireroom("diff", *words, home=home, WIREROOM_OUTLETS=str(home / "outlets"), **env)


def test_the_last_edit_is_told_word_by_word(home):
    """When and through whom each version was seen, the title, the words; what stayed is folded."""
    done = diff(home, f"https://{MIRROR}/a", COLUMNS="100")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"version 2 of 3  2026-08-20 13:00 UTC  {HOST}  capture ")
    assert lines[1].startswith(f"version 3 of 3  2026-08-20 14:00 UTC  {MIRROR}  capture ")
    assert "~ [-News of-] Rome" in lines
    assert "  ··· 2 paragraphs unchanged, 32 words" in lines
    assert any("cost [-four-] {+nine+} million" in line for line in lines)
    assert all(len(line) <= 100 for line in lines)


@pytest.mark.parametrize(
    ("words", "pairs"),
    [
        ([], [(2, 3)]),
        (["--from", "1"], [(1, 3)]),
        (["--from", "1", "--to", "2"], [(1, 2)]),
        (["--to", "2"], [(1, 2)]),
        (["--from", "3", "--to", "1"], [(3, 1)]),
        (["--all"], [(1, 2), (2, 3)]),
        (["--all", "--to", "2"], [(1, 2)]),
    ],
)
def test_versions_are_chosen(home, words, pairs):
    """The last two unless said otherwise; all of them one after the other."""
    done = diff(home, "press:/a", "--json", *words)
    edits = json.loads(done.stdout)["edits"]
    assert [(one["from"]["number"], one["to"]["number"]) for one in edits] == pairs
    changed = [p for p in edits[0]["paragraphs"] if p["change"] == "changed"]
    assert {piece["step"] for p in changed for piece in p["pieces"]} == {"same", "removed", "added"}


def test_a_version_is_named_by_the_start_of_its_id(home):
    """With or without the name of the digest."""
    told = json.loads(diff(home, "press:/a", "--json").stdout)["edits"][0]["from"]["version_id"]
    for name in (told, told[:12], told.removeprefix("sha256:")[:6]):
        done = diff(home, "press:/a", "--json", "--from", name)
        assert json.loads(done.stdout)["edits"][0]["from"]["number"] == 2


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["press:/b"], 1, "nothing is filed of press:/b"),
        (["press:/a", "--from", "9"], 2, "name one of 1 to 3"),
    ],
)
def test_what_cannot_be_shown_is_named(home, words, code, told):
    done = diff(home, *words, COLUMNS="200")
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr


def test_one_version_has_no_edit(tmp_path):
    """Exit code 1 and a sentence."""
    with Zoo({}, hosts=[HOST]) as zoo:
        press = Press(zoo, tmp_path, HOST)
        press.serve(PLAIN)
        press.run(NOW)
    done = diff(tmp_path, "press:/a")
    assert (done.returncode, done.stdout) == (1, "")
    assert "has one version only, seen 2026-08-20 12:00 UTC" in done.stderr
