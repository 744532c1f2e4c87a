"""Facts about what is new: claims, texts, and the same text in other outlets."""

from datetime import UTC, datetime, timedelta

import pytest

from wireroom.model import Article, Clean, version_id
from wireroom.ports import Copy
from wireroom.stages.dedupe import MIN_WORDS, Duplicate, duplicate_of, relations

NOW = datetime(2026, 8, 15, 12, tzinfo=UTC)
LONG = "word " * MIN_WORDS
SHORT = "word " * (MIN_WORDS - 1)


def article(
    article_id: str = "daily:2",
    *,
    text: str = LONG,
    title: str = "Title",
    claims: str | None = None,
) -> Article:
    """An article of the outlet `daily` that is about to be filed."""
    clean = Clean(
        title=title, authors=(), published_at=None, published_source="", modified_at=None,
        sections=(), tags=(), language="en", text=text, images=(), canonical_url=None,
        mirror_candidates=(), confidence=1.0, reason="", extractor="x",
    )  # fmt: skip
    return Article(
        article_id=article_id, version_id=version_id(text), outlet_id="daily", outlet="The Daily",
        native_id=None, canonical_url="https://www.daily.test/2", claimed_id=claims,
        observed_at=NOW, capture_id="c", clean=clean,
    )  # fmt: skip


def filed(
    article_id: str = "daily:1",
    *,
    text: str = LONG,
    title: str = "Title",
    claims: str | None = None,
    hours_ago: int = 1,
) -> Copy:
    """An article that is filed already."""
    return Copy(
        article_id=article_id, outlet_id=article_id.partition(":")[0], version_id=version_id(text),
        claimed_id=claims, title=title, n_words=len(text.split()),
        first_seen_at=NOW - timedelta(hours=hours_ago),
    )  # fmt: skip


BY_LINK = Duplicate(of_article_id="daily:1", rule="canonical_url")
BY_TEXT = Duplicate(of_article_id="daily:1", rule="text_digest")
OTHER = "else " * MIN_WORDS
CASES: dict[str, tuple[Article, list[Copy], Duplicate | None]] = {
    "nothing alike": (article(), [], None),
    "filed under its own id": (article("daily:1"), [filed()], None),
    "filed under its own id, and copied": (article("daily:2"), [filed(), filed("daily:2")], None),
    "same text": (article(title="Other"), [filed()], BY_TEXT),
    "same text but line breaks": (article(text=LONG.replace(" ", "\n")), [filed()], BY_TEXT),
    "same text, one word short of enough": (article(text=SHORT), [filed(text=SHORT)], None),
    "another text": (article(text=OTHER), [filed()], None),
    "same text in another outlet": (article(), [filed("times:1")], None),
    "claims the filed one, same title": (
        article(text=OTHER, claims="daily:1"), [filed()], BY_LINK,
    ),
    "the filed one claims it": (article(text=OTHER), [filed(claims="daily:2")], BY_LINK),
    "both claim a third": (
        article(text=OTHER, claims="daily:9"), [filed(claims="daily:9")], BY_LINK,
    ),
    "title differs by case and space": (
        article(text=OTHER, title=" title ", claims="daily:1"), [filed()], BY_LINK,
    ),
    "claims it, but title and text differ": (
        article(text=OTHER, title="Other", claims="daily:1"), [filed()], None,
    ),
    "claims it, no titles at all": (
        article(text=OTHER, title="", claims="daily:1"), [filed(title="")], None,
    ),
    "claims it, title differs, text agrees": (
        article(title="Other", claims="daily:1"), [filed()], BY_LINK,
    ),
    "claims it, short text agrees": (
        article(text=SHORT, title="Other", claims="daily:1"), [filed(text=SHORT)], BY_LINK,
    ),
    "neither claims anything": (article(text=OTHER), [filed()], None),
    "claims an article of another outlet": (
        article(text=OTHER, claims="times:1"), [filed("times:1")], None,
    ),
    "oldest of two": (article(), [filed("daily:3"), filed(hours_ago=9)], BY_TEXT),
    "oldest of two seen at once": (article(), [filed("daily:3"), filed()], BY_TEXT),
    "a link goes before an older text": (
        article(claims="daily:1"), [filed("daily:0", title="Other", hours_ago=9), filed()], BY_LINK,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("new", "copies", "expected"), CASES.values(), ids=CASES)
def test_article_is_new_or_named_as_a_copy(
    new: Article, copies: list[Copy], expected: Duplicate | None
) -> None:
    """Which filed article a new one repeats, and by which rule."""
    assert duplicate_of(new, copies) == expected
    assert duplicate_of(new, copies[::-1]) == expected


def pairs(article_id: str, copies: list[Copy], text: str = LONG) -> list[tuple[str, str]]:
    """Later and earlier article of each relation found."""
    found = relations(article_id, version_id(text), copies)
    assert all((fact.kind, fact.score) == ("exact", 1.0) for fact in found)
    assert all(fact.evidence == f"text digest {version_id(text)}" for fact in found)
    return [(fact.article_id, fact.other_id) for fact in found]


RELATED: dict[str, tuple[list[Copy], list[tuple[str, str]]]] = {
    "alone": ([filed("daily:1")], []),
    "the later points at the earlier": (
        [filed("daily:1"), filed("times:1", hours_ago=9)], [("daily:1", "times:1")],
    ),
    "the earlier is pointed at": (
        [filed("daily:1", hours_ago=9), filed("times:1")], [("times:1", "daily:1")],
    ),
    "at once: by id": ([filed("daily:1"), filed("times:1")], [("times:1", "daily:1")]),
    "same outlet": ([filed("daily:1"), filed("daily:2")], []),
    "another text": ([filed("daily:1"), filed("times:1", text=OTHER)], []),
    "two others": (
        [filed("daily:1"), filed("post:1", hours_ago=2), filed("times:1", hours_ago=3)],
        [("daily:1", "post:1"), ("daily:1", "times:1")],
    ),
    "itself not filed": ([filed("times:1")], []),
}  # fmt: skip


@pytest.mark.parametrize(("copies", "expected"), RELATED.values(), ids=RELATED)
def test_same_text_across_outlets_is_a_relation(
    copies: list[Copy], expected: list[tuple[str, str]]
) -> None:
    """Both articles stay; a fact says that they carry one text."""
    assert pairs("daily:1", copies) == expected


def test_relation_is_the_same_from_either_side() -> None:
    """Whichever of the two is filed last, one and the same fact comes out."""
    copies = [filed("daily:1"), filed("times:1", hours_ago=9)]
    assert pairs("daily:1", copies) == pairs("times:1", copies)


def test_short_texts_are_not_related() -> None:
    """Short texts repeat honestly; two of them are no copy."""
    copies = [filed("daily:1", text=SHORT), filed("times:1", text=SHORT)]
    assert pairs("daily:1", copies, SHORT) == []
