"""`python -m benchmarks.extraction.training DATA [--folds 5] [--write]`.

Without --write: the forests are grown without a fifth of the outlets and held to it, for every
fifth, and the scores printed. With it they are grown on all pages and put into the package.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import wireroom.stages.extract.body as room
from benchmarks.extraction.samples import samples
from benchmarks.extraction.training.blocks import BlocksOfPage, blocks_of
from benchmarks.extraction.training.folds import folded, report
from benchmarks.extraction.training.growing import as_forest, grow
from wireroom.stages.extract.body.forest import Forest
from wireroom.stages.extract.body.judge import JUDGED_NAMES


def main(words: Sequence[str] | None = None) -> int:
    """Grow, and print or write."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.extraction.training", description=__doc__
    )
    parser.add_argument("data", type=Path, help="folder with truth.jsonl.gz and pages/")
    parser.add_argument("--folds", type=int, default=5, help="parts the outlets are cut into")
    parser.add_argument("--write", action="store_true", help="grow on all and ship")
    asked = parser.parse_args(words)
    pages = list(blocks_of(samples(asked.data)))
    names = pages[0].names
    if asked.write:
        _write(pages, names)
    else:
        sys.stdout.write(report(pages, folded(pages, asked.folds)))
    return 0


def _write(pages: Sequence[BlocksOfPage], names: Sequence[str]) -> None:
    for name, is_judged in (("lines", False), ("judged", True)):
        seen = (*names, *JUDGED_NAMES) if is_judged else tuple(names)
        _ship(name, as_forest(grow(pages, is_judged=is_judged), seen))


def _ship(name: str, grown: Forest) -> None:
    path = Path(str(room.__file__)).with_name(f"{name}.npz")
    np.savez_compressed(
        path,
        names=np.array(grown.names),
        n_levels=np.array(grown.n_levels),
        feature=grown.feature.astype(np.int16),
        threshold=grown.threshold,
        child=grown.child.astype(np.int16),
        value=grown.value,
        roots=grown.roots.astype(np.int16),
    )
    sys.stdout.write(f"{path.name}: {len(grown.names)} measures, {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    sys.exit(main())
