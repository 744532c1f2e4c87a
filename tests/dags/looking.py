"""Start Airflow's loaders in a process of their own and read what they found."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def look(home, *, root=ROOT, outlets=None):
    """The facts tests/dags/look.py prints, for the DAGs and plugins under `root`."""
    home.mkdir(exist_ok=True)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("AIRFLOW", "WIREROOM"))}
    env = kept | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(root / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(root / "plugins"),
        "PYTHONPATH": str(ROOT / "plugins"),
    }
    if outlets:
        env["WIREROOM_OUTLETS"] = str(outlets)
    facts = home / "facts.json"
    script = Path(__file__).with_name("look.py")
    done = subprocess.run(
        [sys.executable, script, root, facts],
        env=env, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(facts.read_text(encoding="utf-8"))
