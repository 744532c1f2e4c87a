"""A local Airflow over the demo newsroom, whose sweeps are backfilled: by REST and by command."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from tests.rooms import demo_settings

from wireroom.demo import Newsroom
from wireroom.settings import Settings
from wireroom.stack import airflow
from wireroom.stack.progress import Phases
from wireroom.stack.rest import TIMEOUT_S
from wireroom.stack.stack import Stack

DAG = "sweep"
WITHIN_S = 300.0
ENDED = frozenset({"success", "failed"})


class Sweeps:
    """The sweeps of one local Airflow: begun in several ways, waited for, looked at."""

    def __init__(self, stack: Stack, settings: Settings) -> None:
        self.stack, self.settings = stack, settings

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """What the REST API answers to a POST; `status_code` says whether it took it."""
        url = f"{self.stack.layout.url}/api/v2/{path}"
        return self.stack.rest._session.post(url, json=body, timeout=TIMEOUT_S)

    def backfill(self, first: str, last: str, **more: Any) -> int:
        """Create a backfill by REST; its id."""
        days = {"from_date": f"{first}T00:00:00Z", "to_date": f"{last}T00:00:00Z"}
        answer = self.post("backfills", {"dag_id": DAG, **days, **more})
        assert answer.ok, answer.text
        return int(answer.json()["id"])

    def typed(self, *words: str) -> subprocess.CompletedProcess[str]:
        """An airflow command, as a person types it beside the running stack."""
        command = [sys.executable, "-m", "wireroom.stack", "airflow"]
        return subprocess.run(
            [*command, "--home", str(self.stack.layout.home), *words],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    def cancel(self, backfill: int) -> None:
        """As a person stops a backfill in the UI: what runs goes on, what is queued fails."""
        url = f"{self.stack.layout.url}/api/v2/backfills/{backfill}/cancel"
        self.stack.rest._session.put(url, timeout=TIMEOUT_S).raise_for_status()

    def runs(self, kind: str = "") -> dict[str, str]:
        """State by run id, of all runs or of a kind (backfill, manual, scheduled)."""
        return {
            one["dag_run_id"]: one["state"]
            for one in self.stack.rest.runs(DAG)
            if kind in {"", one["run_type"]}
        }

    def await_peace(self) -> None:
        """Wait until nothing runs: Airflow bears one backfill of a DAG at a time."""
        self.stack.wait(
            lambda: set(self.runs().values()) <= ENDED, within_s=WITHIN_S, what="no peace"
        )

    def await_days(self, *days: str) -> dict[str, str]:
        """Wait until the backfill of these days is over; the states of its runs, by day."""
        self.stack.wait(
            lambda: set(self.days(*days).values()) <= ENDED,
            within_s=WITHIN_S, what=f"the sweeps of {days} are not over",
        )  # fmt: skip
        self.stack.wait(
            lambda: all(one["completed_at"] for one in self.backfills()),
            within_s=WITHIN_S, what="a backfill is not over",
        )  # fmt: skip
        self._tell_failures()
        return self.days(*days)

    def _tell_failures(self) -> None:
        """Print what failed tasks wrote last, for who reads why a test is red."""
        for run, state in self.runs().items():
            tasks = self.stack.rest.tasks(DAG, run) if state == "failed" else []
            for task in (one for one in tasks if one["state"] == "failed"):
                name = f"{run} {task['task_id']} {task['map_index']}"
                print(name, self.log(run, task["task_id"])[-3000:])  # noqa: T201

    def days(self, *days: str) -> dict[str, str]:
        """The states of the backfill's runs over these days; "" where there is none."""
        states = {
            one["data_interval_start"][:10]: str(one["state"])
            for one in self.stack.rest.runs(DAG)
            if one["run_type"] == "backfill"
        }
        return {day: states.get(day, "") for day in days}

    def await_run(self, run: str) -> str:
        """Wait until a run is over; how it ended."""
        self.stack.wait(
            lambda: self.runs()[run] in ENDED, within_s=WITHIN_S, what=f"{run} is not over"
        )
        return self.runs()[run]

    def backfills(self) -> list[Mapping[str, Any]]:
        """The backfills so far, the first one first."""
        url = f"{self.stack.layout.url}/api/v2/backfills?dag_id={DAG}"
        answer = self.stack.rest._session.get(url, timeout=TIMEOUT_S)
        answer.raise_for_status()
        found: list[Mapping[str, Any]] = answer.json()["backfills"]
        return sorted(found, key=lambda one: int(one["id"]))

    def log(self, run: str, task: str) -> str:
        """What a task of a run wrote."""
        return "".join(
            path.read_text(encoding="utf-8")
            for path in self.stack.layout.airflow_home.glob(
                f"logs/dag_id={DAG}/run_id={run}/task_id={task}/**/*.log"
            )
        )


@contextmanager
def sweeping(home: Path) -> Iterator[Sweeps]:
    """The stack, healthy, with `sweep` unpaused; the newsroom's feeds have forgotten its past."""
    env = {"WIREROOM_HOME": str(home / "wireroom"), "PATH": "/usr/bin:/bin"}
    env |= {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    with Newsroom(home / "newsroom") as newsroom:
        settings = demo_settings(newsroom, home / "wireroom")
        phases = Phases(Console(quiet=True))
        with Stack(home, port=airflow.free_port(), env=env | newsroom.env, phases=phases) as stack:
            stack.start()
            stack.await_dags()
            stack.wait(lambda: DAG in stack.rest.dag_ids(), within_s=60, what="no sweep")
            stack.rest.unpause(DAG)
            yield Sweeps(stack, settings)
