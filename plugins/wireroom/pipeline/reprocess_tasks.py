"""What the tasks of `dags/reprocess.py` call: JSON in, JSON out. XCom carries keys and counts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from wireroom.errors import CorruptCaptureError
from wireroom.model import Window
from wireroom.pipeline.reprocess import FromWarehouse, Report, chosen, compare, reprocess
from wireroom.pipeline.wiring import open_room

Json = dict[str, Any]
N_BATCHES = 16  # tasks at most: each costs about a second, and the pool runs a few at once
N_NAMED = 20  # damaged parts that a task hands on by name; the others are counted


def plan(run_id: str, window: Window, *, outlets: Sequence[str], diff: bool) -> list[Json]:
    """The run's outlets in batches; raises BadInputError for one that is not there."""
    outlet_ids = chosen(open_room(), outlets)
    n_batches = min(N_BATCHES, len(outlet_ids))
    parts = [outlet_ids[start::n_batches] for start in range(n_batches)]
    return [
        {
            "run_id": run_id,
            "name": part[0] if len(part) == 1 else f"{part[0]} and {len(part) - 1} more",
            "outlet_ids": part,
            "from_at": window.from_at.isoformat(),
            "to_at": window.to_at.isoformat(),
            "diff": diff,
        }
        for part in parts
    ]


def read_again(batch: Mapping[str, Any]) -> Json:
    """Read a batch's captures again; its report, of damaged parts the first twenty by name.

    With `diff` nothing is filed, and the versions that would read otherwise stand in the log.
    """
    room = open_room()
    window = Window(
        from_at=datetime.fromisoformat(batch["from_at"]),
        to_at=datetime.fromisoformat(batch["to_at"]),
    )
    source = FromWarehouse(room, window, batch["outlet_ids"])
    if batch["diff"]:
        report = compare(room, source, lambda one: print(f"would read otherwise: {one.url}"))  # noqa: T201 - a task's log
    else:
        report = reprocess(room, source, name=f"{batch['run_id']} {batch['name']}")
    told = report.as_json()
    return {**told, "damaged": told["damaged"][:N_NAMED], "n_damaged": len(report.damaged)}


def settle(reports: Iterable[Mapping[str, Any]]) -> Json:
    """All batches' counts in one.

    Raises CorruptCaptureError where a part of the archive is damaged; the rest is filed by then.
    """
    whole, n_damaged = Report(), 0
    for value in reports:
        one = Report.from_json(value)
        n_damaged += value["n_damaged"]
        whole.n_captures += one.n_captures
        whole.n_refined += one.n_refined
        whole.n_texts += one.n_texts
        whole.states += Counter(one.states)
        whole.reasons += Counter(one.reasons)
        whole.damaged += one.damaged
    if whole.damaged:
        first = whole.damaged[0]
        problem = f"damaged, as {n_damaged - 1} more of the archive: {first.problem}"
        raise CorruptCaptureError(f"{first.location} ({first.url})", problem)
    return {**whole.as_json(), "n_changed": whole.n_changed}
