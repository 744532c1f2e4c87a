"""The registry: which outlets, feeds, mirrors and desks there are, as pydantic models.

YAML is their spelling (one ``<id>.yaml`` per outlet, ``desks.yaml`` beside them); the JSON Schema
is generated from them. Nothing here reads a file: see adapters/outlets.py for that.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from wireroom.errors import BadInputError
from wireroom.urls import host_key, host_of, parse

ID_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,62}$"
DEFAULT_DESK = "news"


def _host(value: str) -> str:
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
HostName = Annotated[str, AfterValidator(_host)]


class Config(BaseModel):
    """Frozen, and strict about unknown keys: a misspelt key is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Role(StrEnum):
    """What a host is to its outlet."""

    ORIGIN = "origin"
    MIRROR = "mirror"
    RETIRED = "retired"


class Rewrite(Config):
    """How an outlet path is spelled on a mirror; without it the path stays as it is.

    `prefix` stands before the path: ``/www.outlet.com`` for a proxy that serves
    ``https://proxy/www.outlet.com/...``.
    """

    prefix: str = Field(default="", pattern=r"^(/[^?#]*[^/?#])?$")


class Host(Config):
    """One domain of an outlet. Retired hosts are never asked, but links to them are re-homed."""

    host: HostName
    role: Role
    scheme: str = Field(default="https", pattern="^https?$")
    rewrite: Rewrite = Rewrite()
    serves_feeds: bool = True
    serves_articles: bool = True
    until: date | None = None
    note: str = ""


class Feed(Config):
    """A feed, as a path on the outlet's hosts, or as a whole URL where it lives elsewhere."""

    path: Annotated[str, AfterValidator(_feed_path)]
    min_interval_s: float = Field(default=300, ge=60, le=86_400)
    max_interval_s: float = Field(default=21_600, ge=300, le=604_800)

    @property
    def is_elsewhere(self) -> bool:
        """Whether the feed lives on a host of its own."""
        return not self.path.startswith("/")

    @model_validator(mode="after")
    def _ordered(self) -> "Feed":
        if self.min_interval_s > self.max_interval_s:
            raise ValueError("min_interval_s is above max_interval_s; swap them")
        return self


class ArticleUrls(Config):
    """What an article's URL looks like: the native id names the article, the slug is free."""

    native_id: Pattern | None = None
    include: tuple[Pattern, ...] = ()
    exclude: tuple[Pattern, ...] = ()
    max_age_days: int | None = Field(default=None, ge=1)

    @field_validator("native_id")
    @classmethod
    def _names_the_id(cls, value: str | None) -> str | None:
        if value is not None and "native_id" not in re.compile(value).groupindex:
            raise ValueError(
                "has no group called native_id; write the id's part as (?P<native_id>...)"
            )
        return value


class Politeness(Config):
    """How hard the outlet's hosts may be asked. `delay_s` is kept by all workers together.

    `cross_checks` is how many of the articles that a host served in a run are asked of two other
    hosts before they are filed (only where there are as many; 0: never).
    """

    delay_s: float = Field(default=1.0, ge=0.0, le=300)
    max_articles: int = Field(default=500, ge=1, le=100_000)
    cross_checks: int = Field(default=3, ge=0, le=1_000)
    max_bytes: int = Field(default=10_000_000, ge=10_000, le=200_000_000)


class CleaningRules(Config):
    """What is furniture on this outlet's pages: lines by pattern, elements by CSS class or id."""

    drop_lines: tuple[Pattern, ...] = ()
    drop_selectors: tuple[Annotated[str, Field(pattern=r"^[.#][\w-]+$")], ...] = ()


class Outlet(Config):
    """A publisher: its domains, its feeds, and what its articles look like."""

    id: str = Field(pattern=ID_PATTERN)
    name: str = Field(min_length=1)
    language: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    timezone: Annotated[str, AfterValidator(_zone)]
    desk: str = Field(default=DEFAULT_DESK, pattern=ID_PATTERN)
    hosts: tuple[Host, ...] = Field(min_length=1)
    feeds: tuple[Feed, ...] = Field(min_length=1)
    article: ArticleUrls = ArticleUrls()
    politeness: Politeness = Politeness()
    clean: CleaningRules = CleaningRules()
    note: str = ""

    @model_validator(mode="after")
    def _coherent(self) -> "Outlet":
        keys = [host_key(host.host) for host in self.hosts]
        doubled = sorted({key for key in keys if keys.count(key) > 1})
        if doubled:
            raise ValueError(f"hosts: {doubled[0]} stands twice; drop one of the two")
        paths = [feed.path for feed in self.feeds]
        if len(set(paths)) < len(paths):
            raise ValueError("feeds: one path stands twice; drop one of the two")
        if sum(host.role is Role.ORIGIN for host in self.hosts) != 1:
            raise ValueError(
                "hosts: exactly one host has role origin; mark the outlet's own domain"
            )
        return self

    @property
    def origin(self) -> Host:
        """The outlet's own domain."""
        return next(host for host in self.hosts if host.role is Role.ORIGIN)

    @property
    def live_hosts(self) -> tuple[Host, ...]:
        """The hosts that may be asked: the origin first, then mirrors in the file's order."""
        mirrors = tuple(host for host in self.hosts if host.role is Role.MIRROR)
        return (self.origin, *mirrors)


class Desk(Config):
    """A group of outlets that share a schedule and a DAG."""

    id: str = Field(pattern=ID_PATTERN)
    title: str = ""
    schedule: str | None = "*/15 * * * *"


class Desks(Config):
    """The desks.yaml file."""

    desks: tuple[Desk, ...] = Field(min_length=1)


class Registry(Config):
    """Every outlet and desk, checked."""

    outlets: tuple[Outlet, ...]
    desks: tuple[Desk, ...]

    def outlet(self, outlet_id: str) -> Outlet:
        """The outlet of that id; raises BadInputError with the nearest ids."""
        for outlet in self.outlets:
            if outlet.id == outlet_id:
                return outlet
        known = ", ".join(outlet.id for outlet in self.outlets) or "none"
        raise BadInputError(f"outlet {outlet_id!r}", "not in the registry", f"use one of: {known}")

    def desk_outlets(self, desk_id: str) -> tuple[Outlet, ...]:
        """The outlets of one desk."""
        return tuple(outlet for outlet in self.outlets if outlet.desk == desk_id)


def outlet_schema() -> dict[str, Any]:
    """The JSON Schema of an outlet file, for editors and CI."""
    schema = Outlet.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "wireroom outlet"
    return schema
