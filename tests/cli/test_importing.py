"""`wireroom import` as a person types it: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest
from tests.pipeline.importing.warcs import offline, page_copy, served, write_warc
from typer.testing import CliRunner

from wireroom.cli.app import build
from wireroom.errors import BadInputError


def _run(home: Path, monkeypatch: pytest.MonkeyPatch, *words: str):
    settings = offline(home)
    monkeypatch.setenv("WIREROOM_HOME", str(settings.home))
    monkeypatch.setenv("WIREROOM_OUTLETS", str(settings.outlets))
    return CliRunner().invoke(build("import"), ["import", "--now", "2026-08-20T12:00:00Z", *words])


def test_import_tells_what_it_took_and_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two files, one of them cut: a JSON line each, and exit code 1 for the damage."""
    pages = [page_copy(story) for story in served("tidewire")[:2]]
    whole = write_warc(tmp_path / "whole.warc.gz", pages[:1])
    cut = write_warc(tmp_path / "cut.warc.gz", pages)
    cut.write_bytes(cut.read_bytes()[:-900])
    found = _run(tmp_path, monkeypatch, str(whole), str(cut), "--json")
    assert found.exit_code == 1
    first, second = (json.loads(line) for line in found.stdout.splitlines())
    assert (first["file"], first["states"]["new"], first["damage"]) == ("whole.warc.gz", 1, [])
    assert second["states"]["unchanged"] == 1
    assert "the file ends within this record" in second["damage"][0]
    again = _run(tmp_path, monkeypatch, str(whole))
    assert again.exit_code == 0
    assert "left in the file: 2 no response" in again.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["f.warc.gz", "--from", "2026-08-01"], "give both"),
        (["f.warc.gz", "--from", "2026-08-09", "--to", "2026-08-01"], "ends before"),
        (["f.warc.gz", "--outlet", "nobody"], "nobody"),
        (["none.warc.gz"], "cannot be read"),
        (["ftp://x.test/f.warc.gz"], "no http"),
    ],
)
def test_bad_input_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], says: str
) -> None:
    """What cannot be meant is told with its fix, before anything is filed."""
    write_warc(tmp_path / "f.warc.gz", [page_copy(served("tidewire")[0])])
    monkeypatch.chdir(tmp_path)
    found = _run(tmp_path, monkeypatch, *words)
    assert isinstance(found.exception, BadInputError)
    assert says in str(found.exception)
