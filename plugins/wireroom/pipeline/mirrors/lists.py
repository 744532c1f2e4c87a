"""Mirrors that users' lists name: read from a path or URL at run time, and announced."""

from collections.abc import Sequence
from pathlib import Path

from wireroom.errors import BadInputError
from wireroom.model import Announcement, Failed, Fetched, Request, Source
from wireroom.pipeline.wiring import Room
from wireroom.registry import Outlet
from wireroom.stages.mirrors.userlists import named_for, read_list
from wireroom.urls import host_of

_MAX_BYTES = 5_000_000  # the longest public list is a tenth of it


def hear_lists(room: Room, outlets: Sequence[Outlet]) -> dict[str, str]:
    """Announce what the settings' lists name; by list how many hosts, or what is wrong with it.

    One list's fault is its own.
    """
    told: dict[str, str] = {}
    places: Sequence[str] = room.settings.mirror_lists
    for place in places:
        try:
            told[place] = f"{sum(len(hear_list(room, one, place)) for one in outlets)} hosts"
        except BadInputError as error:
            told[place] = str(error)
    return told


def hear_list(room: Room, outlet: Outlet, place: str) -> list[str]:
    """The hosts that the list at a path or URL names for the outlet, announced.

    Raises BadInputError where it cannot be read or is no list.
    """
    named = named_for(read_list(_text(room, place), name=place), outlet.names)
    now = room.clock()
    room.store.announce(
        [
            Announcement(
                outlet_id=outlet.id,
                host=host,
                source=Source.LIST,
                via_host="",
                page=place,
                first_seen_at=now,
                last_seen_at=now,
            )
            for host in named
        ]
    )
    return named


def _text(room: Room, place: str) -> str:
    if not place.startswith(("https://", "http://")):
        try:
            return Path(place).expanduser().read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            raise BadInputError(place, f"cannot be read: {error}", "name a JSON file") from error
    outcome = room.web.get(
        Request(
            url=place,
            own_hosts=frozenset({host_of(place)}),
            max_bytes=_MAX_BYTES,
            accept="application/json,*/*;q=0.5",
        )
    )
    if isinstance(outcome, Fetched):
        return outcome.exchange.body.decode("utf-8-sig", "replace")
    said = f"{outcome.reason.value}: {outcome.detail}" if isinstance(outcome, Failed) else "304"
    raise BadInputError(place, f"cannot be fetched: {said}", "give another address, or a file")
