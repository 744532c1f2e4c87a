"""Verdicts on bodies: what is certainly no article or feed, and that real pages are left alone."""

import gzip
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wireroom.demo import pages
from wireroom.model import Exchange, Reason
from wireroom.stages.fetch import judge_article, judge_feed

REAL_PAGES = Path(__file__).parents[4] / "shared/data/extraction/pages"
SEIZED = pages.seizure_banner()
PRESSTV = (
    "<html><body><p>presstv.com has been seized by the United States Government in accordance with"
    " a seizure\nwarrant issued pursuant to 18 U.S.C. 981, 982 and 50 U.S.C. 1701-1705</p>"
)
ABOUT = (
    "<html><body>" + f"<p>{PRESSTV}</p>" + "<p>It went on to say more.</p>" * 250 + "</body></html>"
)
MARKED = "<html><article><p>The page says the site has been seized by police.</p></article></html>"
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title></channel></rss>'
BOMB = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>'
CASES = [
    ("demo banner", SEIZED, "text/html", Reason.SEIZED, Reason.SEIZED),
    ("presstv banner", PRESSTV, "text/html", Reason.SEIZED, Reason.SEIZED),
    ("long page quotes the banner", ABOUT, "text/html", None, Reason.NOT_A_FEED),
    ("article quotes the banner", MARKED, "text/html", None, Reason.NOT_A_FEED),
    (
        "for sale",
        "<p>This domain is&nbsp;for sale!</p>".replace("&nbsp;", " "),
        "text/html",
        Reason.PARKED,
        Reason.PARKED,
    ),
    ("parked", "<h1>Domain is parked</h1>", "text/html", Reason.PARKED, Reason.PARKED),
    (
        "waiting page",
        "<title> Just a moment...</title>",
        "text/html",
        Reason.CHALLENGE,
        Reason.CHALLENGE,
    ),
    (
        "script alone quotes",
        "<script>'has been seized by the united states'</script><p>Hi</p>",
        "text/html",
        None,
        None,
    ),
    ("nothing", "", "text/html", Reason.NO_TEXT, Reason.EMPTY_FEED),
    ("white space", " \n ", "text/html", Reason.NO_TEXT, Reason.EMPTY_FEED),
    ("picture", "GIF89a", "image/gif", Reason.WRONG_TYPE, Reason.WRONG_TYPE),
    ("untyped page", "<p>Hello</p>", "", None, None),
    ("plain page", "<!doctype html><p>Hello</p>", "text/html; charset=x", None, Reason.NOT_A_FEED),
    ("feed", RSS, "application/rss+xml", None, None),
    ("feed as binary", "\ufeff" + RSS, "application/octet-stream", None, None),
    (
        "json feed",
        '{"version": "https://jsonfeed.org/version/1.1"}',
        "application/json",
        None,
        None,
    ),
    ("entity bomb", BOMB, "text/xml", None, Reason.XML_ENTITIES),
]


def exchange(body, content_type="text/html"):
    """An answer of status 200 with that body."""
    return Exchange(
        requested_url="https://outlet.test/a",
        final_url="https://outlet.test/a",
        status=200,
        headers=(("Content-Type", content_type),),
        body=body,
        fetched_at=datetime(2026, 8, 15, tzinfo=UTC),
        elapsed_s=0.1,
        address="127.0.0.1",
        is_tls_verified=True,
    )


@pytest.mark.parametrize(
    ("body", "kind", "as_article", "as_feed"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_a_body_gets_its_verdict(body, kind, as_article, as_feed):
    """Each body is what it is as an article and as a feed, and the evidence is kept."""
    asked = exchange(body.encode(), kind)
    verdicts = [judge_article(asked), judge_feed(asked)]
    assert [verdict and verdict.reason for verdict in verdicts] == [as_article, as_feed]
    assert all(verdict.exchange is asked and verdict.detail for verdict in verdicts if verdict)


@pytest.mark.skipif(not REAL_PAGES.is_dir(), reason="the shared pages are absent")
def test_no_real_page_raises_a_false_alarm():
    """463 real article pages pass, without work that gets out of hand (benchmarks/verdicts)."""
    asked = [exchange(gzip.decompress(path.read_bytes())) for path in REAL_PAGES.glob("*/*.gz")]
    start = time.process_time()
    alarms = [verdict.detail for verdict in map(judge_article, asked) if verdict]
    spent_ms = 1000 * (time.process_time() - start) / len(asked)
    assert (len(asked), alarms) == (463, [])
    assert spent_ms <= 10
