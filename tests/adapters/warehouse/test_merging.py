"""Many rows in one statement: values of every kind arrive as they were, in the order given."""

from datetime import UTC, datetime, timedelta

import pytest

from wireroom.adapters.warehouse import open_store
from wireroom.adapters.warehouse.articles import _BY_CLAIM
from wireroom.adapters.warehouse.engines import Merge, replacing

NOW = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
CAPTURE = Merge(
    table="capture",
    columns=(
        "capture_id", "requested_url", "final_url", "host", "status", "headers", "digest",
        "archive_uri", "offset", "length", "captured_at", "tls_verified",
    ),
    key=("capture_id",),
)  # fmt: skip
SKETCH = Merge(
    table="sketch",
    columns=("identity", "article_id", "day", "credit", "packed"),
    key=("identity",),
    conflict="(identity) DO NOTHING",
)
RUN = Merge(
    table="run",
    columns=("run_id", "desk", "params", "begun_at", "settled_at"),
    key=("run_id",),
    conflict=replacing(("run_id",), ("run_id", "desk", "params", "begun_at", "settled_at")),
)
STRANGE = [
    "",
    " ",
    "NULL",
    "{a,b}",
    'a "b" \\ c',
    "\\x41",
    "\t\n\r",
    "żółć 漢字 🦊",
    "%s ? {in}",
    "'",
]


@pytest.mark.parametrize("n_rows", [3, 40], ids=["few", "many"])
def test_texts_that_mean_something_to_an_engine_arrive_as_they_are(store, n_rows):
    """Braces, quotes, backslashes, an empty text and the word NULL, few at a time and many."""
    texts = [STRANGE[at % len(STRANGE)] for at in range(n_rows)]
    rows = [(f"{at:03}", text, {"k": text}, NOW, None) for at, text in enumerate(texts)]
    with store.database.write() as transaction:
        assert transaction.merge(RUN, rows) == n_rows
    found = store.database.rows("SELECT desk, settled_at FROM run ORDER BY run_id")
    assert [tuple(row) for row in found] == [(text, None) for text in texts]
    assert [store.params(f"{at:03}") for at in range(n_rows)] == [{"k": text} for text in texts]


def test_values_of_every_kind_arrive(store):
    """Numbers past 32 bits, flags, instants to the microsecond, JSON."""
    rows = [
        (f"c{at:03}", "u", "u", "h", 200, (("A", "b"),), "d", "f", at << 33, 9, NOW, at % 2 == 0)
        for at in range(40)
    ]
    with store.database.write() as transaction:
        assert transaction.merge(CAPTURE, rows) == 40
        assert transaction.merge(CAPTURE, rows) == 0
    sql = 'SELECT "offset", headers, captured_at, tls_verified FROM capture ORDER BY capture_id'
    at = "2026-01-02T03:04:05.000678Z"
    assert [tuple(row) for row in store.database.rows(sql)] == [
        (one << 33, '[["A","b"]]', at, int(one % 2 == 0)) for one in range(40)
    ]


def test_bytes_arrive(store):
    """As they are, zero bytes and all; identities have a sign."""
    rows = [(at - 20, "zoo:1", 3, "", bytes(range(at))) for at in range(40)]
    with store.database.write() as transaction:
        transaction.merge(SKETCH, rows)
    found = store.database.rows("SELECT identity, packed FROM sketch ORDER BY identity")
    assert [tuple(row) for row in found] == [(row[0], row[-1]) for row in rows]


def test_rows_of_one_key_take_effect_in_the_order_given(store):
    """The last word of each key stands, though one statement takes no key twice."""
    rows = [
        (f"{at % 30:03}", f"desk {at}", {}, NOW + timedelta(seconds=at), None) for at in range(75)
    ]
    with store.database.write() as transaction:
        assert transaction.merge(RUN, rows) == 75
    found = store.database.rows("SELECT desk FROM run ORDER BY run_id")
    assert [row[0] for row in found] == [f"desk {at if at >= 60 else at + 30}" for at in
                                         [*range(60, 75), *range(15, 30)]]  # fmt: skip


def test_a_claim_is_looked_up_by_its_index(tmp_path):
    """The index of the few articles that claim an id serves the question for a claim."""
    database = open_store(f"sqlite:///{tmp_path}/w.sqlite").database
    plan = database.rows_in(f"EXPLAIN QUERY PLAN {_BY_CLAIM}", ["zoo:1", "zoo:2"], before=["zoo"])
    assert "USING INDEX article_claimed" in plan[0]["detail"]
