"""A page read by its outlet's template is the page read the long way, or the long way is taken."""

from dataclasses import replace

import pytest
from tests.stages.extract.template.houses import NAMES, address, pages, template

from wireroom.demo import expected
from wireroom.model import Page, Rules
from wireroom.reading import read_page
from wireroom.stages.extract import extract
from wireroom.stages.extract.template.reading import is_checked


def story(markup=None, *, checked=False, **facts) -> Page:
    """The longest page of tidewire, with its template, its text in another markup."""
    page = max(pages("tidewire").values(), key=lambda one: len(one.body))
    body = page.body if markup is None else markup(page.body.decode()).encode()
    known = {"template": template("tidewire"), "url": address(checked=checked)}
    return replace(page, body=body, **known | facts)


def half_in(box: str):
    """A change of markup: every second paragraph of the text stands in a box of its own."""

    def changed(html: str) -> str:
        head, text = html.split('<div class="story-body">')
        text, tail = text.split("</div>", 1)
        parts = text.split("<p>")
        for number in range(2, len(parts), 2):
            parts[number] = parts[number].replace("</p>", "</p></section>", 1)
        joined = "".join(
            part if n == 0 else (f"<section class='{box}'><p>" if n % 2 == 0 else "<p>") + part
            for n, part in enumerate(parts)
        )
        return f'{head}<div class="story-body">{joined}</div>{tail}'

    return changed


@pytest.mark.parametrize("outlet", NAMES)
def test_what_was_never_seen_is_read_as_the_long_way_reads_it(outlet):
    """The whole record, pictures, authors and tags among them; learned from eight others."""
    learned = template(outlet, n_articles=8)
    for page in list(pages(outlet).values())[8:]:
        longer, shorter = read_page(page), read_page(replace(page, template=learned))
        assert shorter.meta["path"] == "template"
        assert shorter.meta["notes"] == longer.meta["notes"]
        same = {"meta": {}, "confidence": 1.0}
        assert replace(shorter, **same) == replace(longer, **same)


@pytest.mark.parametrize("outlet", NAMES)
def test_every_paragraph_of_a_story_is_read(outlet):
    """Against what the demo says is right, not against the long way."""
    learned = template(outlet)
    for right in expected(outlet):
        page = replace(pages(outlet)[right.native_id], template=learned)
        lines = read_page(page).text.split("\n\n")
        assert set(right.body.split("\n\n")) <= set(lines)
        assert len(lines) <= len(right.body.split("\n\n")) + bool(right.standfirst)


@pytest.mark.parametrize(
    "markup",
    [
        lambda html: html.replace("<article", "<section").replace("</article", "</section"),
        lambda html: html.replace("<article", "<article></article><article", 1),
        half_in("unheard-of"),
    ],
    ids=["no container", "an empty one first", "half the text in boxes never seen"],
)
def test_a_redesigned_page_is_read_the_long_way(markup):
    """And says so; no line is lost."""
    found = extract(story(markup))
    assert (found.path, found.notes) == ("blocks", ("template_missed",))
    assert found.blocks == extract(story(markup, template=None)).blocks


def test_a_container_that_is_never_read_is_none():
    """What a dialog holds is not cut, by whatever name it goes."""
    found = extract(story(lambda html: f"<dialog><article>{'A' * 300}</article></dialog>{html}"))
    assert found.notes == ("template_missed",)


def test_a_template_of_other_rules_is_not_followed():
    """Whoever changes the outlet's file learns again; until then the page is read without."""
    found = extract(story(drop_selectors=(".see-also",)))
    assert (found.path, found.notes) == ("blocks", ("template_stale",))
    learned = replace(template("tidewire"), rules=Rules(drop=(".see-also",)))
    assert extract(story(drop_selectors=(".see-also",), template=learned)).path == "template"


def test_what_the_file_keeps_is_kept():
    """A person's word goes before what was learned."""
    rules = {"keep_selectors": (".see-also",)}
    page = next(one for one in pages("tidewire").values() if b'class="see-also"' in one.body)
    learned = replace(template("tidewire"), rules=Rules(keep=(".see-also",)))
    kept = extract(replace(page, template=learned, **rules)).blocks
    plain = extract(replace(page, template=template("tidewire"))).blocks
    assert len(kept) == len(plain) + 1


def test_a_page_in_twenty_is_checked():
    """Which one, its address says: reading it again gives the same."""
    urls = [f"https://outlet.test/{number}" for number in range(4000)]
    assert 150 <= sum(is_checked(Page(body=b"", url=url)) for url in urls) <= 250


@pytest.mark.parametrize(
    ("checked", "path", "notes"),
    [(True, "blocks", ("template_drifted",)), (False, "template", ())],
    ids=["a page that is checked", "another"],
)
def test_drift_shows_where_it_is_looked_for(checked, path, notes):
    """The template leaves half of the text: where both ways are taken, the long one counts."""
    drifted = replace(template("tidewire"), left=(*template("tidewire").left, "section.part"))
    found = extract(story(half_in("part"), checked=checked, template=drifted))
    assert (found.path, found.notes) == (path, notes)
    longer = extract(story(half_in("part"), template=None))
    assert (found.blocks == longer.blocks) is checked


def test_a_check_that_finds_no_drift_changes_nothing():
    """The same record, checked or not."""
    one, other = (extract(story(checked=checked)) for checked in (True, False))
    assert one.path == "template"
    assert (one.blocks, one.notes, one.doubt) == (other.blocks, other.notes, other.doubt)


def test_what_is_left_out_leaves_a_mark():
    """With the template's name as the reason."""
    drifted = replace(template("tidewire"), left=(*template("tidewire").left, "section.part"))
    left = extract(story(half_in("part"), template=drifted)).left_out
    assert {mark.why for mark in left} == {"template"}
