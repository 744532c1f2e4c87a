"""One step of a sweep in this process: pages, seconds and peak memory as JSON on standard output.

`to fetch` reads what discover journaled, in the pages that fetch takes. `settle` is of a second
run whose limit ends all but one of its entries without a request.
"""

import json
import re
import sys
import time
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from benchmarks.sweep.outlet import LAST
from wireroom.model import Window
from wireroom.pipeline import (
    Room,
    Scope,
    discover_batch,
    fetch_batch,
    open_room,
    plan_sweep,
    preview,
    settle_run,
)
from wireroom.pipeline.fetch import pages_of

_NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
_KB = 1024


def main() -> None:
    """Do the step that the command line names, over the window that begins on its day."""
    step, first = sys.argv[1:3]
    room = open_room(now=_NOW)
    window = Window.read(first, LAST.isoformat(), now=_NOW)
    began = time.perf_counter()
    n_pages = _done(step, room, Scope(window=window))
    seconds = time.perf_counter() - began
    told = {"n_pages": n_pages, "seconds": seconds, "peak_mb": _peak_mb()}
    sys.stdout.write(json.dumps(told))


def _peak_mb() -> float:
    """The most memory of this process: ru_maxrss would be its parent's where that was larger."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="utf-8"))
    return int(found[1]) / _KB if found else 0.0


def _done(step: str, room: Room, scope: Scope) -> int:
    if step == "plan":
        (found,) = preview(room, scope=scope)
        return found.n_listings
    is_last = step == "settle"
    (batch,) = plan_sweep(
        room,
        run_id=str(is_last),
        outlets=(),
        limit=1 if is_last else None,
        scope=scope.as_json(),
    )
    if step == "to fetch":
        return sum(1 for _ in chain.from_iterable(pages_of(room, batch)))
    counts = discover_batch(room, batch)
    if is_last:
        fetch_batch(room, batch)
        settle_run(room, batch.run_id)
    return counts["in_window"]


main()
