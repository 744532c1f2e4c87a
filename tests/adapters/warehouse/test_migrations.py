"""The schema: numbered files, each applied once, whatever was there before."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.adapters.warehouse.filling import NOW, fill

from wireroom.adapters.warehouse import migrate, open_store
from wireroom.adapters.warehouse.engines import open_database
from wireroom.adapters.warehouse.migrations import migrate_database, shipped
from wireroom.errors import ContractError

_LAST = max(item.version for item in shipped("sqlite"))


def test_dialects_have_the_same_numbers_and_names():
    """One number stands for one shape on both engines."""
    told = [[(m.version, m.name) for m in shipped(d)] for d in ("sqlite", "postgres")]
    assert told[0] == told[1] != []


@pytest.mark.parametrize("version", range(3, _LAST))
def test_a_populated_warehouse_is_upgraded(empty_url, version):
    """Rows of each version are there after the rest is applied, and the store works on."""
    database = open_database(empty_url)
    migrate_database(database, to=version)
    kept = {table.name: table.columns for table in fill(database)}
    # Made anew: robots and the budget are asked and counted again, fingerprints had no writer.
    # Touches are made by triggers, so those of a filled warehouse are not as many as its rows.
    for name in ("robots", "probe_budget", "fingerprint", "article_touch"):
        kept.pop(name, None)
    with pytest.raises(ContractError, match="is not applied"):
        open_store(empty_url, migrate=False)
    assert migrate(empty_url) == [m.name for m in shipped("sqlite") if m.version > version]
    for name, columns in kept.items():
        names = ", ".join(f'"{column}"' for column in columns)
        assert len(database.rows(f"SELECT {names} FROM {name}")) == 1, name
    open_store(empty_url, migrate=False).hold("h", until=NOW)


def test_both_engines_have_the_same_tables_and_columns(tmp_path, postgres_url):
    """Names and their order, but for the order in which columns were added."""
    one = open_store(f"sqlite:///{tmp_path}/w.sqlite").database.tables()
    other = open_store(postgres_url).database.tables()
    assert {t.name: sorted(t.columns) for t in one} == {t.name: sorted(t.columns) for t in other}
    unkeyed = {"sighting", "mirror_candidate", "asked"}  # unique by the md5 of a URL
    unkeyed.add("article_touch")  # has no key anywhere
    assert {t.name for t in other if not t.key} == unkeyed
    assert {t.name: t.key for t in one if t.name not in unkeyed} == {
        t.name: t.key for t in other if t.name not in unkeyed
    }


def test_what_is_a_key_has_the_order_of_bytes(postgres_url):
    """Text in an index of Postgres is ordered as in SQLite, whatever the database's language."""
    sql = """SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
    JOIN pg_collation l ON l.oid = a.attcollation
    WHERE c.relname <> 'schema_migration' AND l.collname <> 'C'"""
    assert open_store(postgres_url).database.rows(sql) == []


def test_several_processes_may_migrate_at_once(empty_url):
    """Each file is applied by one of them."""
    with ThreadPoolExecutor(6) as pool:
        applied = list(pool.map(lambda _: migrate(empty_url), range(6)))
    assert sorted(name for one in applied for name in one) == [m.name for m in shipped("sqlite")]


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("INSERT INTO schema_migration VALUES (9999, 'x', '2026-01-01T00:00:00Z', 'x')", "newer"),
        ("UPDATE schema_migration SET checksum = 'x' WHERE version = 1", "another text"),
        ("DELETE FROM schema_migration WHERE version = 6", "0006_answers is not applied"),
    ],
    ids=["newer", "changed", "older"],
)
def test_another_schema_is_named(empty_url, sql, told):
    """With what to do about it; nothing is changed."""
    store = open_store(empty_url)
    with store.database.write() as transaction:
        transaction.execute(sql)
    with pytest.raises(ContractError, match=f"{told}.*Fix"):
        open_store(empty_url, migrate=False)


def test_no_tables_are_named(empty_url):
    """Where nothing was ever migrated, and told so before a table is missed."""
    with pytest.raises(ContractError, match=r"no tables.*wireroom db migrate"):
        open_store(empty_url, migrate=False)
