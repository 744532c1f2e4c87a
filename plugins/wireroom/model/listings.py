"""An outlet's own listings of what it published: what is asked for, and what one of them states."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from wireroom.model.states import EntryState


class ListingKind(StrEnum):
    """What tells of the past: each kind is read in its own way."""

    ROBOTS = "robots"
    SITEMAP = "sitemap"
    ARCHIVE = "archive"
    PAGES = "pages"
    WORDPRESS = "wordpress"
    WAYBACK = "wayback"
    WARC = "warc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One listing to ask for: a path on the outlet's hosts, or a whole URL elsewhere.

    `page` numbers the pages of one listing from 1, and `pattern` is its address with ``{page}``
    where they can be asked by number; `on` is the day that an archive page is of; `depth` counts
    the indexes above a sitemap; `is_guess` says that nobody named it, so that its absence is no
    failure.
    """

    kind: ListingKind
    path: str
    page: int = 1
    pattern: str = ""
    on: date | None = None
    depth: int = 0
    is_guess: bool = False

    @property
    def key(self) -> str:
        """Its name in the journal."""
        return f"{self.kind.value} {self.path}"

    def as_json(self) -> dict[str, Any]:
        """The unit as JSON can spell it."""
        return {
            "kind": self.kind.value,
            "path": self.path,
            "page": self.page,
            "pattern": self.pattern,
            "on": self.on.isoformat() if self.on else None,
            "depth": self.depth,
            "is_guess": self.is_guess,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The unit that `as_json` spelled."""
        return cls(
            kind=ListingKind(value["kind"]),
            path=value["path"],
            page=value["page"],
            pattern=value["pattern"],
            on=date.fromisoformat(value["on"]) if value["on"] else None,
            depth=value["depth"],
            is_guess=value["is_guess"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One page that a listing names, with what it states of it.

    `published_at` is an instant it states; `on` the day it names and no time (in the outlet's
    zone); `lastmod_at` the last change it states, its first instant where `is_lastmod_day`.
    """

    url: str
    title: str = ""
    published_at: datetime | None = None
    on: date | None = None
    lastmod_at: datetime | None = None
    is_lastmod_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """That the outlet lists an article under a day, and in what kind of listing."""

    outlet_id: str
    article_id: str
    url: str
    day: date
    source: ListingKind
    lastmod_at: datetime | None
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An article that its outlet lists and that is not ingested: how its last run ended it.

    `state` is None where no run ever took it up; `reason` is then "never asked".
    """

    article_id: str
    url: str
    day: date
    state: EntryState | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """What an outlet lists of one day against what is ingested of it.

    `reasons` counts the missing by reason, `sources` the listed by the kind of listing. A day that
    nothing lists (`n_listed` 0) is not complete: nobody knows.
    """

    outlet_id: str
    day: date
    n_listed: int
    n_ingested: int
    reasons: Mapping[str, int]
    sources: Mapping[str, int]

    @property
    def n_missing(self) -> int:
        """Articles that are listed and not ingested."""
        return self.n_listed - self.n_ingested
