"""Facts of the worker pool."""

import time

import pytest

from wireroom.adapters.workers import Done, Killed, WorkerPool
from wireroom.errors import BadInputError
from wireroom.model import Reason

TARGET = "tests.adapters.workers.targets:run"
CASES = [
    ("spin", Reason.EXTRACT_TIMEOUT, "CPU"),
    ("regex", Reason.EXTRACT_TIMEOUT, "CPU"),
    ("sleep", Reason.EXTRACT_TIMEOUT, "wall"),
    ("segfault", Reason.EXTRACT_CRASH, "SIGSEGV"),
    ("hog", Reason.EXTRACT_CRASH, "MemoryError"),
    ("raise", Reason.EXTRACT_CRASH, "ValueError: no"),
    ("exit", Reason.EXTRACT_CRASH, "exit code 3"),
    ("unpicklable", Reason.EXTRACT_CRASH, "cannot be pickled"),
]


@pytest.mark.parametrize(("deed", "reason", "word"), CASES, ids=[case[0] for case in CASES])
def test_a_bad_item_is_named_and_harms_no_other(deed, reason, word):
    """A hang, a crash or an exception is that item's failure; those around it are done."""
    with WorkerPool(TARGET, 2, cpu_s=0.5, wall_s=4) as pool:
        results = dict(pool.map(["one", deed, "two", "three"]))
    bad = results.pop(1)
    assert isinstance(bad, Killed)
    assert bad.reason is reason
    assert word in bad.detail
    assert results == {0: Done(value="one"), 2: Done(value="two"), 3: Done(value="three")}


def test_what_a_target_prints_does_not_reach_the_protocol():
    """Prints to stdout leave the answers whole."""
    with WorkerPool(TARGET, 1) as pool:
        assert list(pool.map(["print", "x"])) == [(0, Done(value="print")), (1, Done(value="x"))]


def test_items_are_read_no_faster_than_they_are_worked():
    """A consumer that stops has caused only a few items to be read."""
    read = []
    with WorkerPool(TARGET, 2) as pool:
        next(pool.map(read.append(n) or n for n in range(10_000)))
    assert len(read) <= 4


def test_a_target_that_cannot_be_imported_stops_the_run():
    """A wrong target is the caller's error, not every item's."""
    with (
        WorkerPool("wireroom.nowhere:run", 1) as pool,
        pytest.raises(BadInputError, match="nowhere"),
    ):
        list(pool.map([1]))


def test_a_child_that_died_between_items_is_not_the_next_items_fault():
    """The item that finds a dead child is done by a fresh one."""

    def items():
        yield "poison"
        time.sleep(0.6)
        yield "innocent"

    with WorkerPool("tests.adapters.workers.targets:run_with_a_late_death", 1) as pool:
        assert list(pool.map(items())) == [(0, Done(value="poison")), (1, Done(value="innocent"))]


def test_an_item_larger_than_a_pipe_goes_through_whole():
    """Ten megabytes there and back do not lock parent and child."""
    large = b"x" * 10_000_000
    with WorkerPool(TARGET, 2) as pool:
        assert dict(pool.map([large, large])) == {0: Done(value=large), 1: Done(value=large)}
