"""Where an outlet tells of its past: sitemaps, archive pages, paged feeds, WordPress' posts.

All of it is optional; without a word here robots.txt and the usual sitemaps are asked.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from wireroom.registry.config import Config, FeedPath

_FIELD = re.compile(r"\{([^{}]*)\}")
_KNOWN = ("year", "month", "day", "page")


def _archive(value: str) -> str:
    """A template of archive pages that names at least a year; ValueError with the fix."""
    if not value.startswith("/"):
        raise ValueError("is no path; write it on the outlet's hosts, as /archive/{year}/{month}/")
    found = _FIELD.findall(value)
    unknown = [name for name in found if name not in _KNOWN]
    if unknown or re.search(r"[{}]", _FIELD.sub("", value)):
        named = f"{{{unknown[0]}}}" if unknown else "a brace that is left open"
        raise ValueError(f"has {named}; write {{year}}, {{month}}, {{day}} and {{page}} only")
    if "year" not in found:
        raise ValueError("has no {year}; an archive page is of a day, a month or a year")
    if "day" in found and "month" not in found:
        raise ValueError("has {day} without {month}; write both")
    return value


ArchiveTemplate = Annotated[str, AfterValidator(_archive)]


class PagedFeed(Config):
    """A feed that goes on into the past, page by page.

    By its own links (RFC 5005: `prev-archive`, `next`), or by a query parameter that numbers its
    pages from 2 (WordPress: `paged`).
    """

    feed: FeedPath
    parameter: Annotated[str, Field(pattern=r"^[\w.-]+$")] | None = None


class Wayback(Config):
    """A web archive that answers as the Internet Archive's Wayback Machine does.

    Of what no live host of the outlet gives a sweep takes the archive's copy. `hosts` are those
    of whose pages the archive is asked for a list. `delay_s` is between two requests to it.
    """

    base: Annotated[str, Field(pattern=r"^https?://[^/?#]+(/[^?#]*)?$")] = "https://web.archive.org"
    hosts: tuple[str, ...] = ()
    delay_s: float = Field(default=1.5, ge=0, le=3600)


class Sweep(Config):
    """The outlet's own listings of what it published, and a web archive that has copies.

    `sitemaps` are paths (none: those of robots.txt, else the usual ones; an empty list: no
    sitemaps at all). `archives` are paths of dated pages with `{year}`, `{month}` and `{day}` in
    the outlet's time zone and, where a day has several pages, `{page}` from 1. `wordpress` is the
    path of its posts, mostly /wp-json/wp/v2/posts. `warcs` are WARC files of others that hold
    pages of the outlet, by path or http(s) address. `max_requests` bounds what one sweep asks.
    """

    sitemaps: tuple[FeedPath, ...] | None = None
    archives: tuple[ArchiveTemplate, ...] = ()
    pages: tuple[PagedFeed, ...] = ()
    wordpress: FeedPath | None = None
    wayback: Wayback | None = None
    warcs: tuple[str, ...] = ()
    max_requests: int = Field(default=5_000, ge=1, le=100_000)

    @model_validator(mode="after")
    def _once_each(self) -> "Sweep":
        for key, paths in (
            ("sitemaps", self.sitemaps or ()),
            ("archives", self.archives),
            ("pages", tuple(one.feed for one in self.pages)),
        ):
            if len(set(paths)) < len(paths):
                raise ValueError(f"{key}: one path stands twice; drop one of the two")
        return self
