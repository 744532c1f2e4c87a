"""Scenes of full disks: SQLite's and the archive's, and Postgres' with its tables or with its log.

A disk here is a tmpfs of so many KB, so that these need root. Each gets room again before the life
is played to its end.
"""

import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.chaos.endings import AWAY, to_the_end, unless_told
from tests.chaos.life import Stage, live
from tests.chaos.newsroom import serving
from tests.chaos.stages import at, emptier, staged, workplace
from tests.chaos.trial import Trials
from tests.postgres import Process, Server, own_process

_FULL = "Fix: free space"
_HOME_KB = (540, 600, 640, 660)  # the empty warehouse has 444, the whole life takes 568 and its WAL
_ARCHIVE_KB = (4, 12, 24)
_TABLES_KB = (0, 300)  # beside the empty tables
_LOG_KB = (20, 100)  # before a new segment is needed, for which there is no room
_ROOM_KB = 256 * 1024
_SEGMENT_KB = 16 * 1024
_WRITTEN_KB = "SELECT file_offset / 1024 FROM pg_walfile_name_offset(pg_current_wal_insert_lsn())"
_N_AHEAD = """SELECT count(*) FROM pg_ls_waldir()
WHERE name > pg_walfile_name(pg_current_wal_insert_lsn()) AND name !~ 'history|backup'"""


def disk_is_full() -> list[str]:
    """Less and less room for SQLite's file and for the archive, then room enough."""
    with workplace() as folder, staged(folder, "sqlite") as (stage, empty):
        trials = Trials(stage, empty, 0)
        home = stage.settings.home
        places = [(home, n) for n in _HOME_KB] + [(home / "archive", n) for n in _ARCHIVE_KB]
        wrong: list[str] = []
        for place, n_kb in places:
            shutil.rmtree(home)
            with _disk(place, n_kb):
                empty()
                wrong += unless_told(live(stage).error, _FULL, f"{n_kb} KB for {place.name}")
                _resize(place, _ROOM_KB)
                wrong += to_the_end(trials)
        return wrong


def servers_disk_is_full() -> list[str]:
    """The same for the tables of a Postgres: the server refuses, and runs on."""
    with workplace() as folder, own_process() as process, serving(folder) as web:
        place = process.folder / "tables"
        with _disk(place, _ROOM_KB):
            process.own(place)
            process.server.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
            url = process.server.url(process.server.create(tablespace="small"))
            stage = Stage(web=web, settings=at(web, folder / "home", url))
            trials = Trials(stage, emptier(stage.settings), 0)
            wrong: list[str] = []
            for n_kb in _TABLES_KB:
                trials.clear()
                process.server.execute("CHECKPOINT")  # files of emptied tables go with it
                _resize(place, _used_kb(place) + n_kb)
                wrong += unless_told(live(stage).error, _FULL, f"{n_kb} KB for tables")
                _resize(place, _ROOM_KB)
                wrong += to_the_end(trials)
            process.stop(signal.SIGQUIT)
    return wrong


def servers_log_is_full() -> list[str]:
    """No room for the next piece of the server's log: it goes down, and comes back with room."""
    with workplace() as folder, own_process() as process, serving(folder) as web:
        settings = at(web, folder / "home", process.server.url(process.server.create()))

        def empty() -> None:  # anew each time: no connection outlives its server
            emptier(settings)()

        trials = Trials(Stage(web=web, settings=settings), empty, 0)
        wrong: list[str] = []
        with _log_on_a_disk(process) as place:
            for n_kb in _LOG_KB:
                trials.clear()
                _leave(process.server, n_kb)
                _resize(place, _used_kb(place))
                wrong += unless_told(live(trials.stage).error, AWAY, f"{n_kb} KB of log")
                process.stop(signal.SIGQUIT)
                _resize(place, _ROOM_KB)
                process.start()
                wrong += to_the_end(trials)
        return wrong


@contextmanager
def _log_on_a_disk(process: Process) -> Iterator[Path]:
    """The server's log on a disk of its own; at the end the server is stopped."""
    place, log = process.folder / "wal", process.folder / "data" / "pg_wal"
    with _disk(place, _ROOM_KB):
        process.own(place)
        process.stop()
        shutil.copytree(log, place / "pg_wal")
        _run("chown", "-R", f"--reference={log}", str(place / "pg_wal"))
        shutil.rmtree(log)
        log.symlink_to(place / "pg_wal")
        process.start()
        try:
            yield place
        finally:
            process.stop(signal.SIGQUIT)


def _leave(server: Server, n_kb: int) -> None:
    """Write log until its last segment has so many KB left, and none was made ahead."""
    while server.value(_N_AHEAD):
        server.execute("SELECT pg_logical_emit_message(false, '', ''), pg_switch_wal()")
    left = _SEGMENT_KB - int(server.value(_WRITTEN_KB))
    server.execute(f"SELECT pg_logical_emit_message(false, '', repeat('x', {left - n_kb} * 1024))")


@contextmanager
def _disk(place: Path, n_kb: int) -> Iterator[None]:
    """A disk of so many KB at this place."""
    place.mkdir(parents=True)
    _run("mount", "-t", "tmpfs", "-o", f"size={n_kb}k", "tmpfs", str(place))
    try:
        yield
    finally:
        _run("umount", str(place))


def _resize(place: Path, n_kb: int) -> None:
    _run("mount", "-o", f"remount,size={n_kb}k", str(place))


def _used_kb(place: Path) -> int:
    usage = shutil.disk_usage(place)
    return usage.used // 1024


def _run(*words: str) -> None:
    subprocess.run(words, check=True)


DISKS: Mapping[str, Callable[[], list[str]]] = {
    "disk-is-full": disk_is_full,
    "servers-disk-is-full": servers_disk_is_full,
    "servers-log-is-full": servers_log_is_full,
}
