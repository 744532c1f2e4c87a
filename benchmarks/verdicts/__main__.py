"""`python -m benchmarks.verdicts DATA`: milliseconds a page, false alarms by kind, likeness."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.verdicts.alarms import KINDS, STRAINED, WAYS, Judged, judge_all
from benchmarks.verdicts.looks import QUANTILES, Spread, Trial, spreads, trials
from benchmarks.verdicts.samples import samples


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where a page raised a false alarm or judging took over 2 ms."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.verdicts", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with truth.jsonl.gz and pages/")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="false alarms told")
    asked = parser.parse_args(words)
    pages = list(samples(asked.data))
    judged = [judge_all(pages, way) for way in WAYS]
    parts = [_alarms(len(pages), judged), _spreads(spreads(pages)), _trials(list(trials(pages)))]
    sys.stdout.write("\n".join(parts))
    for one in judged:
        sys.stdout.writelines(f"{one.way}: {name}\n" for name in one.names[: asked.show])
    return int(not is_good(judged))


def is_good(judged: Sequence[Judged]) -> bool:
    """No false alarm, and no more than 2 ms a page; a headline that is wrong is only looked at."""
    fair = [one for one in judged if one.way != STRAINED]
    return all(not one.names and one.ms <= 2 for one in fair)  # noqa: PLR2004 - the target


def _alarms(n_pages: int, judged: Sequence[Judged]) -> str:
    lines = [
        f"| {n_pages} articles judged | ms a page | " + " | ".join(KINDS) + " |",
        "|---|---:|" + "---:|" * len(KINDS),
    ]
    for one in judged:
        counts = " | ".join(str(one.alarms[kind]) for kind in KINDS)
        lines.append(f"| {one.way} | {one.ms:.2f} | {counts} |")
    return "\n".join(lines) + "\n"


def _spreads(found: Sequence[Spread]) -> str:
    lines = [
        "| likeness | pairs | " + " | ".join(f"{share:.0%}" for share in QUANTILES) + " | unlike |",
        "|---|---:|" + "---:|" * (len(QUANTILES) + 1),
    ]
    for one in found:
        values = " | ".join(f"{one.at(share):.2f}" for share in QUANTILES)
        lines.append(f"| {one.pairs} | {len(one.values)} | {values} | {one.unlike:.1%} |")
    return "\n".join(lines) + "\n"


def _trials(found: Sequence[Trial]) -> str:
    lines = ["| held to a host's face | pages | wrong_site | any verdict |", "|---|---:|---:|---:|"]
    lines += [f"| {one.pages} | {one.n_pages} | {one.n_wrong} | {one.n_caught} |" for one in found]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
