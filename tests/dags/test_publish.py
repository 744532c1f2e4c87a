"""The DAG `publish`, run by Airflow itself: into a DuckDB file, and skipped where none is named."""

import os
import subprocess
import sys

import duckdb
import pytest
from tests.adapters.warehouse.test_store import NOW, article, batch
from tests.dags.looking import ROOT

from wireroom.adapters.warehouse import open_store

SCRIPT = """
from airflow.dag_processing.dagbag import DagBag
run = DagBag({dags!r}).dags["publish"].test()
print("ended", run.state, [task.state for task in run.get_task_instances()])
"""


@pytest.fixture
def airflow(tmp_path):
    """Run a command of Airflow's, or a script, in a home of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("AIRFLOW", "WIREROOM"))}
    env = kept | {
        "AIRFLOW_HOME": str(tmp_path / "airflow"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "WIREROOM_HOME": str(tmp_path / "home"),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "plugins"), str(ROOT / "dags")]),
    }

    def run(*words, **more):
        done = subprocess.run(
            [sys.executable, *words],
            env=env | more, capture_output=True, text=True, timeout=200, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("-m", "airflow", "db", "migrate")
    run("-m", "airflow", "pools", "import", str(ROOT / "docker" / "pools.json"))
    return run


@pytest.mark.long
def test_airflow_publishes_and_skips(airflow, tmp_path):
    """One task: green with the article in the target, skipped where no target is named."""
    store = open_store(f"sqlite:///{tmp_path}/home/wireroom.sqlite")
    store.load(batch(article("1")), now=NOW)
    script = SCRIPT.format(dags=str(ROOT / "dags" / "publish.py"))
    assert "['skipped']" in airflow("-c", script).splitlines()[-1]
    target = f"{tmp_path}/t.duckdb"
    told = airflow("-c", script, AIRFLOW_VAR_WIREROOM_PUBLISH=f"duckdb:///{target}")
    assert "['success']" in told.splitlines()[-1]
    with duckdb.connect(target, read_only=True) as connection:
        assert connection.execute("SELECT title FROM wireroom.articles").fetchall() == [("T",)]
