"""Whom a page names as its authors, and what of a byline is a name."""

import pytest
from tests.stages.extract.sheets import article, ld, meta, sheet

from wireroom.model import Page
from wireroom.stages.extract.authors import authors
from wireroom.stages.extract.names import people
from wireroom.stages.extract.sheet import open_sheet

ANN = "Ann Lee"
ANN_LEE = '<i class="author">Ann Lee</i>'
BY = '<p class="byline">By Bo Ek</p>'
SITE = meta("og:site_name", "The Harbour Times")
GROUP = {"@type": "NewsMediaOrganization", "name": "Harbour Press"}

STRUCTURED = {
    "a person": ({"@type": "Person", "name": ANN}, (ANN,)),
    "a text": (ANN, (ANN,)),
    "two, and one again": ([{"name": ANN}, "Bo Ek", ANN], (ANN, "Bo Ek")),
    "two in one": ({"name": "Ann Lee and Bo Ek"}, (ANN, "Bo Ek")),
    "halves of a name": ({"givenName": "Ann", "familyName": "Lee"}, (ANN,)),
    "a reference": ({"@id": "#ann"}, (ANN,)),
    "a reference to nothing": ({"@id": "#bo"}, ("Bo Ek",)),
    "a person and an agency": (
        [{"name": ANN}, {"@type": "Organization", "name": "SDA"}],
        (ANN, "SDA"),
    ),
    "an organisation, and a person is seen": (GROUP, ("Bo Ek",)),
}


@pytest.mark.parametrize(("author", "names"), STRUCTURED.values(), ids=STRUCTURED)
def test_structured_data_name_the_author(author, names):
    """JSON-LD goes before the visible byline, unless it names no person."""
    person = ld({"@id": "#ann"}, {"@id": "#ann", "name": ANN})
    assert authors(sheet(article(author=author) + person, BY)) == names


def test_lists_within_lists_end_somewhere():
    """However deep a page nests them, nothing is raised."""
    said: object = ANN
    for depth in range(400):
        said = [said] if depth % 2 else {"name": said}
    assert authors(sheet(article(author=said), BY)) == ("Bo Ek",)
    assert authors(sheet(article(author=[[ANN]]), BY)) == (ANN,)


def test_the_creator_is_the_author_where_there_is_none():
    """schema.org knows both."""
    assert authors(sheet(article(creator={"name": ANN}), BY)) == (ANN,)


@pytest.mark.parametrize(
    ("byline", "names"),
    [("", ("Harbour Press",)), ('<p class="byline">dpa</p>', ("Harbour Press",))],
    ids=["nobody", "an agency"],
)
def test_an_organisation_stands_in_for_persons(byline, names):
    """What the page calls its author is better than none."""
    assert authors(sheet(article(author=GROUP), byline)) == names


META = (
    "author",
    "parsely-author",
    "sailthru.author",
    "article:author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "cxenseparse:author",
)


@pytest.mark.parametrize("name", META)
def test_meta_elements_name_the_author(name):
    """Where there is no JSON-LD, and before the visible byline."""
    assert authors(sheet(meta(name, ANN), BY)) == (ANN,)


@pytest.mark.parametrize(
    "content",
    ["https://social.test/harbour", "The Harbour Times", "harbour-times.test", "admin", "@harbour"],
    ids=["an address", "the site", "its host", "nobody", "a handle"],
)
def test_what_is_no_author_is_passed_over(content):
    """The next source is asked."""
    assert authors(sheet(SITE + meta("author", content), BY)) == ("Bo Ek",)


LABELS = (
    "Written by",
    "Verfasst von",
    "Geschrieben von",
    "Écrit par",
    "Rédigé par",
    "Escrito por",
    "Scritto da",
    "Geschreven door",
    "Автор",
    "Написано автором",
    "كُتب بواسطة",
    "نوشته‌شده به‌دست",
    "作者",
)


@pytest.mark.parametrize("label", LABELS)
def test_a_labelled_card_names_the_author(label):
    """WordPress says so in the page's language; other labels are of other things."""
    card = meta("twitter:label1", label) + meta("twitter:data1", ANN)
    assert authors(sheet(card, BY)) == (ANN,)
    assert authors(sheet(card.replace(label, "Price"), BY)) == ("Bo Ek",)


VISIBLE = {
    "rel": '<div class="byline">By Bo Ek</div><a rel="author">Ann Lee</a>',
    "itemprop": '<span class="author">Bo Ek</span><p itemprop="author">Ann Lee</p>',
    "a name within itemprop": '<p itemprop="author">Our <b itemprop="name">Ann Lee</b> at sea</p>',
    "class author": '<span class="post-author">Ann Lee</span>',
    "class byline": '<div class="c-byLine">By Ann Lee</div>',
    "class of a name": '<div class="byline__names">ann</div>',
    "class in capitals": '<div class="ArticleAuthor">Ann Lee</div>',
    "class auteur": '<p>par <span class="auteurs">Ann Lee</span>, 21 juin</p>',
    "class autor": '<span class="nota-autor">Ann Lee</span>',
    "a test's mark": '<div data-testid="prism-byline" class="QHbl"><i>By</i> <a>Ann Lee</a></div>',
    "vcard": '<span class="author vcard">Written <a class="url fn n">Ann Lee</a></span>',
    "a link to the author": '<p class="authorship">Since 9 <a href="/author/ann/">Ann Lee</a></p>',
    "the word in another element": '<p class="byline"><i>By</i> <b>Ann Lee</b> <u>2 h ago</u></p>',
    "a picture's author before": f'<i class="image-author">Bo Ek</i>{ANN_LEE}',
    "an avatar before": f'<i class="author-avatar">Bo Ek</i>{ANN_LEE}',
    "a reader before": f'<div class="comments"><i class="author">Bo Ek</i></div>{ANN_LEE}',
    "another story before": f'<div id="related"><i class="author">Bo Ek</i></div>{ANN_LEE}',
    "a figure before": f'<figure><i class="author">Bo Ek</i></figure>{ANN_LEE}',
    "the menu before": f'<nav><i class="author">Bo Ek</i></nav>{ANN_LEE}',
    "a page of authors": f'<main class="comments-open">{ANN_LEE}</main>',
    "words of a text": f'<p class="authority">Port office open</p>{ANN_LEE}',
    "no byline for its class": f'<p class="author-text">Since 1998 here</p>{ANN_LEE}',
    "a long text before": f'<p class="author">By {"Bo Ek of the port " * 9}</p>{ANN_LEE}',
    "an element for nothing before": '<i class="author"></i><b class="author">Ann Lee</b>',
    "a link element": '<link rel="author" href="/ann"><b class="author">Ann Lee</b>',
}


@pytest.mark.parametrize("body", VISIBLE.values(), ids=VISIBLE)
def test_the_visible_byline_names_the_author(body):
    """Marked by microformats, microdata or a class, and not somebody else's."""
    found = authors(sheet("", f"<article>{body}</article>"))
    assert [name.casefold() for name in found][:1] in (["ann lee"], ["ann"])
    assert len(found) == 1


def test_the_site_is_named_beside_its_author():
    """In one meta element, on either side."""
    for said in ("The Harbour Times - Ann Lee", "Ann Lee - The Harbour Times"):
        assert authors(sheet(SITE + meta("author", said))) == (ANN,)
    own = "https://social.test/harbour-times"
    assert authors(sheet(SITE + meta("article:author", own), ANN_LEE)) == (ANN,)


OTHERS = [
    "comment",
    "image",
    "photo",
    "img",
    "avatar",
    "caption",
    "related",
    "teaser",
    "quote",
    "widget",
    "prep",
    "desc",
]


@pytest.mark.parametrize("word", OTHERS)
def test_what_is_marked_as_something_else_is_no_byline(word):
    """The name of a reader, a photographer or another story's author, or the words around it."""
    other = f'<i class="author-{word}">Bo Ek</i>'
    assert authors(sheet("", f"{other}{ANN_LEE}")) == (ANN,)


FOREIGN = ["comments", "related", "teaser", "widget", "caption", "sidebar", "recommended"]


@pytest.mark.parametrize("word", FOREIGN)
def test_what_stands_elsewhere_is_no_byline(word):
    """Among readers, beside the article, with other stories or a picture."""
    other = f'<div class="{word}"><i class="author">Bo Ek</i></div>'
    assert authors(sheet("", f"{other}{ANN_LEE}")) == (ANN,)


@pytest.mark.parametrize("tag", ["html", "body", "main"])
def test_a_class_of_the_whole_page_makes_no_byline_foreign(tag):
    """It tells that the page has widgets or comments somewhere."""
    page = Page(body=f'<{tag} class="has-widgets">{ANN_LEE}'.encode(), url="https://outlet.test/a")
    assert authors(open_sheet(page)) == (ANN,)


JOINED = [",", ";", "&amp;", *["and", "und", "et", "y", "e", "og", "och", "en", "и", "و"]]


@pytest.mark.parametrize("word", JOINED)
def test_a_byline_goes_on_in_the_next_element(word):
    """Two names, each in an element of its own, and the word in either."""
    for pieces in (f"<b>Ann Lee</b> {word} <b>Bo Ek</b>", f"<b>Ann Lee {word}</b> <b>Bo Ek</b>"):
        assert authors(sheet("", f'<p class="byline">{pieces} <i>Port</i></p>')) == (ANN, "Bo Ek")


def test_the_feed_then_the_site_stand_in():
    """The feed where the page names nobody, the site's own name where the feed does not either."""
    page = SITE + meta("author", "The Harbour Times")
    assert authors(sheet(page, entry_authors=(ANN,))) == (ANN,)
    assert authors(sheet(page)) == ("The Harbour Times",)
    assert authors(sheet()) == ()


BYLINES = {
    "By": ("By Ann Lee", [ANN]),
    "Written by": ("Written by: Ann Lee", [ANN]),
    "von": ("Von Ann Lee", [ANN]),
    "Ein Bericht von": ("Ein Kommentar von Ann Lee", [ANN]),
    "Über": ("Über Ann Lee", [ANN]),
    "par": ("Écrit par Ann Lee", [ANN]),
    "por": ("Por Ann Lee", [ANN]),
    "di": ("Scritto da Ann Lee", [ANN]),
    "door": ("Door Ann Lee", [ANN]),
    "af": ("Af Ann Lee", [ANN]),
    "بقلم": ("بقلم ليلى حداد", ["ليلى حداد"]),
    "به قلم": ("به قلم: لیلا حداد", ["لیلا حداد"]),
    "本报记者": ("本报记者 焦鹏", ["焦鹏"]),
    "Author:": ("Author(s): Ann Lee", [ANN]),
    "Words:": ("Words: Ann Lee", [ANN]),
    "Autorin:": ("Autorin: Ann Lee", [ANN]),
    "Text und Foto:": ("Text und Fotos: Ann Lee", [ANN]),
    "Redaktion:": ("Redaktion: Ann Lee", [ANN]),
    "Redaktion alone": ("Redaktion", ["Redaktion"]),
    "Texte:": ("Texte : Ann Lee", [ANN]),
    "Автор:": ("Автор: Анна Ли", ["Анна Ли"]),
    "نویسنده:": ("نویسنده: لیلا حداد", ["لیلا حداد"]),
    "作者：": ("作者：焦鹏", ["焦鹏"]),
    "文/": ("文/焦鹏", ["焦鹏"]),
    "a name that begins so": ("Textor Byrne", ["Textor Byrne"]),
    "a comma": ("Ann Lee, Bo Ek", [ANN, "Bo Ek"]),
    "a semicolon": ("Ann Lee;Bo Ek", [ANN, "Bo Ek"]),
    "an ampersand": ("Ann Lee & Bo Ek", [ANN, "Bo Ek"]),
    "an escaped ampersand": ("Ann Lee &amp; Bo Ek", [ANN, "Bo Ek"]),
    "an Arabic comma": ("ليلى حداد، سامي خوري", ["ليلى حداد", "سامي خوري"]),
    "an ideographic comma": ("焦鹏、王岩", ["焦鹏", "王岩"]),
    "and": ("Ann Lee and Bo Ek", [ANN, "Bo Ek"]),
    "und": ("Ann Lee und Bo Ek", [ANN, "Bo Ek"]),
    "im Gespräch mit": ("Ann Lee im Gespräch mit Bo Ek", [ANN, "Bo Ek"]),
    "et": ("Ann Lee et Bo Ek", [ANN, "Bo Ek"]),
    "y": ("Ann Lee y Bo Ek", [ANN, "Bo Ek"]),
    "og": ("Ann Lee og Bo Ek", [ANN, "Bo Ek"]),
    "и": ("Анна Ли и Пётр Эк", ["Анна Ли", "Пётр Эк"]),
    "و": ("لیلا حداد و سامی خوری", ["لیلا حداد", "سامی خوری"]),
    "first names": ("Ann, Bo", ["Ann", "Bo"]),
    "a trade": ("Ann Lee, Senior Editor", [ANN]),
    "a German trade": ("Ann Lee, Leitende Redakteurin", [ANN]),
    "a French trade": ("Ann Lee, Rédactrice Adjointe", [ANN]),
    "a Russian trade": ("Анна Ли, Старший Корреспондент", ["Анна Ли"]),
    "a Persian trade": ("لیلا حداد، خبرنگار بندر", ["لیلا حداد"]),
    "a Korean trade": ("신현주 기자", ["신현주"]),
    "a place": ("Ann Lee, Nairobi", [ANN]),
    "a name like a trade": ("Ann Lee, Jane Stafford", [ANN, "Jane Stafford"]),
    "a text of any length": ("a" * 100_000, []),
    "a description": ("Ann Lee, of the port authority", [ANN]),
    "a long description": ("Ann Lee, Chair Of The Port Authority Of Aldhaven", [ANN]),
    "an agency": ("Ann Lee und Bo Ek, dpa", [ANN, "Bo Ek", "dpa"]),
    "initials": ("Ann Lee (al)", [ANN]),
    "an address": ("Ann Lee ann@harbour.test", [ANN]),
    "a handle": ("Ann Lee @annlee", [ANN]),
    "a dash": ("Ann Lee - Harbour Times", [ANN]),
    "a bar": ("Ann Lee | Harbour Times", [ANN]),
    "a date": ("3 May 2026 10:29", []),
    "a sign": ("-", []),
    "nobody": ("admin", []),
    "a pseudonym": ("delta201", ["delta201"]),
}


@pytest.mark.parametrize(("byline", "names"), BYLINES.values(), ids=BYLINES)
def test_names_leave_their_byline(byline, names):
    """Without the words before, between and behind them."""
    assert people((byline,)) == names


@pytest.mark.parametrize(
    "name",
    ["afp", "ansa", "ap", "apa", "dpa", "efe", "epd", "kna", "reuters", "sda", "sid", "tass"],
)
def test_an_agency_is_named_beside_an_author(name):
    """In small letters as well, as its own bylines have it."""
    assert people((f"Ann Lee, {name}",)) == [ANN, name]


NOBODY = "admin administrator anonymous editor follow name none null posted root user webmaster"


@pytest.mark.parametrize("name", NOBODY.split())
def test_what_a_system_writes_for_nobody_is_no_name(name):
    """However it is written."""
    assert people((name, name.title())) == []


BEFORE = (
    "Posted by",
    "Published by",
    "Reported by",
    "Story by",
    "Words by",
    "Geschrieben von",
    "Verfasst von",
    "Veröffentlicht von",
    "Publié par",
    "Rédigé par",
    "Escrito por",
    "Publicado por",
    "Pubblicato da",
    "Di",
    "Av",
    "Geschreven door",
    "كتب",
    "كتبت",
    "記者",
    "Text:",
    "Beitragsautor:",
    "Autoren:",
    "Autorinnen:",
    "Text & Bild:",
    "Autora:",
    "Autore:",
    "Auteurs :",
    "Autrice:",
    "Texto:",
    "Testo:",
    "Авторы:",
    "Текст:",
    "الكاتب:",
    "نگارنده:",
    "撰文：",
    "글:",
)


@pytest.mark.parametrize("words", BEFORE)
def test_words_before_a_name_are_none_of_it(words):
    """In the bylines of many languages."""
    assert people((f"{words} {ANN}",)) == [ANN]


@pytest.mark.parametrize("word", ["e", "en", "och", "ja", "ve", "oraz", "та"])
def test_a_word_stands_between_two_names(word):
    """In more languages than the table of bylines has."""
    assert people((f"{ANN} {word} Bo Ek",)) == [ANN, "Bo Ek"]


TRADES = (
    "Chief Reporter",
    "Crime Correspondent",
    "Staff Writer",
    "Data Journalist",
    "Guest Columnist",
    "Aldhaven Staff",
    "Associate Professor",
    "Managing Director",
    "Ressort Redaktor",
    "Leitender Korrespondent",
    "Freier Fotograf",
    "Freie Mitarbeiterin",
    "Jefa Redactora",
    "Vice Redattore",
    "La Periodista",
    "La Corresponsal",
    "Il Giornalista",
    "Военный Журналист",
    "Главный Редактор",
    "مراسل الميناء",
    "محرر الأخبار",
)


@pytest.mark.parametrize("trade", TRADES)
def test_a_trade_is_no_further_name(trade):
    """It is written as a name is, and known by one of its words."""
    assert people((f"{ANN}, {trade}",)) == [ANN]


@pytest.mark.parametrize("byline", ["신현주 특파원", "신현주 記者", "신현주 www.port.test"])
def test_what_stands_behind_a_name_is_none_of_it(byline):
    """A trade or an address."""
    assert people((byline,)) == ["신현주"]
