"""`wireroom mirrors export`: approved hosts as lines for the outlets' files."""

from typing import Annotated

import typer
from rich.markup import escape

from wireroom.cli.mirrors.words import as_json, room_of
from wireroom.cli.options import AsJson, OutletsDir
from wireroom.cli.output import print_json, stderr, stdout
from wireroom.model import MirrorState
from wireroom.pipeline import mirrors
from wireroom.pipeline.overlay import conflicts


def export(
    outlet: Annotated[str | None, typer.Argument(help="Only this outlet.")] = None,
    *,
    outlets: OutletsDir = None,
    json: AsJson = False,
) -> None:
    """Print approved hosts as YAML, to be added to the outlets' files."""
    room = room_of(outlets, None)
    chosen = [room.registry.outlet(outlet).id] if outlet else None
    found = room.store.mirrors(chosen, states=[MirrorState.APPROVED])
    against = conflicts(room.registry, found)
    found = [one for one in found if (one.outlet_id, one.host) not in against]
    if json:
        print_json([as_json(one) for one in found])
    elif found:
        stdout().print(escape(mirrors.patch_of(room.registry, found)), end="", soft_wrap=True)
    else:
        stderr().print("no approved mirror that the files lack: nothing to export")
