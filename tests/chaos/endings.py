"""How a scene ends: the step said what was wrong, and once mended the rows are the calm ones."""

from tests.chaos.evidence import faults, rows_of
from tests.chaos.life import live
from tests.chaos.trial import Trials, differences

AWAY = "WarehouseUnavailableError"


def to_the_end(trials: Trials) -> list[str]:
    """What is wrong now, and what is once the life was played to its end."""
    before = faults(trials.stage)
    error = live(trials.stage).error
    after = [*faults(trials.stage), *differences(trials.calm, rows_of(trials.stage))]
    return [*before, *([error] if error else []), *after]


def unless_told(error: str, words: str, when: str) -> list[str]:
    """Nothing where the step failed and its error has these words."""
    last = error.strip().rpartition("\n")[2]
    return [] if words in last else [f"{when}: {words} is not what the step said: {last!r}"]
