"""An outlet on loopback whose past stands in its own listings, and rooms over it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.servers import Answer, Zoo, page

from wireroom.model import Window
from wireroom.pipeline import Scope, ingest, open_room, read_settings, sweep
from wireroom.settings import Settings

HOST = "www.wire.test"
NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
# Long enough that no page is taken for a notice.
WORDS = (
    "The council of the harbour town agreed on {n} new ferries after a debate of {n} hours, and "
    "the mayor said that the first of them would sail before the {n}th of next month. Residents "
    "of quarter {n} had asked for them since the bridge was closed to lorries in the spring. "
)
XML = "application/xml; charset=utf-8"


def at(day: int, hour: int = 9) -> datetime:
    """An instant of August 2026."""
    return datetime(2026, 8, day, hour, tzinfo=UTC)


def window(first: int, last: int) -> Window:
    """Whole UTC days of August 2026, both counted in."""
    return Window(from_at=at(first, 0), to_at=at(last, 0) + timedelta(days=1))


def path(day: int, number: int) -> str:
    """The path of an article, its day in it."""
    return f"/2026/08/{day:02}/story-{number}"


def story(number: int, published_at: datetime, *, more: str = "") -> Answer:
    """An article's page."""
    title = f"Harbour story number {number}"
    facts = (
        f'{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{title}",'
        f' "datePublished": "{published_at.isoformat()}"}}'
    )
    paragraphs = "".join(f"<p>{WORDS.format(n=number)}</p>" for _ in range(3)) + more
    return page(
        f"<html><head><title>{title}</title>"
        f'<script type="application/ld+json">{facts}</script></head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def urlset(*pages: tuple[str, Mapping[str, str]], host: str = HOST) -> str:
    """A sitemap; `publication_date` and `title` go into the news extension."""
    urls = []
    for one, facts in pages:
        parts = [f"<loc>https://{host}{one}</loc>"]
        if "lastmod" in facts:
            parts.append(f"<lastmod>{facts['lastmod']}</lastmod>")
        news = "".join(
            f"<n:{key}>{facts[key]}</n:{key}>"
            for key in ("publication_date", "title")
            if key in facts
        )
        urls.append(f"<url>{''.join(parts)}{f'<n:news>{news}</n:news>' if news else ''}</url>")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">' + "".join(urls) + "</urlset>"
    )


def index(*sitemaps: tuple[str, str | None], host: str = HOST) -> str:
    """A sitemap index of paths with their lastmods."""
    inner = "".join(
        f"<sitemap><loc>https://{host}{one}</loc>"
        + (f"<lastmod>{lastmod}</lastmod>" if lastmod else "")
        + "</sitemap>"
        for one, lastmod in sitemaps
    )
    return (
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</sitemapindex>'
    )


def rss(*entries: tuple[str, int, datetime], host: str = HOST) -> str:
    """A feed of (path, number, instant)."""
    items = "".join(
        f"<item><title>Harbour story number {number}</title><link>https://{host}{one}</link>"
        f"<pubDate>{when:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for one, number, when in entries
    )
    return f'<rss version="2.0"><channel><title>wire</title>{items}</channel></rss>'


def outlet_file(folder: Path, *, more: str = "", hosts: tuple[str, ...] = (HOST,)) -> None:
    """The outlet's file; `more` are lines of YAML, its `sweep` say."""
    folder.mkdir(parents=True, exist_ok=True)
    named = "\n".join(
        f"  - {{host: {host}, role: {'mirror' if number else 'origin'}}}"
        for number, host in enumerate(hosts)
    )
    (folder / "wire.yaml").write_text(
        f"id: wire\nname: Wire\nlanguage: en\ntimezone: UTC\nhosts:\n{named}\n"
        f"feeds: [{{path: /rss}}]\npoliteness: {{delay_s: 0, cross_checks: 0}}\n"
        f"article: {{include: ['/story-']}}\n{more}\n",
        encoding="utf-8",
    )


def settings_of(zoo: Zoo, home: Path, **more: str) -> Settings:
    """Settings whose only web is the zoo; the outlet's file lies in `home`/outlets."""
    return read_settings(
        {
            "WIREROOM_HOME": str(home),
            "WIREROOM_OUTLETS": str(home / "outlets"),
            "WIREROOM_CONNECT_TO": zoo.connect_to_text,
            "WIREROOM_CA_BUNDLE": str(zoo.ca_bundle),
            "WIREROOM_WORKERS": "1",
            **more,
        }
    )


def swept(settings: Settings, run_id: str, first: int, last: int, *, now=NOW, **more):
    """A whole sweep of days of August 2026."""
    scope = Scope(window=window(first, last), is_undated=more.pop("is_undated", False))
    return sweep(open_room(settings, now=now), run_id=run_id, scope=scope, **more)


def ingested(settings: Settings, run_id: str, *, now=NOW):
    """A whole run over the feeds."""
    return ingest(open_room(settings, now=now), run_id=run_id)
