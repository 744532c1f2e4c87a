"""`make demo`: the demo newsroom through a real Airflow, once, and what came of it.

The DAG is unpaused and nothing more: with catchup off the scheduler then starts exactly one run,
that of the last quarter of an hour. Triggering one beside it would make two.
"""

import json
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console

from wireroom.errors import BadInputError
from wireroom.stack import airflow
from wireroom.stack.progress import Phases, Say
from wireroom.stack.report import show_articles, show_ledger, show_opening
from wireroom.stack.stack import Stack, check_is_down

DAG_ID = "ingest_demo"
NEWSROOM_S, RUN_S = 60.0, 600.0
MARK = "demo-home"
ENDED = frozenset({"success", "failed", "upstream_failed", "skipped", "removed"})


def demo(home: Path, *, port: int | None, is_kept: bool, console: Console) -> int:
    """Run the demo; 0 where the run is green and its counts balance, else 1."""
    _prepare(home)
    phases = Phases(console)
    given = {k: v for k, v in os.environ.items() if not k.startswith("WIREROOM_")}
    env = given | {"WIREROOM_HOME": str(home)}
    with Stack(home, port=port or airflow.free_port(), env=env, phases=phases) as stack:
        stack.expect(_open_newsroom(stack))
        stack.start()
        stack.await_dags()
        is_green = _run_dag(stack)
        is_balanced = show_ledger(console, home)
        show_articles(console, home)
        if is_kept:
            stack.keep()
        show_opening(console, stack, is_kept=is_kept)
    verdict = "green and balanced" if is_green and is_balanced else "NOT green and balanced"
    console.print(f"The run was {verdict}; {phases.elapsed_s:.0f} s in all.", highlight=False)
    return 0 if is_green and is_balanced else 1


def _prepare(home: Path) -> None:
    """An empty home; only a folder that an earlier demo made is emptied."""
    check_is_down(home)
    if home.exists() and any(home.iterdir()):
        if not (home / MARK).exists():
            raise BadInputError(str(home), "is not empty and no demo's", "name another --home")
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)
    (home / MARK).touch()


def _open_newsroom(stack: Stack) -> dict[str, str]:
    folder = stack.layout.home / "newsroom"
    port_file = stack.layout.home / "newsroom.json"
    words = ["--home", str(folder), "--port-file", str(port_file)]
    with stack.phases.phase("Demo newsroom open"):
        stack.add("newsroom", [sys.executable, "-m", "wireroom.demo", *words])
        stack.wait(
            port_file.exists, within_s=NEWSROOM_S, what="the newsroom did not open", every_s=0.1
        )
    env: dict[str, str] = json.loads(port_file.read_text(encoding="utf-8"))
    return env


def _run_dag(stack: Stack) -> bool:
    """Unpause the DAG and follow its run to the end; whether it was green."""
    seen: dict[str, str] = {}
    state = [""]
    with stack.phases.phase(f"{DAG_ID} run by the scheduler") as say:
        stack.rest.unpause(DAG_ID)
        stack.wait(
            lambda: _follow(stack, seen, state, say), within_s=RUN_S, what="the run not done"
        )
    return state[0] == "success"


def _follow(stack: Stack, seen: dict[str, str], state: list[str], say: Say) -> bool:
    runs = stack.rest.runs(DAG_ID)
    if not runs:
        say("waiting for the scheduler to start it")
        return False
    state[0] = str(runs[0]["state"])
    tasks = stack.rest.tasks(DAG_ID, runs[0]["dag_run_id"])
    n_done = sum(task["state"] in ENDED for task in tasks)
    for task in tasks:
        _tell(stack, task, seen)
    going = [_label(task) for task in tasks if task["state"] == "running"]
    say(f"{n_done} of {len(tasks)} tasks · {', '.join(going) or 'scheduling'}")
    return state[0] in {"success", "failed"}


def _tell(stack: Stack, task: Mapping[str, Any], seen: dict[str, str]) -> None:
    state = str(task["state"])
    if state in ENDED | {"up_for_retry"} and seen.get(task["id"]) != state:
        seen[task["id"]] = state
        seconds = f" {task['duration']:.1f} s" if task["duration"] else ""
        stack.phases.note(f"{_label(task)}: {state}{seconds}")


def _label(task: Mapping[str, Any]) -> str:
    name = str(task["task_id"]).rpartition(".")[2]
    if task["map_index"] < 0:
        return name
    return f"{name} [{task['rendered_map_index'] or task['map_index']}]"
