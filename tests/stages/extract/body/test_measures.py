"""The measures of a tiny page, counted by hand (pieces.py has its boxes and blocks)."""

import numpy as np
import pytest
from tests.stages.extract.body.pieces import FIRST, SECOND, TINY, cut_of, tiny

from wireroom.stages.extract.body.measuring import Said, matrix, measures
from wireroom.stages.extract.body.neighbours import neighbours
from wireroom.stages.extract.body.texts import texts

FAR = 9  # boxes; as far as a measure looks
ALL = 4 + 80 + 70  # characters of the page
PROSE = 80 + 70
TEXTS = [
    ("n_chars", [4, 80, 70]),
    ("n_words", [1, FIRST.count(" ") + 1, SECOND.count(" ") + 1]),
    ("stops", [0, 1, 1]),
    ("linked", [1, 0, 0]),
    ("n_links", [1, 0, 0]),
    ("strong", [0, 0, 0]),
    ("n_same", [1, 1, 1]),
    ("prose", [0, 80, 70]),
    ("n_blocks", [3, 3, 3]),
    ("n_prose", [PROSE] * 3),
    ("place", [0, 1 / 3, 2 / 3]),
    ("past", [0, 4 / ALL, 84 / ALL]),
    ("prose_before", [0, 0, 80 / PROSE]),
    ("prose_after", [1, 70 / PROSE, 0]),
    ("like_title", [0, 0, 4 / 12]),
    ("like_summary", [-1, -1, -1]),
    ("from_title", [-2, -1, 0]),
]
# The score of a box: .4 of a block's prose in its own, 1, .5 and .25 of it in the three above.
BOXES = [
    ("depth", [2, 3, 3]),
    ("to_body", [FAR, 1, 1]),
    ("to_article", [FAR, FAR, FAR]),
    ("tag_div", [1, 0, 0]),
    ("own_prose", [0, 80 / PROSE, 70 / PROSE]),
    ("own_direct", [0, 80 / PROSE, 70 / PROSE]),
    ("own_density", [0, 1, 1]),
    ("own_linked", [1, 0, 0]),
    ("own_score", [0, 0.4 * 80 / PROSE, 0.4 * 70 / PROSE]),
    ("own_blocks", [1, 1, 1]),
    ("up1_prose", [1, 1, 1]),
    ("up1_density", [PROSE / ALL, 1, 1]),
    ("up1_linked", [4 / ALL, 0, 0]),
    ("up1_score", [0.5, 1, 1]),
    ("up1_blocks", [3, 2, 2]),
    ("up2_score", [0.25, 0.5, 0.5]),
    ("to_top", [1, 0, 0]),
    ("top_before", [1, 0, -1]),
    ("top_after", [-3, -2, -1]),
    ("under_top", [0, 1, 1]),
]
KIN = [
    ("kin_n", [1, 2, 2]),
    ("kin_share", [4 / ALL, PROSE / ALL, PROSE / ALL]),
    ("kin_prose", [0, 1, 1]),
    ("kin_mean", [4, 75, 75]),
    ("kin_linked", [1, 0, 0]),
    ("tag_n", [1, 2, 2]),
]
NEIGHBOURS = [
    ("n_chars-1", [0, 4, 80]),
    ("n_chars+1", [80, 70, 0]),
    ("n_chars-2", [0, 0, 4]),
    ("n_chars+2", [70, 0, 0]),
    ("linked-1", [0, 1, 0]),
    ("to_top-1", [0, 1, 0]),
    ("prose_near", [PROSE] * 3),
    ("from_prose", [60, 0, 0]),
    ("to_prose", [1, 0, 0]),
]
ROWS = [*TEXTS, *BOXES, *KIN, *NEIGHBOURS]


@pytest.mark.parametrize(("name", "values"), ROWS, ids=[name for name, _ in ROWS])
def test_a_measure_is_what_is_counted_by_hand(name, values):
    """The menu, the first paragraph, the second."""
    assert tiny()[name] == pytest.approx(values)


def test_kin_stand_in_boxes_that_look_the_same():
    """Paragraphs in two kinds of boxes: three look alike themselves, two with their parents."""
    made = cut_of('<div class="a"><p>w</p><p>x</p></div><div class="b"><p>yz</p></div>')
    table = measures(made, Said(title="", summary=""))
    assert table["tag_n"].tolist() == [3, 3, 3]
    assert table["kin_n"].tolist() == [2, 2, 1]
    assert table["kin_share"].tolist() == [0.5, 0.5, 0.5]


def test_a_summary_is_likened_by_its_words():
    """One of the first paragraph's fifteen words is the summary's, and half of the second's."""
    told = texts(cut_of(TINY), title="", summary=" ".join(SECOND.split()[:6]))
    assert told["like_summary"] == pytest.approx([0, 1 / 15, 6 / 12])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("short.", 0),
        ("x" * 60 + ".", 61),
        ("x" * 61, 0),
        ("x" * 161, 161),
        ("字" * 24 + "。", 62.5),
        ("字" * 22 + "。", 0),
        ("ی" * 59 + "؟", 60),
        ("x" * 60 + ".&rlm;", 61),
    ],
    ids=["short", "stop", "no stop", "long", "zh", "short zh", "fa", "mark behind the stop"],
)
def test_prose_is_long_enough_and_stops_in_any_script(text, value):
    """Sixty characters with a stop at the end, or more than 160; a Chinese sign counts for 2.5."""
    assert texts(cut_of(f"<p>{text}</p>"), title="", summary="")["prose"] == [value]


def test_the_nearest_prose_is_summed_over_eleven_blocks():
    """Five on either side; on a longer page the far ones do not count."""
    names = ("n_chars", "linked", "stops", "prose", "to_top", "strong", "own_score")
    prose = np.zeros(20, np.float32)
    prose[[0, 8]] = 100, 10
    near = neighbours(dict.fromkeys(names, prose))["prose_near"]
    assert near[:6].tolist() == [100, 100, 100, 110, 110, 110]
    assert near[6:15].tolist() == [10] * 8 + [0]


def test_a_page_of_one_block_has_every_measure_finite():
    """Nothing is divided by nothing."""
    table = measures(cut_of("<p>x</p>"), Said(title="", summary=""))
    rows = matrix(table, tuple(table))
    assert rows.shape == (1, len(tiny()))
    assert np.isfinite(rows).all()
    assert {column.dtype for column in table.values()} == {np.dtype(np.float32)}
