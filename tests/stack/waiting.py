"""A local Airflow whose hosts wait for a person's word."""

import os
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console

from wireroom.adapters.warehouse import open_store
from wireroom.model import Decision, Mirror, MirrorState, Source
from wireroom.pipeline import read_settings
from wireroom.stack import airflow
from wireroom.stack.progress import Phases
from wireroom.stack.rest import TIMEOUT_S
from wireroom.stack.stack import Stack

DAG = "mirror_approvals"
WITHIN_S = 240
SEEN_S = 3  # the scheduler looks at what its processes told once a second
CHECK = {
    "result": "passed",
    "witnesses": ["www.presstv.ir", "www.presstv.co.uk"],
    "is_nonsense_sane": True,
    "said": [
        "10 of 10 articles came from the host",
        "10 of 10 agree with two approved hosts, 10 with at least one",
    ],
    "samples": [
        {
            "url": f"https://www.presstv.ir/Detail/2026/11/23/7{number}/a-{{{{7*7}}}}-<b>x</b>",
            "agrees_with": ["www.presstv.ir", "www.presstv.co.uk"],
            "tampering": [],
            "failed": "",
        }
        for number in range(10)
    ],
}


def candidate(outlet: str, host: str) -> Mirror:
    """A host that was announced, compared and found to agree."""
    now = datetime.now(UTC)
    return Mirror(
        outlet_id=outlet, host=host, state=MirrorState.VERIFIED, source=Source.PAGE,
        first_seen_at=now - timedelta(days=2), proposed_at=now, checked_at=now, verified_at=now,
        ask_at=now, warnings=("note: the name of www.presstv.ir under another ending",),
        evidence={
            "via": ["www.presstv.ir"], "sources": ["page"], "n_pages": 7,
            "pages": ["https://www.presstv.ir/Detail/2026/11/21/1"], "check": CHECK,
        },
    )  # fmt: skip


class Desk:
    """One outlet's questions: what waits, which runs ask, what came of it."""

    def __init__(self, stack: Stack, env: Mapping[str, str], outlet: str) -> None:
        self.stack, self.env, self.outlet = stack, env, outlet
        self.store = open_store(read_settings(env).warehouse)

    def waits(self, *hosts: str) -> None:
        """The hosts wait for a person from now on."""
        for host in hosts:
            self.store.update_mirror(
                self.outlet, host, lambda _, host=host: candidate(self.outlet, host)
            )

    def a_week_passes(self, host: str) -> None:
        """What is to be asked in a week is to be asked now."""
        week = timedelta(days=7)
        self.store.update_mirror(
            self.outlet, host, lambda old: replace(old, ask_at=old.ask_at - week)
        )

    def asks(self, *hosts: str, **params: Any) -> str:
        """A new run puts these questions and no others; its id."""
        run = self.stack.rest.trigger(DAG, {"outlets": [self.outlet], **params})
        if hosts:
            self.await_questions(run, *hosts)
        else:
            self.await_end(run)
            assert self.questions(run) == {}
        return run

    def questions(self, run: str) -> dict[str, Mapping[str, Any]]:
        """The open questions of a run, by host."""
        return {
            one["subject"].split()[1]: one
            for one in self.stack.rest.questions(DAG)
            if one["task_instance"]["dag_run_id"] == run
        }

    def await_questions(self, run: str, *hosts: str) -> None:
        """Wait until these questions and no others are open, and may be answered.

        An answer within a second of the question wakes its task before the scheduler hears that
        the task's process ended; Airflow (3.3.2) takes this for a failed try ("reported that the
        task instance finished, but its state attribute is queued") and asks anew a minute later.
        A cleared task's question is shown before the task runs again, too.
        """
        self._await(lambda: self._are_put(run, hosts), f"no questions in {run}")
        time.sleep(SEEN_S)

    def _are_put(self, run: str, hosts: Collection[str]) -> bool:
        found = self.questions(run)
        states = {one["task_instance"]["state"] for one in found.values()}
        return set(found) == set(hosts) and states == {"awaiting_input"}

    def await_end(self, run: str) -> str:
        """Wait until the run is over; how it ended."""
        self._await(lambda: self.state(run) in {"success", "failed"}, f"{run} does not end")
        return self.state(run)

    def await_answers(self, n_answers: int) -> list[Decision]:
        """Wait until so many answers are kept; all of them, the latest first."""
        self._await(lambda: len(self.decisions()) >= n_answers, "no answers kept")
        return self.decisions()

    def decisions(self) -> list[Decision]:
        """The answers that are kept, the latest first."""
        return self.store.decisions(self.outlet)

    def state(self, run: str) -> str:
        """The state of a run; "" where there is none."""
        runs = {one["dag_run_id"]: one["state"] for one in self.stack.rest.runs(DAG)}
        return str(runs.get(run, ""))

    def tasks(self, run: str) -> dict[str, str]:
        """How the run's tasks ended, by name as the grid shows it."""
        return {
            one["rendered_map_index"] or one["task_id"]: one["state"]
            for one in self.stack.rest.tasks(DAG, run)
        }

    def end(self, run: str, state: str) -> None:
        """As a person marks a run in the UI."""
        url = f"{self._api}/dagRuns/{run}"
        answer = self.stack.rest._session.patch(url, json={"state": state}, timeout=TIMEOUT_S)
        answer.raise_for_status()

    def delete(self, run: str) -> None:
        """As a person deletes a run in the UI, where it has to be ended before."""
        self.end(run, "failed")
        answer = self.stack.rest._session.delete(f"{self._api}/dagRuns/{run}", timeout=TIMEOUT_S)
        answer.raise_for_status()

    def clear(self, run: str, *task_ids: str) -> None:
        """As a person clears tasks of a run with what follows them."""
        what = {
            "dry_run": False, "dag_run_id": run, "task_ids": list(task_ids),
            "only_failed": False, "include_downstream": True, "reset_dag_runs": True,
        }  # fmt: skip
        answer = self.stack.rest._session.post(
            f"{self._api}/clearTaskInstances", json=what, timeout=TIMEOUT_S
        )
        answer.raise_for_status()

    @property
    def _api(self) -> str:
        return f"{self.stack.layout.url}/api/v2/dags/{DAG}"

    def _await(self, is_done: Any, what: str) -> None:
        self.stack.wait(is_done, within_s=WITHIN_S, what=what)


@contextmanager
def approvals(home: Path) -> Iterator[tuple[Stack, dict[str, str]]]:
    """The stack, healthy, with `mirror_approvals` unpaused; and what its tasks see."""
    env = {"WIREROOM_HOME": str(home / "wireroom"), "PATH": "/usr/bin:/bin"}
    env |= {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    (home / "wireroom").mkdir(parents=True)
    open_store(read_settings(env).warehouse)
    phases = Phases(Console(quiet=True))
    with Stack(home, port=airflow.free_port(), env=env, phases=phases) as stack:
        stack.start()
        stack.await_dags()
        stack.wait(lambda: DAG in stack.rest.dag_ids(), within_s=60, what="no approvals")
        stack.rest.unpause(DAG)
        yield stack, env
