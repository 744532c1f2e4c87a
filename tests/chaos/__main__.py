"""``python -m tests.chaos``: kill until enough kills have landed, and say what came of it."""

import argparse
import sys
from time import monotonic

from tests.chaos.points import STEPS
from tests.chaos.stages import ENGINES, staged, workplace
from tests.chaos.trial import Tally, Trials
from tests.chaos.unsafe import UnsafeStore

from wireroom.adapters.warehouse import Store

_EVERY = 25  # trials between two lines of progress
_N_SHOWN = 3


def main() -> int:
    """1 where a trial went wrong; with --unsafe, where none lost an article."""
    given = _arguments()
    begun = monotonic()
    is_well = True
    for engine in given.engine or ENGINES:
        _say(f"{engine}: {given.kills} kills, seed {given.seed}")
        tally = _trials(engine, given)
        is_well &= bool(tally.n_losing) if given.unsafe else not tally.wrong
        _report(engine, tally)
    _say(f"{monotonic() - begun:.0f} s")
    return int(not is_well)


def _trials(engine: str, given: argparse.Namespace) -> Tally:
    """With --unsafe they end with the first loss."""
    store = UnsafeStore if given.unsafe else Store
    with workplace() as folder, staged(folder, engine, store=store) as (stage, empty):
        trials = Trials(stage, empty, given.seed)
        for tally in trials.run(given.kills):
            if tally.n_trials % _EVERY == 0:
                _say(f"  {tally.n_landed} landed, {len(tally.wrong)} trials wrong")
            if given.unsafe and tally.n_losing:
                break
        return trials.tally


def _report(engine: str, tally: Tally) -> None:
    width = max((len(point) for _, point in tally.landed), default=0)
    ordered = sorted(tally.landed, key=lambda moment: (STEPS.index(moment[0]), moment[1]))
    for step, point in ordered:
        _say(f"  {step:7} {point:{width}} {tally.landed[step, point]:5}")
    _say(
        f"{engine}: {tally.n_landed} kills landed in {tally.n_trials} trials"
        f" ({tally.n_missed} came too late); {len(tally.wrong)} trials went wrong,"
        f" {tally.n_losing} lost articles"
    )
    for wrong in tally.wrong[:_N_SHOWN]:
        _say(wrong)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="on each engine")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--engine", choices=ENGINES, action="append")
    parser.add_argument("--unsafe", action="store_true", help="a loader that must be seen to lose")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
