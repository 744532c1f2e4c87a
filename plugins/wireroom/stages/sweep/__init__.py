"""Sweep: what outlets' own listings say of the past. It asks nobody and keeps nothing.

A listing's bytes become pages with a day (`read_*`), a window and an outlet become the listings to
ask (`first_units`, `pruned`, `next_page`), and a page's day is told by `standing` and `day_of`.
"""

from wireroom.stages.sweep.archives import read_archive
from wireroom.stages.sweep.dating import Calendar, Standing, day_of, path_day, standing
from wireroom.stages.sweep.paging import is_past, older_link
from wireroom.stages.sweep.planning import (
    Pruned,
    first_units,
    named_span,
    next_page,
    pruned,
    usual_sitemaps,
)
from wireroom.stages.sweep.reading import Child, Reading, Wanted
from wireroom.stages.sweep.robots import read_robots
from wireroom.stages.sweep.sitemaps import read_sitemap
from wireroom.stages.sweep.wayback import (
    Copies,
    Copy,
    captured_at,
    copies_url,
    copy_url,
    list_url,
    read_copies,
    read_listed,
)
from wireroom.stages.sweep.wordpress import read_posts

__all__ = [
    "Calendar",
    "Child",
    "Copies",
    "Copy",
    "Pruned",
    "Reading",
    "Standing",
    "Wanted",
    "captured_at",
    "copies_url",
    "copy_url",
    "day_of",
    "first_units",
    "is_past",
    "list_url",
    "named_span",
    "next_page",
    "older_link",
    "path_day",
    "pruned",
    "read_archive",
    "read_copies",
    "read_listed",
    "read_posts",
    "read_robots",
    "read_sitemap",
    "standing",
    "usual_sitemaps",
]
