"""Is this new? Identity inside an outlet, one text across outlets, and near copies.

`identity` goes before a row is filed; the rest judges texts that are filed already: a `sketch` of
each, `likeness` of two, `rules` that say whether they are copies, the `relation` that they have,
and the `clusters` that relations make. Finding candidates needs an index, which is an adapter's.
"""

from wireroom.stages.dedupe.agencies import agency_of, credit
from wireroom.stages.dedupe.clusters import Decision, Link, groups
from wireroom.stages.dedupe.furniture import Shelf, marks, short, without
from wireroom.stages.dedupe.identity import (
    MIN_WORDS,
    Duplicate,
    duplicate_of,
    n_words,
    relations,
)
from wireroom.stages.dedupe.likeness import Likeness, likeness
from wireroom.stages.dedupe.relation import Kind, Measured, Side, kind_of
from wireroom.stages.dedupe.rules import is_copy, rule_names, scores
from wireroom.stages.dedupe.sketch import Reading, Sketch, Stack, read, sketch, stacked

__all__ = [
    "MIN_WORDS",
    "Decision",
    "Duplicate",
    "Kind",
    "Likeness",
    "Link",
    "Measured",
    "Reading",
    "Shelf",
    "Side",
    "Sketch",
    "Stack",
    "agency_of",
    "credit",
    "duplicate_of",
    "groups",
    "is_copy",
    "kind_of",
    "likeness",
    "marks",
    "n_words",
    "read",
    "relations",
    "rule_names",
    "scores",
    "short",
    "sketch",
    "stacked",
    "without",
]
