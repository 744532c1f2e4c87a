"""The shipped forests are well-formed, and their walk is that of trees told plainly."""

import math

import numpy as np
import pytest
from tests.stages.extract.body.pieces import tiny

from wireroom.stages.extract.body.forest import Forest, shipped
from wireroom.stages.extract.body.judge import JUDGED_NAMES
from wireroom.stages.extract.body.measuring import matrix

NAMES = ("lines", "judged")


def leaf(forest, row, node):
    """The leaf that a row of measures comes to, one node after another."""
    n_steps = 0
    while forest.child[2 * node] != node:
        is_above = row[forest.feature[node]] > forest.threshold[node]
        node = int(forest.child[2 * node + is_above])
        n_steps += 1
    assert n_steps <= forest.n_levels
    return node


def plainly(forest, row):
    odds = math.fsum(float(forest.value[leaf(forest, row, int(root))]) for root in forest.roots)
    return 1 / (1 + math.exp(-odds))


def rows(forest, n_rows, seed):
    """Rows on either side of the thresholds, and on them."""
    rng = np.random.default_rng(seed)
    made = np.zeros((n_rows, len(forest.names)), np.float32)
    for column in range(len(forest.names)):
        seen = np.append(forest.threshold[forest.feature == column], np.float32(0))
        made[:, column] = rng.choice(seen, n_rows) + rng.choice([-1, 0, 0.5], n_rows)
    return made.astype(np.float32)


@pytest.mark.parametrize("name", NAMES)
def test_the_walk_over_arrays_is_the_walk_of_each_tree(name):
    """Whatever the measures are, and where they are equal to a threshold."""
    forest = shipped(name)
    given = rows(forest, 40, seed=7)
    assert forest.likely(given) == pytest.approx([plainly(forest, row) for row in given], abs=1e-5)


def test_a_real_pages_blocks_are_walked_the_same():
    """The tiny page: its paragraphs are likelier than its menu."""
    forest = shipped("lines")
    given = matrix(tiny(), forest.names)
    found = forest.likely(given)
    assert found == pytest.approx([plainly(forest, row) for row in given], abs=1e-5)
    assert found[0] < min(found[1:])


@pytest.mark.parametrize("name", NAMES)
def test_leaves_are_their_own_children_and_alone_have_a_value(name):
    """So that every row may take as many steps as the longest way down."""
    forest = shipped(name)
    left, right = forest.child[::2], forest.child[1::2]
    is_leaf = left == np.arange(len(left))
    assert (right[is_leaf] == left[is_leaf]).all()
    assert (right[~is_leaf] != left[~is_leaf]).all()
    assert not forest.value[~is_leaf].any()
    assert not is_leaf[forest.roots].any()
    assert is_leaf.sum() == (~is_leaf).sum() + len(forest.roots)


@pytest.mark.parametrize(
    ("name", "more"), [("lines", ()), ("judged", JUDGED_NAMES)], ids=list(NAMES)
)
def test_a_forest_looks_at_known_measures_only(name, more):
    """Each once; the judged forest alone knows of the judge."""
    forest = shipped(name)
    assert set(forest.names) <= {*tiny(), *more}
    assert len(set(forest.names)) == len(forest.names)
    assert forest.feature.max() < len(forest.names)
    assert bool(set(forest.names) & set(JUDGED_NAMES)) is bool(more)


def test_a_tree_of_two_leaves_goes_above_its_threshold_only():
    """Equal is not above; the leaves' values are log-odds."""
    forest = Forest(
        names=("a",),
        feature=np.array([0, 0, 0], np.int32),
        threshold=np.array([2, 0, 0], np.float32),
        child=np.array([1, 2, 1, 1, 2, 2], np.int32),
        value=np.array([0, -math.log(3), math.log(3)], np.float32),
        roots=np.array([0], np.int32),
        n_levels=1,
    )
    found = forest.likely(np.array([[1], [2], [3]], np.float32))
    assert found == pytest.approx([0.25, 0.25, 0.75])


def test_a_forest_is_read_once():
    """The arrays are kept: pages come by the thousand."""
    assert shipped("lines") is shipped("lines")
