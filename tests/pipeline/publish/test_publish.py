"""Publishing for real, into files, DuckDB and Postgres: what is new, changed, withdrawn arrives."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from tests.adapters.warehouse.test_store import article, batch
from tests.pipeline.publish.places import KINDS, Place, asked

from wireroom.adapters.warehouse import open_store
from wireroom.errors import ContractError, WarehouseUnavailableError
from wireroom.pipeline.publish import Wanted, publish

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
TWO = {"zoo:1": ("T", "One two three."), "zoo:2": ("T", "b")}


@pytest.fixture
def store(tmp_path):
    """A warehouse with two articles."""
    found = open_store(f"sqlite:///{tmp_path}/w.sqlite")
    found.load(batch(article("1"), article("2", "b")), now=NOW)
    return found


@pytest.fixture
def target_url(postgres):
    """A Postgres database for a target of its own."""
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(params=KINDS)
def place(request, tmp_path):
    """Each kind of target."""
    kind = request.param
    url = request.getfixturevalue("target_url") if kind == "dlt-postgres" else ""
    return Place(kind=kind, folder=tmp_path, url=url)


def go(store, place, **wanted):
    return publish(store, place.target(), now=NOW, wanted=Wanted(**wanted))


def test_new_changed_and_withdrawn_articles_arrive(store, place):
    """Only changes travel; one that comes back is there again; nothing new moves nothing."""
    assert (go(store, place).n_changes, place.rows()) == (2, TWO)
    assert go(store, place).n_changes == 0
    store.load(batch(article("1", "Better.", LATER), article("3", "c")), now=NOW)
    done = go(store, place)
    assert (done.since, done.last, done.n_changes) == (2, 4, 2)
    assert place.rows() == TWO | {"zoo:1": ("T", "Better."), "zoo:3": ("T", "c")}
    store.withdraw("zoo:2", reason="a libel", now=NOW)
    assert go(store, place).n_changes == 1
    assert place.rows() == {"zoo:1": ("T", "Better."), "zoo:3": ("T", "c")}
    store.restore("zoo:2")
    assert go(store, place).n_changes == 1
    assert place.rows() == TWO | {"zoo:1": ("T", "Better."), "zoo:3": ("T", "c")}


def test_a_full_publication_leaves_nothing_of_the_old(store, place):
    """Neither the rows nor the files that a withdrawn text stands in."""
    go(store, place)
    store.withdraw("zoo:2", reason="", now=NOW)
    done = go(store, place, is_full=True)
    assert (done.since, place.rows()) == (0, {"zoo:1": TWO["zoo:1"]})
    assert go(store, place).n_changes == 0


def test_a_warehouse_without_articles_is_published(tmp_path, place):
    """An empty target is no error, and the first articles reach it later."""
    store = open_store(f"sqlite:///{tmp_path}/w.sqlite")
    assert go(store, place).n_changes == 0
    store.load(batch(article("1")), now=NOW)
    assert go(store, place).n_changes == 1
    assert place.rows() == {"zoo:1": TWO["zoo:1"]}


class Killed(BaseException):
    """What no program expects."""


@pytest.mark.parametrize("after", [0, 1])
def test_a_run_cut_short_is_made_good_by_the_next(store, place, after):
    """Killed before or after a batch was handed over: the same rows in the end, and no others."""
    go(store, place)
    store.load(batch(article("1", "Better.", LATER), article("3", "c")), now=NOW)
    with store.changes(now=NOW) as found, pytest.raises((Killed, WarehouseUnavailableError)):
        place.target().take(cut(found.batches(2, size=1), after), since=2, upto=found.last)
    assert go(store, place).n_changes == 2
    assert place.rows() == TWO | {"zoo:1": ("T", "Better."), "zoo:3": ("T", "c")}
    assert go(store, place).n_changes == 0


def cut(batches, after):
    for number, changes in enumerate(batches):
        if number == after:
            raise Killed
        yield changes


@pytest.mark.long
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "dlt-duckdb"])
def test_a_killed_publication_is_made_good_by_the_next(kind, postgres):
    """SIGKILL at moments of chance: locks, half files and half loads of the dead are no matter."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.pipeline.publish.killed", "--kills", "1", "--kind", kind],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "plugins")]),
            "WIREROOM_TEST_POSTGRES": postgres.url("postgres"),
        },
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 kills landed" in done.stdout


def test_taking_the_same_changes_twice_leaves_the_same_rows(store, place):
    """A run that was killed once all was written but the mark."""
    go(store, place)
    store.load(batch(article("1", "Better.", LATER)), now=NOW)
    store.withdraw("zoo:2", reason="", now=NOW)
    for _ in range(2):
        with store.changes(now=NOW) as found:
            place.target().take(found.batches(2, size=1), since=2, upto=found.last)
    assert place.rows() == {"zoo:1": ("T", "Better.")}


def test_a_row_lost_in_the_target_is_told(store, target_url):
    """Counts of both sides are compared even where nothing changed; --full mends it."""
    place = Place(kind="dlt-postgres", folder=None, url=target_url)
    go(store, place)
    with psycopg.connect(target_url) as connection:
        connection.execute("DELETE FROM wireroom.articles WHERE article_id = 'zoo:1'")
    with pytest.raises(ContractError, match=r"zoo has 1 articles of 2 .*Fix: .*--full"):
        go(store, place)
    go(store, place, is_full=True)
    assert place.rows() == TWO


def test_an_update_lost_in_the_target_is_told(store, tmp_path):
    """As many rows as there should be, and one of them old."""
    place = Place(kind="duckdb", folder=tmp_path)
    go(store, place)
    store.load(batch(article("1", "Better.", LATER)), now=NOW)
    target = place.target()
    whole = target.take
    target.take = lambda batches, **mark: whole([], **mark)
    with pytest.raises(ContractError, match=r"zoo has 2 articles of 2 \(0 changed of 1\)"):
        publish(store, target, now=NOW)


def test_a_target_of_another_warehouse_is_refused(store, tmp_path):
    """Its mark is ahead of what this warehouse has."""
    place = Place(kind="duckdb", folder=tmp_path)
    go(store, place)
    other = open_store(f"sqlite:///{tmp_path}/other.sqlite")
    with pytest.raises(ContractError, match="came to change 2, and the warehouse has 0"):
        go(other, place)


def test_publications_take_turns(store, tmp_path):
    """While one publishes, a second to the same target waits and then gives up, untouched."""
    place = Place(kind="duckdb", folder=tmp_path)
    other = open_store(store.database.where, busy_s=0.2)
    with store.publishing(place.target().name), pytest.raises(WarehouseUnavailableError):
        go(other, place)
    assert go(other, place).n_changes == 2


def test_values_keep_their_types_from_either_engine(url_of_each, target_url, tmp_path):
    """Instants in UTC, lists as lists, images as objects; the same whatever they come from."""
    store = open_store(url_of_each)
    store.load(batch(article("1")), now=NOW)
    go(store, Place(kind="duckdb", folder=tmp_path))
    ((sections, at, lead),) = asked(
        tmp_path / "articles.duckdb",
        "SELECT sections, epoch_us(published_at), lead_image.caption FROM articles",
    )
    assert (sections, at, lead) == (["News", "Syria"], int(NOW.timestamp() * 1e6), "C")
    go(store, Place(kind="dlt-postgres", folder=None, url=target_url))
    with psycopg.connect(target_url) as connection:
        sql = "SELECT sections, published_at, lead_image->>'caption' FROM wireroom.articles"
        assert connection.execute(sql).fetchall() == [(["News", "Syria"], NOW, "C")]


@pytest.fixture(params=["sqlite", "postgres"])
def url_of_each(request, tmp_path):
    """A warehouse on either engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/w.sqlite"
    return request.getfixturevalue("postgres_url")
