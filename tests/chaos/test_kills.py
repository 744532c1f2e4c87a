"""The short form of the crash trials: a dozen kills on each engine, and the control that loses.

They run in a process of their own, as lives are forked from it and pytest may have threads.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.chaos.disks import DISKS
from tests.chaos.scenes import SCENES
from tests.postgres import Server

ROOT = Path(__file__).parents[2]
SEED = "7"


def _chaos(postgres: Server, *words: str) -> subprocess.CompletedProcess[str]:
    """The long form's command with few kills, on the tests' own Postgres."""
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "plugins")]),
        "WIREROOM_TEST_POSTGRES": postgres.url("postgres"),
    }
    command = [sys.executable, "-m", "tests.chaos", "--seed", SEED, *words]
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.long
@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_a_life_killed_at_random_ends_with_the_rows_of_a_calm_one(
    engine: str, postgres: Server
) -> None:
    """Poll, fetch, archive and file are killed; nothing is lost, doubled or said too early."""
    done = _chaos(postgres, "--kills", "8", "--engine", engine)
    print(done.stdout)  # noqa: T201 - the seed and the moments of a failure
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 trials went wrong" in done.stdout


@pytest.mark.long
@pytest.mark.parametrize("scene", SCENES)
def test_harm_done_to_what_a_run_needs_is_named_and_made_good(scene: str, postgres: Server) -> None:
    """The step fails by name; played again with the harm mended, the rows are the calm ones."""
    if scene in DISKS and os.geteuid():
        pytest.skip("only root may mount a small disk")
    done = _chaos(postgres, "--scene", scene)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.long
def test_a_loader_without_care_is_seen_to_lose_articles(postgres: Server) -> None:
    """The same trials end with the first loss; aimed at the step that loads, it comes soon."""
    done = _chaos(postgres, "--kills", "60", "--engine", "sqlite", "--unsafe", "--step", "file")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lost from article" in done.stdout
