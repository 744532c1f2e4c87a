"""The demo as a person runs it: Airflow for real, the scheduler's own run, nothing left behind."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from wireroom.stack import processes, stack

ROOT = Path(__file__).parents[2]


def run_stack(*words):
    env = os.environ | {"PYTHONPATH": str(ROOT / "plugins")}
    return subprocess.run(
        [sys.executable, "-m", "wireroom.stack", *words],
        env=env, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip


@pytest.mark.long
def test_demo_runs_green_and_leaves_nothing_running(tmp_path):
    """One command: the run is green, its counts balance, rows are shown, every process is gone."""
    home = tmp_path / "demo"
    done = run_stack("demo", "--home", str(home))
    assert done.returncode == 0, done.stdout + done.stderr
    counts = re.search(r"(\d+) entries seen, (\d+) ended in one state each: balanced", done.stdout)
    assert counts, done.stdout
    assert int(counts[1]) == int(counts[2]) >= 60
    assert "settle: success" in done.stdout
    assert "tidewire" in done.stdout
    assert not (home / stack.STATE_FILE).exists()
    assert users_of(home) == []


def test_demo_keeps_its_hands_off_a_strangers_folder(tmp_path):
    """A folder with something in it that no demo made is refused, not emptied."""
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    done = run_stack("demo", "--home", str(tmp_path))
    assert done.returncode == 2
    assert "name another --home" in done.stdout
    assert (tmp_path / "thesis.txt").exists()


def test_down_says_when_nothing_was_up(tmp_path):
    """Stopping what does not run is no error."""
    done = run_stack("down", "--home", str(tmp_path))
    assert (done.returncode, done.stdout.strip()) == (0, "Nothing was up.")


def test_down_spares_a_process_that_took_the_number(tmp_path):
    """A number in the state file that belongs to another process by now is left alone."""
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    part = processes.start("other", sleeper, env=dict(os.environ), logs=tmp_path)
    parts = [{"name": "x", "pid": part.process.pid, "birth": "1"}]
    state = json.dumps({"token": "gone", "url": "", "parts": parts})
    (tmp_path / stack.STATE_FILE).write_text(state, encoding="utf-8")
    try:
        assert stack.down(tmp_path) is False
        assert part.process.poll() is None
    finally:
        processes.stop([part], "")


def users_of(home):
    """Processes whose command line or environment names the home."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            text = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
        except OSError:
            continue
        if str(home).encode() in text and int(folder.name) != os.getpid():
            found.append(folder.name)
    return found


def test_an_airflow_command_needs_a_stack_that_is_up(tmp_path):
    """It says what to start, and asks nothing of another Airflow."""
    done = run_stack("airflow", "--home", str(tmp_path), "dags", "list")
    assert done.returncode == 2
    assert "nothing is up" in done.stdout
    assert "make up" in done.stdout
