"""``python -m tests.chaos``: kill until enough kills have landed, and say what came of it."""

import argparse
import os
import sys
from collections.abc import Sequence
from time import monotonic

from tests.chaos.disks import DISKS
from tests.chaos.points import STEPS
from tests.chaos.scenes import SCENES
from tests.chaos.stages import ENGINES, staged, workplace
from tests.chaos.trial import Tally, Trials
from tests.chaos.unsafe import UnsafeStore

from wireroom.adapters.warehouse import Store

_EVERY = 25  # trials between two lines of progress
_N_SHOWN = 3


def main() -> int:
    """1 where a trial or a scene went wrong; with --unsafe, where none lost an article."""
    given = _arguments()
    begun = monotonic()
    if given.scene:
        return int(_scenes(given.scene))
    is_well = True
    for engine in given.engine or ENGINES:
        _say(f"{engine}: {given.kills} kills, seed {given.seed}")
        tally = _trials(engine, given)
        is_well &= bool(tally.n_losing) if given.unsafe else not tally.wrong
        _report(engine, tally)
    if not (given.engine or given.unsafe):
        is_well &= not _scenes([*SCENES])
    _say(f"{monotonic() - begun:.0f} s")
    return int(not is_well)


def _scenes(names: Sequence[str]) -> bool:
    """Play scenes; whether anything was wrong."""
    is_wrong = False
    for name in names:
        if name in DISKS and os.geteuid():
            _say(f"{name}: left out, as only root may mount a small disk")
            continue
        told = SCENES[name]()
        is_wrong |= bool(told)
        _say("\n  ".join([f"{name}: {len(told) or 'nothing'} wrong", *told[:_N_SHOWN]]))
    return is_wrong


def _trials(engine: str, given: argparse.Namespace) -> Tally:
    """They end with the last kill or minute; with --unsafe, with the first loss."""
    store = UnsafeStore if given.unsafe else Store
    until = monotonic() + 60 * given.minutes
    with workplace() as folder, staged(folder, engine, store=store) as (stage, empty):
        trials = Trials(stage, empty, given.seed, steps=given.step or ())
        for tally in trials.run(given.kills):
            if tally.n_trials % _EVERY == 0:
                _say(f"  {tally.n_landed} landed, {len(tally.wrong)} trials wrong")
            if (given.unsafe and tally.n_losing) or monotonic() > until:
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
    for wrong in tally.wrong[-_N_SHOWN:]:
        _say(wrong)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="on each engine")
    parser.add_argument("--minutes", type=float, default=600, help="at most, on each engine")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--engine", choices=ENGINES, action="append")
    parser.add_argument("--step", choices=STEPS[1:], action="append", help="kills there alone")
    parser.add_argument("--unsafe", action="store_true", help="a loader that must be seen to lose")
    parser.add_argument("--scene", choices=SCENES, action="append", help="that alone")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
