"""Who may read an article, whether its text is cut off, and what kind of page it stands on."""

import pytest
from tests.stages.extract.sheets import article, ld, meta, sheet

from wireroom.model import Access, Kind
from wireroom.stages.extract.access import access, is_teaser
from wireroom.stages.extract.kinds import kind

TITLE = "Ferry crews end walkout"
LONG = ["The harbour board said on Tuesday that both sides had signed. " * 20]
TEASER = ["The harbour board said on Tuesday that both sides had signed."]
WALL = '<div class="article-paywall">Subscribe</div>'

FREE, PAYWALLED, UNKNOWN = Access
STATED = [
    ("true", article(isAccessibleForFree=True), FREE),
    ("false", article(isAccessibleForFree=False), PAYWALLED),
    ("'False'", article(isAccessibleForFree="False"), PAYWALLED),
    ("address", article(isAccessibleForFree="http://schema.org/False"), PAYWALLED),
    (
        "part with a selector",
        article(hasPart={"isAccessibleForFree": "False", "cssSelector": ".paywall"}),
        PAYWALLED,
    ),
    (
        "parts",
        article(hasPart=[{"isAccessibleForFree": False, "cssSelector": ".paywall"}]),
        PAYWALLED,
    ),
    ("part without one", article(hasPart={"isAccessibleForFree": False}), UNKNOWN),
    (
        "article before its parts",
        article(isAccessibleForFree=True, hasPart={"isAccessibleForFree": False}),
        FREE,
    ),
    ("free tier", meta("article:content_tier", "free"), FREE),
    ("locked tier", meta("article:content_tier", "locked"), PAYWALLED),
    ("metered tier", meta("article:content_tier", "metered"), UNKNOWN),
    ("JSON-LD first", article(isAccessibleForFree=True) + meta("article.access", "paid"), FREE),
    ("premium", meta("isPremium", "1"), PAYWALLED),
    ("not premium", meta("isPremium", "0"), FREE),
    (
        "another article of the page",
        article() + ld({"@type": "NewsArticle", "headline": "X", "isAccessibleForFree": False}),
        UNKNOWN,
    ),
    ("nothing", article(), UNKNOWN),
]


@pytest.mark.parametrize(("head", "expected"), [c[1:] for c in STATED], ids=[c[0] for c in STATED])
def test_a_page_states_who_may_read(head, expected):
    """JSON-LD in every spelling, then meta elements."""
    assert access(sheet(head)) is expected


TEASERS = [
    ("short, paid, with a wall", PAYWALLED, "", WALL, TEASER, True),
    ("short and paid, no wall", PAYWALLED, "", "", TEASER, False),
    ("whole and paid", PAYWALLED, "", WALL, LONG, False),
    ("breaks off", PAYWALLED, "", "", [*LONG, "And then the board…"], True),
    ("a long text that ends in dots", PAYWALLED, "", "", [*LONG * 3, "So it goes..."], False),
    ("breaks off in brackets", PAYWALLED, "", "", [*LONG, "And then the board [...]"], True),
    ("fewer words than counted", PAYWALLED, article(wordCount=900), "", LONG, True),
    ("as many words as counted", PAYWALLED, article(wordCount="250"), "", LONG, False),
    ("less than the body given", PAYWALLED, article(articleBody="Word " * 900), "", LONG, True),
    (
        "French: rest",
        PAYWALLED,
        "",
        "<p>Il vous reste 71.5% de cet article à lire. La suite est réservée aux abonnés.</p>",
        LONG,
        True,
    ),
    ("Japanese: rest", PAYWALLED, "", "<p>残り1,024文字</p>", LONG, True),
    ("Japanese: whole", PAYWALLED, article(wordCount=60), "", ["港湾委員会は" * 60], False),
    ("free with a wall's markup", FREE, article(wordCount=900), WALL, TEASER, False),
    ("unknown, cut, with a wall", UNKNOWN, article(wordCount=900), WALL, TEASER, True),
    ("unknown, short, with a wall's markup", UNKNOWN, "", WALL, TEASER, False),
    ("unknown, short, ends in dots", UNKNOWN, "", "", ["And so on..."], False),
    ("about walls", UNKNOWN, "", "<p>Papers put a paywall up.</p>", TEASER, False),
    ("no text", PAYWALLED, "", WALL, [], False),
]


@pytest.mark.parametrize(
    ("stated", "head", "body", "lines", "expected"),
    [c[1:] for c in TEASERS],
    ids=[c[0] for c in TEASERS],
)
def test_a_teaser_is_told_from_a_whole_text(stated, head, body, lines, expected):
    """A wall alone cuts nothing off, and neither does a short text."""
    assert is_teaser(sheet(head, body), lines, stated) is expected


VIDEO = '<iframe src="https://www.youtube.com/embed/1"></iframe>'
PICTURES = "<figure><img src=a></figure>" * 5
AT = "https://www.harbour-times.test"
KINDS = [
    ("article", article(), "", AT + "/a/1", LONG, Kind.ARTICLE),
    ("article with a video", article(), VIDEO, AT + "/a/1", TEASER, Kind.ARTICLE),
    (
        "article with a video's object",
        article() + ld({"@type": "VideoObject", "name": TITLE}),
        VIDEO,
        AT + "/a/1",
        TEASER,
        Kind.ARTICLE,
    ),
    ("live blog", ld({"@type": "LiveBlogPosting", "headline": TITLE}), "", AT, LONG, "live_blog"),
    ("live path", "", '<div class="liveblog">', AT + "/live/1", LONG, Kind.LIVE_BLOG),
    ("live path, French", "", '<div class="live-feed">', AT + "/en-direct/1", LONG, "live_blog"),
    ("live path alone", "", "", AT + "/live/1", LONG, Kind.ARTICLE),
    ("a slug that says live", "", '<p class="live-blog">', AT + "/how-to-live/1", LONG, "article"),
    ("og:video", meta("og:type", "video.other"), "", AT, TEASER, Kind.VIDEO),
    ("og:video with an article", meta("og:type", "video"), "", AT, LONG, Kind.ARTICLE),
    ("main video", ld({"@type": "VideoObject", "name": TITLE}), "", AT, TEASER, Kind.VIDEO),
    ("another video", ld({"@type": "VideoObject", "name": "Ad"}), VIDEO, AT, TEASER, "article"),
    ("video path", "", VIDEO, AT + "/videos/1", TEASER, Kind.VIDEO),
    ("video path, German", "", "<video></video>", AT + "/mediathek/1", TEASER, Kind.VIDEO),
    ("video path, no player", "", "", AT + "/video/1", TEASER, Kind.ARTICLE),
    ("video path, article", "", VIDEO, AT + "/video/1", LONG, Kind.ARTICLE),
    ("gallery path", "", PICTURES, AT + "/galerie/1", TEASER, Kind.GALLERY),
    ("gallery path, German", "", PICTURES, AT + "/bildergalerien/1", TEASER, Kind.GALLERY),
    ("gallery path, Spanish", "", PICTURES, AT + "/fotogalerias/1", TEASER, Kind.GALLERY),
    ("gallery path, one picture", "", PICTURES[:30], AT + "/gallery/1", TEASER, Kind.ARTICLE),
    ("main gallery", ld({"@type": "ImageGallery", "name": TITLE}), "", AT, TEASER, Kind.GALLERY),
    ("podcast host", "", "<audio></audio>", "https://podcast.x.test/1", TEASER, Kind.AUDIO),
    ("podcast path", "", "<audio></audio>", AT + "/podcasts/1", TEASER, Kind.AUDIO),
    ("episode", ld({"@type": "PodcastEpisode", "name": TITLE}), "", AT, TEASER, Kind.AUDIO),
    ("read aloud", article(), "<audio></audio>", AT + "/a/1", TEASER, Kind.ARTICLE),
]


@pytest.mark.parametrize(
    ("head", "body", "url", "lines", "expected"), [c[1:] for c in KINDS], ids=[c[0] for c in KINDS]
)
def test_a_kind_is_what_the_page_holds_in_the_main(head, body, url, lines, expected):
    """An article that embeds something stays an article."""
    assert kind(sheet(head, body, url=url), TITLE, lines) == expected


def test_a_post_format_counts_with_a_player():
    """WordPress says the format in the body's class."""
    page = sheet("", VIDEO)
    page.tree.find("body").set("class", "single single-format-video wide")
    assert kind(page, TITLE, TEASER) is Kind.VIDEO
