"""`python -m benchmarks.extraction DATA`: wireroom and its peers, quality and CPU a page."""

import argparse
import logging
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.extraction import plot
from benchmarks.extraction.peers import TOOLS
from benchmarks.extraction.rows import Row, rows
from benchmarks.extraction.running import Reading, run, runners
from benchmarks.extraction.samples import samples
from benchmarks.extraction.table import as_json, markdown


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print the table, and write rows and plot where asked."""
    asked = _asked(words)
    with silence():
        tools, left_out = runners(asked.tools)
        readings = list(run(list(samples(asked.data, every=asked.every)), tools))
    found = rows(readings)
    sys.stdout.write(markdown(found))
    if left_out:
        sys.stdout.write(f"\nLeft out, not installed: {', '.join(left_out)}\n")
    _tell_errors(readings)
    if asked.out:
        _write(found, left_out, asked.out)
    return 0


@contextmanager
def silence() -> Iterator[None]:
    """Peers warn and log about pages by the hundred."""
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with truth.jsonl.gz and pages/")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th page")
    parser.add_argument(
        "--tools", type=_tools, default=list(TOOLS), metavar="A,B", help="only these"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="where rows.json and the plot go")
    return parser.parse_args(words)


def _tools(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",")]
    unknown = [name for name in names if name not in TOOLS]
    if unknown:
        known = ", ".join(TOOLS)
        raise argparse.ArgumentTypeError(f"no tool {', '.join(unknown)}; there are: {known}")
    return names


def _tell_errors(readings: Sequence[Reading]) -> None:
    for one in readings:
        if one.error:
            line = " ".join(one.error.split())[:200]
            sys.stderr.write(f"{one.tool}: {one.of_set}/{one.page}: {line}\n")


def _write(found: Sequence[Row], left_out: Sequence[str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rows.json").write_text(as_json(found, left_out), encoding="utf-8")
    try:
        plot.draw(found, folder)
    except ImportError as error:
        sys.stderr.write(f"no plot: {error}; install wireroom[bench]\n")


if __name__ == "__main__":
    sys.exit(main())
