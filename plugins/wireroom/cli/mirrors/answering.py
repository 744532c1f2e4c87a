"""`wireroom mirrors approve`, `reject` and `retire`: a person's answer."""

import getpass
from functools import partial
from typing import Annotated

import typer
from rich.markup import escape

from wireroom.cli.mirrors.words import HostName, Note, Now, OutletId, as_json, room_of, tell
from wireroom.cli.options import AsJson, OutletsDir
from wireroom.cli.output import print_json, stdout
from wireroom.model import Answer
from wireroom.pipeline import mirrors
from wireroom.stages.mirrors.trust import standing

VIA = "command line"
By = Annotated[str | None, typer.Option(help="Who decides (your login name).")]
Unverified = Annotated[bool, typer.Option("--unverified", help="Approve what was not compared.")]


def approve(
    outlet: OutletId,
    host: HostName,
    *,
    by: By = None,
    note: Note = "",
    unverified: Unverified = False,
    outlets: OutletsDir = None,
    now: Now = None,
    json: AsJson = False,
) -> None:
    """Put a host to use; also gives a host of the file its voice back after a seizure."""
    room = room_of(outlets, now)
    decided = partial(mirrors.decide, room, room.registry.outlet(outlet), host, Answer.APPROVED)
    _tell(
        decided(by=by or getpass.getuser(), via=VIA, note=note, is_unverified=unverified), json=json
    )


def reject(
    outlet: OutletId,
    host: HostName,
    *,
    by: By = None,
    note: Note = "",
    outlets: OutletsDir = None,
    now: Now = None,
    json: AsJson = False,
) -> None:
    """Turn a host down; announcements do not propose it again."""
    room = room_of(outlets, now)
    decided = partial(mirrors.decide, room, room.registry.outlet(outlet), host, Answer.REJECTED)
    _tell(decided(by=by or getpass.getuser(), via=VIA, note=note), json=json)


def retire(
    outlet: OutletId,
    host: HostName,
    *,
    by: By = None,
    note: Note = "",
    outlets: OutletsDir = None,
    now: Now = None,
    json: AsJson = False,
) -> None:
    """Take an approved host out of use."""
    room = room_of(outlets, now)
    decided = partial(mirrors.decide, room, room.registry.outlet(outlet), host, Answer.RETIRED)
    _tell(decided(by=by or getpass.getuser(), via=VIA, note=note), json=json)


def _tell(answered: mirrors.Answered, *, json: bool) -> None:
    """Where the host stands now; whose word it was where the answer came too late to count."""
    mirror = answered.mirror
    if json:
        print_json(as_json(mirror) | {"is_kept": answered.is_kept})
    elif answered.is_kept:
        tell(mirror, json=False)
    else:
        said = f"{mirror.outlet_id} {mirror.host}: is {standing(mirror)}, already"
        stdout().print(escape(said), soft_wrap=True)
