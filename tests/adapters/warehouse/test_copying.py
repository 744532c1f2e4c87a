"""Moving a warehouse to the other engine: every row, counted, and resumed where it was cut."""

import pytest
from tests.adapters.warehouse.filling import fill

from wireroom.adapters.warehouse import copy, open_store
from wireroom.errors import BadInputError, ContractError

N_ROWS = 60


@pytest.fixture(params=["to-postgres", "to-sqlite"])
def urls(request, tmp_path, postgres_url):
    """A filled source and an empty target, once in each direction."""
    pair = [f"sqlite:///{tmp_path}/w.sqlite", postgres_url]
    source, target = pair if request.param == "to-postgres" else reversed(pair)
    fill(open_store(source).database, n_rows=N_ROWS)
    return source, target


def silent(*_):
    """Report nothing."""


def dump(url):
    store = open_store(url)
    return {
        table.name: sorted(
            str({name: row[name] for name in sorted(table.columns)})
            for row in store.database.rows(f"SELECT * FROM {table.name}")
        )
        for table in store.database.tables()
        if table.name != "schema_migration"
    }


def test_every_row_arrives_as_it_was(urls):
    """Values too: instants, lists, flags, text; and the counts say so."""
    copied = copy(*urls, silent, chunk=25)
    assert {(one.n_source, one.n_target) for one in copied} == {(N_ROWS, N_ROWS)}
    assert dump(urls[0]) == dump(urls[1])
    assert len(copied) == len(dump(urls[0])) - 1  # article_touch goes along and is not counted


def test_a_copy_cut_short_goes_on_where_it_was(urls):
    """No row is read twice but those of the table's chunk that was not committed."""
    steps = []

    def cut(*step):
        steps.append(step)
        if len(steps) == 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy(*urls, cut, chunk=25)
    again = []
    copy(*urls, lambda *step: again.append(step), chunk=25)
    assert steps[-1] not in again
    assert set(steps).isdisjoint(again)
    assert dump(urls[0]) == dump(urls[1])


def test_a_target_with_rows_of_its_own_is_refused(urls):
    """And is left as it is; so is one that holds a part of another source's copy."""
    copy(*urls, silent)
    before = dump(urls[1])
    with pytest.raises(BadInputError, match=r"has rows already, in \w+\. Fix: name an empty"):
        copy(*urls, silent)
    with pytest.raises(BadInputError, match="are one"):
        copy(urls[0], urls[0], silent)
    assert dump(urls[1]) == before


def test_a_part_of_another_copy_is_refused(urls, tmp_path):
    """Two sources would be mixed."""

    def cut(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy(*urls, cut)
    other = f"sqlite:///{tmp_path}/other.sqlite"
    open_store(other)
    with pytest.raises(BadInputError, match="holds a part of a copy of"):
        copy(other, urls[1], silent)


def test_rows_that_come_meanwhile_are_noticed(urls):
    """A writer that was not stopped: the counts differ, and what to do is said."""
    source = open_store(urls[0])

    def meddle(name, n_done, _):
        if name == "sighting" and n_done == N_ROWS:
            with source.database.write() as transaction:
                transaction.execute("DELETE FROM article WHERE article_id LIKE '%1'")

    with pytest.raises(ContractError, match=r"article 54 and 60\. Fix: stop what writes"):
        copy(*urls, meddle)


def test_a_source_without_tables_is_told(tmp_path, postgres_url):
    """A mistyped file is not made, and nothing is copied from it."""
    with pytest.raises(ContractError, match="no tables"):
        copy(f"sqlite:///{tmp_path}/typo.sqlite", postgres_url, silent)
    assert not (tmp_path / "typo.sqlite").exists()
