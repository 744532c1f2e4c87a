"""What all models of the registry share: strictness, and values checked where they stand."""

import re
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict

from wireroom.errors import BadInputError
from wireroom.urls import host_of, parse


class Config(BaseModel):
    """Frozen, and strict about unknown keys: a misspelt key is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def bare_host(value: str) -> str:
    """The host as it goes over the wire; ValueError, with the fix, where it is none or more."""
    try:
        host = host_of(f"https://{value}/")
    except BadInputError as error:
        raise ValueError("is not a host name; write it bare, as www.example.org") from error
    if "/" in value or "@" in value or ":" in value:
        raise ValueError("is not a bare host name; write www.example.org, no scheme, path or port")
    return host


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error}; mend the pattern") from error
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(
            f"{value!r} is not a time zone; write an IANA name such as Asia/Tehran"
        ) from error
    return value


def _feed_path(value: str) -> str:
    if value.startswith("/"):
        return value
    try:
        return str(parse(value).href)
    except BadInputError as error:
        raise ValueError(
            "is neither a path on the outlet's hosts (/rss.xml) nor a whole URL; write one of them"
        ) from error


Pattern = Annotated[str, AfterValidator(_pattern)]
Zone = Annotated[str, AfterValidator(_zone)]
FeedPath = Annotated[str, AfterValidator(_feed_path)]
