"""Harbour Ledger's archive: a page for each day with links alone, two to a page."""

import re
from datetime import date, timedelta
from html import escape

from wireroom.demo.feeds import Edition
from wireroom.demo.keeping.document import Kept, number_asked_for
from wireroom.demo.stories import Story
from wireroom.demo.web import Ask

PER_PAGE = 2
"""How many stories a page of the archive names."""
_PATH = re.compile(r"/archive/(\d{4})/(\d{2})/(\d{2})/")
_DAY = timedelta(days=1)


def calendar_page(edition: Edition, ask: Ask) -> Kept | None:
    """Return a day's page: /archive/2026/08/05/, its further ones under ?page=2.

    A day on which nothing came out has a page that says so; a day to come and a page too many have
    none.
    """
    day = _day(ask.path)
    page = number_asked_for(ask, "page", otherwise=1)
    if day is None or day > edition.house.local(edition.at).date() or page < 1:
        return None
    stories = [
        story
        for story in reversed(edition.everything)
        if edition.house.local(story.published_at).date() == day
    ]
    shown = stories[(page - 1) * PER_PAGE : page * PER_PAGE]
    if not shown and page > 1:
        return None
    has_more = page * PER_PAGE < len(stories)
    return Kept(text=_page(edition, day, shown, page + 1 if has_more else 0))


def _day(path: str) -> date | None:
    found = _PATH.fullmatch(path)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _path(day: date) -> str:
    return f"/archive/{day:%Y/%m/%d}/"


def _page(edition: Edition, day: date, stories: list[Story], next_page: int) -> str:
    name, title = edition.house.name, f"{day.day} {day:%B %Y}"
    items = "".join(_item(edition, story) for story in stories)
    listed = f'<ul class="c-archive">{items}</ul>' if items else "<p>Nothing appeared that day.</p>"
    more = f'<a rel="next" href="{_path(day)}?page={next_page}">More</a>' if next_page else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{title} | Archive'
        f' | {escape(name)}</title></head><body><header><a href="/">{escape(name)}</a></header>'
        f"<main><h1>Archive: {title}</h1>\n{listed}\n{more}</main>"
        f'<nav><a href="{_path(day - _DAY)}">The day before</a>'
        f' <a href="{_path(day + _DAY)}">The day after</a></nav></body></html>\n'
    )


def _item(edition: Edition, story: Story) -> str:
    at, title = edition.house.local(story.published_at), story.version_at(edition.at).title
    path = escape(edition.house.path(story))
    return f'<li><time>{at:%H:%M}</time> <a href="{path}">{escape(title)}</a></li>\n'
