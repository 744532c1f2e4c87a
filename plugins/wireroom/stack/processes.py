"""The parts of a stack as operating-system processes: start, watch, read the log's end, stop.

Each part leads a process group of its own, and all of them and their children carry one token in
their environment, so that stopping also finds a child that left its group.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TOKEN_NAME = "WIREROOM_STACK_TOKEN"  # noqa: S105 - the name of a mark, no secret
GRACE_S = 12.0  # an api-server with an open connection took up to 6 s to leave
TAIL_LINES = 25
_PROC = Path("/proc")


class PartFailedError(Exception):
    """A part of the stack ended, or never answered; holds the end of its log."""

    def __init__(self, name: str, problem: str, log: Path) -> None:
        super().__init__(name, problem, log)
        self.name, self.problem, self.log = name, problem, log

    def __str__(self) -> str:
        return f"{self.name}: {self.problem}. The end of {self.log}:\n{tail(self.log)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A running part: its name, the process that leads its group, and its log."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def check(self) -> None:
        """Raise PartFailedError where the part has ended."""
        code = self.process.poll()
        if code is not None:
            raise PartFailedError(self.name, f"ended with code {code}", self.log)


def start(name: str, command: Sequence[str], *, env: Mapping[str, str], logs: Path) -> Part:
    """Start a part in a group of its own; both its streams go to ``<logs>/<name>.log``."""
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / f"{name}.log"
    with log.open("ab") as stream:
        process = subprocess.Popen(
            command,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Part(name=name, process=process, log=log)


def run(name: str, command: Sequence[str], *, env: Mapping[str, str], logs: Path) -> None:
    """Run a command to its end; raises PartFailedError where that is not code 0."""
    part = start(name, command, env=env, logs=logs)
    try:
        code = part.process.wait()
    except BaseException:
        _stop_part(part.process)
        raise
    if code:
        raise PartFailedError(name, f"ended with code {code}", part.log)


def tail(log: Path, n_lines: int = TAIL_LINES) -> str:
    """The last lines of a log; "" where there is none."""
    try:
        return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-n_lines:])
    except OSError:
        return ""


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Leave SIGINT and SIGTERM aside: a second Ctrl-C must not cut the stopping short."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    earlier = [signal.signal(number, signal.SIG_IGN) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, earlier, strict=True):
            signal.signal(number, handler)


def stop(parts: Iterable[Part], token: str) -> None:
    """End parts, the last started first, and whatever else carries the token."""
    for part in list(parts)[::-1]:
        _stop_part(part.process)
    kill_bearers(token)


def stop_group(leader: int, is_there: Callable[[], bool] | None = None) -> None:
    """End the group and session that `leader` leads, by force after a while of grace.

    `is_there` tells whether the leader still runs, where its parent knows that better.
    """
    members = session(leader)
    runs = is_there or (lambda: is_alive(leader))
    _signal_group(leader, signal.SIGTERM)
    ends_at = time.monotonic() + GRACE_S
    while runs() and time.monotonic() < ends_at:
        time.sleep(0.05)
    _signal_group(leader, signal.SIGKILL)
    for pid in {*members, *session(leader)} - {leader}:
        if _stat(pid)[3:4] == [str(leader)]:
            _kill(pid)


def _stop_part(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        stop_group(process.pid, lambda: process.poll() is None)
        process.wait()
    for orphan in session(process.pid):  # of a leader that died by itself
        _kill(orphan)


def kill_bearers(token: str) -> list[int]:
    """Kill what carries the token in its environment; the ids. Needs /proc, else does nothing."""
    found = bearers(token)
    for pid in found:
        _kill(pid)
    return found


def bearers(token: str) -> list[int]:
    """The living processes, this one apart, that carry the token in their environment."""
    mark = f"{TOKEN_NAME}={token}".encode()
    if not token or not _PROC.is_dir():
        return []
    pids = (int(entry.name) for entry in _PROC.iterdir() if entry.name.isdecimal())
    return sorted(pid for pid in pids if pid != os.getpid() and mark in _environ(pid))


def is_alive(pid: int) -> bool:
    """Whether a process of that id runs (with /proc, one that waits to be collected does not)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return _stat(pid)[:1] != ["Z"]


def session(leader: int) -> list[int]:
    """The processes of the session that `leader` leads, itself too; none without /proc.

    A part that renames itself (setproctitle) overwrites the environment that /proc shows, so the
    session finds what the token does not, and the token what left the session.
    """
    pids = (int(entry.name) for entry in _PROC.glob("[0-9]*")) if _PROC.is_dir() else ()
    return [pid for pid in pids if _stat(pid)[3:4] == [str(leader)]]


def birth(pid: int) -> str:
    """When a process began, in the system's own unit; "" where it is gone or there is no /proc.

    With it a process is told from a later one of the same number.
    """
    return "".join(_stat(pid)[19:20])


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat after the name, see proc(5): state, parent, group, session."""
    try:
        text = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)


def _environ(pid: int) -> list[bytes]:
    try:
        return (_PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def _signal_group(leader: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)
