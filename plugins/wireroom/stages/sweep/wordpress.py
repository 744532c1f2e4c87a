"""WordPress' own list of posts: developer.wordpress.org/rest-api/reference/posts."""

import html
import json
import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from wireroom.model import Failed, Item, Reason
from wireroom.stages.sweep.instants import told
from wireroom.stages.sweep.reading import Reading, Wanted

_TAG = re.compile(r"<[^>]*>")
_UTC = ZoneInfo("UTC")


def read_posts(body: bytes, *, wanted: Wanted) -> Reading | Failed:
    """The posts of one page; `*_gmt` fields are UTC without saying so."""
    try:
        posts = json.loads(body)
    except (ValueError, RecursionError) as error:
        return Failed(reason=Reason.NOT_A_LISTING, detail=f"no list of posts: {error}")
    if not isinstance(posts, list):
        return Failed(reason=Reason.NOT_A_LISTING, detail="no list of posts: another JSON value")
    items = [_item(post) for post in posts if isinstance(post, dict) and post.get("link")]
    return Reading(items=tuple(item for item in items if wanted(item)), n_listed=len(items))


def _item(post: Mapping[str, Any]) -> Item:
    title = post.get("title")
    rendered = title.get("rendered") if isinstance(title, dict) else title
    published, modified = (
        told(_text(post, "date_gmt"), _UTC),
        told(_text(post, "modified_gmt"), _UTC),
    )
    return Item(
        url=str(post["link"]),
        title=html.unescape(_TAG.sub("", str(rendered or ""))).strip(),
        published_at=published.at if published else None,
        lastmod_at=modified.at if modified else None,
    )


def _text(post: Mapping[str, Any], key: str) -> str | None:
    value = post.get(key)
    return value if isinstance(value, str) else None
