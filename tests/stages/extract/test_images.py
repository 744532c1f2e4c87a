"""Which pictures are an article's, where their largest rendering lies, and what is said of them."""

import pytest
from tests.stages.extract.pages import read, story
from tests.stages.extract.sheets import article, ld, meta

from wireroom.model import Image
from wireroom.stages.extract.ornaments import is_house_picture
from wireroom.stages.extract.sources import is_rendering, key_of, wider

AT = "https://outlet.test"
QUAY = Image(url=f"{AT}/q.jpg")


def urls(html, head="", **facts):
    """The addresses of a page's pictures, on its host."""
    return [one.url.removeprefix(AT) for one in read(html, head, **facts).images]


SOURCES = [
    ("src", "<img src='/q.jpg'>", "/q.jpg"),
    ("late", "<img src='data:image/gif;base64,R0' data-src='/q.jpg'>", "/q.jpg"),
    ("WP Rocket", "<img src='data:image/svg+xml,x' data-lazy-src='/q.jpg'>", "/q.jpg"),
    ("Lazy Load", "<img data-original='/q.jpg'>", "/q.jpg"),
    ("carousel", "<img src='/q-300x200.jpg' data-orig-file='/q.jpg'>", "/q.jpg"),
    (
        "widths",
        "<img src='/q.jpg' srcset='/q-1.jpg 320w, /q-3.jpg 1280w, /q-2.jpg 640w'>",
        "/q-3.jpg",
    ),
    ("densities", "<img src='/q.jpg' srcset='/q.jpg, /q@2x.jpg 2x'>", "/q@2x.jpg"),
    (
        "commas within",
        "<img srcset='/w_640,c_fill/q.jpg 640w, /w_900,c_fill/q.jpg 900w'>",
        "/w_900,c_fill/q.jpg",
    ),
    ("late list", "<img data-srcset='/q-1.jpg 320w,/q-2.jpg 640w'>", "/q-2.jpg"),
    (
        "picture",
        "<picture><source srcset='/q-9.webp 900w'><img src='/q.jpg'></picture>",
        "/q-9.webp",
    ),
    (
        "picture of several",
        "<picture><source srcset='/q-9.webp 9w'><source srcset='/q-7.webp 7w'><img></picture>",
        "/q-9.webp",
    ),
    ("no script", "<img class=lazy><noscript><img src='/q.jpg'></noscript>", "/q.jpg"),
]


@pytest.mark.parametrize(("markup", "url"), [c[1:] for c in SOURCES], ids=[c[0] for c in SOURCES])
def test_the_largest_rendering_is_listed_once(markup, url):
    """However a page gives its sizes and loads them late."""
    assert urls(story(before=f"<figure>{markup}</figure>")) == [url]


OUT = [
    ("tracking pixel", "<img src='/t.png' width=1 height=1>"),
    ("icon", "<img src='/i.png' width=32>"),
    ("drawn sign", "<img src='/sign.svg'>"),
    ("filler", "<img src='/clear.gif'>"),
    ("data alone", "<img src='data:image/png;base64,R0'>"),
    ("logo by file", "<img src='/agency-logo.png'>"),
    ("logo by class", "<div class='partner-logo'><img src='/a.png'></div>"),
    ("camel case", "<img src='/renderTimingPixel.png'>"),
    ("avatar", "<img class='avatar photo' src='/ann.jpg'>"),
    ("face in a byline", "<div class='author-box'><div><img src='/ann.jpg'></div></div>"),
    ("face by its text", "<p><img src='/al.jpg' alt='Ann Lee'></p>"),
    ("advertisement", "<div class='ad'><img src='/buy.jpg'></div>"),
    ("German counter", "<img src='https://vg08.met.vgwort.de/na/1'>"),
    ("share prompt", "<ul class='social-share'><li><img src='/fb.png'></ul>"),
    ("smiley", "<img src='/images/smilies/wink.png'>"),
    ("licence", "<img src='/cc-by.png'>"),
    ("code to scan", "<img src='/images/wx.png'>"),
    ("teaser", "<a href='/a/2'><img src='/o.jpg'></a>"),
    ("carousel", "<div class='swiper-slide'><img src='/o.jpg'></div>"),
    ("aside", "<aside><figure><img src='/o.jpg'><figcaption>Else.</figcaption></figure></aside>"),
]


@pytest.mark.parametrize("markup", [c[1] for c in OUT], ids=[c[0] for c in OUT])
def test_what_belongs_to_the_page_is_none_of_the_articles(markup):
    """Even within the article's text."""
    assert urls(story(inside=markup), article(author={"name": "Ann Lee"})) == []


PLACES = [
    ("below the headline", {"before": "<figure>{}</figure>"}, True),
    ("in the text", {"inside": "<p>{}</p>"}, True),
    ("under the text", {"after": "<section><h2>More</h2><p>{}</p></section>"}, False),
    ("in the footer", {"after": "<footer>{}</footer>"}, False),
]


@pytest.mark.parametrize(("place", "is_in"), [c[1:] for c in PLACES], ids=[c[0] for c in PLACES])
def test_a_picture_without_words_counts_within_the_article(place, is_in):
    """From the headline to the last line."""
    ((where, box),) = place.items()
    found = urls(story(**{where: box.format("<img src='/q.jpg'>")}))
    assert found == (["/q.jpg"] if is_in else [])


def test_a_picture_above_the_headline_counts_with_a_caption():
    """Without one it may be anything of the page's head, unless nothing stands between."""
    told = "<figure><img src='/q.jpg'><figcaption>The quay.</figcaption></figure>"
    menu = "<div>Town</div>"
    assert urls(told + menu + story()) == ["/q.jpg"]
    assert urls(f"<div><img src='/q.jpg'></div>{menu}{story()}") == []
    assert urls(f"{menu}<div><img src='/q.jpg'></div>{story()}") == ["/q.jpg"]


LEADS = [
    ("Open Graph", meta("og:image", "/q.jpg"), QUAY),
    (
        "its text",
        meta("og:image", "/q.jpg") + meta("og:image:alt", "The quay"),
        Image(url=QUAY.url, alt="The quay"),
    ),
    ("X", '<meta name="twitter:image" content="/q.jpg">', QUAY),
    ("JSON-LD first", article(image="/q.jpg") + meta("og:image", "/r.jpg"), QUAY),
    ("JSON-LD's list", article(image=["/q.jpg", "/r.jpg"]), QUAY),
    ("JSON-LD's object", article(image={"@type": "ImageObject", "url": "/q.jpg"}), QUAY),
    (
        "JSON-LD's words",
        article(image={"contentUrl": "/q.jpg", "caption": "The quay. Foto: A. Lee"}),
        Image(url=QUAY.url, caption="The quay.", credit="A. Lee"),
    ),
    (
        "JSON-LD's reference",
        article(image={"@id": "#i"}) + ld({"@id": "#i", "@type": "ImageObject", "url": "/q.jpg"}),
        QUAY,
    ),
    ("not the house's", article(image="/logo.png") + meta("og:image", "/q.jpg"), QUAY),
    ("none but the house's", meta("og:image", "/img/default.png"), None),
    ("none", "", None),
]


@pytest.mark.parametrize(("head", "lead"), [c[1:] for c in LEADS], ids=[c[0] for c in LEADS])
def test_a_stated_picture_leads_though_the_page_does_not_show_it(head, lead):
    """JSON-LD's before Open Graph's; a house's own picture for every page is none."""
    assert read(story(), head).images == ((lead,) if lead else ())


def test_the_lead_stands_first_with_the_pages_words():
    """Its rendering in the text is not listed again, and the largest of both is taken."""
    figure = "<figure><img src='{}'><figcaption>{}</figcaption></figure>"
    page = story(
        inside=figure.format("/r.jpg", "The board.")
        + figure.format("/harbour-quay-2026-w300.jpg", "The quay. (Photo by AFP)")
    )
    found = read(page, meta("og:image", "/harbour-quay-2026-w1200.jpg")).images
    assert found == (
        Image(url=f"{AT}/harbour-quay-2026-w1200.jpg", caption="The quay.", credit="AFP"),
        Image(url=f"{AT}/r.jpg", caption="The board."),
    )


CREDITS = [
    ("German", "Der Kai. Foto: Jo Ek/dpa", "Der Kai.", "Jo Ek/dpa"),
    ("German, in brackets", "Der Kai. (Bild: Jo Ek)", "Der Kai.", "Jo Ek"),
    ("French", "Le quai. Crédit : Jo Ek", "Le quai.", "Jo Ek"),
    ("Spanish", "El muelle. Fotografía: Jo Ek", "El muelle.", "Jo Ek"),
    ("Russian", "Причал. Фото: Ян Эк", "Причал.", "Ян Эк"),
    ("Persian", "اسکله. (عکس: ایرنا)", "اسکله.", "ایرنا"),
    ("Turkish", "Rıhtım. Fotoğraf: Jo Ek", "Rıhtım.", "Jo Ek"),
    ("Japanese", "岸壁。写真：共同", "岸壁。", "共同"),
    ("sign", "The quay. © Jo Ek", "The quay.", "Jo Ek"),
    ("sign in brackets", "The quay (© Jo Ek)", "The quay", "Jo Ek"),
    ("spans without a space", "Причал<span>Фото: Ян Эк</span>", "Причал", "Ян Эк"),
    ("player", "Media playback is unsupported on your device", "", ""),
    ("a colon in the text", "Two words: no photo", "Two words: no photo", ""),
]


@pytest.mark.parametrize(
    ("said", "caption", "credit"), [c[1:] for c in CREDITS], ids=[c[0] for c in CREDITS]
)
def test_credits_leave_captions_in_many_languages(said, caption, credit):
    """As agencies and papers write them there."""
    figure = f"<figure><img src='/q.jpg'><figcaption>{said}</figcaption></figure>"
    assert read(story(before=figure)).images == (
        Image(url=QUAY.url, caption=caption, credit=credit),
    )


ALTS = [
    ("text", "Ferries at the quay", "Ferries at the quay"),
    ("white space", " Ferries\n at ", "Ferries at"),
    ("file's name", "IMG_2041", ""),
    ("one word", "Ferries", "Ferries"),
    ("two words with a number", "Ferry 7", "Ferry 7"),
]


@pytest.mark.parametrize(("alt", "kept"), [c[1:] for c in ALTS], ids=[c[0] for c in ALTS])
def test_the_alternative_text_is_kept_unless_it_is_a_files_name(alt, kept):
    """Editing systems fill it in where the editors do not."""
    found = read(story(before=f"<figure><img src='/q.jpg' alt='{alt}'></figure>")).images
    assert [one.alt for one in found] == [kept]


SAME = [
    ("WordPress", "/u/quay-2026-300x200.jpg", "/u/quay-2026.jpg"),
    ("WordPress, scaled", "/u/quay-2026-scaled.jpg", "/u/quay-2026-1024x683.jpg"),
    ("query", "/u/quay.jpg?w=300&quality=70", "/u/quay.jpg"),
    ("folder", "/news/640/x/quay.jpg", "/news/1024/x/quay.jpg"),
    ("Cloudinary", "/w_640,c_fill/x/quay.jpg", "/w_1200,c_fit/x/quay.jpg"),
    ("Thumbor", "/unsafe/300x0/smart/x/quay.jpg", "/unsafe/800x600/x/quay.jpg"),
    ("nested", "/_next/image?url=https%3A%2F%2Fcdn.test%2Fx%2Fquay.jpg&w=640", "/x/quay.jpg"),
    ("Wix", "/media/fca_e1cc~mv2.jpg/v1/fit/w_100/file.jpg", "/media/fca_e1cc~mv2.jpg"),
    ("RFE/RL", "/438B0BA5-2ED3_w1200_r1_s.jpg", "/438B0BA5-2ED3_w250_r1_s.jpg"),
    ("retina", "/quay@2x.jpg", "/quay.jpg"),
    ("another format", "/quay.webp", "/quay.jpg"),
]
OTHER = [
    ("numbers", "/u/quay-1.jpg", "/u/quay-2.jpg"),
    ("a camera's numbers", "/u/IMG_2041.jpg", "/u/IMG_2042.jpg"),
    ("days", "/u/shot_2024_05_12.jpg", "/u/shot_2024_05_13.jpg"),
    ("folders", "/a/main.jpg", "/b/main.jpg"),
    ("ids", "/image.php?id=1", "/image.php?id=2"),
    ("camera's names", "/IMG_20190920_134006217.jpg", "/IMG_20190920_134207739.jpg"),
]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [(*c[1:], True) for c in SAME] + [(*c[1:], False) for c in OTHER],
    ids=[c[0] for c in (*SAME, *OTHER)],
)
def test_renderings_of_one_picture_share_a_key(one, other, is_same):
    """Sizes, crops, formats and servers are no part of it; names and numbers are."""
    assert (key_of(AT + one) == key_of(AT + other)) is is_same


def test_a_lead_is_known_by_the_beginning_of_its_files_name():
    """Editing systems add what the picture is cut for, and a digest."""
    one = f"{AT}/csm_Martina_Wengatz_ba0377b770.jpg"
    assert is_rendering(one, f"{AT}/csm_Martina_Wengatz_159b883115.jpg")
    one, other = f"{AT}/PICT000329652304-xlarge_trans_Nv.jpg", f"{AT}/PICT000329652304_trans_Nv.jpg"
    assert is_rendering(one, other)
    assert not is_rendering(f"{AT}/PICT000329652304.jpg", f"{AT}/PICT000329652305.jpg")
    assert not is_rendering(f"{AT}/IMG_20190920_134006217.jpg", f"{AT}/IMG_20190920_134207739.jpg")


WIDER = [
    ("query", "/q.jpg?w=300", "/q.jpg?w=1200", True),
    ("name", "/q_w250.jpg", "/q_w1200.jpg", True),
    ("size", "/q-1024x683.jpg", "/q-300x200.jpg", False),
    ("unnamed", "/q.jpg", "/q.jpg?w=1200", False),
    ("blurred", "/w_147,blur_2/q.jpg", "/q.jpg", True),
]


@pytest.mark.parametrize(
    ("one", "other", "is_other"), [c[1:] for c in WIDER], ids=[c[0] for c in WIDER]
)
def test_the_wider_of_two_renderings_is_told_by_its_address(one, other, is_other):
    """An address without a width may be the original."""
    assert wider(AT + one, AT + other) == AT + (other if is_other else one)


@pytest.mark.parametrize(
    "name",
    [
        "quay.jpg?version=ogimage",
        "quay_default_0.jpg",
        "catalogo.jpg",
        "harbour.jpg",
        "blankets-for-ferries.jpg",
        "iconic-quay.jpg",
    ],
)
def test_names_that_hold_a_sign_are_none(name):
    """Whole words alone name ornaments."""
    assert not is_house_picture(f"{AT}/u/{name}")


def test_a_caption_is_found_beside_a_picture_of_many_sources():
    """Though the parser nests them in one another."""
    sources = "".join(f"<source srcset='/q-{width}.webp {width}w'>" for width in (300, 600, 900))
    figure = (
        f"<figure><div><picture>{sources}<img src='/q.jpg'></picture></div>"
        "<figcaption>The quay.</figcaption></figure>"
    )
    assert [one.caption for one in read(story(before=figure)).images] == ["The quay."]
