"""Outlets, desks and the registry that holds them."""

import re
from typing import Annotated, Any

from pydantic import Field, PrivateAttr, field_validator, model_validator

from wireroom.errors import BadInputError
from wireroom.registry.config import Config, FeedPath, Pattern, Zone
from wireroom.registry.hosts import LANGUAGE, Host, Role
from wireroom.registry.sweeps import Sweep
from wireroom.registry.templates import LearnedTemplate
from wireroom.urls import host_key

ID_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,62}$"
DEFAULT_DESK = "news"


class Feed(Config):
    """A feed, as a path on the outlet's hosts, or as a whole URL where it lives elsewhere.

    Where the origin has a host or prefix per language, a path is asked in the outlet's own language
    if the origin lists it, else in the origin's first; hosts without that language are not asked.
    """

    path: FeedPath
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


Selector = Annotated[str, Field(pattern=r"^[.#][\w-]+$")]


class CleaningRules(Config):
    """What is furniture on this outlet's pages, and what is not, where reading them goes wrong.

    Lines by pattern, elements by CSS class or id. `body_selectors` name where the body is (what is
    outside is not read), `keep_selectors` what belongs to it for certain, a standfirst say.
    """

    drop_lines: tuple[Pattern, ...] = ()
    drop_selectors: tuple[Selector, ...] = ()
    keep_selectors: tuple[Selector, ...] = ()
    body_selectors: tuple[Selector, ...] = ()


class Outlet(Config):
    """A publisher: its domains, its feeds, and what its articles look like."""

    id: str = Field(pattern=ID_PATTERN)
    name: str = Field(min_length=1)
    language: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    timezone: Zone
    desk: str = Field(default=DEFAULT_DESK, pattern=ID_PATTERN)
    hosts: tuple[Host, ...] = Field(min_length=1)
    feeds: tuple[Feed, ...] = Field(min_length=1)
    article: ArticleUrls = ArticleUrls()
    politeness: Politeness = Politeness()
    clean: CleaningRules = CleaningRules()
    sweep: Sweep = Sweep()
    note: str = ""
    _template: LearnedTemplate | None = PrivateAttr(default=None)  # no key of the outlet's file

    @model_validator(mode="after")
    def _coherent(self) -> "Outlet":
        keys = [host_key(name) for name in self.names]
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
        if any(rewrite.home is not None for rewrite in self.origin.rewrites):
            raise ValueError("hosts: the origin has home and here; write them on the mirrors")
        if len(self.origin.rewrites) > 1:
            raise ValueError("hosts: the origin has several rewrites; it spells a path in one way")
        for host in self.hosts:
            _check_languages(host, self.origin)
        return self

    def with_template(self, template: LearnedTemplate | None) -> "Outlet":
        """The outlet with what was learned of its pages, which lies in a file of its own."""
        copy = self.model_copy()
        copy._template = template  # noqa: SLF001 - its own class
        return copy

    @property
    def template(self) -> LearnedTemplate | None:
        """What was learned of the outlet's pages, if anything was."""
        return self._template

    @property
    def origin(self) -> Host:
        """The outlet's own domain."""
        return next(host for host in self.hosts if host.role is Role.ORIGIN)

    @property
    def live_hosts(self) -> tuple[Host, ...]:
        """The hosts that may be asked: the origin first, then mirrors in the file's order."""
        mirrors = tuple(host for host in self.hosts if host.role is Role.MIRROR)
        return (self.origin, *mirrors)

    @property
    def concrete_hosts(self) -> tuple[Host, ...]:
        """The live hosts as they are asked: one per language where a host stands for several."""
        return tuple(one for host in self.live_hosts for one in host.concrete)

    @property
    def names(self) -> tuple[str, ...]:
        """The name of every host the outlet has or had, as it is asked."""
        return tuple(name for host in self.hosts for name in host.names)


def _check_languages(host: Host, origin: Host) -> None:
    """Every host of an outlet speaks of languages or none does; the origin has all there are."""
    if not origin.is_template:
        if host.languages:
            raise ValueError(
                f"hosts: {host.host} has languages and the origin has no {LANGUAGE};"
                " write it in the origin's host or prefix, or drop the languages"
            )
        return
    known = ", ".join(origin.languages)
    if not host.languages:
        raise ValueError(f"hosts: {host.host} has no languages; list what it serves of: {known}")
    foreign = [language for language in host.languages if language not in origin.languages]
    if foreign:
        raise ValueError(
            f"hosts: {host.host} has {foreign[0]}, the origin has {known};"
            " add it to the origin's or drop it"
        )


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
