"""What a clean record keeps and drops, line by line and date by date."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.model import Access, DateVote, Extraction, Image, Kind, LeftOut, Page
from wireroom.stages.clean import clean

SENTENCE = "The harbour board said on Tuesday that both sides had signed an agreement. "
FIRST, LAST = SENTENCE * 3, "It is to hold until the spring."


def at(day, hour=0):
    """An instant of August 2026."""
    return datetime(2026, 8, day, hour, tzinfo=UTC)


def record(*blocks, drop_lines=(), entry=None, **facts):
    """The clean record of an extraction with these lines."""
    stated = {
        "title": "Ferry crews end walkout",
        "authors": ("Ann Lee", "Bo Ek"),
        "dates": (DateVote(at=at(15), source="jsonld"),),
        "modified_at": None,
        "sections": ("News", "Harbour"),
        "tags": (),
        "languages": ("en",),
        "images": (Image(url="u", caption="Ferries wait at the port of Aldhaven.", credit="AFP"),),
        "canonical_url": None,
        "mirror_candidates": (),
        "extractor": "x/1",
        "path": "x",
    }
    page = Page(body=b"", url="https://outlet.test/a", drop_lines=drop_lines)
    return clean(page, Extraction(**(stated | facts), blocks=blocks))


DROPPED = [
    ("headline", "Ferry crews end walkout"),
    ("headline in capitals", "FERRY CREWS END WALKOUT!"),
    ("breadcrumb", "News / Harbour"),
    ("breadcrumb with bars", "| News | Harbour |"),
    ("byline", "By Ann Lee and Bo Ek"),
    ("byline with a trade", "By Ann Lee, staff writer"),
    ("author alone", "Ann Lee"),
    ("by alone", "By"),
    ("caption", "Ferries wait at the port of Aldhaven."),
    ("caption with credit", "Ferries wait at the port of Aldhaven. (Photo by AFP)"),
    ("credit", "(Photo: AFP)"),
    ("mirror notice", "Our website can also be accessed at the following alternate addresses:"),
    ("mirror", "www.presstv.co.uk"),
    ("television", "Press TV News Roku"),
    ("share", "Share this story"),
    ("share on", "Share on Facebook"),
    ("follow", "Follow us on Telegram for more"),
    ("newsletter", "Sign up for our free newsletter"),
    (
        "newsletter's praise",
        "Sign up to our newsletter First Boat: all the island's news before breakfast, every day.",
    ),
    ("agency's tail", "(Reporting by Ann Lee; Editing by Bo Ek)"),
    ("teaser", "Read more: Flood gate holds in its first gale"),
    ("stamp", "Updated 19 August 2026"),
    ("advertisement", "ADVERTISEMENT"),
    ("the outlet's own rule", "-- Aldhaven desk, extension 12"),
]
KEPT = [
    (
        "sentence about a byline",
        "By Ann Lee's account, which the board disputes, it was over by noon.",
    ),
    ("sentence with the headline", "Ferry crews end walkout, the banner at the quay said."),
    (
        "sentence about reporting",
        "(Reporting by phone, she said, was easier than editing by hand.).",
    ),
    ("sentence about sharing", "Share prices of the ferry company rose by a tenth."),
    ("sentence about updates", "Updated timetables hang at every quay."),
    ("sentence by", "By the morning tide the first ferry was out."),
    ("one word", "No."),
    ("other addresses", "He had lived at both addresses."),
]


@pytest.mark.parametrize("line", [c[1] for c in DROPPED], ids=[c[0] for c in DROPPED])
def test_furniture_leaves_the_text(line):
    """What stands in a field of its own or belongs to the page is no line of the article."""
    text = record(FIRST, line, LAST, drop_lines=("^-- Aldhaven desk",)).text
    assert text == f"{FIRST.strip()}\n\n{LAST}"


@pytest.mark.parametrize("line", [c[1] for c in KEPT], ids=[c[0] for c in KEPT])
def test_sentences_stay(line):
    """A sentence that only resembles furniture is kept."""
    assert record(FIRST, line, LAST).text == f"{FIRST.strip()}\n\n{line}\n\n{LAST}"


def vote(source, day, **facts):
    """A vote for midnight of a day of August 2026."""
    return DateVote(at=facts.pop("at", None) or at(day), source=source, **facts)


FUTURE = datetime(2031, 1, 1, tzinfo=UTC)
DATES = [
    ("best source", (vote("htmldate", 14), vote("feed", 15), vote("jsonld", 16)), "jsonld"),
    ("instant before day", (vote("jsonld", 15, is_day=True), vote("feed", 15)), "feed"),
    ("what is seen before a guess", (vote("htmldate", 14), vote("visible", 15)), "visible"),
    ("day alone", (vote("url", 15, is_day=True),), "url:day"),
    ("future against the feed", (vote("jsonld", 0, at=FUTURE), vote("feed", 15)), "feed"),
    (
        "future against the path",
        (vote("meta", 0, at=FUTURE), vote("url", 15, is_day=True)),
        "url:day",
    ),
    ("future guess", (vote("htmldate", 0, at=FUTURE), vote("url", 15, is_day=True)), "url:day"),
    ("a day late is late edition", (vote("jsonld", 16), vote("url", 15, is_day=True)), "jsonld"),
    ("a guess puts none off", (vote("jsonld", 15), vote("htmldate", 1)), "jsonld"),
    ("one early voice of three", (vote("jsonld", 15), vote("meta", 15), vote("feed", 1)), "jsonld"),
    (
        "the epoch",
        (vote("jsonld", 0, at=datetime(1970, 1, 1, tzinfo=UTC)), vote("feed", 15)),
        "feed",
    ),
    ("the far future alone", (vote("jsonld", 0, at=datetime(2999, 1, 1, tzinfo=UTC)),), ""),
    ("none", (), ""),
]


@pytest.mark.parametrize(("votes", "source"), [c[1:] for c in DATES], ids=[c[0] for c in DATES])
def test_one_date_is_believed(votes, source):
    """The best source wins unless it stands alone and late."""
    assert record(FIRST, dates=votes).published_source == source


def test_the_pages_own_offset_is_kept():
    """A date keeps the zone in which the page states it."""
    moment = datetime(2026, 8, 15, 1, 30, tzinfo=timezone(timedelta(hours=3.5)))
    told = record(FIRST, dates=(DateVote(at=moment, source="jsonld"),)).published_at
    assert told.isoformat() == "2026-08-15T01:30:00+03:30"


@pytest.mark.parametrize(
    ("blocks", "dates", "doubt", "reason", "confidence"),
    [
        ((), (vote("feed", 15),), 0.1, "no_text", 0.0),
        (("Share this story",), (vote("feed", 15),), 0.1, "no_text", 0.0),
        ((LAST,), (vote("feed", 15),), 0.1, "short", 0.3),
        ((FIRST,), (), 0.1, "no_date", 0.7),
        ((FIRST,), (), 0.4, "unsure_text", 0.6),
        ((FIRST,), (vote("feed", 15),), 0.31, "unsure_text", 0.69),
        ((FIRST,), (vote("feed", 15),), 0.1, "", 0.9),
        ((FIRST,), (vote("feed", 15),), 0.0, "", 1.0),
    ],
    ids=[
        "empty", "furniture only", "short", "undated", "undated and unsure", "unsure", "whole",
        "whole and sure",
    ],
)  # fmt: skip
def test_what_a_record_lacks_is_said(blocks, dates, doubt, reason, confidence):
    """Empty is a finding: the reason names the worst lack, the number how sure the text is."""
    told = record(*blocks, dates=dates, doubt=doubt)
    assert (told.reason, told.confidence) == (reason, confidence)


def test_what_a_wall_cuts_off_is_an_article_that_says_so():
    """The text stays, the confidence falls, and the access holds though no page stated it."""
    told = record(FIRST, is_teaser=True)
    assert (told.text, told.reason, told.confidence) == (FIRST.strip(), "paywalled", 0.3)
    assert told.meta["access"] == "paywalled"


def test_a_whole_text_behind_a_wall_is_believed():
    """Its access is told, and it lacks nothing."""
    told = record(FIRST, access=Access.PAYWALLED, kind=Kind.LIVE_BLOG)
    assert (told.reason, told.confidence) == ("", 1.0)
    assert (told.meta["access"], told.meta["kind"]) == ("paywalled", "live_blog")


@given(st.lists(st.text(max_size=200), max_size=6))
def test_cleaning_cleaned_text_changes_nothing(blocks):
    """Clean lines are in NFC, single-spaced and stay as they are."""
    once = record(*blocks).text
    assert record(*once.split("\n\n")).text == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\N{NO-BREAK SPACE}" not in once


def test_marks_put_the_page_together_again():
    """What was left out, by the extractor or here, stands at the line before which it stood."""
    blocks = (FIRST, "Share this story", LAST)
    teaser = LeftOut(at=2, why="unlikely", text="More on this: the harbour")
    told = record(*blocks, left_out=(teaser,))
    marks = [LeftOut(**mark) for mark in told.meta["left_out"]]
    assert [(mark.at, mark.why) for mark in marks] == [(1, "furniture"), (1, "unlikely")]
    lines = told.text.split("\n\n")
    for mark in reversed(marks):
        lines.insert(mark.at, mark.text)
    assert lines == [FIRST.strip(), "Share this story", teaser.text, LAST]


@pytest.mark.parametrize("blocks", [(FIRST,), ()], ids=["behind the last line", "no line"])
def test_a_mark_behind_the_text_is_kept(blocks):
    """Another story's box may close the text, or be all that was taken."""
    mark = LeftOut(at=len(blocks), why="another_story", text="Elsewhere")
    assert record(*blocks, left_out=(mark,)).meta["left_out"] == [
        {"at": len(blocks), "why": "another_story", "text": "Elsewhere"}
    ]


REASONS = {
    "furniture": "Follow us on Telegram",
    "outlet_rule": "The Tide app has it all",
    "byline": "By Ann Lee, staff writer",
    "repeated": "Ferry crews end walkout",
}


@pytest.mark.parametrize(("why", "line"), REASONS.items(), ids=REASONS)
def test_each_line_that_is_dropped_says_why(why, line):
    """Nothing leaves a text without a word."""
    told = record(FIRST, line, LAST, drop_lines=("^The Tide app",))
    assert [(one["why"], one["text"]) for one in told.meta["left_out"]] == [(why, line)]
