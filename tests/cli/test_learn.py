"""`wireroom learn` as a person meets it: on an archive, on files, and where it refuses."""

import gzip
import json
from pathlib import Path

import pytest
from tests.cli.test_commands import wireroom
from tests.rooms import demo_settings, rows, run
from tests.stages.extract.template.houses import pages

from wireroom.demo import Newsroom

PATHS = "SELECT json_extract(meta, '$.path'), count(*) FROM article_version GROUP BY 1"
TEXTS = "SELECT article_id, title, text, lead_image, images FROM article_version ORDER BY 1"


@pytest.fixture
def newsroom(tmp_path: Path):
    """A newsroom whose outlets' files are the test's own."""
    with Newsroom(tmp_path / "newsroom") as opened:
        yield opened


def saved(folder: Path, outlet: str, n_pages: int = 99) -> Path:
    """Pages of a house as files, every second one compressed."""
    folder.mkdir()
    for number, page in enumerate(list(pages(outlet).values())[:n_pages]):
        name = f"{number:02}.html"
        if number % 2:
            (folder / f"{name}.gz").write_bytes(gzip.compress(page.body))
        else:
            (folder / name).write_bytes(page.body)
    (folder / "notes.txt").write_text("no page", encoding="utf-8")
    return folder


def test_what_an_archive_teaches_reads_the_next_run(tmp_path, newsroom):
    """The same texts and pictures in another home, by the template; forgotten, the long way."""
    before = demo_settings(newsroom, tmp_path / "before")
    run(before, "r1", outlets=["tidewire"])
    env = {"home": tmp_path / "before", **newsroom.env}
    done = wireroom("learn", "tidewire", "--json", **env)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["n_articles"], told["agreement"], told["refused"]) == (12, 1.0, "")
    assert Path(told["path"]) == newsroom.outlets_dir / "templates/tidewire.yaml"
    after = demo_settings(newsroom, tmp_path / "after")
    run(after, "r1", outlets=["tidewire"])
    assert dict(rows(after, PATHS))["template"] == 12
    assert "template" not in dict(rows(before, PATHS))
    assert rows(after, TEXTS) == rows(before, TEXTS)
    assert wireroom("learn", "tidewire", "--forget", **env).returncode == 0
    assert not Path(told["path"]).exists()


def test_the_archive_is_asked_for_a_time_and_a_number(tmp_path, newsroom):
    """What was captured at another time, or beyond the number, teaches nothing."""
    run(demo_settings(newsroom, tmp_path / "home"), "r1", outlets=["tidewire"])
    for words, n_articles in (
        (("--limit", "3"), 3),
        (("--to", "2020-01-01"), 0),
        (("--from", "2999-01-01"), 0),
    ):
        done = wireroom(
            "learn", "tidewire", "--json", *words, home=tmp_path / "home", **newsroom.env
        )
        assert done.returncode == 1
        assert json.loads(done.stdout)["n_articles"] == n_articles
    assert not (newsroom.outlets_dir / "templates").exists()


def test_files_teach_as_well(tmp_path, newsroom):
    """Of a folder the pages alone; it prints what was learned and how well it reads."""
    folder = saved(tmp_path / "pages", "alborz")
    done = wireroom(
        "learn", "alborz", "--pages", str(folder), home=tmp_path / "home", **newsroom.env
    )
    assert done.returncode == 0, done.stderr
    assert "14 different articles on 14 pages" in done.stdout
    assert "containers  div.article-body-detail" in done.stdout
    assert "14 of 14 line by line as the long way, mean 1.000" in done.stdout
    assert (newsroom.outlets_dir / "templates/alborz.yaml").exists()


def test_too_few_articles_are_refused(tmp_path, newsroom):
    """One page under many names is one article; nothing is written."""
    folder = saved(tmp_path / "pages", "alborz", 1)
    for number in range(20):
        (folder / f"copy{number}.html").write_bytes((folder / "00.html").read_bytes())
    done = wireroom(
        "learn", "alborz", "--pages", str(folder), home=tmp_path / "home", **newsroom.env
    )
    assert done.returncode == 1
    assert "1 different articles on 21 pages" in done.stdout
    assert "1 different articles are too few, 8 are needed; nothing was written" in done.stderr
    assert not (newsroom.outlets_dir / "templates").exists()


def test_a_broken_template_can_be_forgotten(tmp_path, newsroom):
    """Though no command that reads the registry runs until then."""
    broken = newsroom.outlets_dir / "templates/alborz.yaml"
    broken.parent.mkdir()
    broken.write_text("lines: 12\n", encoding="utf-8")
    env = {"home": tmp_path / "home", **newsroom.env}
    done = wireroom("check", **env)
    assert done.returncode == 2
    assert "wireroom learn alborz --forget" in done.stderr
    done = wireroom("learn", "alborz", "--forget", **env)
    assert (done.returncode, done.stdout) == (
        0,
        "alborz: forgotten; its pages are read the long way\n",
    )
    assert "nothing was learned" in wireroom("learn", "alborz", "--forget", **env).stdout
    assert wireroom("check", **env).returncode == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere",), "not in the registry"),
        (("../nowhere", "--forget"), "no outlet's id"),
        (("alborz", "--pages", "/nowhere/at/all"), "cannot be read"),
        (("alborz", "--from", "yesterday"), "--from 'yesterday': not an instant"),
    ],
)
def test_what_cannot_be_asked_is_told(tmp_path, newsroom, words, told):
    """With exit code 2 and no traceback."""
    done = wireroom("learn", *words, home=tmp_path / "home", **newsroom.env)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
