"""What the `mirrors` commands share: their options, their room, and how a mirror is told."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from wireroom import pipeline
from wireroom.cli.options import instant, settings_with
from wireroom.cli.output import print_json, stdout
from wireroom.model import Mirror
from wireroom.pipeline.wiring import Room

Now = Annotated[str | None, typer.Option("--now", help="Let the clock stand at this instant.")]
OutletId = Annotated[str, typer.Argument(help="The outlet's id.")]
HostName = Annotated[str, typer.Argument(help="The host, bare: www.example.org.")]
Note = Annotated[str, typer.Option(help="Why; kept with the answer.")]


def room_of(outlets: Path | None, now: str | None) -> Room:
    """The room of one command."""
    return pipeline.open_room(settings_with(outlets), now=instant(now))


def as_json(mirror: Mirror) -> dict[str, Any]:
    """A mirror as programs read it."""
    return {
        "outlet": mirror.outlet_id,
        "host": mirror.host,
        "scheme": mirror.scheme,
        "prefix": mirror.prefix,
        "state": mirror.state.value,
        "warnings": list(mirror.warnings),
        "by": mirror.decided_by,
        "at": mirror.decided_at and mirror.decided_at.isoformat(),
    }


def tell(mirror: Mirror, *, json: bool) -> None:
    """Where the mirror stands now, and what is to be known of it."""
    if json:
        print_json(as_json(mirror))
        return
    stdout().print(f"{mirror.outlet_id} {escape(mirror.host)}: {mirror.state.value}")
    for warning in mirror.warnings:
        stdout().print(f"[yellow]{escape(warning)}[/yellow]", soft_wrap=True)
