"""Tables of `wireroom sweep` and `gaps`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from rich import box
from rich.markup import escape
from rich.table import Table

from wireroom.cli.output import stdout
from wireroom.model import Completeness
from wireroom.pipeline import Gaps, Preview
from wireroom.stages.monitor import Gap

_MOST = 20  # missing articles that are named


def print_previews(found: Iterable[Preview]) -> None:
    """What a sweep will ask of each outlet, and for how long."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("outlet")
    table.add_column("sources")
    for name in ("listings", "articles", "requests", "time"):
        table.add_column(name, justify="right")
    remarks: list[str] = []
    for one in found:
        sources = ", ".join(f"{number} {kind}" for kind, number in one.sources.items())
        n_articles = "?" if one.n_articles is None else str(one.n_articles)
        n_requests = one.n_listings + (one.n_articles or 0)
        is_open = "+" if one.n_articles is None else ""
        table.add_row(
            one.outlet_id,
            sources or "none",
            str(one.n_listings),
            n_articles,
            f"{n_requests}{is_open}",
            f"{timedelta(seconds=round(one.seconds))}{is_open}",
        )
        remarks += [f"{one.outlet_id}: {remark}" for remark in one.remarks]
    console = stdout()
    console.print(table)
    for remark in remarks:
        console.print(escape(remark), soft_wrap=True)


def print_gaps(found: Sequence[Gap]) -> None:
    """What a sweep's window lists and has, an outlet a line."""
    console = stdout()
    for one in found:
        days = f", {one.n_unlisted_days} of {one.n_days} days not listed" * bool(
            one.n_unlisted_days
        )
        why = f" ({_told(one.reasons)})" if one.reasons else ""
        console.print(
            f"{one.outlet_id}: {one.n_listed} listed, {one.n_ingested} ingested,"
            f" {one.n_missing} missing{why}{days}",
            soft_wrap=True,
        )


def print_days(found: Gaps) -> None:
    """Each outlet's days, and some of the articles that are missing."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("outlet")
    table.add_column("day")
    for name in ("listed", "ingested", "missing"):
        table.add_column(name, justify="right")
    table.add_column("why")
    for one in found.days:
        table.add_row(*_cells(one))
    console = stdout()
    console.print(table)
    for item in found.missing[:_MOST]:
        console.print(f"{item.day} {escape(item.url)}: {item.reason}", soft_wrap=True)
    if len(found.missing) > _MOST:
        console.print(f"and {len(found.missing) - _MOST} more; --json names them all")


def _cells(one: Completeness) -> tuple[str, ...]:
    if not one.n_listed:
        return one.outlet_id, str(one.day), "not listed", "", "", ""
    counts = (str(one.n_listed), str(one.n_ingested), str(one.n_missing or "·"))
    return (one.outlet_id, str(one.day), *counts, _told(one.reasons))


def _told(reasons: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {reason}" for reason, number in reasons.items())
