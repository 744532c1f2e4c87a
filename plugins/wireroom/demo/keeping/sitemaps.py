"""Sitemaps as two houses keep them: monthly and packed, with news; and one a day, without dates.

After sitemaps.org/protocol.html and
developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap.
"""

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from xml.sax.saxutils import escape

from wireroom.demo.feeds import Edition
from wireroom.demo.keeping.document import Kept
from wireroom.demo.stories import Story
from wireroom.demo.web import Ask

INDEX_PATH, NEWS_PATH = "/sitemap_index.xml", "/sitemap_news.xml"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS_SPACE = "http://www.google.com/schemas/sitemap-news/0.9"
_NEWS_AGE = timedelta(days=2)  # what a news sitemap may hold, as the page above says
_MONTH = re.compile(r"/sitemaps/(\d{4}-\d{2})\.xml\.gz")
_DAY = re.compile(r"/sitemap/(\d{4}-\d{2}-\d{2})\.xml")


def monthly_sitemaps(edition: Edition, ask: Ask) -> Kept | None:
    """Tide Wire's: an index of packed months with lastmod, and one of the last two days' news.

    All of them name the origin, on mirrors too.
    """
    home = edition.house.hosts[0]
    if ask.path == INDEX_PATH:
        months = _parts(edition, "%Y-%m")
        return _index(
            (f"https://{home}/sitemaps/{month}.xml.gz", _newest(edition, stories))
            for month, stories in months.items()
        )
    if ask.path == NEWS_PATH:
        return _news(edition, home)
    found = _MONTH.fullmatch(ask.path)
    if found is None:
        return None
    stories = _parts(edition, "%Y-%m").get(found[1], [])
    return _urls(stories, lambda story: _dated(edition, story, home), is_packed=True)


def daily_sitemaps(edition: Edition, ask: Ask) -> Kept | None:
    """Alborz's: an index of days; neither it nor they state a date but in their names."""
    if ask.path == INDEX_PATH:
        days = _parts(edition, "%Y-%m-%d")
        return _index((f"https://{edition.host}/sitemap/{day}.xml", "") for day in days)
    found = _DAY.fullmatch(ask.path)
    if found is None:
        return None
    stories = _parts(edition, "%Y-%m-%d").get(found[1], [])
    return _urls(stories, lambda story: f"<loc>{_loc(edition, story, edition.host)}</loc>")


def _parts(edition: Edition, form: str) -> dict[str, list[Story]]:
    """The stories by what `form` makes of the local day on which each came out, newest first."""
    parts: dict[str, list[Story]] = {}
    for story in edition.everything:
        part = f"{edition.house.local(story.published_at):{form}}"
        parts.setdefault(part, []).append(story)
    return parts


def _newest(edition: Edition, stories: Iterable[Story]) -> str:
    return max(story.version_at(edition.at).at for story in stories).isoformat()


def _loc(edition: Edition, story: Story, host: str) -> str:
    return escape(f"https://{host}{edition.house.feed_path_of(story)}")


def _dated(edition: Edition, story: Story, host: str) -> str:
    changed_at = story.version_at(edition.at).at
    return f"<loc>{_loc(edition, story, host)}</loc><lastmod>{changed_at.isoformat()}</lastmod>"


def _index(parts: Iterable[tuple[str, str]]) -> Kept:
    told = "".join(
        f"<sitemap><loc>{loc}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</sitemap>\n"
        for loc, changed in parts
    )
    return _xml(f'<sitemapindex xmlns="{_SPACE}">\n{told}</sitemapindex>')


def _urls(
    stories: Iterable[Story], told: Callable[[Story], str], *, is_packed: bool = False
) -> Kept | None:
    urls = "".join(f"<url>{told(story)}</url>\n" for story in stories)
    if not urls:
        return None
    return _xml(f'<urlset xmlns="{_SPACE}">\n{urls}</urlset>', is_packed=is_packed)


def _news(edition: Edition, host: str) -> Kept:
    urls = "".join(
        _news_url(edition, story, host)
        for story in edition.everything
        if edition.at - story.published_at <= _NEWS_AGE
    )
    return _xml(f'<urlset xmlns="{_SPACE}" xmlns:news="{_NEWS_SPACE}">\n{urls}</urlset>')


def _news_url(edition: Edition, story: Story, host: str) -> str:
    house, version = edition.house, story.version_at(edition.at)
    return (
        f"<url><loc>{_loc(edition, story, host)}</loc><news:news><news:publication>"
        f"<news:name>{escape(house.name)}</news:name><news:language>{story.language}"
        "</news:language></news:publication>"
        f"<news:publication_date>{house.local(story.published_at).isoformat()}"
        f"</news:publication_date><news:title>{escape(version.title)}</news:title>"
        "</news:news></url>\n"
    )


def _xml(body: str, *, is_packed: bool = False) -> Kept:
    kind = "application/gzip" if is_packed else "application/xml"
    return Kept(text=f"{_XML}{body}\n", content_type=kind, is_packed=is_packed)
