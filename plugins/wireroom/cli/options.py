"""The options that several commands share."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from wireroom.errors import BadInputError
from wireroom.pipeline import read_settings
from wireroom.settings import Settings

OutletsDir = Annotated[
    Path | None, typer.Option("--outlets", help="Directory of outlet files (WIREROOM_OUTLETS).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def settings_with(outlets: Path | None) -> Settings:
    """The process's settings, with another directory of outlets where one is given."""
    settings = read_settings()
    return replace(settings, outlets=outlets.absolute()) if outlets else settings


def instant(text: str | None, option: str = "--now") -> datetime | None:
    """The instant that an option names; without a zone it is UTC. Raises BadInputError."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInputError(
            f"{option} {text!r}", "not an instant", "write it as 2026-08-20T12:00:00Z"
        ) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
