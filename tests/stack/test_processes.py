"""Parts of a stack as processes: what is started is watched, told of and ended whole."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from wireroom.stack import processes
from wireroom.stack.processes import TOKEN_NAME, PartFailedError

SLEEPER = "import time; print('up', flush=True); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPER}"
PARENT = (
    "import subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']{extra});"
    "print(child.pid, flush=True); time.sleep(60)"
)

needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")


@pytest.fixture
def start(tmp_path):
    """Starts Python code as a part, waits for its first word, and ends it after the test."""
    started = []

    def start_part(code, token="a-token", environment=None):
        env = dict(os.environ if environment is None else environment) | {TOKEN_NAME: token}
        part = processes.start("part", [sys.executable, "-c", code], env=env, logs=tmp_path)
        started.append(part)
        within(10, lambda: processes.tail(part.log) or part.process.poll() is not None)
        return part

    yield start_part
    processes.stop(started, "")


def within(seconds, is_so):
    ends_at = time.monotonic() + seconds
    while not (found := is_so()) and time.monotonic() < ends_at:
        time.sleep(0.02)
    return found


def test_stopping_ends_a_part(start):
    """A part is gone once stop returns."""
    part = start(SLEEPER)
    processes.stop([part], "")
    assert part.process.poll() == -signal.SIGTERM


def test_stopping_ends_a_part_that_will_not_go(start, monkeypatch):
    """What leaves SIGTERM aside is killed after the time of grace."""
    monkeypatch.setattr(processes, "GRACE_S", 0.3)
    part = start(STUBBORN)
    processes.stop([part], "")
    assert part.process.poll() == -signal.SIGKILL


@needs_proc
@pytest.mark.parametrize(
    "extra",
    ["", ", process_group=0", ", start_new_session=True"],
    ids=["in the group", "a group of its own", "a session of its own"],
)
def test_stopping_ends_children_wherever_they_went(start, extra):
    """A child is found by group, by session, or by the token in its environment."""
    part = start(PARENT.format(extra=extra))
    child = int(processes.tail(part.log))
    processes.stop([part], "a-token")
    assert within(2, lambda: not processes.is_alive(child))


@needs_proc
def test_stopping_ends_the_children_of_a_part_that_died(start):
    """A scheduler that crashed leaves workers that renamed themselves: their session tells."""
    part = start(PARENT.format(extra=""), "a-token")
    child = int(processes.tail(part.log))
    part.process.kill()
    part.process.wait()
    processes.stop([part], "")
    assert within(2, lambda: not processes.is_alive(child))


@needs_proc
def test_bearers_are_those_of_the_token_only(start):
    """Another stack's processes are left alone."""
    part = start(SLEEPER, "mine")
    assert processes.bearers("mine") == [part.process.pid]
    assert processes.bearers("yours") == []
    assert processes.bearers("") == []


def test_a_part_that_ended_is_told_with_the_end_of_its_log(start):
    """The error names the part, its code and its last words."""
    part = start("print('the last words'); raise SystemExit(3)")
    part.process.wait()
    with pytest.raises(PartFailedError, match=r"(?s)part: ended with code 3.*the last words"):
        part.check()


def test_running_a_command_that_fails_raises(tmp_path):
    """A command that does not end with 0 is told the same way."""
    with pytest.raises(PartFailedError, match="ended with code 4"):
        processes.run(
            "migrate", [sys.executable, "-c", "raise SystemExit(4)"], env={}, logs=tmp_path
        )


def test_a_second_interrupt_does_not_cut_the_stopping_short():
    """SIGINT and SIGTERM are left aside within, and heard again after."""
    before = signal.getsignal(signal.SIGINT)
    with processes.undisturbed():
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGINT) is before
