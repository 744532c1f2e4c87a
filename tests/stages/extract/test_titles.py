"""Which of a page's titles is its headline, and what of it."""

import time

import pytest
from tests.stages.extract.sheets import article, ld, meta, sheet

from wireroom.stages.extract.titles import title

HEAD = "Ferry crews end walkout"
LONG = f"{HEAD} after eleven weeks as harbour board signs agreement on rest hours, pay and leave"
OG = "og:title"
SITE = meta("og:site_name", "The Harbour Times")

SHOWN = meta(OG, HEAD)
SEARCHED = "<title>Harbour news: why the ferries sail</title>"

CHOSEN = {
    "JSON-LD before all": (article() + meta(OG, "Walkout over"), "<h1>Walkout over</h1>", HEAD),
    "JSON-LD escaped once too often": (
        article(headline="Crews &amp; board agree"),
        "",
        "Crews & board agree",
    ),
    "JSON-LD with markup": (article(headline="<i>Aldhaven</i> sails"), "", "Aldhaven sails"),
    "JSON-LD cut with a mark": (article(headline="Ferry crews…"), f"<h1>{HEAD}</h1>", HEAD),
    "JSON-LD cut with points": (article(headline="Ferry crews ..."), f"<h1>{HEAD}</h1>", HEAD),
    "JSON-LD cut without a mark": (
        article(headline=f"{LONG} from"),
        f"<h1>{LONG} from May</h1>",
        f"{LONG} from May",
    ),
    "JSON-LD short but whole": (article(), f"<h1>{HEAD} at last</h1>", HEAD),
    "JSON-LD of search engines, as <title> is": (
        article(headline="Harbour news: why the ferries sail") + SHOWN + SEARCHED,
        f"<h1>{HEAD}</h1>",
        HEAD,
    ),
    "JSON-LD of search engines, and <title> made of the headline": (
        article(headline="Harbour news: why the ferries sail")
        + SHOWN
        + SEARCHED.replace("</", " | Times</"),
        f"<h1>{HEAD}</h1>",
        "Harbour news: why the ferries sail",
    ),
    "JSON-LD of search engines, and Open Graph is silent": (
        article(headline="Harbour news: why the ferries sail") + SEARCHED,
        f"<h1>{HEAD}</h1>",
        "Harbour news: why the ferries sail",
    ),
    "a headline named so, before a decorated Open Graph": (
        meta("headline", HEAD) + meta(OG, f"{HEAD}-Harbour｜The Times"),
        "",
        HEAD,
    ),
    "a headline named so that nothing confirms": (
        meta("headline", "… groups concerned") + meta(OG, HEAD),
        "",
        HEAD,
    ),
    "heading confirmed by Open Graph": (
        meta(OG, f"{HEAD} now"),
        f"<h1>Quay</h1><h1>{HEAD}</h1>",
        HEAD,
    ),
    "heading confirmed by <title>": (
        f"<title>{HEAD} now</title>",
        f"<h1>Quay</h1><h1>{HEAD}</h1>",
        HEAD,
    ),
    "the longest of two confirmed": (
        f"<title>{HEAD} - Port</title>",
        f"<h1>Port</h1><h1>{HEAD}</h1>",
        HEAD,
    ),
    "h2 where the h1 is the site's": (
        f"<title>{HEAD} | Quayside</title>",
        f"<h1>Quayside</h1><h2>{HEAD}</h2>",
        HEAD,
    ),
    "h2 where there is no h1": (
        f"<title>{HEAD} now</title>",
        f"<h2>Menu</h2><h2>{HEAD}</h2>",
        HEAD,
    ),
    "h1 before h2": (
        f"<title>{HEAD} - all of it</title>",
        f"<h1>{HEAD}</h1><h2>{HEAD} - all</h2>",
        HEAD,
    ),
    "a part of a word confirms nothing": (
        meta(OG, "Ferrymen agree"),
        "<h1>Ferry</h1>",
        "Ferrymen agree",
    ),
    "a heading that shares a word": (
        meta(OG, "What the walkout means"),
        f"<h1>Quay</h1><h1>{HEAD}</h1>",
        HEAD,
    ),
    "a shared short word is not enough": (meta(OG, "The sea"), "<h1>On the quay</h1>", "The sea"),
    "a heading of the site's name": (
        meta(OG, "Life in Harbour") + SITE,
        "<h1>The Harbour Times</h1>",
        "Life in Harbour",
    ),
    "an empty heading": (meta(OG, HEAD), "<h1> </h1>", HEAD),
    "Open Graph alone": (meta(OG, HEAD), "", HEAD),
    "<title> alone": (f"<title>{HEAD}</title>", "", HEAD),
    "heading alone": ("", f"<h1>{HEAD}</h1>", HEAD),
    "letter case and signs of the heading": (
        meta(OG, '"Crews" end WALKOUT'),
        "<h1>Crews end walkout!</h1>",
        "Crews end walkout!",
    ),
    "ru": (
        meta(OG, "Паромы вернулись в порт - Вестник") + meta("og:site_name", "Вестник"),
        "<h1>Паромы вернулись в порт</h1>",
        "Паромы вернулись в порт",
    ),
    "fa": (
        meta(OG, "کشتی\u200cها به بندر بازگشتند | بندر"),
        "<h1>بندر</h1>",
        "کشتی\u200cها به بندر بازگشتند | بندر",
    ),
    "ar": (
        "<title>عادت العبارات إلى الميناء - الميناء</title>",
        "<h1>عادت العبارات إلى الميناء</h1>",
        "عادت العبارات إلى الميناء",
    ),
    "zh": ("<title>渡轮重返港口_港口报</title>", "<h1>渡轮重返港口</h1>", "渡轮重返港口"),
}


@pytest.mark.parametrize(("head", "body", "expected"), CHOSEN.values(), ids=CHOSEN)
def test_the_headline_is_chosen_by_what_confirms_it(head, body, expected):
    """JSON-LD, then a heading that a statement repeats, then the statement."""
    assert title(sheet(head, body)) == expected


BACK = "Fähre «Ålesund» kehrt zurück"
SPELLED = {
    "as Germans do": ("faehre-alesund-kehrt-zurueck", BACK, True),
    "as Danes do": ("x/faergen_oerneby_og_aarhus_i_dag.html", "Færgen Ørneby og Århus i dag", True),
    "without marks": ("fahre-alesund-kehrt-zuruck-1.884", BACK, True),
    "in percent": ("f%C3%A4hre-%C3%A5lesund-kehrt-zur%C3%BCck", BACK, True),
    "not all of it": ("faehre-alesund-kehrt", BACK, False),
    "too short": ("ferry-returns-home", "Ferry returns home", False),
    "structured data's": ("all-ferries-back-in-port-faehre-alesund-kehrt-zurueck", BACK, False),
}


@pytest.mark.parametrize(("slug", "heading", "is_taken"), SPELLED.values(), ids=SPELLED)
def test_the_heading_that_the_address_spells_goes_before_structured_data(slug, heading, is_taken):
    """Where Open Graph repeats it and the address does not spell theirs as well."""
    stated = "All ferries back in port"
    head = article(headline=stated) + meta(OG, heading)
    found = title(sheet(head, f"<h1>{heading}</h1>", url=f"https://a.test/news/{slug}"))
    assert found == (heading if is_taken else stated)


def test_an_address_that_is_none_spells_as_well():
    """`[` begins an IPv6 address that never ends; a page is not lost for its address."""
    head = article(headline="All ferries back in port") + meta(OG, BACK)
    url = "https://[a.test/faehre-alesund-kehrt-zurueck"
    assert title(sheet(head, f"<h1>{BACK}</h1>", url=url)) == BACK


STATED = ("twitter:title", "parsely-title", "sailthru.title", "dc.title", "title")


@pytest.mark.parametrize("name", STATED)
def test_other_meta_elements_state_the_headline(name):
    """Where Open Graph is silent."""
    assert title(sheet(meta(name, HEAD) + "<title>Start</title>", "<p>No heading</p>")) == HEAD


def test_the_feed_confirms_and_stands_in():
    """Its title confirms a heading, and is the headline where the page has none."""
    body = f"<h1>Quay</h1><h1>{HEAD}</h1>"
    assert title(sheet("", body, entry_title=f"{HEAD} now")) == HEAD
    assert title(sheet("", "", entry_title=HEAD)) == HEAD


KICKERS = {
    "before a statement": (meta(OG, HEAD), f"<h1>Harbour: {HEAD}</h1>", HEAD),
    "in JSON-LD": (article(headline=f"Harbour - {HEAD}") + meta(OG, HEAD), "", HEAD),
    "a quotation is the headline's": (
        article(headline=f"'At last': {HEAD}") + meta(OG, HEAD),
        "",
        f"'At last': {HEAD}",
    ),
    "a statement of one word": (
        article(headline=HEAD) + meta(OG, "walkout"),
        "",
        HEAD,
    ),
    "kicker": ("", f"<h1><span class='kicker'>Harbour</span>{HEAD}</h1>", HEAD),
    "eyebrow": ("", f"<h1><span class='eyebrow'>Harbour</span>{HEAD}</h1>", HEAD),
    "overline": ("", f"<h1><span class='ts-overline'>Harbour</span>{HEAD}</h1>", HEAD),
    "Dachzeile": ("", f"<h1><span class='dachzeile'>Hafen</span>{HEAD}</h1>", HEAD),
    "roof-line": ("", f"<h1><span class='roof-line'>Hafen</span>{HEAD}</h1>", HEAD),
    "Spitzmarke": ("", f"<h1><span class='spitzmarke'>Hafen</span>{HEAD}</h1>", HEAD),
    "topline": ("", f"<h1><span class='topline'><i>1 May</i></span>{HEAD}</h1>", HEAD),
    "supertitle": ("", f"<h1><span class='supertitle'>Harbour</span> {HEAD}</h1>", HEAD),
    "subtitle": ("", f"<h1>{HEAD}<span class='entry-subtitle'>All of it</span></h1>", HEAD),
    "topic label": ("", f"<h1><div class='topic-label'>Harbour</div>{HEAD}</h1>", HEAD),
    "label": ("", f"<h1><span class='label label--blue'>Notes</span>{HEAD}</h1>", HEAD),
    "label in a word": ("", "<h1><span class='labels'>Ferry</span> crews</h1>", "Ferry crews"),
    "a colon joins it": (
        "",
        f"<h1><span class='kicker'>Harbour</span>: {HEAD}</h1>",
        f"Harbour: {HEAD}",
    ),
}


@pytest.mark.parametrize(("head", "body", "expected"), KICKERS.values(), ids=KICKERS)
def test_kickers_are_no_headline(head, body, expected):
    """What stands before the headline, by its markup or by a statement without it."""
    assert title(sheet(head, body)) == expected


WORDS = [
    "kicker",
    "eyebrow",
    "over-line",
    "overzeile",
    "topline",
    "rooflines",
    "dachmarke",
    "spitzzeile",
]
WORDS += [
    "supertitle",
    "sub_label",
    "pre-headline",
    "section-title",
    "topiclabel",
    "label",
    "main_label",
    "big-label",
]


@pytest.mark.parametrize("word", WORDS)
def test_what_a_class_calls_a_kicker_is_none_of_the_headline(word):
    """In the words of several publishers' themes."""
    assert title(sheet("", f'<h1><b class="{word}">Harbour</b> {HEAD}</h1>')) == HEAD


SITES = {
    "a bar": (f"{HEAD} | The Harbour Times", SITE, HEAD),
    "a dash": (f"{HEAD} – The Harbour Times", SITE, HEAD),
    "a double colon": (f"{HEAD} :: The Harbour Times", SITE, HEAD),
    "a bar without spaces": (f"{HEAD}｜The Harbour Times", SITE, HEAD),
    "a wide colon": ("渡轮重返港口：港口报", meta("og:site_name", "港口报"), "渡轮重返港口"),
    "a hyphen without spaces": (
        "渡轮重返港口-港口报",
        meta("og:site_name", "港口报"),
        "渡轮重返港口",
    ),
    "a line below": (
        "渡轮重返港口_新闻_港口报",
        meta("og:site_name", "港口报"),
        "渡轮重返港口_新闻",
    ),
    "a colon": (f"{HEAD}: Harbour Times", SITE, HEAD),
    "two names": (f"{HEAD} | Harbour Times | The Harbour Times", SITE, HEAD),
    "a short form": (f"{HEAD} | Harbour Times", SITE, HEAD),
    "a long form": (f"{HEAD} | The Harbour Times Online", SITE, HEAD),
    "the application": (f"{HEAD} | Quayside", meta("application-name", "Quayside"), HEAD),
    "the host": (f"{HEAD} | Harbour-Times.test", "", HEAD),
    "the host's longest part": (f"{HEAD} | Harbour Times", "", HEAD),
    "in front": (f"The Harbour Times - {HEAD}", SITE, HEAD),
    "in front of a colon": (f"The Harbour Times: {HEAD}", SITE, f"The Harbour Times: {HEAD}"),
    "a small part of it": (f"{HEAD} | Times", SITE, f"{HEAD} | Times"),
    "a word that holds a part": ("Sails | Crafts", meta("og:site_name", "raf"), "Sails | Crafts"),
    "of the same length": (
        f"{HEAD} | At long last",
        meta("og:site_name", "Quay gossip"),
        f"{HEAD} | At long last",
    ),
    "two letters": (f"{HEAD} | AB C", meta("og:site_name", "AB"), f"{HEAD} | AB C"),
    "nothing but the name": ("The Harbour Times", SITE, "The Harbour Times"),
    "inside": ("Crews | The Harbour Times | say no", SITE, "Crews | The Harbour Times | say no"),
}


@pytest.mark.parametrize(("said", "head", "expected"), SITES.values(), ids=SITES)
def test_the_sites_names_leave_the_title(said, head, expected):
    """At either end, in its short and long forms, behind what separates them."""
    assert title(sheet(meta(OG, said) + head)) == expected


def test_the_registry_and_the_publisher_name_the_site():
    """What the registry calls the outlet, and what JSON-LD calls the article's publisher."""
    named = ld(
        {"@type": "NewsArticle", "headline": f"{HEAD} | Quay", "publisher": {"name": "Quay"}}
    )
    assert title(sheet(named)) == HEAD
    assert title(sheet(meta(OG, f"{HEAD} | Quay"), outlet_name="Quay")) == HEAD


def test_endless_titles_take_no_time():
    """Nor do many headings; what is longer than a title is none."""
    began = time.process_time()
    page = sheet(meta(OG, "-" * 200_000) + f"<title>{HEAD}</title>", "<h2>Quay</h2>" * 20_000)
    assert title(page) == HEAD
    assert time.process_time() - began < 5
