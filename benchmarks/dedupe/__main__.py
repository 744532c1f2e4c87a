"""`python -m benchmarks.dedupe DATA`: near copies by wireroom and its peers, and their cost."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.dedupe import plot
from benchmarks.dedupe.rows import row, sets
from benchmarks.dedupe.samples import samples
from benchmarks.dedupe.table import as_json, markdown
from benchmarks.dedupe.tools import TOOLS, ready


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print the tables, and write rows and plot where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dedupe", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with truth.jsonl.gz and pages/")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th page")
    parser.add_argument("--tools", nargs="*", choices=list(TOOLS), default=list(TOOLS))
    parser.add_argument("--out", type=Path, metavar="DIR", help="where rows.json and the plot go")
    asked = parser.parse_args(words)
    tools, absent = ready(asked.tools)
    corpora = sets(list(samples(asked.data, every=asked.every)))
    found = [
        row(name, tool, of_set, docs)
        for name, tool in tools.items()
        for of_set, docs in corpora.items()
    ]
    sys.stdout.write(markdown(found))
    if absent:
        sys.stdout.write(f"\nLeft out, not installed: {', '.join(absent)}\n")
    if asked.out:
        asked.out.mkdir(parents=True, exist_ok=True)
        (asked.out / "rows.json").write_text(as_json(found, absent), encoding="utf-8")
        try:
            plot.draw(found, asked.out)
        except ImportError as error:
            sys.stderr.write(f"no plot: {error}; install wireroom[bench]\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
