"""Scenes: the database crashes or is away, a disk is full, runs overlap. Each says what is wrong.

A scene plays lives on a stage until the harm is done, mends it, plays to the end and compares with
the calm life. What it returns is empty where all was as it has to be.
"""

import os
import signal
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from tests.chaos.disks import DISKS
from tests.chaos.endings import AWAY, to_the_end, unless_told
from tests.chaos.evidence import Rows, faults, rows_of
from tests.chaos.life import BACKFILL, Stage, begin, live
from tests.chaos.newsroom import serving
from tests.chaos.points import Act, Kill, Moment
from tests.chaos.stages import at, emptier, staged, workplace
from tests.chaos.trial import Trials, differences
from tests.postgres import Process, own_process

Scene = Callable[[], list[str]]
_AT_REST = ("file", "rows filed, validators not")  # no transaction is under way
_CRASHES: Mapping[Moment, int] = {
    ("poll", "mid-merge"): 2,
    ("fetch", "mid-merge"): 3,
    ("file", "mid-merge"): 5,
    ("file", "before commit"): 4,
    _AT_REST: 1,
}
_ENDS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"""
_ARTICLES = ("article", "article_version", "relation", "sighting")
_AT_ONCE = ("scheduled", "by another scheduler", BACKFILL)
_N_OVERLAPS = 3


def database_crashes() -> list[str]:
    """The server dies at once in mid-merge, before a commit ..., and is started again."""
    return _database(lambda process: partial(os.kill, process.pid, signal.SIGQUIT))


def database_is_killed() -> list[str]:
    """Its first process gets SIGKILL: nothing is said to anybody, and no lock file is cleared."""
    return _database(lambda process: process.kill)


def connections_end() -> list[str]:
    """Somebody ends every connection with pg_terminate_backend."""
    moments = [moment for moment in _CRASHES if moment != _AT_REST]
    return _database(lambda process: partial(process.server.execute, _ENDS), moments=moments)


def database_is_away() -> list[str]:
    """The server is stopped in mid-step; tries fail by name until it is back."""
    return _database(lambda process: partial(os.kill, process.pid, signal.SIGINT), n_retries=2)


def runs_overlap() -> list[str]:
    """Two runs and a backfill at once, on both engines: as if one came after the other."""
    return [*_overlap("sqlite"), *_overlap("postgres")]


def _database(
    harm: Callable[[Process], Act],
    *,
    moments: Iterable[Moment] = tuple(_CRASHES),
    n_retries: int = 0,
) -> list[str]:
    """Harm the server at each of the moments; `n_retries` come before it is started again."""
    wrong: list[str] = []
    with workplace() as folder, own_process() as process, serving(folder) as web:
        settings = at(web, folder / "home", process.server.url(process.server.create()))

        def empty() -> None:  # anew each time: no connection outlives its server
            emptier(settings)()

        trials = Trials(Stage(web=web, settings=settings), empty, 0)
        for moment in moments:
            trials.clear()
            kill = Kill(moment=moment, nth=_CRASHES[moment])
            errors = [live(trials.stage, kill, act=harm(process)).error]
            process.stop(signal.SIGQUIT)
            errors += [live(trials.stage).error for _ in range(n_retries)]
            process.start()
            wrong += [w for error in errors for w in unless_told(error, AWAY, f"{moment}")]
            wrong += to_the_end(trials)
    return wrong


def _overlap(engine: str) -> list[str]:
    with workplace() as folder, staged(folder, engine) as (stage, empty):
        trials = Trials(stage, empty, 0, runs=dict.fromkeys(_AT_ONCE, 2))
        wrong: list[str] = []
        for _ in range(_N_OVERLAPS):
            trials.clear()
            lives = [begin(stage, runs={run_id: 2}) for run_id in _AT_ONCE]
            wrong += [end.error for end in [life.end() for life in lives] if end.error]
            found = rows_of(stage)
            wrong += differences(_bare(trials.calm), _bare(found))
            wrong += faults(stage)
        return wrong


def _bare(rows: Rows) -> Rows:
    """What is known of the articles; which of the runs filed them may differ."""
    return {table: rows[table] for table in _ARTICLES}


SCENES: Mapping[str, Scene] = {
    "database-crashes": database_crashes,
    "database-is-killed": database_is_killed,
    "connections-end": connections_end,
    "database-is-away": database_is_away,
    **DISKS,
    "runs-overlap": runs_overlap,
}
