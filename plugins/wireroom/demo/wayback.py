"""A web archive as the Wayback Machine is one: a list of copies (CDX) and the copies themselves.

It has every second page of Alborz's past, those that the outlet lost among them; of one of these it
kept an error page that came with status 200. Pure.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import parse_qs, unquote, urlsplit

from wireroom.demo import pages
from wireroom.demo.feeds import Edition
from wireroom.demo.houses import house_of
from wireroom.demo.past import past_of
from wireroom.demo.stories import Serve, Story
from wireroom.demo.web import HTML, Ask, Reply, text

_OUTLET, _HOST = "alborz", "www.alborz.test"
_LATER = timedelta(hours=5, minutes=7)  # from publication to capture
_LIST, _COPY = "/cdx/search/cdx", "/web/"
_STAMP = "%Y%m%d%H%M%S"
_MOST = 7  # copies on a page, whatever is asked for, so that a few days have several pages


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedCopy:
    """One copy: whether it is the article, or what stood in its place."""

    story: Story
    at: datetime
    is_article: bool

    @property
    def url(self) -> str:
        """The address that was captured."""
        return f"https://{_HOST}{house_of(_OUTLET).path(self.story)}"

    @property
    def body(self) -> bytes:
        """The page as it was captured."""
        house = house_of(_OUTLET)
        if not self.is_article:
            return pages.not_found(house).encode()
        past = tuple(story for story in reversed(past_of(_OUTLET)) if story.published_at <= self.at)
        edition = Edition(house=house, host=_HOST, at=self.at, stories=(), past=past)
        return pages.article(edition, self.story).encode()


@cache
def archived_copies() -> Mapping[str, ArchivedCopy]:
    """The copies by the story's id, oldest first."""
    lost = [story for story in past_of(_OUTLET) if story.serve is Serve.MISSING]
    kept = [story for n, story in enumerate(past_of(_OUTLET)) if n % 2 == 0 or story in lost]
    return MappingProxyType(
        {
            story.native_id: ArchivedCopy(
                story=story,
                at=(story.published_at + _LATER).replace(microsecond=0),
                is_article=story != lost[-1],
            )
            for story in kept
        }
    )


def wayback(ask: Ask, at: datetime) -> Reply:
    """Answer as the archive does at an instant."""
    if ask.path == _LIST:
        return _listed(parse_qs(urlsplit(ask.target).query), at)
    if ask.path.startswith(_COPY):
        return _copied(ask.target.removeprefix(_COPY), at)
    return text("There is nothing here.\n", HTTPStatus.NOT_FOUND)


def _listed(query: Mapping[str, list[str]], at: datetime) -> Reply:
    def told(name: str, otherwise: str = "") -> str:
        return query.get(name, [otherwise])[-1]

    found = [copy for copy in archived_copies().values() if copy.at <= at]
    found = [copy for copy in found if _is_asked(copy, told("url"))]
    found = [copy for copy in found if told("from", "0") <= f"{copy.at:{_STAMP}}"]
    found = [copy for copy in found if f"{copy.at:{_STAMP}}"[: len(told("to"))] <= told("to", "~")]
    start = int(told("resumeKey", "0"))
    end = start + min(int(told("limit", "999")), _MOST)
    fields = told("fl", "timestamp,original").split(",")
    rows = [[_field(copy, name) for name in fields] for copy in found[start:end]]
    if end < len(found) and told("showResumeKey") == "true":
        rows += [[], [str(end)]]
    body = json.dumps([fields, *rows] if rows else []).encode()
    headers = {"Content-Type": "application/json"}
    return Reply(status=HTTPStatus.OK, content=body, headers=headers)


def _is_asked(copy: ArchivedCopy, url: str) -> bool:
    """Addresses are alike whatever their scheme, a www. before the host and their case."""
    wanted, own = (_key(one) for one in (unquote(url), unquote(copy.url)))
    return own.startswith(wanted[:-1]) if wanted.endswith("*") else own == wanted


def _key(url: str) -> str:
    return url.lower().partition("://")[2].removeprefix("www.") or url.lower().removeprefix("www.")


def _field(copy: ArchivedCopy, name: str) -> str:
    return {
        "timestamp": f"{copy.at.astimezone(UTC):{_STAMP}}",
        "original": copy.url,
        "statuscode": "200",
        "mimetype": "text/html",
    }.get(name, "-")


def _copied(asked: str, at: datetime) -> Reply:
    stamp, _, url = asked.partition("id_/")
    for copy in archived_copies().values():
        if copy.at <= at and copy.url == url and f"{copy.at:{_STAMP}}" == stamp:
            orig = {"X-Archive-Orig-Content-Type": HTML, "X-Archive-Orig-Server": "nginx"}
            headers = {"Content-Type": HTML, "Server": "archive", **orig}
            return Reply(status=HTTPStatus.OK, content=copy.body, headers=headers)
    return text("The archive has no such copy.\n", HTTPStatus.NOT_FOUND)
