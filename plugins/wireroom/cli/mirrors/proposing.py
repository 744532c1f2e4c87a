"""`wireroom mirrors propose`: a person, or a person's list, names hosts."""

from typing import Annotated

import typer
from rich.markup import escape

from wireroom.cli.mirrors.words import Note, Now, OutletId, as_json, room_of, tell
from wireroom.cli.options import AsJson, OutletsDir
from wireroom.cli.output import print_json, stdout
from wireroom.errors import BadInputError
from wireroom.model import Source
from wireroom.pipeline import mirrors
from wireroom.pipeline.wiring import Room
from wireroom.registry import Outlet
from wireroom.stages.mirrors.trust import MAX_PROPOSALS_A_DAY

List = Annotated[
    str | None,
    typer.Option("--list", help="Path or URL of a list: bypass-mirrors JSON, or official hosts."),
]


def propose(
    outlet: OutletId,
    host: Annotated[str | None, typer.Argument(help="The host, bare: www.example.org.")] = None,
    *,
    prefix: Annotated[str, typer.Option(help="Path that stands before the outlet's.")] = "",
    http: Annotated[bool, typer.Option("--http", help="Ask it without TLS.")] = False,
    language: Annotated[
        str | None, typer.Option(help="The one it serves, of an outlet with a host for each.")
    ] = None,
    named_in: List = None,
    note: Note = "",
    outlets: OutletsDir = None,
    now: Now = None,
    json: AsJson = False,
) -> None:
    """Propose a host, or those of a list; `verify` compares articles, `approve` puts to use."""
    if (host is None) == (named_in is None):
        raise BadInputError("mirrors propose", "takes a host or a list", "give HOST or --list")
    room = room_of(outlets, now)
    chosen = room.registry.outlet(outlet)
    if named_in is not None:
        _propose_list(room, chosen, named_in, json=json)
        return
    found = mirrors.propose_by_hand(
        room,
        chosen,
        host or "",
        source=Source.PERSON,
        prefix=prefix,
        scheme="http" if http else None,
        language=language,
        note=note,
    )
    tell(found, json=json)


def _propose_list(room: Room, outlet: Outlet, place: str, *, json: bool) -> None:
    named = mirrors.hear_list(room, outlet, place)
    found = mirrors.discover(room, [outlet])
    if json:
        print_json({"named": named, "proposed": [as_json(one) for one in found]})
        return
    for mirror in found:
        tell(mirror, json=False)
    known = {one.host for one in room.store.mirrors([outlet.id])}
    n_waiting = len([host for host in named if host not in known])
    stdout().print(
        escape(f"{place} names {len(named)} other hosts of {outlet.id};")
        + f" {len(found)} proposed now, {n_waiting} wait ({MAX_PROPOSALS_A_DAY} a day)",
        soft_wrap=True,
    )
