"""The rows as Markdown tables, and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from benchmarks.dedupe.rows import Row

OURS = "wireroom"
STRANGERS = ("follow-up", "quotation", "neighbour", "template", "a year on", "same event")


def markdown(rows: Sequence[Row]) -> str:
    """Quality and cost by tool and set; then wireroom's recall by edit, false rate by stranger."""
    lines = [
        "| tool | set | documents | F1 | ARI | precision | recall | CPU ms / 1k |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {row.tool} | {row.of_set} | {row.n_docs} | {_share(row.f1)} | {_share(row.ari)} | "
        f"{_share(row.precision)} | {_share(row.recall)} | {row.cpu_ms:.0f} |"
        for row in rows
    ]
    for row in rows:
        if row.tool == OURS:
            lines += ["", f"{row.of_set}: {_told(row)}"]
    return "\n".join(lines) + "\n"


def as_json(rows: Sequence[Row], left_out: Sequence[str]) -> str:
    """The same for machines, with the names of what was not installed."""
    told = {"rows": [asdict(row) for row in rows], "left_out": list(left_out)}
    return json.dumps(told, indent=1) + "\n"


def _told(row: Row) -> str:
    edits = ", ".join(f"{name} {_share(value)}" for name, value in row.found.items())
    alarms = (f"{name} {_share(row.alarms[name])}" for name in STRANGERS if name in row.alarms)
    return f"recall by edit: {edits}; false rate: {', '.join(alarms)}."


def _share(value: float) -> str:
    """A share without the zero before its point."""
    return f"{value:.3f}".removeprefix("0")
