"""The demo's copy: how much there is, how long it is, and that no two stories share a sentence."""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from wireroom.demo import END_AT, OUTLET_IDS, ExpectedArticle, expected, expected_failures
from wireroom.demo.stories import plain, stories_of
from wireroom.errors import BadInputError

ALL = [article for outlet in OUTLET_IDS for article in expected(outlet)]
OWN = [article for article in ALL if not article.wire_of]
COPIES = [article for article in ALL if article.wire_of]


def _sentences(article: ExpectedArticle) -> set[str]:
    return {part for part in re.split(r"(?<=[.!?؟])\s+", article.body) if len(part.split()) > 3}


def test_copy_is_plenty() -> None:
    """There are at least sixty articles of their own words."""
    assert len(OWN) >= 60
    assert len({article.body for article in OWN}) == len(OWN)


@pytest.mark.parametrize("outlet", OUTLET_IDS)
def test_outlet_has_ten_to_sixteen_articles(outlet: str) -> None:
    """Every outlet is worth a run and none is most of it."""
    assert 10 <= len(expected(outlet)) <= 16


@pytest.mark.parametrize("article", ALL, ids=lambda article: article.native_id)
def test_article_is_of_real_length(article: ExpectedArticle) -> None:
    """An article has 250 to 900 words and whole facts about itself."""
    assert 250 <= len(article.body.split()) <= 900
    assert article.title
    assert article.sections
    assert article.published_at.tzinfo is not None


def test_no_sentence_is_told_twice() -> None:
    """Apart from the wire copies, no sentence stands in two stories."""
    told = Counter(sentence for article in OWN for sentence in _sentences(article))
    assert [sentence for sentence, n in told.items() if n > 1] == []


def test_ids_are_unique_in_an_outlet() -> None:
    """An outlet names no two stories alike."""
    for outlet in OUTLET_IDS:
        ids = [story.native_id for story in stories_of(outlet)]
        assert len(ids) == len(set(ids))


def test_wire_copies_are_word_for_word() -> None:
    """A republished story has the agency's paragraphs as they stood when it was republished."""
    assert len(COPIES) == 4
    for copy in COPIES:
        agency, _, native_id = copy.wire_of.partition("/")
        then = expected(agency, copy.published_at)
        assert next(a.body for a in then if a.native_id == native_id) == copy.body


def test_one_wire_copy_has_gone_stale() -> None:
    """The agency corrected one story after it was republished."""
    now = {f"northwire/{article.native_id}": article.body for article in expected("northwire")}
    stale = [copy.native_id for copy in COPIES if now[copy.wire_of] != copy.body]
    assert stale == ["2026-0820-wire-lake-ymir"]


def test_failures_are_named() -> None:
    """What cannot be filed is told with its reason."""
    told = {(f.outlet, f.reason) for outlet in OUTLET_IDS for f in expected_failures(outlet)}
    assert told == {
        ("tidewire", "http_4xx"),
        ("newsroomwest", "http_5xx"),
        ("newsroomwest", "robots"),
    }


def test_copy_grows_with_time() -> None:
    """At an earlier instant only what was published by then is expected."""
    early = datetime(2026, 8, 16, tzinfo=UTC)
    for outlet in OUTLET_IDS:
        assert 0 < len(expected(outlet, early)) < len(expected(outlet, END_AT))
        assert all(article.published_at <= early for article in expected(outlet, early))


def test_update_adds_a_paragraph_and_correction_changes_a_number() -> None:
    """The smoke story gains a paragraph, then a figure in it is put right."""
    instants = ("17T16:00", "18T03:00", "18T18:00")
    bodies = [_smoke(datetime.fromisoformat(f"2026-08-{at}+00:00")).body for at in instants]
    n_paragraphs = [len(body.split("\n\n")) for body in bodies]
    assert n_paragraphs == [n_paragraphs[0], n_paragraphs[0] + 1, n_paragraphs[0] + 1]
    assert ["1,900 hectares" in body for body in bodies] == [True, True, False]
    assert "1,090 hectares" in bodies[2]


def _smoke(at: datetime) -> ExpectedArticle:
    told = expected("newsroomwest", at)
    return next(article for article in told if article.native_id.endswith("wildfire-smoke"))


def test_day_only_dates_are_told() -> None:
    """Some stories tell no more than a day, and it is the day in the path."""
    undated = [article for article in expected("alborz") if not article.states_time]
    assert undated
    assert all(f"{article.published_on:/%Y/%m/%d/}" in article.path for article in undated)


def test_inline_markup_is_not_text() -> None:
    """Links and quotation marks of the copy do not reach the clean text."""
    assert plain("> See [the port](/topics/port) now") == "See the port now"


def test_unknown_outlet_is_refused() -> None:
    """Asking for an outlet that is not there names those that are."""
    with pytest.raises(BadInputError, match="tidewire"):
        expected("nowhere")
