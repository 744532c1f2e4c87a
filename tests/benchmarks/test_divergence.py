"""The measurement of divergence: that it measures, on a page of its own and on some real ones."""

import random
from pathlib import Path

import pytest
from benchmarks.divergence import __main__ as command
from benchmarks.divergence.markup import Kind, article_runs, pieces
from benchmarks.divergence.measuring import Count, Result, counted, measure, noise_of, plants_of
from benchmarks.divergence.noise import NOISE
from benchmarks.divergence.pages import sample
from benchmarks.divergence.tampering import PLANTS

REAL = Path(__file__).parents[3] / "shared/data/extraction"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Flood at the dam</title>
<script>window.dataLayer=window.dataLayer||[];dataLayer.push({"id":"4711aa00"})</script></head>
<body><nav><ul><li><a href="/a">One</a></li><li><a href="/b">Two</a></li></ul></nav><article>
<h1>Flood at the dam</h1>
<p>The flood killed 70 people in the town of Zarrin on Tuesday, said Mayor Bahar Karimi.</p>
<p>Engineers of <a href="https://board.example/dam">the water board</a> said it was not the rain
alone that opened the gates; “two of the five” had been shut since 2019, they wrote on.</p>
<p>Repairs would cost 4,500,000 rials and take eleven weeks, according to Mina Rastgar – who said
that <a href="/villages">the villages below the dam</a> had never been asked what they need.</p>
<p>Nobody had told them either, she went on, and nobody would tell them now that it was late.</p>
</article><form action="/search"><input name="q"></form></body></html>"""


@pytest.fixture(scope="module")
def own():
    found = sample("own", "https://www.outlet.example/2026/flood", PAGE.encode())
    assert found is not None
    return found


def test_no_noise_on_a_page_of_our_own_is_a_finding(own) -> None:
    """Every kind, and every kind but the first changes something."""
    found = noise_of(own)
    assert [(one.change, one.said) for one in found if not one.is_right] == []
    assert len(found) == len(NOISE)


def test_every_planted_change_on_a_page_of_our_own_is_found(own) -> None:
    """The page has a place for each of them."""
    found = plants_of(own)
    assert [(one.change, one.said) for one in found if not one.is_right] == []
    assert [one.change for one in found] == [plant.name for plant in PLANTS]


@pytest.mark.long
def test_real_pages_give_no_false_finding_and_hide_no_change() -> None:
    """Some of the real pages; the whole is measured by the command."""
    if not REAL.exists():
        pytest.skip(f"the shared data are absent: {REAL.name}")
    wrong = [one for one in measure(REAL, every=93) if not one.is_right]
    assert [(one.page, one.change, one.said) for one in wrong] == []


def test_the_pieces_of_a_source_are_the_source(own) -> None:
    """Nothing is lost, and a script's text is no text."""
    found = list(pieces(PAGE))
    assert "".join(one.said for one in found) == PAGE
    assert not any("dataLayer" in one.said for one in found if one.kind is Kind.TEXT)
    runs = article_runs(PAGE, own.copy.specimen.text)
    assert any(run.said.startswith("The flood killed") for run in runs)
    assert not any("One" in run.said for run in runs)


def test_a_change_is_planted_where_it_is_in_the_text(own) -> None:
    """One digit of one number, and nothing beside it."""
    digit = next(plant for plant in PLANTS if plant.name == "one digit of a number")
    for seed in range(5):
        changed = digit.change(own, random.Random(seed))
        assert isinstance(changed, str)
        assert sum(a != b for a, b in zip(changed, PAGE, strict=True)) == 1


def result(change, *, is_noise, is_right):
    return Result(page="p", is_noise=is_noise, change=change, is_right=is_right, said="x")


def test_the_table_counts_and_the_exit_code_tells() -> None:
    """One false finding is one too many; of planted changes one in a hundred may be missed."""
    noise = [result("a", is_noise=True, is_right=True)]
    plants = [result("b", is_noise=False, is_right=number > 0) for number in range(100)]
    counts = counted([*noise, *plants])
    assert "| b | 100 | 99 | 99.0% |" in command.table(counts)
    assert command.is_good(counts)
    assert not command.is_good(counted([*noise, *plants, plants[0]]))
    false = Count(is_noise=True, change="a", n_pages=100, wrong=[noise[0]])
    assert not command.is_good([false])
