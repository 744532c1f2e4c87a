"""Facts about reading sitemaps: what they state, and what is no sitemap."""

import gzip
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.pipeline.sweeps.past import index, urlset

from wireroom.model import Failed, Item, Reason
from wireroom.stages.sweep import Reading, read_robots, read_sitemap

ROOT = Path(__file__).parents[3]
UTC_ZONE, TEHRAN = ZoneInfo("UTC"), ZoneInfo("Asia/Tehran")
NAMES = ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LAUGHS = (
    '<!DOCTYPE urlset [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    f"]><urlset{NAMES}><url><loc>https://x.test/&b;</loc></url></urlset>"
)


def read(text, *, zone=UTC_ZONE, wanted=lambda item: True):
    """The reading of a text or of bytes."""
    body = text.encode() if isinstance(text, str) else text
    return read_sitemap(body, zone=zone, wanted=wanted)


def one_of(text, **more):
    """The only page of a sitemap that can be read."""
    found = read(text, **more)
    assert isinstance(found, Reading)
    (item,) = found.items
    return item


def test_news_extension_gives_title_and_instant():
    """Both come from the news namespace, the title of an image next to them does not."""
    facts = {"publication_date": "2026-08-10T09:00:00+02:00", "title": "Ferries &amp; tides"}
    item = one_of(urlset(("/a", facts)))
    assert item.title == "Ferries & tides"
    assert item.published_at == datetime(2026, 8, 10, 7, tzinfo=UTC)


def test_foreign_extensions_say_nothing_of_the_page():
    """A picture's address and title are not the page's."""
    text = (
        f'<urlset{NAMES} xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"><url>'
        "<i:image><i:loc>https://x.test/p.jpg</i:loc><i:title>p</i:title></i:image>"
        "<loc>https://x.test/a</loc></url></urlset>"
    )
    assert one_of(text) == Item(url="https://x.test/a")


@pytest.mark.parametrize(
    ("spelled", "at", "is_day"),
    [
        ("2026-08-10T09:00:00Z", datetime(2026, 8, 10, 9, tzinfo=UTC), False),
        ("2026-08-10T09:00:00", datetime(2026, 8, 10, 5, 30, tzinfo=UTC), False),
        ("2026-08-10T09:00+03:30", datetime(2026, 8, 10, 5, 30, tzinfo=UTC), False),
        ("2026-08-10", datetime(2026, 8, 9, 20, 30, tzinfo=UTC), True),
        ("Mon, 10 Aug 2026 09:00:00 GMT", datetime(2026, 8, 10, 9, tzinfo=UTC), False),
        ("yesterday", None, False),
        ("0001-01-01T00:00:00", None, False),
    ],
)
def test_lastmod_is_read_in_the_outlets_zone(spelled, at, is_day):
    """What names no zone is the outlet's; a day is its first instant; nonsense is no date."""
    item = one_of(urlset(("/a", {"lastmod": spelled})), zone=TEHRAN)
    assert (item.lastmod_at, item.is_lastmod_day) == (at, is_day)


def test_publication_by_day_is_that_day():
    """A day without a time names the day, not its midnight in UTC."""
    item = one_of(urlset(("/a", {"publication_date": "2026-08-10"})), zone=TEHRAN)
    assert (item.published_at, item.on) == (None, date(2026, 8, 10))


def test_one_lastmod_for_all_says_nothing():
    """A site that writes the instant of asking beside every page has told nothing."""
    pages = [(f"/{number}", {"lastmod": "2026-08-20T12:00:00Z"}) for number in range(6)]
    found = read(urlset(*pages))
    assert {item.lastmod_at for item in found.items} == {None}
    assert "one lastmod" in found.detail


def test_index_names_sitemaps_with_their_lastmod():
    """An index has no pages of its own."""
    found = read(index(("/one.xml", "2026-08-10"), ("/two.xml", None)))
    assert [(one.url[-8:], bool(one.lastmod_at)) for one in found.children] == [
        ("/one.xml", True),
        ("/two.xml", False),
    ]
    assert found.n_listed == 0


def test_gzip_is_unpacked_whatever_the_server_calls_it():
    """A .xml.gz file is known by its first bytes."""
    assert one_of(gzip.compress(urlset(("/a", {})).encode())).url.endswith("/a")


def test_plain_text_is_a_sitemap_too():
    """A URL in a line; a byte order mark and blank lines are no matter."""
    found = read("\ufeffhttps://x.test/a\n\nhttps://x.test/b\r\n")
    assert [item.url for item in found.items] == ["https://x.test/a", "https://x.test/b"]


def test_other_spellings_of_xml_are_read():
    """UTF-16, no namespace, a wrong declaration, and markup that is not closed."""
    text = urlset(("/a", {}))
    assert one_of(text.replace("UTF-8", "UTF-16").encode("utf-16")).url.endswith("/a")
    assert one_of("<urlset><url><loc>https://x.test/a</loc></url></urlset>").url
    assert one_of(text.replace("UTF-8", "windows-1252")).url.endswith("/a")
    assert one_of(text.removesuffix("</urlset>")).url.endswith("/a")
    assert one_of(text.replace("/a<", "/a?x=1&y=2<")).url.endswith("/a?x=1=2")


@pytest.mark.parametrize(
    ("body", "reason", "says"),
    [
        ("<!DOCTYPE html><html><body>Not found</body></html>", Reason.NOT_A_LISTING, "HTML"),
        ("", Reason.NOT_A_LISTING, "empty"),
        ('<rss version="2.0"><channel/></rss>', Reason.NOT_A_LISTING, "`pages`"),
        ("{}", Reason.NOT_A_LISTING, "no sitemap"),
        (LAUGHS, Reason.XML_ENTITIES, "entities"),
        (LAUGHS.encode("utf-16"), Reason.XML_ENTITIES, "entities"),
        (gzip.compress(urlset(("/a", {})).encode())[:-20], Reason.BAD_ENCODING, "gzip"),
        (b"\x1f\x8b" + b"no gzip at all", Reason.BAD_ENCODING, "gzip"),
        (gzip.compress(b"<urlset>" + b" " * 201_000_000), Reason.TOO_LARGE, "200000000"),
    ],
    ids=["html", "empty", "feed", "json", "laughs", "laughs in utf-16", "cut", "broken", "bomb"],
)
def test_what_is_no_sitemap_has_a_name(body, reason, says):
    """Each kind of rubbish ends as a failure that says what it is."""
    found = read(body)
    assert isinstance(found, Failed)
    assert found.reason is reason
    assert says in found.detail


def test_unknown_charset_is_no_crash():
    """An encoding that nobody knows is a failure, or read as what it is."""
    found = read(urlset(("/a", {})).replace("UTF-8", "x-unheard-of"))
    assert isinstance(found, Failed | Reading)


def test_only_wanted_pages_are_kept_and_all_are_counted():
    """What is out of the window is counted and forgotten."""
    pages = [(f"/{number}", {}) for number in range(10)]
    found = read(urlset(*pages), wanted=lambda item: item.url.endswith("/3"))
    assert (len(found.items), found.n_listed) == (1, 10)


_ROW = (
    "<url><loc>https://x.test/2026/08/10/{slug}</loc>"
    "<lastmod>2026-08-10T09:{minute:02}:00Z</lastmod></url>"
)
_MEASURE = """
import re, sys
from pathlib import Path
from zoneinfo import ZoneInfo
from wireroom.stages.sweep import read_sitemap
def peak():  # of this process: ru_maxrss would be the parent's where that was larger
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
body = Path(sys.argv[1]).read_bytes()
before = peak()
found = read_sitemap(body, zone=ZoneInfo("UTC"), wanted=lambda item: False)
print(found.n_listed, (peak() - before) * 1024)
"""


def test_the_largest_sitemap_takes_little_memory_beside_its_bytes(tmp_path):
    """Reading 50,000 pages of 45 MB adds under 20 MB to them (measured: 1)."""
    file = tmp_path / "largest.xml"
    rows = (_ROW.format(slug=f"{n}-" + "long-slug-" * 80, minute=n % 60) for n in range(50_000))
    with file.open("w", encoding="utf-8") as out:
        out.writelines(["<urlset>", *rows, "</urlset>"])
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, file],
        env={"PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    n_listed, more = (int(word) for word in done.stdout.split())
    assert (file.stat().st_size > 40_000_000, n_listed) == (True, 50_000)
    assert more < 20_000_000


def test_robots_lines_name_sitemaps_once():
    """Whatever their case and place, also beneath the rules of an agent."""
    text = b"User-agent: *\nDisallow: /x\nSITEMAP: https://x.test/a.xml\nsitemap:/b.xml\n" * 2
    assert [one.url for one in read_robots(text).children] == ["https://x.test/a.xml", "/b.xml"]
