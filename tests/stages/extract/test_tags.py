"""Which of the words that a page lists are the article's tags."""

import pytest
from tests.stages.extract.sheets import article, meta, sheet

from wireroom.stages.extract.tags import tags

TITLE = "Ferry crews end walkout"
LINES = ("The harbour board said that both sides had signed an agreement on rest hours.",)


def link(text, href="/tag/1", label=""):
    """A visible link to a tag."""
    return f'<div class="{label}"><a rel="tag" href="{href}">{text}</a></div>'


CASES = [
    ("JSON-LD list", article(keywords=["Ferries", "Rest hours"]), "", ("Ferries", "Rest hours")),
    ("JSON-LD text", article(keywords="Ferries, Rest hours"), "", ("Ferries", "Rest hours")),
    ("a list in a list", article(keywords=["Ferries, Rest"]), "", ("Ferries", "Rest")),
    (
        "commas in one of several",
        article(keywords=["Paris, Texas", "Rest"]),
        "",
        ("Paris, Texas", "Rest"),
    ),
    ("escaped", article(keywords="detenci&amp;oacute;n; mujer"), "", ("detención", "mujer")),
    (
        "article:tag",
        meta("article:tag", "Ferries") + meta("article:tag", "Rest"),
        "",
        ("Ferries", "Rest"),
    ),
    ("one article:tag with commas", meta("article:tag", "Ferries,Rest"), "", ("Ferries", "Rest")),
    ("visible", "", link("Ferries") + link("#Rest"), ("Ferries", "Rest")),
    ("both", article(keywords="Ferries"), link("Rest"), ("Ferries", "Rest")),
    ("each once", article(keywords="rock-hall-2020"), link("Rock Hall 2020"), ("rock-hall-2020",)),
    ("section by its box", "", link("News", label="cat-links") + link("Rest"), ("Rest",)),
    ("section by its address", "", link("News", href="/category/news") + link("Rest"), ("Rest",)),
    ("section, German", "", link("Politik", href="/kategorie/politik"), ()),
    ("news keywords", meta("news_keywords", "ferries; rest"), "", ("ferries", "rest")),
    (
        "news keywords beside tags",
        article(keywords="Ferries") + meta("news_keywords", "a,b"),
        "",
        ("Ferries",),
    ),
    (
        "keywords of the text",
        meta("keywords", "harbour, rest hours, Aldhaven"),
        "",
        ("harbour", "rest hours", "Aldhaven"),
    ),
    ("keywords of the site", meta("keywords", "news, sport, weather, harbour"), "", ()),
    ("the headline cut in words", meta("keywords", "Ferry, crews, end, walkout"), "", ()),
    ("placeholder", meta("keywords", "YOUR KEYWORDS HERE"), "", ()),
    ("Arabic", article(keywords="ميناء، عبّارات"), "", ("ميناء", "عبّارات")),
    ("Japanese", article(keywords="港湾、フェリー"), "", ("港湾", "フェリー")),
    (
        "Korean",
        meta("article:tag", "전당대회") + meta("article:tag", "최고위원"),
        "",
        ("전당대회", "최고위원"),
    ),
    (
        "flags",
        article(keywords="ctp_video, Ferries, Section: News:World, AdNode:culture/x"),
        "",
        ("Ferries",),
    ),
    ("WordPress's defaults", article(keywords="Uncategorized, Allgemein, Sin categoría"), "", ()),
    ("empty fields", article(keywords=["", "None", "null", "123"]), "", ()),
    ("the site's name", article(keywords="Ferries, Harbour Times"), "", ("Ferries",)),
    ("a sentence", article(keywords=["Ferries", "A sentence " * 6]), "", ("Ferries",)),
    ("a desk's codes", meta("article:tag", "AER,AERO,AIR,AIRL,AIRS08,CRSH,DIS,GEN"), "", ()),
    ("few capitals", meta("article:tag", "NATO,USA"), "", ("NATO", "USA")),
    ("none", article(), "", ()),
]


@pytest.mark.parametrize(
    ("head", "body", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_tags_are_the_articles(head, body, expected):
    """Each once, in its first spelling; what is no tag is left out."""
    assert tags(sheet(head, body), TITLE, LINES) == expected


def test_the_feeds_tags_stand_in():
    """Where the page states none, or only the site's."""
    page = sheet(meta("keywords", "news, sport, weather"), entry_tags=("Ferries", "ferries"))
    assert tags(page, TITLE, LINES) == ("Ferries",)


def test_tags_are_thirty_at_most():
    """A longer list is an index."""
    page = sheet(article(keywords=[f"Ferry {number}" for number in range(40)]))
    assert len(tags(page, TITLE, LINES)) == 30
