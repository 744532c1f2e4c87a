"""A news item in IPTC's ninjs 2.1: valid, and saying nothing that the warehouse does not know."""

import json
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from wireroom.model.published import COLUMNS
from wireroom.stages.publish import ninjs

SCHEMA = json.loads(Path(__file__).with_name("ninjs.schema.json").read_text(encoding="utf-8"))
CHECK = jsonschema.Draft202012Validator(SCHEMA)
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
FULL = {
    "article_id": "alborz:خبر/1",
    "outlet_id": "alborz",
    "outlet": "Alborz",
    "url": "https://alborz.test/1",
    "title": "عنوان",
    "authors": ["A. Writer", "B. Writer"],
    "published_at": NOW,
    "first_seen_at": NOW,
    "sections": ["Politics"],
    "tags": ["vote", "vote"],
    "language": "fa",
    "text": "متن خبر",
    "n_words": 2,
    "images": [
        {"url": "https://alborz.test/ع.jpg", "caption": "A hall", "credit": "C. Lens", "alt": ""},
        {"url": "", "caption": "none", "credit": "", "alt": ""},
    ],
    "version_id": "sha256:1",
    "is_withdrawn": False,
}
SPARE = {"authors": [], "published_at": None, "sections": [], "tags": [], "images": [], "title": ""}


def record(**changes):
    return dict.fromkeys(column.name for column in COLUMNS) | FULL | changes


@pytest.mark.parametrize(
    "changes",
    [{}, SPARE, {"is_withdrawn": True, "withdrawn_at": NOW}],
    ids=["full", "bare", "gone"],
)
def test_items_are_valid(changes):
    """Whatever of an article is known."""
    assert not list(CHECK.iter_errors(json.loads(json.dumps(ninjs(record(**changes))))))


def test_the_schema_would_see_a_wrong_item():
    """A name, a type and a word that ninjs does not have."""
    for wrong in ({"byline": "x"}, {"headlines": "x"}, {"type": "article"}, {"uri": "no uri"}):
        assert list(CHECK.iter_errors(ninjs(record()) | wrong)), wrong


def test_an_item_says_what_the_article_says():
    """Byline, headline, body with its counts, subjects once, a picture with caption and credit."""
    item = ninjs(record())
    assert item["by"] == "A. Writer, B. Writer"
    assert item["versioncreated"] == "2026-01-02T03:04:05Z"
    assert item["headlines"] == [{"role": "main", "value": "عنوان"}]
    assert (item["bodies"][0]["charcount"], item["bodies"][0]["wordcount"]) == (7, 2)
    assert [(s["name"], s["rel"]) for s in item["subjects"]] == [
        ("Politics", "section"),
        ("vote", "tag"),
    ]
    (picture,) = item["associations"]
    assert (picture["by"], picture["descriptions"][0]["value"]) == ("C. Lens", "A hall")
    assert picture["uri"] == "https://alborz.test/%D8%B9.jpg"


def test_nothing_is_made_up():
    """No place, no rights, no people, no genre; and no key without a value."""
    item = ninjs(record(**SPARE))
    assert not {"places", "copyrightholder", "copyrightnotice", "people", "genres"} & set(item)
    assert "by" not in item
    assert "associations" not in item


def test_a_withdrawn_item_is_canceled_and_empty():
    """By the same uri as before, so that a receiver finds it."""
    gone = ninjs(record(is_withdrawn=True, withdrawn_at=NOW))
    assert gone["uri"] == ninjs(record())["uri"]
    assert gone["pubstatus"] == "canceled"
    assert not {"bodies", "headlines", "associations", "by"} & set(gone)
