"""What is read from a page, and with which source, markup by markup."""

from datetime import UTC, datetime

import pytest
from tests.stages.extract.pages import read, story

from wireroom.model import Image, Page
from wireroom.stages.extract import extract

CAPTIONS = [
    ("(Photo by AFP)", "<figcaption>Quay. (Photo by AFP)</figcaption>", "Quay.", "AFP"),
    ("(AFP photo)", "<figcaption>Quay. (AFP photo)</figcaption>", "Quay.", "AFP"),
    ("agency/name", "<figcaption>Quay. (NWA photo/J. Berg)</figcaption>", "Quay.", "NWA/J. Berg"),
    ("Photo: x/y", "<figcaption>Quay. Photo: X/Reuters</figcaption>", "Quay.", "X/Reuters"),
    ("Photograph:", "<figcaption>Quay. Photograph: Ann Lee</figcaption>", "Quay.", "Ann Lee"),
    ("Photo by", "<figcaption>Quay. Photo by Ann Lee.</figcaption>", "Quay.", "Ann Lee"),
    ("(AFP)", "<figcaption>Quay. (AFP)</figcaption>", "Quay.", "AFP"),
    (
        "span in caption",
        '<figcaption>Quay. <span class="credit">Photo: Ann Lee</span></figcaption>',
        "Quay.",
        "Ann Lee",
    ),
    (
        "spans side by side",
        '<div class="caption">Quay.</div><div class="photo-credit">Ann Lee</div>',
        "Quay.",
        "Ann Lee",
    ),
    ("unmarked", "<p>The quay on Monday. (Photo by AFP)</p>", "The quay on Monday.", "AFP"),
    ("no credit", "<figcaption>A photo of Ann Lee</figcaption>", "A photo of Ann Lee", ""),
]


@pytest.mark.parametrize(
    ("markup", "caption", "credit"), [c[1:] for c in CAPTIONS], ids=[c[0] for c in CAPTIONS]
)
def test_caption_and_credit_come_apart(markup, caption, credit):
    """However a paper writes the credit, it leaves the caption."""
    pictures = read(story(before=f'<figure><img src="/q.jpg">{markup}</figure>')).images
    assert pictures == (Image(url="https://outlet.test/q.jpg", caption=caption, credit=credit),)


@pytest.mark.parametrize(
    "wrap",
    [
        '<div class="carousel">{}</div>',
        "<aside>{}</aside>",
        '<a href="/a/2">{}</a>',
        '<div id="related-stories"><div>{}</div></div>',
    ],
    ids=["carousel", "aside", "linked", "related"],
)
def test_another_storys_picture_is_none_of_ours(wrap):
    """Its picture is not listed, and its caption is not in the text even within the article."""
    other = wrap.format(
        '<img src="/o.jpg"><p class="caption">A rally on the steps of the town hall.</p>'
    )
    found = read(story(inside=other))
    assert found.images == ()
    assert not any("rally" in line for line in found.blocks)
    assert sum("signed an agreement" in line for line in found.blocks) == 6


SECTIONS = [
    ("breadcrumb", '<div class="breadcrumb"><a>News</a> / <a>Syria</a></div>', ("News", "Syria")),
    ("home", '<nav aria-label="breadcrumb"><a>Home</a> › <a>News</a></nav>', ("News",)),
    ("headline last", '<ul class="crumbs"><li>News<li>Ferry crews end walkout</ul>', ("News",)),
    (
        "path",
        '<div class="nav-path"><a>News</a>&nbsp; / &nbsp;<a>World</a></div>',
        ("News", "World"),
    ),
    ("line", '<div class="sections">World | Science</div>', ("World", "Science")),
    (
        "a crumb an element",
        '<p><b></b></p><div><div class="c-crumb">Town</div><div class="c-crumb">Docks</div></div>',
        ("Town", "Docks"),
    ),
    ("kicker alone", '<p class="kicker">OPINION</p>', ()),
]


@pytest.mark.parametrize(
    ("markup", "names"), [c[1:] for c in SECTIONS], ids=[c[0] for c in SECTIONS]
)
def test_sections_are_read_from_the_visible_trail(markup, names):
    """Home page and headline are left out; a lone word above the headline is no section."""
    assert read(story(before=markup)).sections == names


@pytest.mark.parametrize("home", ["Home", "Главная", "الرئيسية", "หน้าแรก", "首页", "ANASAYFA"])
def test_a_front_page_is_no_section(home):
    """In whatever language it is called so."""
    trail = f'<nav class="breadcrumb"><a>{home}</a> / <a>Harbour</a></nav>'
    assert read(story(before=trail)).sections == ("Harbour",)


@pytest.mark.parametrize(
    ("before", "head", "names"),
    [
        ('<p class="byline">By Ann Lee and Bo Ek</p>', "", ("Ann Lee", "Bo Ek")),
        (
            '<p class="byline">By Ann Lee</p>',
            (
                '<script type="application/ld+json">{"@type": "NewsArticle",'
                '"headline": "Ferry crews end walkout", "author": [{"name": "Cy Dee"}]}</script>'
            ),
            ("Cy Dee",),
        ),
        ("", "", ("Feed Author",)),
    ],
    ids=["visible", "structured first", "feed last"],
)
def test_authors_come_from_the_best_source(before, head, names):
    """JSON-LD before the visible byline, and the feed where the page is silent."""
    assert read(story(before=before), head, entry_authors=("Feed Author",)).authors == names


def test_every_date_is_kept_with_its_source():
    """JSON-LD, meta, <time>, path and feed each have their vote; a zone is given where none is."""
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry crews end'
        ' walkout", "datePublished": "2026-08-15T10:00:00+03:30", "dateModified": "2026-08-16"}'
        '</script><meta name="publishdate" content="2026-08-15T10:01:00">'
    )
    found = read(
        story(before='<time datetime="2026-08-15T06:32:00Z">'),
        head,
        url="https://outlet.test/2026/8/15/a",
        timezone="Asia/Tehran",
        entry_published_at=datetime(2026, 8, 15, 6, 33, tzinfo=UTC),
    )
    votes = {
        vote.source: (vote.at.astimezone(UTC).isoformat()[:16], vote.is_day) for vote in found.dates
    }
    votes.pop("htmldate", None)
    assert votes == {
        "jsonld": ("2026-08-15T06:30", False),
        "meta": ("2026-08-15T06:31", False),
        "time": ("2026-08-15T06:32", False),
        "url": ("2026-08-15T00:00", True),
        "feed": ("2026-08-15T06:33", False),
    }
    assert found.modified_at == datetime(2026, 8, 16, tzinfo=UTC)


def test_a_year_in_the_text_is_no_date():
    """A page that only tells of a year gives no vote, not that of its first of January."""
    assert (
        read(story(inside="<p>Crews had last walked out in 1998.</p>", after="© 1998")).dates == ()
    )


def test_persian_words_keep_their_joiners():
    """U+200C, raw or as an entity, is there in the text as it was on the page."""
    first = "مینی\u200cبوس آبی\u200cرنگی که اهالی دره آن را می\u200cنامند روز یکشنبه رسید. " * 3
    second = "کتابخانه\u200cهای سیار را دو آموزگار بازنشسته راه انداخته\u200cاند. " * 4
    found = read(f"<h1>T</h1><article><p>{first}</p><p>{second.replace(chr(0x200C), '&zwnj;')}</p>")
    assert [line.strip() for line in found.blocks] == [first.strip(), second.strip()]


@pytest.mark.parametrize(
    ("charset", "header", "meta", "notes"),
    [
        ("utf-8", "text/html; charset=utf-8", "", ()),
        ("windows-1251", "text/html; charset=windows-1251", "", ()),
        ("windows-1251", "text/html", '<meta charset="windows-1251">', ()),
        ("utf-8", "text/html; charset=windows-1251", "", ("wrong_charset",)),
        ("utf-8-sig", "text/html; charset=latin-1", "", ()),
        ("utf-16", "text/html", "", ()),
    ],
    ids=["utf-8", "header", "meta", "a lie", "utf-8 mark", "utf-16 mark"],
)
def test_a_page_is_decoded_by_what_it_is(charset, header, meta, notes):
    """Marks and valid UTF-8 go before claims; a claim that is untrue is noted."""
    title = "Пароход вернулся в порт"
    html = f"<html><head>{meta}<title>{title}</title></head><body><h1>{title}</h1></body></html>"
    found = extract(
        Page(body=html.encode(charset), url="https://outlet.test/a", content_type=header)
    )
    assert (found.title, found.notes) == (title, notes)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\xff\xfe",
        b"<",
        b"<!-- x -->",
        b'<script type="application/ld+json">{"a": [}</script>',
    ],
    ids=["empty", "binary", "bracket", "comment", "broken json-ld"],
)
def test_what_is_no_page_gives_no_blocks(body):
    """Nothing is raised; the extraction has no text, and the feed's title stands in."""
    found = extract(Page(body=body, url="https://outlet.test/a", entry_title="From the feed"))
    assert (found.blocks, found.title) == ((), "From the feed")


def test_an_outlets_selectors_leave_the_text():
    """What the registry names by class or id is not read."""
    dropped = '<p class="note box">Our app has all the news of the harbour and of its crews.</p>'
    found = read(
        story(inside=dropped + dropped.replace('class="note box"', 'id="app"')),
        drop_selectors=(".box", "#app"),
    )
    assert len(found.blocks) == 6


LANGUAGES = [
    ("Open Graph", '<meta property="og:locale" content="de_AT">', "", {}, ("de_AT",)),
    ("http-equiv", '<meta http-equiv="Content-Language" content="tr">', "", {}, ("tr",)),
    ("JSON-LD", "", '{"inLanguage": "ko-KR"}', {}, ("ko-KR",)),
    (
        "JSON-LD object",
        "",
        '{"inLanguage": {"@type": "Language", "name": "Persian", "alternateName": "fa"}}',
        {},
        ("fa", "Persian"),
    ),
    ("outlet", "", "", {"language": "en"}, ("en",)),
    ("each once", '<meta name="language" content="en">', "", {"language": "en"}, ("en",)),
    ("nothing", "", "", {}, ()),
]


@pytest.mark.parametrize(
    ("head", "node", "facts", "expected"),
    [c[1:] for c in LANGUAGES],
    ids=[c[0] for c in LANGUAGES],
)
def test_statements_of_the_language_are_collected(head, node, facts, expected):
    """The page's own come before the outlet's, in their own spelling."""
    if node:
        node = f'{{"@type": "NewsArticle", "headline": "Ferry crews end walkout", {node[1:]}'
        head = f'<script type="application/ld+json">{node}</script>'
    assert read(story(), head=head, **facts).languages == expected


def test_the_root_element_states_the_language_first():
    """Its `lang` comes before all else."""
    page = b'<html lang="fr-CA"><meta property="og:locale" content="en_US"><p>Bonjour</p></html>'
    assert extract(Page(body=page, url="https://outlet.test/a")).languages == ("fr-CA", "en_US")
