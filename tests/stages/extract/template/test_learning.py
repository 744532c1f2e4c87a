"""What is learned, from how many different articles, and when it is refused."""

from dataclasses import replace

import pytest
from tests.stages.extract.template.houses import NAMES, pages, seen, template

from wireroom.model import Page
from wireroom.stages.extract import extract
from wireroom.stages.extract.body.cutting import cut
from wireroom.stages.extract.sheet import open_sheet
from wireroom.stages.extract.template import lesson, observe
from wireroom.stages.extract.template.different import different
from wireroom.stages.extract.template.learning import learn
from wireroom.stages.extract.template.outlines import outline, stable

FRIDAY = "Every Friday our readers get the ten best stories of the week by email, free of charge."


def copied(old: str, new: str, *, url: str) -> Page:
    """The first page of alborz as another host may show it."""
    page = next(iter(pages("alborz").values()))
    return Page(body=page.body.replace(old.encode(), new.encode()), url=url or page.url)


@pytest.mark.parametrize("outlet", NAMES)
def test_articles_of_an_outlet_are_different(outlet):
    """No two of a house are taken for one."""
    assert len(different(seen(outlet))) == len(pages(outlet))


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("</p>", "</p>", None),
        (" the ", " ye ", None),
        ("</p>", "</p>", "/mirror/of/it"),
        ("<p>", "<p>Update: ", "/mirror/of/it"),
        ("</p>", "</p>", ""),
    ],
    ids=["its path", "its path, its text rewritten", "its text", "nearly its text", "no address"],
)
def test_an_article_on_two_hosts_counts_once(old, new, path):
    """By its path or by its text: its lines are not what the outlet's articles share."""
    own = next(iter(pages("alborz").values())).url
    url = own.replace("://", "://copy.") if path is None else path and f"https://copy.test{path}"
    copy = observe(replace(copied(old, new, url="x"), url=url))
    assert different([*seen("alborz"), copy]) == list(seen("alborz"))


def test_mirrors_do_not_make_furniture():
    """Twelve copies of one page teach no line."""
    page = next(iter(pages("alborz").values()))
    copies = [observe(replace(page, url=f"https://m{n}.test/{n}")) for n in range(12)]
    found = lesson(copies)
    assert (found.n_pages, found.n_articles, found.template) == (12, 1, None)
    assert "too few" in found.refused


def with_friday(page: Page) -> Page:
    """A page whose text has a line of the outlet's own among its paragraphs."""
    return replace(page, body=page.body.replace(b"</p>", f"</p><p>{FRIDAY}</p>".encode(), 2))


def test_a_line_of_different_articles_is_furniture():
    """Though it is set as their paragraphs are; the template leaves it, and nothing else."""
    marked = [observe(with_friday(page)) for page in pages("alborz").values()]
    assert FRIDAY in {text for one in marked for text in one.page.texts}
    learned = learn(marked)
    assert FRIDAY in learned.lines
    for page in pages("alborz").values():
        found = extract(replace(with_friday(page), template=learned))
        assert (found.path, found.blocks) == ("template", extract(page).blocks)


@pytest.mark.parametrize(("n_articles", "is_furniture"), [(1, False), (2, True)])
def test_a_line_that_was_left_twice_is_furniture(n_articles, is_furniture):
    """Once is no habit of the outlet's."""
    marked = [observe(with_friday(page)) for page in list(pages("alborz").values())[:n_articles]]
    left = [
        replace(one, taken=frozenset(b for b in one.taken if one.page.texts[b] != FRIDAY))
        for one in marked
    ]
    learned = learn([*left, *seen("alborz")[n_articles:]])
    assert (FRIDAY in learned.lines) is is_furniture


@pytest.mark.parametrize("outlet", NAMES)
def test_a_template_is_taken_where_it_gives_the_same(outlet):
    """Each article read by a template of the others."""
    found = lesson(seen(outlet))
    assert found.refused == ""
    assert (found.agreement, found.n_missed) == (1.0, 0)
    assert found.template == template(outlet)


def test_a_template_that_does_not_give_the_same_is_refused():
    """Here every second line of the text is left, though it looks as the others do."""
    odd = [
        replace(one, taken=frozenset(block for block in one.taken if block % 2))
        for one in seen("alborz")
    ]
    found = lesson(odd)
    assert found.agreement < 0.8
    assert found.refused.startswith("its lines agree")


def test_a_template_that_finds_no_body_is_refused():
    """As many layouts as articles: what the others have in common is in none."""
    kinds = [
        observe(replace(page, body=page.body.replace(b"<p>", f"<p class='{kind}'>".encode())))
        for page, kind in zip(pages("alborz").values(), "abcdefghijklmn", strict=False)
    ]
    assert lesson(kinds).refused.startswith("it finds no body")


@pytest.mark.parametrize("n_pages", [0, 7])
def test_few_articles_teach_nothing(n_pages):
    """Boxes that come and go are not among them; a measurement may ask for fewer."""
    few = seen("alborz")[:n_pages]
    assert lesson(few).refused == f"{n_pages} different articles are too few, 8 are needed"
    assert (lesson(few, least=2).template is None) is (n_pages < 2)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("story-body  main story-body", ("main", "story-body")),
        ("post-4711 hentry category-politics tag-iran author-mina", ("hentry",)),
        ("css-abcdef Article_text__kLpQz md:w.x", ()),
        ("", ()),
    ],
)
def test_words_that_differ_from_page_to_page_are_no_names(label, words):
    """Numbers, hashes of builds, and an article's subjects."""
    assert stable(label) == words


def test_an_outline_names_links_and_bold_lines():
    """As a whole, not by a word in them."""
    html = b"<p><a href='/'>Read this</a></p><p><b>Kabul</b></p><p>Kabul, <b>on Monday</b></p>"
    page = outline(cut(open_sheet(Page(body=html, url="")).tree))
    assert page.marks == ("[link]", "[bold]", "[plain]")
