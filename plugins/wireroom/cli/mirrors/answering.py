"""`wireroom mirrors approve`, `reject` and `retire`: a person's answer."""

import getpass
from functools import partial
from typing import Annotated

import typer

from wireroom.cli.mirrors.words import HostName, Note, Now, OutletId, room_of, tell
from wireroom.cli.options import AsJson, OutletsDir
from wireroom.model import Answer
from wireroom.pipeline import mirrors

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
    tell(
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
    tell(decided(by=by or getpass.getuser(), via=VIA, note=note), json=json)


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
    tell(decided(by=by or getpass.getuser(), via=VIA, note=note), json=json)
