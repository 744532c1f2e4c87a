"""One local Airflow from first migration to last process: start it, wait for it, stop it."""

import json
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from wireroom.errors import BadInputError
from wireroom.stack import airflow, processes
from wireroom.stack.airflow import Layout
from wireroom.stack.processes import Part, PartFailedError
from wireroom.stack.progress import Phases, Say
from wireroom.stack.rest import Rest

HEALTH_S = 180.0
DAGS_S = 120.0
STATE_FILE = "stack.json"
ENVIRONMENT_FILE = "environment.json"  # with keys: readable by its owner only


class Stack:
    """The parts of one local Airflow under `home`; in a `with` it is stopped at the end.

    `env` is what the parts see beside Airflow's own settings. After `keep` they outlive us, and
    `down` of the same home stops them.
    """

    def __init__(self, home: Path, *, port: int, env: Mapping[str, str], phases: Phases) -> None:
        self.layout = Layout(home=home, port=port, token=secrets.token_hex(16))
        self.rest = Rest(self.layout.url)
        self.phases = phases
        self._given = dict(env)
        self._parts: list[Part] = []
        self._is_kept = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._is_kept:
            with processes.undisturbed(), self.phases.phase("Everything stopped"):
                self.stop()

    def add(self, name: str, command: list[str]) -> Part:
        """Start a part of ours beside Airflow's."""
        given = self._given | {processes.TOKEN_NAME: self.layout.token}
        return self._started(processes.start(name, command, env=given, logs=self.layout.logs))

    def expect(self, env: Mapping[str, str]) -> None:
        """Let the parts started from here on see these settings too."""
        self._given |= env

    def start(self) -> None:
        """Migrate, make the pools, start the parts, and wait until all report to be healthy."""
        env = airflow.environment(self.layout, self._given)
        _keep_environment(self.layout.home, env)
        pools = airflow.checkout() / "docker" / "pools.json"
        with self.phases.phase("Airflow's database migrated, pools made"):
            self._run("db-migrate", ["db", "migrate"], env)
            self._run("pools", ["pools", "import", str(pools)], env)
        for name, words in airflow.PARTS:
            self._started(
                processes.start(name, airflow.command(*words), env=env, logs=self.layout.logs)
            )
        with self.phases.phase("Airflow healthy") as say:
            self.wait(lambda: self._is_healthy(say), within_s=HEALTH_S, what="not healthy")
        self.rest.sign_in(airflow.USER, self.layout.passwords)

    def await_dags(self) -> list[str]:
        """Wait until the DAG file was read; the DAGs' ids. An import error ends the wait."""
        with self.phases.phase("DAGs read"):
            self.wait(self._has_read, within_s=DAGS_S, what="no DAG was read")
        return self.rest.dag_ids()

    def wait(
        self, is_done: Callable[[], bool], *, within_s: float, what: str, every_s: float = 0.5
    ) -> None:
        """Wait for something while watching the parts; raises PartFailedError."""
        ends_at = time.monotonic() + within_s
        while not is_done():
            for part in self._parts:
                part.check()
            if time.monotonic() > ends_at:
                raise PartFailedError(
                    "scheduler",
                    f"{what} within {within_s:.0f} s",
                    self.layout.logs / "scheduler.log",
                )
            time.sleep(every_s)

    def keep(self) -> None:
        """Leave the parts running when we end."""
        self._is_kept = True

    def stop(self) -> None:
        """Stop all parts, the last started first, and forget them."""
        processes.stop(self._parts, self.layout.token)
        self._parts.clear()
        (self.layout.home / STATE_FILE).unlink(missing_ok=True)

    def password(self) -> str:
        """The password of the UI's user."""
        first = self.layout.passwords.read_text(encoding="utf-8").splitlines()[0]
        return str(json.loads(first)[airflow.USER])

    def _run(self, name: str, words: list[str], env: Mapping[str, str]) -> None:
        processes.run(name, airflow.command(*words), env=env, logs=self.layout.logs)

    def _started(self, part: Part) -> Part:
        self._parts.append(part)
        state = {
            "token": self.layout.token,
            "url": self.layout.url,
            "parts": [
                {"name": p.name, "pid": p.process.pid, "birth": processes.birth(p.process.pid)}
                for p in self._parts
            ],
        }
        path = self.layout.home / STATE_FILE
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
        draft.replace(path)
        return part

    def _is_healthy(self, say: Say) -> bool:
        unwell = self.rest.unwell()
        say("waiting for " + ", ".join(unwell))
        return not unwell

    def _has_read(self) -> bool:
        errors = self.rest.import_errors()
        if errors:
            raise BadInputError("dags/", "\n".join(errors), "mend the file it names")
        return bool(self.rest.dag_ids())


def check_is_down(home: Path) -> None:
    """Raise BadInputError where a stack of this home still runs."""
    state = _state(home)
    if state and _living(state):
        raise BadInputError(str(home), f"is up already at {state['url']}", "`make down` stops it")


def down(home: Path) -> bool:
    """Stop the stack that another command left running; False where there was none."""
    state = _state(home)
    if state is None:
        return False
    running = _living(state)
    for leader in reversed(running):
        processes.stop_group(leader)
    stray = processes.kill_bearers(state["token"])
    (home / STATE_FILE).unlink(missing_ok=True)
    return bool(running or stray)


def environment_of(homes: Sequence[Path]) -> dict[str, str]:
    """What the parts of the first stack that is up see; raises BadInputError where none is."""
    for home in homes:
        state = _state(home)
        if state and _living(state):
            kept: dict[str, str] = json.loads((home / ENVIRONMENT_FILE).read_text("utf-8"))
            return kept
    raise BadInputError(str(homes[0]), "nothing is up", "`make up` or `make demo KEEP=1` first")


def _keep_environment(home: Path, env: Mapping[str, str]) -> None:
    draft = home / f".{ENVIRONMENT_FILE}"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(dict(env), indent=1) + "\n", encoding="utf-8")
    draft.replace(home / ENVIRONMENT_FILE)


def _state(home: Path) -> dict[str, Any] | None:
    try:
        state: dict[str, Any] = json.loads((home / STATE_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return state


def _living(state: Mapping[str, Any]) -> list[int]:
    """Leaders that still are the processes we started: a number may be another's by now."""
    return [
        part["pid"]
        for part in state["parts"]
        if processes.is_alive(part["pid"]) and processes.birth(part["pid"]) == part["birth"]
    ]
