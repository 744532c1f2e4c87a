"""Which warehouse a task uses: the Airflow connection's, else the environment's."""

import os
import subprocess
import sys

import pytest
from tests.dags.looking import ROOT

SCRIPT = """
import os
from wireroom_dags import use_warehouse
use_warehouse()
print("uses", os.environ["WIREROOM_WAREHOUSE"])
"""
OURS = "sqlite:////ours.sqlite"


@pytest.mark.parametrize(
    ("connection", "used"),
    [
        (None, OURS),
        ("postgresql://u:pw%40rd@h:5433/d?sslmode=require",
         "postgresql://u:pw%40rd@h:5433/d?sslmode=require"),
        ("sqlite:////data/w.sqlite", "sqlite:////data/w.sqlite"),
    ],
    ids=["none", "postgres", "sqlite"],
)  # fmt: skip
def test_the_connection_goes_before_the_environment(tmp_path, connection, used):
    """AIRFLOW_CONN_WIREROOM_WAREHOUSE is one, as every connection of Airflow's may be."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("AIRFLOW", "WIREROOM"))}
    env = kept | {
        "AIRFLOW_HOME": str(tmp_path),
        "WIREROOM_WAREHOUSE": OURS,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "plugins"), str(ROOT / "dags")]),
    }
    if connection:
        env["AIRFLOW_CONN_WIREROOM_WAREHOUSE"] = connection
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=env, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"uses {used}"
