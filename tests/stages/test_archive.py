"""Facts about what a batch of captures is called."""

from datetime import date

import pytest

from wireroom.stages.archive import batch_name

DAY = date(2026, 8, 15)
NAME = batch_name("r1", "fetch", on=DAY, parts=["a", "b"])


def test_name_is_step_day_and_digest() -> None:
    """The name is a relative path of three parts."""
    step, day, digest = NAME.split("/")
    assert (step, day, len(digest)) == ("fetch", "2026-08-15", 24)


def test_same_parts_get_the_same_name() -> None:
    """The order in which threads finish does not matter: a repeated batch replaces its own file."""
    assert batch_name("r1", "fetch", on=DAY, parts=iter(["b", "a"])) == NAME


OTHERS = {
    "run": ("r2", "fetch", ["a", "b"]),
    "step": ("r1", "poll", ["a", "b"]),
    "parts": ("r1", "fetch", ["a", "c"]),
    "parts run together": ("r1", "fetch", ["ab"]),
    "one part more": ("r1", "fetch", ["a", "b", "b"]),
}


@pytest.mark.parametrize(("run_id", "step", "parts"), OTHERS.values(), ids=OTHERS)
def test_another_batch_gets_another_name(run_id: str, step: str, parts: list[str]) -> None:
    """No batch replaces the file of another."""
    other = batch_name(run_id, step, on=DAY, parts=parts)
    assert other.rpartition("/")[2] != NAME.rpartition("/")[2]
