"""A trial: one life killed up to three times, played to its end and compared with the calm one."""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic

from tests.chaos.evidence import Rows, faults, rows_of
from tests.chaos.life import RUNS, Stage, live
from tests.chaos.points import Kill, Moment

MAX_KILLS = 3
_TIMED = 0.35  # of the kills come at any moment, the others at a named point


@dataclass
class Tally:
    """What came of the trials: kills by moment, and every trial that lost or doubled something."""

    landed: Counter[Moment] = field(default_factory=Counter)
    n_missed: int = 0
    n_trials: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def n_landed(self) -> int:
        """Kills that hit a process inside a step."""
        return sum(self.landed.values())

    @property
    def n_losing(self) -> int:
        """Trials after which articles were missing for good."""
        return sum("lost from article" in told for told in self.wrong)


class Trials:
    """Trials on one stage; `empty` puts its warehouse back to no rows.

    With `steps`, kills come at the named points of those steps alone.
    """

    def __init__(
        self,
        stage: Stage,
        empty: Callable[[], None],
        seed: int,
        *,
        runs: Mapping[str, int] = RUNS,
        steps: Sequence[str] = (),
    ) -> None:
        self.runs, self._steps = runs, steps
        self.stage, self._empty, self._chance = stage, empty, random.Random(seed)
        self.tally = Tally()
        self.calm, self._passed, self._whole_s = self._calm_life()

    def run(self, n_kills: int) -> Iterator[Tally]:
        """Trials until so many kills have landed; the tally after each."""
        while self.tally.n_landed < n_kills:
            self.one()
            yield self.tally

    def one(self) -> None:
        """One trial."""
        self.clear()
        self.tally.n_trials += 1
        found: list[str] = []
        told: list[str] = []
        for _ in range(self._chance.randint(1, MAX_KILLS)):
            kill = self._kill()
            end = live(self.stage, kill)
            self._count(end.killed)
            told.append(f"{kill}")
            found += [end.error] * bool(end.error) + faults(self.stage)
            if end.killed is None:
                break
        found += [live(self.stage).error, *faults(self.stage), *self._differences()]
        if found := [one for one in found if one]:
            self.tally.wrong.append("\n".join([f"trial {self.tally.n_trials}", *told, *found]))

    def _count(self, killed: Moment | None) -> None:
        if killed is None or killed[0] == "between":
            self.tally.n_missed += 1
        else:
            self.tally.landed[killed] += 1

    def _kill(self) -> Kill:
        if not self._steps and self._chance.random() < _TIMED:
            return Kill(after_s=self._chance.uniform(0, self._whole_s))
        moments = [one for one in self._passed if not self._steps or one[0] in self._steps]
        moment = self._chance.choice(sorted(moments))
        return Kill(moment=moment, nth=self._chance.randint(1, self._passed[moment]))

    def _calm_life(self) -> tuple[Rows, Counter[Moment], float]:
        self.clear()
        begun = monotonic()
        end = live(self.stage, runs=self.runs)
        whole_s = monotonic() - begun
        if wrong := [end.error] * bool(end.error) or faults(self.stage):
            raise RuntimeError("\n".join(["The undisturbed life went wrong.", *wrong]))
        passed = {moment: n for moment, n in end.passed.items() if moment[0] != "between"}
        return rows_of(self.stage), Counter(passed), whole_s

    def clear(self) -> None:
        """No rows, no archive."""
        shutil.rmtree(self.stage.settings.home, ignore_errors=True)
        self._empty()

    def _differences(self) -> list[str]:
        return differences(self.calm, rows_of(self.stage))


def differences(calm: Rows, found: Rows) -> list[str]:
    """Rows that are missing, and rows that are too many."""
    wrong = []
    for table, rows in calm.items():
        ours, theirs = Counter(rows), Counter(found[table])
        wrong += [f"lost from {table}: {row}" for row in ours - theirs]
        wrong += [f"too many in {table}: {row}" for row in theirs - ours]
    return wrong
