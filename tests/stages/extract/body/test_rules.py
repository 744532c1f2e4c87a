"""What an outlet's file says of its markup is obeyed, and told where it finds nothing."""

import pytest
from tests.stages.extract.pages import read, story

BODY = "<div id='text'><p>{}</p></div>".format("The harbour board met on Tuesday. " * 12)
PLAIN = "<h1>Harbour</h1><p class='lead'>Crews are back.</p>{}<p class='tail'>Ends here.</p>"


def lines(body, **rules):
    return read(PLAIN.format(body), **rules).blocks


@pytest.mark.parametrize("selector", [".lead", ".tail"])
def test_what_the_file_keeps_is_kept(selector):
    """It is the article's for certain, whatever the forest says."""
    kept = {".lead": "Crews are back.", ".tail": "Ends here."}[selector]
    assert kept in lines(BODY, keep_selectors=(selector,))


def test_nothing_outside_the_body_that_the_file_names_is_read():
    """Whatever is likely elsewhere."""
    other = BODY.replace("text", "other").replace("harbour", "council")
    found = read(PLAIN.format(BODY + other), body_selectors=("#text",))
    assert len(found.blocks) == 1
    assert found.blocks[0].startswith("The harbour board")
    assert found.notes == ()


@pytest.mark.parametrize("selector", [".gone", ".lead"], ids=["absent", "too small"])
def test_a_body_that_is_not_found_is_told_and_costs_nothing(selector):
    """A redesign shows in the record; the page is read as if there were no rule."""
    found = read(PLAIN.format(BODY), body_selectors=(selector,))
    assert found.notes == ("body_selectors_missed",)
    assert found.blocks == lines(BODY)


def test_a_story_is_read_alike_with_the_rule_and_without():
    """The measures are those of the whole page."""
    assert read(story(), body_selectors=("#absent",)).blocks == read(story()).blocks
