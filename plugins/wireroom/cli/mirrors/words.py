"""What the `mirrors` commands share: their options, their room, and how a mirror is told."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from wireroom import pipeline
from wireroom.cli.options import instant, settings_with
from wireroom.cli.output import print_json, stdout
from wireroom.model import Mirror, MirrorState
from wireroom.pipeline.wiring import Room
from wireroom.stages.mirrors.trust import OPEN_STATES

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
    """Where the mirror stands now, what is to be known of it, and what comes next."""
    if json:
        print_json(as_json(mirror))
        return
    stdout().print(escape(f"{mirror.outlet_id} {mirror.host}: {mirror.state.value}"))
    if mirror.state in {*OPEN_STATES, MirrorState.APPROVED}:
        for warning in mirror.warnings:
            stdout().print(f"[yellow]{escape(warning)}[/yellow]", soft_wrap=True)
    if mirror.state in _NEXT:
        said, command = _NEXT[mirror.state]
        done = f"{said}: wireroom mirrors {command} {mirror.outlet_id} {mirror.host}"
        stdout().print(escape(done), soft_wrap=True)


# What a person can do next, by where a host stands.
_NEXT = {
    MirrorState.PROPOSED: ("its articles are compared by", "verify"),
    MirrorState.APPROVED: ("asked as of the next run; undone by", "retire"),
}
