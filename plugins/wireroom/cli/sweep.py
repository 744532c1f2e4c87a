"""`wireroom sweep` and `gaps`: what the feeds missed of past days, and what is still missing."""

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

import typer

from wireroom import pipeline
from wireroom.cli.ingest import finish, run_name
from wireroom.cli.options import AsJson, OutletsDir, instant, settings_with
from wireroom.cli.output import print_json, progress_bars
from wireroom.cli.sweeping import print_days, print_gaps, print_previews
from wireroom.model import Window
from wireroom.pipeline import Gaps, Preview

_DAYS = 7  # of `gaps` without a window: those before today
From = Annotated[str, typer.Option("--from", help="First day, as 2026-08-01, or an instant.")]
To = Annotated[str, typer.Option("--to", help="Last day, counted in, or an instant.")]
OnlyOutlets = Annotated[list[str] | None, typer.Option(help="Only this outlet; repeatable.")]


def sweep(
    *,
    from_text: From,
    to_text: To,
    outlets: OutletsDir = None,
    outlet: OnlyOutlets = None,
    now: Annotated[
        str | None, typer.Option(help="Let the run's clock stand at this instant.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Articles to fetch per outlet.")] = None,
    plan: Annotated[bool, typer.Option("--plan", help="Say what it will cost, and stop.")] = False,
    undated: Annotated[bool, typer.Option(help="Take pages up that bear no date.")] = False,
    json: AsJson = False,
) -> None:
    """Fetch what outlets published and feeds forgot; exit 1 where something failed."""
    room = pipeline.open_room(settings_with(outlets), now=instant(now))
    window = Window.read(from_text, to_text, now=room.clock())
    scope = pipeline.Scope(window=window, is_undated=undated)
    if plan:
        _tell(pipeline.preview(room, scope=scope, outlets=outlet or ()), json=json)
        return
    with progress_bars() as progress:
        summary = pipeline.sweep(
            room,
            run_id=run_name(),
            scope=scope,
            outlets=outlet or (),
            limit=limit,
            progress=progress,
        )
    if not json:
        print_gaps(summary.gaps)
    finish(summary, json=json)


def gaps(
    *,
    from_text: Annotated[str | None, typer.Option("--from", help="First day.")] = None,
    to_text: Annotated[str | None, typer.Option("--to", help="Last day, counted in.")] = None,
    outlets: OutletsDir = None,
    outlet: OnlyOutlets = None,
    now: Annotated[str | None, typer.Option(help="Take this instant for now.")] = None,
    json: AsJson = False,
) -> None:
    """Show what outlets list and the warehouse has not; exit 1 where something is missing."""
    room = pipeline.open_room(settings_with(outlets), now=instant(now))
    last = room.clock().astimezone(UTC).date() - timedelta(days=1)
    first = last - timedelta(days=_DAYS - 1)
    window = Window.read(
        from_text or _earlier(first, to_text), to_text or last.isoformat(), now=room.clock()
    )
    found = pipeline.find_gaps(room, window=window, outlets=outlet or ())
    if json:
        print_json(_as_json(found))
    else:
        print_days(found)
    if found.missing:
        raise typer.Exit(1)


def _earlier(first: date, to_text: str | None) -> str:
    """The first day that is shown where only the last one is given."""
    if to_text is None:
        return first.isoformat()
    ends = instant(to_text, "--to") or datetime.combine(first, datetime.min.time(), tzinfo=UTC)
    return (ends.date() - timedelta(days=_DAYS - 1)).isoformat()


def _tell(found: list[Preview], *, json: bool) -> None:
    if json:
        print_json([asdict(one) for one in found])
    else:
        print_previews(found)


def _as_json(found: Gaps) -> dict[str, object]:
    return {
        "days": [
            {
                "outlet_id": one.outlet_id,
                "day": one.day.isoformat(),
                "is_listed": bool(one.n_listed),
                "n_listed": one.n_listed,
                "n_ingested": one.n_ingested,
                "n_missing": one.n_missing,
                "reasons": dict(one.reasons),
                "sources": dict(one.sources),
            }
            for one in found.days
        ],
        "missing": [
            asdict(one) | {"day": one.day.isoformat(), "state": one.state} for one in found.missing
        ],
    }
