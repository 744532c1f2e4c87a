"""The measurement of near copies: its generators tell the truth, and quality may not fall."""

from pathlib import Path

import pytest
from benchmarks.dedupe.corpus import TUNED, UNSEEN, corpus
from benchmarks.dedupe.rows import row
from benchmarks.dedupe.samples import Sample, samples
from benchmarks.dedupe.scoring import score
from benchmarks.dedupe.sentences import split
from benchmarks.dedupe.table import markdown
from benchmarks.dedupe.tools import wireroom
from tests.stages.dedupe.texts import story

REAL = Path(__file__).parents[3] / "shared/data/extraction"
OWN = [
    Sample(name=f"s{n}", language="en", title="T", text=split(story(n, 360).replace(". ", ".\n")))
    for n in range(24)
]


@pytest.mark.parametrize("made_by", [TUNED, UNSEEN], ids=lambda generator: generator.name)
def test_generator_gives_the_same_documents_each_time(made_by) -> None:
    """All edits and strangers are there, and a seed tells all."""
    docs = corpus(OWN, made_by, seed=1)
    assert docs == corpus(OWN, made_by, seed=1) != corpus(OWN, made_by, seed=2)
    assert {*made_by.edits, *made_by.strangers, "template", "neighbour"} <= {
        doc.made_by for doc in docs
    }


def test_scores_of_the_truth_and_of_nothing_are_one_and_none() -> None:
    """Perfect clusters, every document alone, and all in one."""
    docs = corpus(OWN, TUNED, seed=1)
    perfect = score(docs, [doc.story for doc in docs])
    alone = score(docs, [doc.name for doc in docs])
    whole = score(docs, ["one"] * len(docs))
    assert (perfect.f1, perfect.ari, set(perfect.found.values())) == (1, 1, {1.0})
    assert (alone.precision, alone.recall, alone.ari) == (1, 0, 0)
    assert (whole.recall, round(whole.ari, 9)) == (1, 0)
    assert whole.precision < 0.2


def test_measurement_runs_on_texts_of_our_own() -> None:
    """A row and its table, from documents to Markdown."""
    found = row("wireroom", wireroom, "own", [corpus(OWN, TUNED, seed=1)])
    assert found.f1 > 0.95
    assert "| wireroom | own |" in markdown([found])


@pytest.mark.long
@pytest.mark.skipif(not REAL.exists(), reason="the shared pages are not here")
@pytest.mark.parametrize("made_by", [TUNED, UNSEEN], ids=lambda generator: generator.name)
def test_quality_on_real_texts_does_not_fall(made_by) -> None:
    """F1 and ARI of .97, the target, on the half of the texts that nothing was tuned on."""
    docs = corpus(list(samples(REAL))[1::2], made_by, seed=2)
    found = score(docs, wireroom(docs))
    assert min(found.f1, found.ari) >= 0.97
