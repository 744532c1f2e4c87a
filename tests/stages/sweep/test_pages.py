"""Facts about archive pages and WordPress' posts."""

from datetime import UTC, date, datetime

import pytest

from wireroom.model import Failed, Item
from wireroom.stages.sweep import read_archive, read_posts

PAGE = """<html><nav><a href="/story-9">Most read</a></nav><main>
<a href="/story-1">One</a> <a href="/story-1#comments">again</a>
<a href="story-2?utm_source=x">Two</a>
<a href="/about">About</a> <a href="mailto:a@x.test">Mail</a> <a>no link</a>
<a href="https://other.test/story-3">Elsewhere</a></main>
<footer><a href="/story-8">f</a></footer>"""


def archive(body, **more):
    """The reading of an archive page of the tenth."""
    return read_archive(
        body,
        page_url="https://x.test/archive/",
        on=date(2026, 8, 10),
        is_article=lambda url: "story" in url and "x.test" in url,
        wanted=more.get("wanted", lambda item: True),
    )


def test_archive_links_are_articles_once_with_their_day():
    """Navigation, other pages, other hosts and the same page again are left out."""
    found = archive(PAGE.encode())
    assert [(item.url, item.on) for item in found.items] == [
        ("https://x.test/story-1", date(2026, 8, 10)),
        ("https://x.test/archive/story-2", date(2026, 8, 10)),
    ]


@pytest.mark.parametrize("body", [b"", b"\x00\x00", b"<!-- nothing -->"])
def test_archive_without_anything_is_no_crash(body):
    """Rubbish is a failure, or a page that names nothing."""
    found = archive(body)
    assert isinstance(found, Failed) or found.n_listed == 0


def test_posts_are_read_in_utc():
    """`date_gmt` names no zone; titles are HTML."""
    body = (
        b'[{"link": "https://x.test/a", "date_gmt": "2026-08-10T09:00:00",'
        b' "modified_gmt": "2026-08-11T09:00:00", "title": {"rendered": "A &#8211; <em>b</em>"}},'
        b' {"title": null}, 7]'
    )
    assert read_posts(body, wanted=lambda item: True).items == (
        Item(
            url="https://x.test/a",
            title="A – b",
            published_at=datetime(2026, 8, 10, 9, tzinfo=UTC),
            lastmod_at=datetime(2026, 8, 11, 9, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize("body", [b"<html>", b'{"code": "rest_no_route"}', b"[" * 100_000])
def test_posts_that_are_none_have_a_name(body):
    """Pages, errors and rubbish are no list of posts."""
    assert isinstance(read_posts(body, wanted=lambda item: True), Failed)
