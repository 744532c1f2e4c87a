"""kill -9 in mid-batch, then the retry: the rows are those of an undisturbed run."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.rooms import LASTING, demo_settings, run

from wireroom.adapters.warehouse import open_store
from wireroom.demo import Newsroom
from wireroom.settings import Settings

ROOT = Path(__file__).parents[2]
RUN = "the-run"
# Who served a page may differ from run to run (adr/0004, Filed); what was learned may not.
BY_HOST = {"host", "url", "capture_id", "detail", "served_by", "etag", "last_modified"}


def learned(settings: Settings) -> dict[str, list[str]]:
    """Every row of the lasting tables, apart from which host served it.

    A host that lists an article in its feed has a sighting without a version, until it serves the
    article too: whether that row is left depends on who served the two, so it is not compared.
    """
    found = {}
    for table in LASTING:
        which = " WHERE version_id IS NOT NULL" if table == "sighting" else ""
        names, told = open_store(settings.warehouse).query(f'SELECT * FROM "{table}"{which}')
        kept = [number for number, name in enumerate(names) if name not in BY_HOST]
        found[table] = sorted({str([row[number] for number in kept]) for row in told})
    return found


def _start(newsroom: Newsroom, home: Path) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "plugins")])
    env = {**os.environ, **newsroom.env, "WIREROOM_HOME": str(home), "PYTHONPATH": paths}
    command = [sys.executable, "-m", "tests.pipeline.replay", RUN]
    return subprocess.Popen(command, env=env, cwd=ROOT, start_new_session=True)


def _count(settings: Settings, table: str) -> int:
    path = Path(settings.warehouse.removeprefix("sqlite:///"))
    if not path.exists() or path.stat().st_size == 0:
        return 0
    try:
        _, found = open_store(settings.warehouse, migrate=False).query(
            f"SELECT count(*) FROM {table}"
        )
        return int(next(iter(found))[0])
    except Exception:  # noqa: BLE001 - the schema is not there yet
        return 0


def _while_fetching(newsroom: Newsroom, settings: Settings) -> bool:
    pages = [one for one in newsroom.requests if one.status == 200 and "robots" not in one.path]
    return _count(settings, "run_entry") > 0 and len(pages) > 25


def _while_filing(newsroom: Newsroom, settings: Settings) -> bool:
    return _count(settings, "run_capture") > 30


def _after_first_rows(newsroom: Newsroom, settings: Settings) -> bool:
    return _count(settings, "article") > 0


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """The demo's, without its faults."""
    with Newsroom(tmp_path_factory.mktemp("newsroom")) as found:
        found.heal()
        yield found


@pytest.fixture(scope="module")
def calm(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What an undisturbed run learned."""
    settings = demo_settings(newsroom, tmp_path_factory.mktemp("calm"))
    run(settings, RUN)
    return learned(settings)


@pytest.mark.long
@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(_while_fetching, id="while-fetching"),
        pytest.param(_while_filing, id="while-filing"),
        pytest.param(_after_first_rows, id="after-the-first-rows"),
    ],
)
def test_a_killed_run_played_again_gives_the_rows_of_an_undisturbed_one(
    moment: Callable[[Newsroom, Settings], bool],
    newsroom: Newsroom,
    calm: dict[str, list[str]],
    tmp_path: Path,
) -> None:
    """The process dies at once at that moment; the same run again ends as if it had not."""
    newsroom.requests.clear()
    killed = demo_settings(newsroom, tmp_path)
    process = _start(newsroom, tmp_path)
    while not moment(newsroom, killed) and process.poll() is None:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    was_cut = learned(killed) != calm
    again = _start(newsroom, tmp_path)
    assert again.wait() == 0
    assert was_cut
    assert learned(killed) == calm
