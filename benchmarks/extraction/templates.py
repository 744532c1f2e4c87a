"""`python -m benchmarks.extraction.templates DATA`: reading by a template, beside the long way.

For every page of an outlet with several, the template is learned from the outlet's others.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean, median

from benchmarks.extraction.__main__ import silence
from benchmarks.extraction.peers import BASELINE, TOOLS
from benchmarks.extraction.running import Reading, Runner, run
from benchmarks.extraction.samples import Sample, samples
from benchmarks.extraction.scoring import body_f1
from benchmarks.extraction.teaching import Teacher, demo_samples

OWN, LONG = "template", "wireroom"
_ORDER = (OWN, LONG, BASELINE)
_SETS = ("aeb", "fundus")  # traf's pages are named by archives and hosts of blogs, not by outlets
_HEAD = (
    "| pages of | tool | body F1 | ms median | ms mean | speed median | speed mean |\n"
    "|---|---|---:|---:|---:|---:|---:|\n"
)


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.extraction.templates", description=__doc__
    )
    parser.add_argument("data", type=Path, help="folder with truth.jsonl.gz and pages/")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th page")
    asked = parser.parse_args(words)
    real = (one for one in samples(asked.data, every=asked.every) if one.of_set in _SETS)
    with silence():
        found = "".join(tables([*several(real), *demo_samples()]))
    sys.stdout.write(found)
    return 0


def several(pages: Iterable[Sample]) -> list[Sample]:
    """The pages of outlets that have more than one."""
    known = list(pages)
    n_pages = Counter(page.outlet for page in known)
    return [page for page in known if n_pages[page.outlet] > 1]


def tables(pages: Sequence[Sample]) -> Iterator[str]:
    """What was read by templates, what was not, and in what time."""
    teacher = Teacher()
    tools = [Runner(name=name, read=TOOLS[name]()) for name in (LONG, BASELINE)]
    tools.append(Runner(name=OWN, read=TOOLS[LONG](), taught=teacher.taught))
    readings = list(run(pages, tools))
    yield _HEAD
    for of_set in dict.fromkeys(page.of_set for page in pages):
        own = [one for one in readings if one.of_set == of_set]
        by_template = [one for one in own if teacher.ways[one.of_set, one.page] == OWN]
        yield from _rows(f"{of_set}, read by a template", by_template)
        yield from _rows(f"{of_set}, all", own)
    yield "\n"
    for of_set in dict.fromkeys(page.of_set for page in pages):
        ways = Counter(way for (own, _), way in teacher.ways.items() if own == of_set)
        n_outlets = len({page.outlet for page in pages if page.of_set == of_set})
        yield (
            f"{of_set}: {ways[OWN]} of {ways.total()} pages of {n_outlets} outlets read by a"
            " template, the others the long way\n"
        )


def _rows(of: str, readings: Sequence[Reading]) -> Iterator[str]:
    """One row a tool; of no pages none."""
    times = {name: [one.cpu_s for one in readings if one.tool == name] for name in _ORDER}
    for name in _ORDER if times[OWN] else ():
        bodies = [one.score.body for one in readings if one.tool == name and one.score.body]
        middle, mean = (
            (1000 * told(times[name]), told(times[BASELINE]) / told(times[name]))
            for told in (median, fmean)
        )
        yield (
            f"| {of} ({len(times[OWN])}) | {name} | {body_f1(bodies):.4f} | {middle[0]:.1f}"
            f" | {mean[0]:.1f} | {middle[1]:.1f} | {mean[1]:.1f} |\n"
        )


if __name__ == "__main__":
    sys.exit(main())
