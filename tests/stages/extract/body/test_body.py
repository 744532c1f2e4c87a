"""Which blocks are taken, when there is doubt, and who is asked then."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.stages.extract.pages import BODY, SENTENCE, read, story
from tests.stages.extract.sheets import sheet

from wireroom.stages.extract.body import DOUBT, doubt_of, read_body, taken
from wireroom.stages.extract.body.judge import JUDGED_NAMES, judged

ROOT = Path(__file__).parents[4]
DOUBTFUL = "<h1>Flood</h1><p>Water rose.</p>"
LOOK = """
import json, sys
from wireroom.model import Page
from wireroom.reading import read_page
told = {}
for name, body in json.load(sys.stdin).items():
    record = read_page(Page(body=body.encode(), url="https://outlet.test/2026/08/15/a"))
    told[name] = [record.meta["path"], "trafilatura" in sys.modules]
print(json.dumps(told))
"""


def floats(*values):
    return np.array(values, np.float32)


@pytest.mark.parametrize(
    ("likely", "size", "doubt"),
    [
        ((0.9, 0.1, 0.5), (100, 400, 50), (10 + 30 + 25) / (90 + 30 + 25)),
        ((1, 0), (100, 100), 0),
        ((0.5,), (10,), 1),
        ((0.2,), (10,), 1),
        ((0, 0), (10, 10), 0),
    ],
    ids=["by hand", "sure", "either", "none likely", "none at all"],
)
def test_doubt_is_the_unsure_share_of_what_is_taken(likely, size, doubt):
    """Each block weighs its characters, no more than 300."""
    assert doubt_of(floats(*likely), floats(*size)) == pytest.approx(doubt)


@pytest.mark.parametrize(
    ("likely", "blocks"),
    [
        ((0.9, 0.1, 0.47, 0.48), (0, 2, 3)),
        ((0.1, 0.3, 0.2), (1,)),
        ((0.3, 0.1, 0.3), (0, 2)),
        ((0.1, 0.19), ()),
        ((0.0,), ()),
    ],
    ids=["likely", "likeliest", "two alike", "nothing", "one block"],
)
def test_the_likely_blocks_are_taken_or_the_likeliest(likely, blocks):
    """From .47 on; below a fifth nothing is the article's: an empty page is a finding."""
    assert taken(floats(*likely)) == blocks


def test_a_judge_is_told_by_the_share_of_runs_he_kept():
    """Each block's, its neighbours', and the page's by characters."""
    blocks = ["one two three four five", "six seven", "eight nine ten eleven twelve"]
    size = floats(10, 10, 20)
    found = judged(blocks, "one two three four five six seven eight nine ten eleven", size)
    assert tuple(found) == JUDGED_NAMES
    assert found["judged"].tolist() == [1, 1, 0.5]
    assert found["judged-1"].tolist() == [0, 1, 1]
    assert found["judged+1"].tolist() == [1, 0.5, 0]
    assert found["judged_all"] == pytest.approx([(10 + 10 + 10) / 40] * 3)


def test_a_judge_who_kept_nothing_counts_for_nothing():
    """Nor does a block without a word, whatever he kept."""
    assert judged(["one two", "***"], "", floats(7, 3))["judged"].tolist() == [0, 0]
    assert judged(["one two", "***"], "one two", floats(7, 3))["judged"].tolist() == [1, 0]


def test_trafilatura_is_imported_for_a_doubtful_page_only():
    """Half a second that most runs need not spend: seen in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", LOOK],
        input=json.dumps({"plain": story(), "doubtful": DOUBTFUL}),
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(run.stdout) == {
        "plain": ["blocks", False],
        "doubtful": ["blocks+trafilatura", True],
    }


def test_a_doubtful_page_is_judged():
    """It has its path in the record, and its doubt; a plain one is read without."""
    doubtful = read_body(sheet(body=DOUBTFUL), "Flood")
    plain = read_body(sheet(body=story()), "Ferry crews end walkout")
    assert (doubtful.is_judged, doubtful.doubt > DOUBT) == (True, True)
    assert (plain.is_judged, plain.doubt < DOUBT) == (False, True)
    assert read(DOUBTFUL).path == "blocks+trafilatura"


@pytest.mark.parametrize("body", ["", " ", "<!-- x -->", "<script>x</script><nav>y</nav>"])
def test_a_page_without_text_has_no_lines(body):
    """Nobody is asked: there is nothing to judge."""
    found = read_body(sheet(body=body), "")
    assert (found.taken, found.lines(), found.is_judged, found.doubt) == ((), ((), ()), False, 1.0)


@pytest.mark.parametrize(
    ("n_sentences", "n_kept"), [(6, 0), (20, 1)], ids=["small", "may be the article"]
)
def test_a_foreign_box_is_left_out_unless_it_holds_too_much(n_sentences, n_kept):
    """A class such as "slider" on a box of a thousand characters and more says nothing."""
    page = sheet(body=f'<h1>T</h1>{BODY}<div id="x"><p>Other. {SENTENCE * n_sentences}</p></div>')
    body = read_body(page, "T")
    found, _ = body.lines(page.tree.xpath("//*[@id='x']"))
    assert sum(line.startswith("Other") for line in body.lines()[0]) == 1
    assert sum(line.startswith("Other") for line in found) == n_kept
