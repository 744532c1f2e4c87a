"""`python -m benchmarks.sweep [--days N] [--daily N]`: a long window of one outlet's sitemaps.

The outlet is served on loopback: an index of monthly sitemaps with the news extension. Each step
runs in a process of its own, whose memory is told; pages are not fetched.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from tests.servers import Zoo

from benchmarks.sweep.outlet import HOST, LAST, routes, write_outlet

STEPS = ("plan", "discover", "to fetch", "settle")


def main(words: Sequence[str] | None = None) -> int:
    """Measure each step, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sweep", description=__doc__)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--daily", type=int, default=200, help="articles a day")
    asked = parser.parse_args(words)
    first = LAST - timedelta(days=asked.days - 1)
    with tempfile.TemporaryDirectory() as folder, Zoo(routes(first, asked.daily)) as zoo:
        home = Path(folder)
        write_outlet(home / "outlets")
        told = [_measured(step, zoo, home, first) for step in STEPS]
    sys.stdout.write(table(told))
    return 0


def table(told: Sequence[dict[str, float]]) -> str:
    """A row per step: pages, seconds, pages a second, memory."""
    lines = ["| step | pages | seconds | pages/s | MB at most |", "|---|---:|---:|---:|---:|"]
    for step, one in zip(STEPS, told, strict=True):
        n_pages, seconds = one["n_pages"], one["seconds"]
        rate = f"{n_pages / seconds:,.0f}"
        lines.append(f"| {step} | {n_pages:,.0f} | {seconds:.1f} | {rate} | {one['peak_mb']:.0f} |")
    return "\n".join([*lines, ""])


def _measured(step: str, zoo: Zoo, home: Path, first: date) -> dict[str, float]:
    env = os.environ | {
        "WIREROOM_HOME": str(home),
        "WIREROOM_OUTLETS": str(home / "outlets"),
        "WIREROOM_CONNECT_TO": zoo.connect_to_text,
        "WIREROOM_CA_BUNDLE": str(zoo.ca_bundle),
    }
    command = [sys.executable, "-m", "benchmarks.sweep.step", step, first.isoformat(), HOST]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)  # noqa: S603 - our own module
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    sys.exit(main())
