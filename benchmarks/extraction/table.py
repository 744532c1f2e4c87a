"""The rows as a Markdown table, and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from benchmarks.extraction.rows import LOW, Row
from benchmarks.extraction.samples import FIELDS


def markdown(rows: Sequence[Row]) -> str:
    """F1 by set, bodies below .80, fields by set, CPU, speed against the baseline, errors."""
    sets = list(rows[0].sets)
    told = [of for of in sets if any(row.sets[of].right for row in rows)]
    heads = [
        *(f"{of} ({rows[0].sets[of].n_pages})" for of in sets),
        f"bodies < {_share(LOW, 2)}",
        *(f"{field} {'/'.join(told)}" for field in FIELDS),
        "ms median",
        "ms mean",
        "speed",
        "errors",
    ]
    lines = [f"| tool | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    lines += [f"| {row.tool} | {' | '.join(_cells(row, told))} |" for row in rows]
    return "\n".join(lines) + "\n"


def as_json(rows: Sequence[Row], left_out: Sequence[str]) -> str:
    """The same for machines, with the names of what was not installed."""
    told = {"rows": [asdict(row) | {"f1": row.f1} for row in rows], "left_out": list(left_out)}
    return json.dumps(told, indent=1) + "\n"


def _cells(row: Row, told: Sequence[str]) -> list[str]:
    lows = sum(one.n_low or 0 for one in row.sets.values())
    fields = (" / ".join(_share(row.sets[of].right.get(field)) for of in told) for field in FIELDS)
    return [
        *(_share(one.f1) for one in row.sets.values()),
        str(lows),
        *fields,
        f"{row.median_ms:.1f}",
        f"{row.mean_ms:.1f}",
        f"{row.speed:.2f}" if row.speed else "",
        str(row.n_errors),
    ]


def _share(value: float | None, digits: int = 3) -> str:
    """A share without the zero before its point."""
    return "–" if value is None else f"{value:.{digits}f}".removeprefix("0")
