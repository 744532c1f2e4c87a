"""The few calls of Airflow's REST API that a start needs. Speaks to loopback only."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests

TIMEOUT_S = 30.0  # a busy box answers late; SQLite makes readers wait for writers
HEALTH_PARTS = ("metadatabase", "scheduler", "dag_processor", "triggerer")


class Rest:
    """One Airflow's REST API; `sign_in` comes before everything but `unwell`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._session = requests.Session()
        self._session.trust_env = False

    def unwell(self) -> list[str]:
        """The parts that do not report to be healthy; all while nothing answers."""
        try:
            answer = self._session.get(f"{self.url}/api/v2/monitor/health", timeout=TIMEOUT_S)
            states = answer.json() if answer.ok else {}
        except (requests.RequestException, ValueError):
            return ["api-server"]
        return [p for p in HEALTH_PARTS if (states.get(p) or {}).get("status") != "healthy"]

    def sign_in(self, user: str, passwords: Path) -> None:
        """Take a token with the password that Airflow wrote to its file."""
        password = json.loads(passwords.read_text(encoding="utf-8").splitlines()[0])[user]
        answer = self._session.post(
            f"{self.url}/auth/token",
            json={"username": user, "password": password},
            timeout=TIMEOUT_S,
        )
        answer.raise_for_status()
        self._session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def import_errors(self) -> list[str]:
        """What keeps DAG files from being read."""
        return [f"{e['filename']}: {e['stack_trace']}" for e in self._items("importErrors")]

    def dag_ids(self) -> list[str]:
        """The DAGs that were read so far."""
        return [dag["dag_id"] for dag in self._items("dags")]

    def unpause(self, dag_id: str) -> None:
        """Let the scheduler run a DAG."""
        answer = self._session.patch(
            f"{self.url}/api/v2/dags/{dag_id}", json={"is_paused": False}, timeout=TIMEOUT_S
        )
        answer.raise_for_status()

    def trigger(self, dag_id: str, params: Mapping[str, Any] | None = None) -> str:
        """Start a run of a DAG by hand, with these of its params; the run's id."""
        answer = self._session.post(
            f"{self.url}/api/v2/dags/{dag_id}/dagRuns",
            json={"logical_date": None, "conf": dict(params or {})},
            timeout=TIMEOUT_S,
        )
        answer.raise_for_status()
        return str(answer.json()["dag_run_id"])

    def questions(self, dag_id: str) -> list[Mapping[str, Any]]:
        """The required actions of a DAG that wait for an answer, as the UI shows them.

        Airflow lists those of ended runs and of tasks that a cleared run dropped, too.
        """
        path = f"dags/{dag_id}/dagRuns/~/hitlDetails"
        found = self._items(path, key="hitl_details")
        open_ones = [one for one in found if not one["response_received"]]
        return [one for one in open_ones if one["task_instance"]["state"] == "awaiting_input"]

    def answer(self, question: Mapping[str, Any], option: str) -> None:
        """Answer a required action as the user who signed in."""
        asked = question["task_instance"]
        path = f"dags/{asked['dag_id']}/dagRuns/{asked['dag_run_id']}/taskInstances"
        answer = self._session.patch(
            f"{self.url}/api/v2/{path}/{asked['task_id']}/{asked['map_index']}/hitlDetails",
            json={"chosen_options": [option], "params_input": {}},
            timeout=TIMEOUT_S,
        )
        answer.raise_for_status()

    def runs(self, dag_id: str) -> list[Mapping[str, Any]]:
        """The runs of a DAG, the first one first."""
        return self._items(f"dags/{dag_id}/dagRuns", key="dag_runs", order_by="run_after")

    def tasks(self, dag_id: str, run_id: str) -> list[Mapping[str, Any]]:
        """The task instances of a run."""
        return self._items(f"dags/{dag_id}/dagRuns/{run_id}/taskInstances", key="task_instances")

    def _items(self, path: str, *, key: str = "", order_by: str = "") -> list[Mapping[str, Any]]:
        query = {"limit": "100"} | ({"order_by": order_by} if order_by else {})
        answer = self._session.get(f"{self.url}/api/v2/{path}", params=query, timeout=TIMEOUT_S)
        answer.raise_for_status()
        names = {"importErrors": "import_errors"}
        found: list[Mapping[str, Any]] = answer.json()[key or names.get(path, path)]
        return found
