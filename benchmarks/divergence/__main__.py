"""`python -m benchmarks.divergence DATA`: prints how many changes were told right, by kind."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.divergence.measuring import Count, counted, measure


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where noise was taken for a divergence or under 99 % were found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.divergence", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with truth.jsonl.gz and pages/")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th page")
    parser.add_argument("--processes", type=int, default=2, metavar="N")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="wrong ones told per kind")
    asked = parser.parse_args(words)
    counts = counted(measure(asked.data, every=asked.every, n_processes=asked.processes))
    sys.stdout.write(table(counts))
    for count in counts:
        for one in count.wrong[: asked.show]:
            sys.stdout.write(f"{count.change} | {one.page} | {one.said}\n")
    return int(not is_good(counts))


def table(counts: Sequence[Count]) -> str:
    """Both halves as Markdown."""
    lines = ["| harmless noise | pages | false findings |", "|---|---:|---:|"]
    noise = [one for one in counts if one.is_noise]
    plants = [one for one in counts if not one.is_noise]
    lines += [f"| {one.change} | {one.n_pages} | {len(one.wrong)} |" for one in noise]
    lines.append(f"| **all** | {_pages(noise)} | **{_wrong(noise)}** |")
    lines += ["", "| planted change | pages | found | share |", "|---|---:|---:|---:|"]
    lines += [_line(one.change, one.n_pages, len(one.wrong)) for one in plants]
    lines.append(_line("**all**", _pages(plants), _wrong(plants)))
    return "\n".join(lines) + "\n"


def is_good(counts: Sequence[Count]) -> bool:
    """No false finding, and 99 % of every planted change."""
    return all(
        not one.wrong if one.is_noise else len(one.wrong) <= one.n_pages / 100 for one in counts
    )


def _line(change: str, n_pages: int, n_wrong: int) -> str:
    n_found = n_pages - n_wrong
    return f"| {change} | {n_pages} | {n_found} | {n_found / max(n_pages, 1):.1%} |"


def _pages(counts: Sequence[Count]) -> int:
    return sum(one.n_pages for one in counts)


def _wrong(counts: Sequence[Count]) -> int:
    return sum(len(one.wrong) for one in counts)


if __name__ == "__main__":
    sys.exit(main())
