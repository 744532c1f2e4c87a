"""Facts about kinds: what one copy is to the other, and which agency a text credits."""

from datetime import UTC, datetime, timedelta

import pytest

from wireroom.stages.dedupe.agencies import agency_of, credit
from wireroom.stages.dedupe.relation import Measured, Side, kind_of

NOW = datetime(2026, 8, 15, 12, tzinfo=UTC)
BODY = "word " * 300


def side(name, *, hours=0, n=400, text="", credit="", agency=""):
    """An article `outlet:number`, seen so many hours after the first."""
    return Side(
        article_id=name, outlet_id=name.partition(":")[0], at=NOW + timedelta(hours=hours), n=n,
        digest=hash(text or name), credit=credit, agency=agency,
    )  # fmt: skip


def measured(*, containment=0.7, numbers=1.0, n_numbers=0):
    return Measured(containment=containment, numbers=numbers, n_numbers=n_numbers)


FIRST = side("a:1")
CASES = {
    "the same text": (side("b:1", hours=1, text="a:1"), measured(), "exact", "b:1"),
    "edited elsewhere": (side("b:1", hours=1), measured(), "copy", "b:1"),
    "edited in the same outlet": (side("a:2", hours=1), measured(), "updated_of", "a:2"),
    "other numbers": (
        side("b:1", hours=1), measured(numbers=0.5, n_numbers=6), "updated_of", "b:1",
    ),
    "the shorter came later": (
        side("b:1", hours=1, n=200), measured(containment=0.95), "truncated_of", "b:1",
    ),
    "the shorter came first": (
        side("b:1", hours=1, n=900), measured(containment=0.95), "truncated_of", "a:1",
    ),
    "shorter but not contained": (
        side("b:1", hours=1, n=200), measured(containment=0.6), "copy", "b:1",
    ),
    "credits an agency": (
        side("b:1", hours=1, credit="afp"), measured(), "syndicated_from", "b:1",
    ),
    "the agency's own came later": (
        side("b:1", hours=-1, credit="a"), measured(), "copy", "a:1",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("other", "found", "kind", "subject"), CASES.values(), ids=CASES)
def test_kind_follows_from_time_length_and_credit(other, found, kind, subject):
    """Whichever of the two is told first."""
    for pair in ((FIRST, other), (other, FIRST)):
        got = kind_of(*pair, found)
        assert (got.kind, got.article_id) == (kind, subject)
        assert {got.article_id, got.other_id} == {FIRST.article_id, other.article_id}


def test_copy_of_an_agency_that_files_later_is_still_from_it():
    """A client may publish before the agency's own site does."""
    agency = side("reuters:1", hours=5, agency="reuters", credit="reuters")
    client = side("b:1", credit="reuters")
    assert kind_of(agency, client, measured()).kind == "syndicated_from"
    assert kind_of(agency, client, measured()).article_id == "b:1"


CREDITS = {
    "dateline": ("LONDON (AP) — The government fell.", "ap"),
    "dateline with a day": ("BEIRUT, March 7 (Reuters) - An Israeli tank", "reuters"),
    "byline": ("By Jane Doe, Reuters\n\nThe government fell.", "reuters"),
    "German": ("Berlin (dpa) - Der Bundestag", "dpa"),
    "Italian": ("(ANSA) - ROMA, 5 MAR - Il governo", "ansa"),
    "Spanish": ("Madrid, 5 mar (EFE).- El Gobierno", "efe"),
    "Russian": ("МОСКВА, 5 марта. /ТАСС/. Правительство", "tass"),
    "Chinese": ("新华社北京3月5日电 国务院", "xinhua"),
    "Arabic source line": (f"{BODY}\nالمصدر: رويترز", "reuters"),
    "Japanese source line": (f"{BODY}\n出典：共同通信", "kyodo"),
    "last word": (f"{BODY} into the US. PTI", "pti"),
    "inputs": (f"{BODY}\n(With inputs from IANS)", "ians"),
    "copyright": (f"{BODY}\n© 2026 AFP", "afp"),
    "named in the text": ("The AP said that Reuters had told AFP so. " + BODY, ""),
    "a photographer's in mid-text": (BODY + "(AP Photo) " + BODY, ""),
    "none": (BODY, ""),
}


@pytest.mark.parametrize(("text", "code"), CREDITS.values(), ids=CREDITS)
def test_credit_names_the_agency(text, code):
    """In several scripts and forms; a mention is no credit."""
    assert credit(text) == code


@pytest.mark.parametrize(
    ("outlet", "code"),
    [("reuters", "reuters"), ("www.reuters.com", "reuters"), ("AFP", "afp"), ("daily", "")],
)
def test_agency_is_known_by_its_outlet(outlet, code):
    """By id, name or host."""
    assert agency_of(outlet) == code
