"""Every kind of page that stands in an outlet's place, in nine languages, and what must pass."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stages.fetch.exchanges import exchange, page, reason

from wireroom.model import Failed, Reason
from wireroom.stages.fetch import (
    Familiar,
    Sketch,
    is_doubtful,
    judge_article,
    judge_error,
    judge_feed,
    nonsense_path,
    similarity,
    sketch,
)
from wireroom.stages.fetch.folding import fold
from wireroom.stages.fetch.wording import TABLES

# Whole pages as they are met: other words around the phrases, other markup.
HELD_OUT = {
    "fbi banner": (("<h1>This domain has been seized</h1><p>by the Federal Bureau of"
     " Investigation pursuant to a seizure warrant under 18 U.S.C. 981</p>"), Reason.SEIZED),
    "german police": ("<h2>Diese Domain wurde beschlagnahmt</h2> durch die Polizei",
     Reason.SEIZED),
    "sedo": (("<div>presstv.example</div><a>Buy this domain</a><h3>Related searches</h3>"
     "<script src='https://img.sedoparking.com/x.js'></script>"), Reason.PARKED),
    "godaddy": ("<p>This Web page is parked FREE, courtesy of GoDaddy.</p>", Reason.PARKED),
    "fresh server": ("<h1>Welcome to nginx!</h1><p>If you see this page...</p>", Reason.PARKED),
    "hoster": ("<h1>This Account has been suspended.</h1>Contact your provider", Reason.PARKED),
    "iran": (('<html><head><meta charset="windows-1256"></head><body><iframe'
     ' src="http://10.10.34.35?type=Invalid Site&policy=x"></iframe></body>'), Reason.BLOCKED),
    "russia": ("<h1>Доступ к ресурсу ограничен</h1>на основании Федерального закона 149-ФЗ",
     Reason.BLOCKED),
    "turkey": ("<p>Bu internet sitesine 5651 sayılı kanun uyarınca erişim engellenmiştir</p>",
     Reason.BLOCKED),
    "cloudflare": (("<title>Just a moment...</title><p>Verifying you are human. This may take a"
     " few seconds.</p>"), Reason.CHALLENGE),
    "ddos-guard": (("<title>DDoS-Guard</title><h1>Checking your browser before accessing"
     " outlet</h1>"), Reason.CHALLENGE),
    "imperva": (('<iframe src="/_Incapsula_Resource?SWUDNSAI=1"></iframe>Request unsuccessful.'
     " Incapsula incident ID: 1"), Reason.CHALLENGE),
    "error page": ("<h1>Oops! Page not found</h1><p>Try the front page</p>", Reason.SOFT_404),
    "login wall": ("<form><p>Please sign in to continue</p><input type=password></form>",
     Reason.LOGIN),
    "consent wall": (("<h1>Before you continue to Outlet</h1><p>We and our partners</p>"
     "<button>Accept all cookies</button>"), Reason.LOGIN),
}  # fmt: skip


@pytest.mark.parametrize(("body", "verdict"), HELD_OUT.values(), ids=HELD_OUT)
def test_pages_of_the_wild_are_named(body, verdict):
    """With the evidence in words and a score."""
    found = judge_article(exchange(body))
    assert found is not None
    assert found.reason is verdict
    assert found.evidence
    assert "score" in found.detail


STRONG = [
    pytest.param(row[1], verdict, id=f"{verdict} {row[0]} {row[1][:20]}")
    for verdict, rows in TABLES.items()
    for row in rows
    if row[2] >= 1.0
]


@pytest.mark.parametrize(("phrase", "verdict"), STRONG)
def test_each_strong_phrase_decides_on_a_short_page_and_not_in_an_article(phrase, verdict):
    """A report that quotes it in the midst of its paragraphs is an article."""
    assert reason(exchange(page(f"... {phrase} ..."))) is verdict
    prose = "".join(f"<p>{'The report goes on with many words here. ' * 8}</p>" for _ in range(8))
    report = f"<html><h1>Report</h1>{prose}<p>It now says: “{phrase}”</p>{prose}"
    assert reason(exchange(report)) is None


def test_every_table_has_two_rows_in_nine_languages_and_a_source_per_row():
    """English, Persian, Arabic, Russian, Turkish, Chinese, Spanish, French, German."""
    nine = ("en", "fa", "ar", "ru", "tr", "zh", "es", "fr", "de")
    for rows in TABLES.values():
        languages = [language for language, *_ in rows]
        assert all(languages.count(language) >= 2 for language in nine)
        assert all(source for *_, source in rows)
        folded = [fold(phrase) for _, phrase, *_ in rows]
        assert len(folded) == len({*folded})


HIDDEN = {
    "script": "<script>var x='this domain is for sale'</script>",
    "comment": "<!-- page not found -->",
    "template": "<template>just a moment...</template>",
    "style": "<style>/* welcome to nginx! */</style>",
    "attribute": "<a title='this website has been seized' href='/a'>more</a>",
    "picture beside words": "<img alt='this website has been seized'>" + "More words. " * 20,
    "hidden by style": "<div style='display: none'>this website has been seized</div>",
    "hidden by attribute": "<div hidden>this website has been seized</div>",
}


@pytest.mark.parametrize("extra", HIDDEN.values(), ids=HIDDEN)
def test_words_that_nobody_sees_say_nothing(extra):
    """Scripts, comments, templates, styles and attributes."""
    assert reason(exchange(page(f"A short note from the outlet.{extra}"))) is None


CHARSETS = {
    "windows-1251": ("Доступ к ресурсу ограничен", "windows-1251"),
    "koi8-r": ("Доступ к ресурсу ограничен", "koi8-r"),
    "gb2312": ("该域名已被查封", "gb2312"),
    "windows-1254": ("erişim engellenmiştir", "windows-1254"),
}


@pytest.mark.parametrize(("text", "charset"), CHARSETS.values(), ids=CHARSETS)
def test_block_pages_in_old_charsets_are_read(text, charset):
    """By the header's word or the page's own."""
    by_header = exchange(page(text).encode(charset), content_type=f"text/html; charset={charset}")
    own = f'<meta charset="{charset}">{page(text)}'.encode(charset)
    assert reason(by_header) in {Reason.BLOCKED, Reason.SEIZED}
    assert reason(exchange(own, content_type="text/html")) == reason(by_header)


ERRORS = {
    "451": (451, page("no"), (), Reason.BLOCKED),
    "challenge by 403": (403, page("x", title="Just a moment..."), (), Reason.CHALLENGE),
    "challenge by header": (403, page("x"), (("cf-mitigated", "challenge"),), Reason.CHALLENGE),
    "challenge by 503": (503, page("Checking your browser before accessing"), (),
     Reason.CHALLENGE),
    "seized with 403": (403, page("This website has been seized"), (), Reason.SEIZED),
    "an honest 404": (404, page("Page not found"), (), Reason.HTTP_4XX),
    "an honest 401": (401, page("Please log in"), (), Reason.HTTP_4XX),
    "a plain 503": (503, page("Back soon"), (), Reason.HTTP_5XX),
}  # fmt: skip


@pytest.mark.parametrize(("status", "body", "headers", "verdict"), ERRORS.values(), ids=ERRORS)
def test_an_error_page_tells_who_answered(status, body, headers, verdict):
    """A challenge with 403 is a challenge; a 404 that says so is right to."""
    plain = Reason.HTTP_5XX if status >= 500 else Reason.HTTP_4XX
    asked = exchange(body, status=status, headers=headers)
    told = Failed(reason=plain, detail="", status=status, exchange=asked)
    assert judge_error(told).reason is verdict


def test_a_banner_in_place_of_a_feed_is_named_and_other_pages_are_no_feed():
    """What stands in the outlet's place comes before "HTML where a feed should be"."""
    assert judge_feed(exchange(page("This website has been seized"))).reason is Reason.SEIZED
    assert judge_feed(exchange(page("Page not found"))).reason is Reason.NOT_A_FEED
    feed = "<?xml version='1.0'?><rss><channel><title>Page not found</title></channel></rss>"
    assert judge_feed(exchange(feed, content_type="text/xml")) is None


def test_the_answer_to_nonsense_given_for_an_article_is_a_soft_404():
    """A front page for every path: no wording tells, the likeness does."""
    front = page("Headlines of the day: " + " ".join(f"story {word}" for word in "abcdefgh"))
    familiar = Familiar(nonsense=Sketch.from_text(sketch(front.encode()).as_text()))
    assert is_doubtful(exchange(front))
    assert is_doubtful(exchange(front), "Bridge to be mended before winter")
    assert reason(exchange(front)) is None
    assert reason(exchange(front), familiar) is Reason.SOFT_404
    other = page("The council met on Tuesday and agreed to mend the old bridge before winter.")
    assert reason(exchange(other), familiar) is None


HEADLINE = "Flamingos are back on Lake Namakzar"
LINE = "<p>The water rose by a hand in March and the birds came with it from the salt coast.</p>"
FRONTS = {
    "headlines of the second rank": f"<h1>Alborz</h1><h2>{HEADLINE}</h2><h2>Lamps</h2>{LINE * 60}",
    "several of the first": f"<h1>{HEADLINE}</h1><h1>Lamps for the harbour</h1>{LINE * 60}",
    "the story of the day": f"<h1>{HEADLINE}</h1><h2>Lamps for the harbour</h2>{LINE * 60}",
}


@pytest.mark.parametrize("body", FRONTS.values(), ids=FRONTS)
def test_a_front_page_for_every_path_is_none_of_its_stories(body):
    """Long as it is, and though it bears the headline."""
    asked = exchange(f"<html><title>Alborz</title><body>{body}")
    assert is_doubtful(asked, HEADLINE)
    familiar = Familiar(nonsense=sketch(asked.body), headline=HEADLINE)
    assert reason(asked, familiar) is Reason.SOFT_404
    titled = exchange(f"<html><title>{HEADLINE} | Alborz</title><body>{body}")
    assert not is_doubtful(titled, HEADLINE)


def test_a_page_marked_up_as_an_article_may_still_be_called_not_found():
    """Where it should show a headline and shows its own news instead."""
    body = f"<html><title>Page not found</title><body>NewsArticle articleBody{LINE * 60}"
    assert reason(exchange(body), Familiar(headline=HEADLINE)) is Reason.SOFT_404
    assert reason(exchange(body)) is None


@given(st.binary(max_size=2000))
def test_any_bytes_are_judged(body):
    """Without an error, whatever a host sends."""
    judge_article(exchange(body, content_type="text/html"))
    judge_feed(exchange(body, content_type="text/html"))
    assert similarity(sketch(body), sketch(body)) == 1.0


@pytest.mark.parametrize(
    "body",
    [
        "<" * 500_000, "<script>" * 50_000, "<p>" * 200_000, "a " * 10**6, "<h1>" * 50_000,
        "<!-- -->" * 60_000, "<meta " * 80_000, "<p hidden>" * 50_000, "display:none" * 50_000,
        "<style>.a{display:none}" * 20_000, "<div hidden>" * 40_000, "<img alt='" * 40_000,
        '"publisher":{' * 40_000, "<iframe src=" * 40_000, "<style>" + ".x{left:-999px}" * 20_000,
    ],
    ids=lambda body: body[:20],
)  # fmt: skip
def test_work_is_bounded(body):
    """Markup made to hang a matcher is judged at once; two seconds are generous."""
    begun = time.process_time()
    judge_article(exchange(f"{body}this domain has been seized"))
    judge_feed(exchange(body))
    is_doubtful(exchange(body), "A headline that is not there")
    assert time.process_time() - begun < 2


def test_nonsense_is_as_deep_as_an_article_and_differs_by_seed():
    """So that it meets the same rule of the server."""
    one, other = (nonsense_path("/news/2026/08/a", seed) for seed in "ab")
    assert one.count("/") == "/news/2026/08/a".count("/")
    assert one != other
