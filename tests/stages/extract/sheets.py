"""Small pages taken apart, for the tests of what is read of them beside the body."""

import json

from wireroom.model import Page
from wireroom.stages.extract.sheet import Sheet, open_sheet

URL = "https://www.harbour-times.test/a/1"


def sheet(head: str = "", body: str = "", **facts) -> Sheet:
    """The sheet of a page with that head and body."""
    html = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()
    return open_sheet(Page(body=html, url=facts.pop("url", URL), **facts))


def ld(*nodes: dict) -> str:
    """A script of JSON-LD with these objects."""
    return f'<script type="application/ld+json">{json.dumps(nodes)}</script>'


def article(**facts) -> str:
    """The JSON-LD of an article with these facts."""
    return ld({"@type": "NewsArticle", "headline": "Ferry crews end walkout", **facts})


def meta(name: str, content: str) -> str:
    """A meta element by its property."""
    return f'<meta property="{name}" content="{content}">'
