"""The measurement of reading by templates: who is learned from, and what is counted."""

from dataclasses import replace

import pytest
from benchmarks.extraction.floor import BODY, Clock, read, table
from benchmarks.extraction.scoring import body_f1, score
from benchmarks.extraction.teaching import DEMO, Teacher, demo_samples
from benchmarks.extraction.templates import several, tables

ALBORZ = [sample for sample in demo_samples() if sample.outlet == "alborz"]


def test_a_page_is_read_by_a_template_of_the_others() -> None:
    """As the demo says is right, and how it was read is told."""
    teacher = Teacher()
    one, *others = ALBORZ
    said = teacher.taught(others)(one)
    assert teacher.ways == {(DEMO, one.name): "template"}
    assert set(teacher.seen) == {f"{DEMO}/{other.name}" for other in others}
    body = score(one.truth, said).body
    assert body is not None
    assert body_f1([body]) > 0.99


def test_without_a_different_page_the_long_way_is_taken() -> None:
    """An outlet of which nothing else is known has no template."""
    teacher = Teacher()
    teacher.taught([])(ALBORZ[0])
    assert teacher.ways == {(DEMO, ALBORZ[0].name): "blocks"}


def test_outlets_of_one_page_are_left_out() -> None:
    """There is nothing to learn from."""
    alone = replace(ALBORZ[0], outlet="alone")
    assert several([alone, *ALBORZ[:2]]) == ALBORZ[:2]


def test_the_table_tells_all_and_what_templates_read() -> None:
    """Three tools over the same pages; the baseline's own speed is 1."""
    told = "".join(tables(ALBORZ[:3]))
    assert told.count("| demo, read by a template (3) |") == 3
    baseline = [line for line in told.splitlines() if "| trafilatura-extract |" in line]
    assert [line.endswith("| 1.0 | 1.0 |") for line in baseline] == [True, True]
    assert "demo: 3 of 3 pages of 1 outlets read by a template" in told


def test_the_floor_is_all_but_the_body() -> None:
    """Steps are timed apart, decoding within the parse counts once, the quicker run counts."""
    clock = Clock()
    for _ in range(2):
        read(ALBORZ[0], clock)
    assert BODY in clock.spent_s
    costs = {step: [spent_s] for step, spent_s in clock.spent_s.items()}
    apart = clock.spent_s[BODY] + clock.spent_s["decoding"]
    *_, last = table(costs)
    least = 1000 * (sum(clock.spent_s.values()) - apart)
    assert float(last.split("|")[2]) == pytest.approx(least, abs=0.01)
