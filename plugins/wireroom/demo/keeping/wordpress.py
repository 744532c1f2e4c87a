"""Newsroom West's memory, of WordPress's make: posts by REST and the pages of the feed.

After developer.wordpress.org/rest-api/reference/posts and .../using-the-rest-api/pagination: both
bounds exclusive, an instant without offset in the site's own time zone.
"""

import json
from datetime import UTC, datetime
from http import HTTPStatus
from math import ceil
from zlib import crc32

from wireroom.demo.feeds import CONTENT_TYPES, Edition, feed_of
from wireroom.demo.keeping.document import Kept, asked_for, number_asked_for
from wireroom.demo.stories import Story
from wireroom.demo.web import Ask

POSTS_PATH = "/wp-json/wp/v2/posts"
FEED_PAGE = 20
"""How many items a page of the feed has."""
_PER_PAGE, _MOST = 10, 100
_JSON = "application/json; charset=UTF-8"


def wordpress(edition: Edition, ask: Ask) -> Kept | None:
    """Return a page of posts, or of the feed from the second on (?paged=2)."""
    if ask.path == POSTS_PATH:
        return _posts(edition, ask)
    if ask.path == edition.house.feed_path and asked_for(ask, "paged"):
        return _feed_page(edition, number_asked_for(ask, "paged", otherwise=1))
    return None


def _feed_page(edition: Edition, page: int) -> Kept:
    shown = edition.everything[max(page - 1, 0) * FEED_PAGE : page * FEED_PAGE]
    if not shown:
        return Kept(text="Not found\n", content_type="text/plain", status=HTTPStatus.NOT_FOUND)
    return Kept(
        text=feed_of(edition.showing(shown)).decode(),
        content_type=CONTENT_TYPES[edition.house.feed_format],
    )


def _posts(edition: Edition, ask: Ask) -> Kept:
    per_page = number_asked_for(ask, "per_page", otherwise=_PER_PAGE)
    page = number_asked_for(ask, "page", otherwise=1)
    try:
        found = _between(edition, asked_for(ask, "after"), asked_for(ask, "before"))
    except ValueError:
        return _refused("rest_invalid_param", "Invalid parameter(s): after, before")
    if not 1 <= per_page <= _MOST or page < 1:
        return _refused("rest_invalid_param", "Invalid parameter(s): page, per_page")
    n_pages = ceil(len(found) / per_page)
    if page > max(n_pages, 1):
        return _refused(
            "rest_post_invalid_page_number",
            "The page number requested is larger than the number of pages available.",
        )
    if asked_for(ask, "order") == "asc":
        found.reverse()
    posts = [_post(edition, story) for story in found[(page - 1) * per_page : page * per_page]]
    counts = {"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(n_pages)}
    return Kept(text=_spelled(posts), content_type=_JSON, headers=counts)


def _between(edition: Edition, after: str, before: str) -> list[Story]:
    since, until = _instant(edition, after), _instant(edition, before)
    return [
        story
        for story in edition.everything
        if (since is None or story.published_at > since)
        and (until is None or story.published_at < until)
    ]


def _instant(edition: Edition, text: str) -> datetime | None:
    if not text:
        return None
    told = datetime.fromisoformat(text.replace(" ", "+"))
    return told if told.tzinfo else told.replace(tzinfo=edition.house.zone)


def _post(edition: Edition, story: Story) -> dict[str, object]:
    house, version = edition.house, story.version_at(edition.at)
    instants = {"date": story.published_at, "modified": version.at}
    utc = {f"{name}_gmt": at.astimezone(UTC) for name, at in instants.items()}
    local = {name: house.local(at) for name, at in instants.items()}
    return {
        "id": crc32(story.native_id.encode()),
        **{name: f"{at:%Y-%m-%dT%H:%M:%S}" for name, at in (local | utc).items()},
        "slug": story.native_id,
        "status": "publish",
        "type": "post",
        "link": house.link(story, edition.host),
        "title": {"rendered": version.title},
        "excerpt": {"rendered": f"<p>{story.standfirst}</p>\n", "protected": False},
    }


def _refused(code: str, message: str) -> Kept:
    told = {"code": code, "message": message, "data": {"status": 400}}
    return Kept(text=_spelled(told), content_type=_JSON, status=HTTPStatus.BAD_REQUEST)


def _spelled(value: object) -> str:
    """JSON as PHP writes it: in ASCII, with slashes escaped."""
    return json.dumps(value).replace("/", "\\/")
