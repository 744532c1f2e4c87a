"""`wireroom export`, `publish` and `withdraw` as a person or a program meets them."""

import json
from pathlib import Path

from tests.adapters.warehouse.test_store import NOW, article, batch
from tests.cli.test_commands import wireroom
from tests.pipeline.publish.places import asked, lines

from wireroom.adapters.warehouse import open_store


def filled(home: Path) -> None:
    """The home's own warehouse with an article."""
    open_store(f"sqlite:///{home}/wireroom.sqlite").load(batch(article("1")), now=NOW)


def test_an_article_is_published_withdrawn_and_brought_back(tmp_path: Path) -> None:
    """To the targets of the environment; each command says what it did."""
    filled(tmp_path)
    env = {"WIREROOM_PUBLISH": f"duckdb:///{tmp_path}/t.duckdb"}
    counted = "SELECT count(*) FROM wireroom.articles"
    told = []
    for words in (
        (),
        ("withdraw", "zoo:1", "--reason", "a libel"),
        ("withdraw", "zoo:1", "--undo"),
    ):
        if words:
            assert wireroom(*words, "--json", home=tmp_path).returncode == 0
        done = wireroom("publish", "--json", home=tmp_path, **env)
        assert done.returncode == 0, done.stderr
        told.append((json.loads(done.stdout)["last"], asked(tmp_path / "t.duckdb", counted)[0][0]))
    assert told == [(1, 1), (2, 0), (3, 1)]
    assert "nothing new after change 3" in wireroom("publish", home=tmp_path, **env).stdout


def test_export_goes_by_the_ending(tmp_path: Path) -> None:
    """A file of JSON Lines, a DuckDB file, else a folder of Parquet; ninjs by its name."""
    filled(tmp_path)
    for name in ("a.jsonl.gz", "a.duckdb", "folder"):
        done = wireroom("export", "--to", str(tmp_path / name), home=tmp_path)
        assert (done.returncode, "1 change, 1 to 1" in done.stdout) == (0, True), done.stderr
    assert lines(tmp_path / "a.jsonl.gz")[0]["title"] == "T"
    assert asked(tmp_path / "a.duckdb", "SELECT authors FROM articles") == [(["A"],)]
    assert len(list((tmp_path / "folder").rglob("*.parquet"))) == 1
    item = tmp_path / "n.jsonl"
    wireroom("export", "--format", "ninjs", "--to", str(item), home=tmp_path)
    assert lines(item)[0]["standard"]["version"] == "2.1"


def test_what_cannot_be_published_is_told(tmp_path: Path) -> None:
    """No target, an odd address, an unknown article: exit code 2 and the fix; no password."""
    filled(tmp_path)
    wrong = "mysql://me:hunter2@h/d"
    for words in (("publish",), ("publish", "--to", wrong), ("withdraw", "zoo:404")):
        done = wireroom(*words, home=tmp_path)
        assert (done.returncode, "Fix: " in done.stderr) == (2, True)
        assert "hunter2" not in done.stderr


def test_a_target_that_is_away_is_told_without_its_password(tmp_path: Path) -> None:
    """Trying again may help: exit code 1."""
    filled(tmp_path)
    away = "postgresql://me:hunter2@127.0.0.1:1/d"
    done = wireroom("publish", "--to", away, home=tmp_path)
    assert (done.returncode, "127.0.0.1" in done.stderr) == (1, True), done.stderr
    assert "hunter2" not in done.stderr + done.stdout
