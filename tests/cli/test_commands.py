"""The `wireroom` command as a person or a program meets it: output, errors, exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.rooms import outlet_file
from tests.seedpage import INVENTED, seed_html

from wireroom.demo import Newsroom

ROOT = Path(__file__).parents[2]


def wireroom(
    *words: str, home: Path, given: str = "", **env: str
) -> subprocess.CompletedProcess[str]:
    """One run of the command in a home of its own."""
    return subprocess.run(
        [sys.executable, "-m", "wireroom.cli", *words],
        input=given,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=False,
        cwd=ROOT,
        env={
            **{name: value for name, value in os.environ.items() if "WIREROOM" not in name},
            "PYTHONPATH": str(ROOT / "plugins"),
            "WIREROOM_HOME": str(home),
            "COLUMNS": "120",
            **env,
        },
    )


def test_check_passes_the_shipped_outlets(tmp_path: Path) -> None:
    """The files beside the DAGs are right, and there are a dozen at least."""
    done = wireroom("check", "--json", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["outlets"] >= 12


def test_check_names_every_fault_of_every_file(tmp_path: Path) -> None:
    """Two wrong files give their faults in one go, each with file, key and fix; exit code 2."""
    folder = tmp_path / "outlets"
    outlet_file(folder, "one", "www.one.test")
    outlet_file(folder, "two", "www.two.test")
    for name, old, new in (("one", "role: origin", "role: orgin"), ("two", "UTC", "Asia/Teheran2")):
        path = folder / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    done = wireroom("check", "--outlets", str(folder), "--json", home=tmp_path)
    assert done.returncode == 2
    faults = {
        (fault["file"].rpartition("/")[2], fault["key"])
        for fault in json.loads(done.stdout)["faults"]
    }
    assert faults == {("one.yaml", "hosts[0].role"), ("two.yaml", "timezone")}


def test_schema_is_the_one_that_is_checked_in(tmp_path: Path) -> None:
    """`wireroom schema` prints what lies beside the outlets."""
    shipped = (ROOT / "dags/outlets/outlet.schema.json").read_text(encoding="utf-8")
    assert wireroom("schema", home=tmp_path).stdout == shipped


def test_ingest_why_and_query_tell_one_story(tmp_path: Path) -> None:
    """A run over one demo outlet: its ledger as JSON, one failed entry's story, its rows."""
    with Newsroom(tmp_path / "newsroom") as newsroom:
        words = ("ingest", "--outlet", "tidewire", "--now", "2026-08-20T12:00:00Z", "--json")
        done = wireroom(*words, home=tmp_path, **newsroom.env)
        outlets = {"WIREROOM_OUTLETS": newsroom.env["WIREROOM_OUTLETS"]}
    assert done.returncode == 1, done.stderr  # one page is a 404: a finding
    summary = json.loads(done.stdout)
    assert (summary["states"]["new"], summary["states"]["failed"]) == (12, 1)
    rows = wireroom(
        "query", "SELECT url, state FROM ledger ORDER BY state", "--json", home=tmp_path
    )
    (failed,) = [
        row["url"] for row in map(json.loads, rows.stdout.splitlines()) if row["state"] == "failed"
    ]
    why = wireroom("why", failed, home=tmp_path, **outlets)
    assert why.returncode == 0
    assert "because http_4xx" in why.stdout
    unknown = wireroom("why", "https://www.tidewire.test/nothing", home=tmp_path, **outlets)
    assert unknown.returncode == 1
    info = json.loads(wireroom("db", "info", "--json", home=tmp_path).stdout)
    assert info["n_rows"]["article"] == 12


def test_extract_keeps_the_order_and_loses_no_page_to_a_bad_line(tmp_path: Path) -> None:
    """Records come in the order of the lines; a line that cannot be read says so in its place."""
    html = seed_html(INVENTED.read_text(encoding="utf-8")).decode()
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    url = "https://www.presstv.ir/Detail/2019/08/20/604081/x"
    lines = [
        {"id": "1", "url": url, "html": html, "entry": {"published_at": "2019-08-20T10:00:00Z"}},
        {"id": "2", "url": url},
        {"id": "3", "url": url, "path": str(tmp_path / "page.html")},
        {"id": "4", "url": url, "path": str(tmp_path / "absent.html")},
    ]
    given = "\n".join([*map(json.dumps, lines), "not json"])
    done = wireroom("extract", "--workers", "2", home=tmp_path, given=given)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["id"] for record in found] == ["1", "2", "3", "4", None]
    assert ["error" in record for record in found] == [False, True, False, True, True]
    assert found[0]["text"] == found[2]["text"] != ""
    assert found[0]["published_at"].startswith("2019-08-20")
    assert set(found[0]) == {
        "id", "title", "authors", "published_at", "published_source", "modified_at", "sections",
        "language", "text", "images", "tags", "mirror_candidates", "confidence", "reason",
    }  # fmt: skip
    assert done.returncode == 1


def test_extract_names_the_page_that_its_process_did_not_survive(tmp_path: Path) -> None:
    """A page without end runs into a worker's limits; its id is told, and the next one is read."""
    url = "https://www.presstv.ir/Detail/2019/08/20/604081/x"
    lines = [
        json.dumps({"id": "endless", "url": url, "path": "/dev/zero"}),
        "",
        json.dumps({"id": "2", "url": url, "html": "<h1>Ferries back</h1>"}),
        "\udcff",
        json.dumps({"id": "5", "url": "https://[a.test/x", "html": "<h1>Ferries back</h1>"}),
    ]
    done = wireroom("extract", home=tmp_path, given="\n".join(lines))
    ended, read, broken, nowhere = (json.loads(line) for line in done.stdout.splitlines())
    assert ended["id"] == "endless"
    assert ended["reason"] in {"extract_timeout", "extract_crash"}
    assert (read["id"], read["title"]) == ("2", "Ferries back")
    assert "line 4" in broken["error"]
    assert "https://[a.test/x" in nowhere["error"]
    assert "Fix:" in nowhere["error"]
    assert done.returncode == 1


def test_canon_spells_urls_and_names_articles(tmp_path: Path) -> None:
    """Mirrors of one outlet give one key; what is no URL is an error in its line."""
    urls = [
        "https://presstv.ir/Detail/2026/08/15/774416/a?utm_source=x",
        "https://www.presstv.co.uk/Detail/2026/08/15/774416/b",
        "javascript:alert(1)",
    ]
    done = wireroom("canon", "--outlet", "presstv", home=tmp_path, given="\n".join(urls))
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one.get("article_key") for one in found] == ["presstv:774416", "presstv:774416", None]
    assert "error" in found[2]
    plain = json.loads(wireroom("canon", urls[0], home=tmp_path).stdout)
    assert plain["canonical"] == "https://presstv.ir/Detail/2026/08/15/774416/a"


@pytest.mark.parametrize(
    ("words", "env", "told"),
    [
        pytest.param(("ingest", "--outlet", "nobody"), {}, "nobody", id="unknown-outlet"),
        pytest.param(("ingest", "--now", "soon"), {}, "soon", id="bad-instant"),
        pytest.param(("query", "DELETE FROM article"), {}, "SELECT", id="writing-query"),
        pytest.param(
            ("db", "info"), {"WIREROOM_WAREHOUSE": "mysql://x/y"}, "WIREROOM_WAREHOUSE", id="scheme"
        ),
        pytest.param(
            ("ingest",), {"WIREROOM_CONNECT_TO": "nonsense"}, "WIREROOM_CONNECT_TO", id="connect-to"
        ),
    ],
)
def test_bad_input_is_named_with_its_fix_and_exit_code_2(
    words: tuple[str, ...], env: dict[str, str], told: str, tmp_path: Path
) -> None:
    """One line on standard error that names the thing and the fix; no traceback."""
    wireroom("db", "migrate", home=tmp_path)
    done = wireroom(*words, home=tmp_path, **env)
    assert done.returncode == 2, done.stderr
    assert told in done.stderr
    assert "Fix:" in done.stderr
    assert "Traceback" not in done.stderr


def test_reading_pages_needs_no_pipeline():
    """`extract` starts in half the time; the others are built as before."""
    look = "import sys; from wireroom.cli.app import build; build({!r}); "
    look += "print('wireroom.pipeline' in sys.modules)"
    for word, is_needed in {"extract": "False", "ingest": "True", "--help": "True"}.items():
        told = subprocess.run(
            [sys.executable, "-c", look.format(word)], capture_output=True, text=True, check=True
        )
        assert told.stdout.strip() == is_needed
