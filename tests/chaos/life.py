"""One life: both runs to their end in a forked process, unless it is killed on the way."""

import mmap
import os
import pickle
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, NoReturn

from tests.chaos.newsroom import Web
from tests.chaos.points import ANY, STEPS, Act, Kill, Moment, Watch, kill_own_group, watch
from tests.rooms import NOW

from wireroom.adapters.warehouse import Store
from wireroom.adapters.workers import Done
from wireroom.model import Window
from wireroom.pipeline import open_room
from wireroom.pipeline.fetch import fetch_batch
from wireroom.pipeline.file import file_batch
from wireroom.pipeline.plan import plan, plan_sweep
from wireroom.pipeline.poll import poll_batch
from wireroom.pipeline.settle import settle_run
from wireroom.pipeline.sweeps import Scope, discover_batch
from wireroom.pipeline.wiring import Room
from wireroom.reading import read_page
from wireroom.settings import Settings

BACKFILL = "backfill"  # a sweep of the newsroom's day; the other runs poll its feeds
RUNS = {"first": 1, "second": 2, BACKFILL: 2}  # run id -> edition
_SETTLED = "SELECT run_id FROM run WHERE settled_at IS NOT NULL"


class OwnReader:
    """Reads pages in the process itself: a child of its own would cost each life a second."""

    def map(self, items: Iterable[Any]) -> Iterator[tuple[int, Done]]:
        """As the pool of workers does."""
        for index, item in enumerate(items):
            yield index, Done(value=read_page(item))


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Where lives are played: settings over the newsroom, and the store in use (safe or not)."""

    web: Web
    settings: Settings
    store: type[Store] = Store


@dataclass(frozen=True, kw_only=True)
class End:
    """How a life ended: where it was killed, else what went wrong, else neither."""

    killed: Moment | None
    error: str
    passed: Counter[Moment]


@dataclass(frozen=True, kw_only=True)
class Life:
    """A life under way in a fork; `end` waits for it."""

    pid: int
    step: mmap.mmap
    inlet: int
    kill: Kill | None

    def end(self) -> End:
        """Kill it when its time has come, wait, and say how it ended."""
        if self.kill and self.kill.moment is None:
            _kill_after(self.pid, self.kill.after_s)
        with os.fdopen(self.inlet, "rb") as source:
            told = source.read()
        _, status = os.waitpid(self.pid, 0)
        was_killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        at = (self.kill and self.kill.moment) or (STEPS[self.step[0]], ANY)
        self.step.close()
        error, passed = pickle.loads(told) if told else ("", Counter())
        return End(killed=at if was_killed else None, error=error, passed=passed)


def begin(
    stage: Stage,
    kill: Kill | None = None,
    *,
    act: Act = kill_own_group,
    runs: Mapping[str, int] = RUNS,
) -> Life:
    """Fork, and play the runs there; at the moment that `kill` names, `act`."""
    step = mmap.mmap(-1, 1)
    inlet, outlet = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(inlet)
        _play_and_exit(stage, Watch(step=step, kill=kill, act=act), runs, outlet)
    os.close(outlet)
    return Life(pid=pid, step=step, inlet=inlet, kill=kill)


def live(
    stage: Stage,
    kill: Kill | None = None,
    *,
    act: Act = kill_own_group,
    runs: Mapping[str, int] = RUNS,
) -> End:
    """`begin` and wait for the end."""
    return begin(stage, kill, act=act, runs=runs).end()


def play(stage: Stage, enter: Callable[[str], None], runs: Mapping[str, int]) -> None:
    """The runs, step by step as the DAG's tasks go; one that is settled is left alone."""
    for run_id, edition in runs.items():
        enter("between")
        stage.web.turn(edition)
        room = open_room(stage.settings, now=NOW + timedelta(hours=edition))
        room = replace(room, store=stage.store(room.store.database))
        if run_id not in [row[0] for row in room.store.database.rows(_SETTLED)]:
            play_run(room, run_id, enter)
    enter("between")


def play_run(room: Room, run_id: str, enter: Callable[[str], None]) -> None:
    """Plan, poll or discover, fetch, file, settle."""
    reader: Any = OwnReader()
    is_sweep = run_id == BACKFILL
    enter("plan")
    if is_sweep:
        scope = Scope(window=Window.of_day(NOW.date())).as_json()
        batches = plan_sweep(room, run_id=run_id, outlets=[], limit=None, scope=scope)
    else:
        batches = plan(room, run_id=run_id)
    enter("discover" if is_sweep else "poll")
    for batch in batches:
        discover_batch(room, batch) if is_sweep else poll_batch(room, batch)
    enter("fetch")
    for batch in batches:
        fetch_batch(room, batch, pool=reader)
    enter("file")
    for batch in batches:
        file_batch(room, batch, pool=reader)
    enter("settle")
    settle_run(room, run_id)


def _play_and_exit(stage: Stage, watching: Watch, runs: Mapping[str, int], outlet: int) -> NoReturn:
    """The child: a group of its own, so that a kill takes all of it and nothing else."""
    error = ""
    try:
        os.setsid()
        watch(watching)
        play(stage, watching.enter, runs)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent is to hear of it
        error = traceback.format_exc()
    with os.fdopen(outlet, "wb") as sink:
        sink.write(pickle.dumps((error, watching.passed)))
    sys.stderr.flush()
    os._exit(1 if error else 0)


def _kill_after(pid: int, seconds: float) -> None:
    time.sleep(seconds)
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:  # not a group yet, or gone already
        os.kill(pid, signal.SIGKILL)
