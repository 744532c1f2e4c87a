"""`wireroom ingest` and `recheck`: one whole run and its ledger."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from wireroom import pipeline
from wireroom.cli.options import AsJson, OutletsDir, instant, settings_with
from wireroom.cli.output import print_json, print_ledger, progress_bars
from wireroom.stages.monitor import Summary


def ingest(
    *,
    outlets: OutletsDir = None,
    outlet: Annotated[list[str] | None, typer.Option(help="Only this outlet; repeatable.")] = None,
    now: Annotated[
        str | None, typer.Option(help="Let the run's clock stand at this instant.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Articles to fetch per outlet.")] = None,
    due_only: Annotated[bool, typer.Option(help="Leave feeds alone that are not due yet.")] = False,
    json: AsJson = False,
) -> None:
    """Poll, fetch, extract and load once; exit 1 where a feed or an entry failed."""
    room = pipeline.open_room(settings_with(outlets), now=instant(now))
    with progress_bars() as progress:
        summary = pipeline.ingest(
            room,
            run_id=run_name(),
            outlets=outlet or (),
            limit=limit,
            due_only=due_only,
            progress=progress,
        )
    finish(summary, json=json)


def recheck(
    *,
    outlets: OutletsDir = None,
    outlet: Annotated[list[str] | None, typer.Option(help="Only this outlet; repeatable.")] = None,
    now: Annotated[
        str | None, typer.Option(help="Let the run's clock stand at this instant.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Articles per outlet.")] = pipeline.N_ARTICLES,
    json: AsJson = False,
) -> None:
    """Look at recent articles again: silent edits, and what is not there any more."""
    room = pipeline.open_room(settings_with(outlets), now=instant(now))
    with progress_bars() as progress:
        summary = pipeline.recheck(
            room, run_id=run_name(), outlets=outlet or (), limit=limit, progress=progress
        )
    finish(summary, json=json)


def finish(summary: Summary, *, json: bool) -> None:
    """Print the ledger; findings are exit code 1."""
    if json:
        print_json(summary.as_json())
    else:
        print_ledger(summary)
    if summary.has_findings:
        raise typer.Exit(1)


def run_name() -> str:
    """A name for a run that a person starts: the wall clock's, whatever time the run plays."""
    return f"cli/{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"  # noqa: TID251 - a name, not a rule
