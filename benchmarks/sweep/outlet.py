"""An outlet with a long past: monthly sitemaps under one index, some articles a day."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from tests.servers import Answer, page

HOST = "www.past.test"
LAST = date(2026, 8, 19)
_XML = "application/xml; charset=utf-8"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def routes(first: date, n_daily: int) -> dict[tuple[str, str], Answer]:
    """What the outlet answers: robots.txt, the index, and a sitemap a month."""
    months: dict[str, list[str]] = {}
    on = first
    while on <= LAST:
        months.setdefault(f"{on:%Y-%m}", []).extend(_url(on, number) for number in range(n_daily))
        on += timedelta(days=1)
    found = {
        (HOST, f"/sitemap-{month}.xml"): page(_urlset(urls), content_type=_XML)
        for month, urls in months.items()
    }
    names = "".join(
        f"<sitemap><loc>https://{HOST}/sitemap-{month}.xml</loc></sitemap>" for month in months
    )
    index = f'<sitemapindex xmlns="{_SITEMAP}">{names}</sitemapindex>'
    robots = f"Sitemap: https://{HOST}/sitemaps.xml\n"
    return found | {
        (HOST, "/sitemaps.xml"): page(index, content_type=_XML),
        (HOST, "/robots.txt"): page(robots, content_type="text/plain"),
    }


def write_outlet(folder: Path) -> None:
    """The outlet's file."""
    folder.mkdir(parents=True)
    (folder / "past.yaml").write_text(
        "id: past\nname: Past\nlanguage: en\ntimezone: UTC\n"
        f"hosts: [{{host: {HOST}, role: origin}}]\nfeeds: [{{path: /rss}}]\n"
        "article: {include: ['/story-']}\npoliteness: {delay_s: 0}\n",
        encoding="utf-8",
    )


def _url(on: date, number: int) -> str:
    at = datetime.combine(on, time(number // 60 % 24, number % 60), tzinfo=UTC)
    return (
        f"<url><loc>https://{HOST}/{on:%Y/%m/%d}/story-{number}-of-the-day</loc>"
        f"<lastmod>{at.isoformat()}</lastmod><n:news>"
        f"<n:publication_date>{at.isoformat()}</n:publication_date>"
        f"<n:title>Story number {number} of a long day in the harbour town</n:title>"
        "</n:news></url>"
    )


def _urlset(urls: list[str]) -> str:
    return f'<urlset xmlns="{_SITEMAP}" xmlns:n="{_NEWS}">{"".join(urls)}</urlset>'
