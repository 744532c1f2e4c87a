"""`wireroom mirrors propose`: a person names a host."""

from typing import Annotated

import typer

from wireroom.cli.mirrors.words import HostName, Note, Now, OutletId, room_of, tell
from wireroom.cli.options import AsJson, OutletsDir
from wireroom.model import Source
from wireroom.pipeline import mirrors


def propose(
    outlet: OutletId,
    host: HostName,
    *,
    prefix: Annotated[str, typer.Option(help="Path that stands before the outlet's.")] = "",
    note: Note = "",
    outlets: OutletsDir = None,
    now: Now = None,
    json: AsJson = False,
) -> None:
    """Propose a host; `verify` compares its articles, `approve` puts it to use."""
    room = room_of(outlets, now)
    chosen = room.registry.outlet(outlet)
    found = mirrors.propose_by_hand(
        room, chosen, host, source=Source.PERSON, prefix=prefix, note=note
    )
    tell(found, json=json)
