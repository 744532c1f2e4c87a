"""When two texts are copies of one another: rules as rows, each with the source of its numbers.

Tuned on the train half of `python -m benchmarks.dedupe`; its other half and its second generator
only judge (adr/0010).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wireroom.stages.dedupe.likeness import Likeness, Shares

Flags = NDArray[np.bool_]
FEW = 4  # entities: with fewer they say nothing
FEW_NUMBERS = 5
OTHER_NAMES, OTHER_NUMBERS = 0.38, 0.20  # shares below which a text tells of something else
TOO_ALIKE = (0.8, 0.9)  # Jaccard from which neither names nor numbers speak against a copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What each measure has to reach; `source` says why."""

    name: str
    least: Mapping[str, float]
    source: str


# One that holds makes two texts copies.
ACCEPT = (
    Rule(
        name="alike",
        least={"jaccard": 0.30, "n_shared": 10},
        source="design/dedupe.md; short texts repeat honestly",
    ),
    Rule(
        name="contained, from the start",
        least={"containment": 0.50, "n_shared": 20, "lede": 0.25},
        source="truncation; the overlap keeps chains of short texts apart (design/dedupe.md)",
    ),
    Rule(
        name="contained, all over",
        least={"containment": 0.50, "n_shared": 20, "spread_long": 0.50},
        source="abridgement; a follow-up shares one block: 98 in 100 have a spread under .5",
    ),
    Rule(
        name="rewritten",
        least={
            "jaccard": 0.10, "containment": 0.22, "n_shared": 15, "entities": 0.5,
            "spread_short": 0.60, "spread_long": 0.35,
        },
        source="wire rewrites keep names and something of each part; 99 in 100 follow-ups do not",
    ),
)  # fmt: skip
# In one outlet furniture and house style are shared, so one of these has to hold as well.
OWN_OUTLET = (
    Rule(name="same text", least={"jaccard": 0.8}, source="design/dedupe.md"),
    Rule(
        name="same lede, and more",
        least={"lede": 0.5, "spread_short": 0.65},
        source="design/dedupe.md's lede agreement; furniture alone spreads over .64 of a text",
    ),
    Rule(
        name="all over both",
        least={"spread_short": 0.70, "spread_long": 0.50},
        source="updates with a new lede; furniture alone spreads over .38 of the longer text",
    ),
)


def is_copy(found: Likeness, is_own: Flags) -> Flags:
    """Whether each pair is accepted; `is_own` says that both are of one outlet."""
    accepted = _any(ACCEPT, found) & ~_is_template(found)
    return accepted & (~is_own | _any(OWN_OUTLET, found))


def scores(found: Likeness) -> Shares:
    """One number a pair, 0 to 1: the geometric mean of Jaccard and containment."""
    both: Shares = np.sqrt(found.jaccard * found.containment)
    return both


def rule_names(found: Likeness) -> list[str]:
    """The first rule of `ACCEPT` that holds for each pair, for the evidence; "" where none does."""
    names = np.full(len(found.jaccard), "", dtype=object)
    for rule in reversed(ACCEPT):
        names[_holds(rule, found)] = rule.name
    return list(names)


def _is_template(found: Likeness) -> Flags:
    """Same words about other people and other numbers: weather, markets, results.

    Of the tuning set's templates all but one in a hundred share under .38 of their entities, of the
    copies one in a hundred under .50; nine templates in ten share under .20 of their numbers.
    """
    other_names = (found.n_entities >= FEW) & (found.entities < OTHER_NAMES)
    other_numbers = (found.n_numbers >= FEW_NUMBERS) & (found.numbers < OTHER_NUMBERS)
    is_other: Flags = (other_names & (found.jaccard < TOO_ALIKE[0])) | (
        other_numbers & (found.jaccard < TOO_ALIKE[1])
    )
    return is_other


def _any(rules: tuple[Rule, ...], found: Likeness) -> Flags:
    held: Flags = np.logical_or.reduce([_holds(rule, found) for rule in rules])
    return held


def _holds(rule: Rule, found: Likeness) -> Flags:
    """Whether every measure of the rule is reached; few entities cannot speak against it."""
    reached = [_reached(name, least, found) for name, least in rule.least.items()]
    held: Flags = np.logical_and.reduce(reached)
    return held


def _reached(name: str, least: float, found: Likeness) -> Flags:
    is_enough: Flags = getattr(found, name) >= least
    return is_enough | (found.n_entities < FEW) if name == "entities" else is_enough
