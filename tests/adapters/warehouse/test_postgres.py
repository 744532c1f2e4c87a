"""What only a server does: it is away, it dies, it asks for a password."""

import os
import pickle
import signal
import sys
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from tests.postgres import own_process

from wireroom.adapters.warehouse import info, migrate, open_store, place
from wireroom.errors import (
    BadInputError,
    ContractError,
    SettingsError,
    WarehouseUnavailableError,
)

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SECRET = "hunter2"


@pytest.fixture(scope="module")
def process():
    """A server of our own, to be killed, whose user `guarded` needs a password."""
    with own_process() as process:
        hba = process.folder / "data" / "pg_hba.conf"
        hba.write_text("local all guarded scram-sha-256\nlocal all all trust\n")
        process.server.execute("SELECT pg_reload_conf()")
        process.server.execute(f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'")
        process.server.execute("CREATE ROLE reader LOGIN")
        yield process


def guarded(process, password, database="postgres"):
    folder = urlsplit(process.server.url("x")).query
    return f"postgresql://guarded:{password}@/{database}?{folder}"


def test_a_server_that_dies_in_a_transaction_is_unavailable_and_found_again(process):
    """What was not committed is gone; the same store works on once the server is back."""
    store = open_store(process.server.url(process.server.create()))
    store.hold("h", until=NOW)
    with pytest.raises(WarehouseUnavailableError), store.database.write() as transaction:  # noqa: PT012
        transaction.execute("DELETE FROM host_slot")
        process.stop(signal.SIGQUIT)
        transaction.execute("DELETE FROM host_slot")
    with pytest.raises(WarehouseUnavailableError):
        store.hold("h", until=NOW)
    with pytest.raises(WarehouseUnavailableError):
        store.query("SELECT 1")
    process.start()
    assert list(store.query("SELECT count(*) FROM host_slot")[1]) == [(1,)]


@pytest.mark.parametrize(
    "url",
    ["postgresql://u:hunter2@127.0.0.1:1/d", "postgresql://u:hunter2@/d?host=/nowhere",
     "postgresql://u:hunter2@nowhere.invalid/d"],
    ids=["refused", "no-socket", "no-name"],
)  # fmt: skip
def test_a_server_that_is_away_is_unavailable(url):
    """Trying again may help."""
    with pytest.raises(WarehouseUnavailableError) as told:
        open_store(url)
    assert SECRET not in f"{told.value} {told.value!r} {told.value.__cause__!r}"


def test_who_may_not_in_is_told_how_to(process):
    """A wrong password, none, no such database: settings to mend, none of which is shown."""
    told = {}
    for name, url in {
        "wrong": guarded(process, "wrong" + SECRET),
        "none": guarded(process, "").replace(":@", "@"),
        "database": guarded(process, SECRET, "nowhere"),
    }.items():
        with pytest.raises(SettingsError, match="Fix") as caught:
            open_store(url)
        told[name] = f"{caught.value} {caught.value!r} {caught.value.__cause__!r}"
    assert "password authentication failed" in told["wrong"]
    assert "no password supplied" in told["none"]
    assert '"nowhere" does not exist' in told["database"]
    assert SECRET not in str(told)


def test_who_may_not_make_tables_is_told(process):
    """A contract to mend, not something that passes."""
    url = process.server.url(process.server.create()).replace("postgres@", "reader@")
    with pytest.raises(ContractError, match=r"permission denied.*GRANT"):
        migrate(url)


@pytest.mark.parametrize(
    "url",
    ["postgresql://u:hunter2@h:port/d", "postgresql://u:hunter2@h", "postgresql://u:hunter2@h/",
     "postgres://u:hunter2@h/d?hunter2=x", "postgresql://u:12/hunter2@h/d",
     "postgresql://u:x@hunter2@h/d", "mysql://u:hunter2@h/d"],
)  # fmt: skip
def test_a_url_that_cannot_be_read_shows_no_password(url):
    """Not even in what it was raised from."""
    with pytest.raises(SettingsError, match=r"WIREROOM_WAREHOUSE.*Fix") as told:
        open_store(url)
    assert SECRET not in f"{told.value} {told.value!r} {told.value.__cause__!r}"


def test_the_password_is_shown_nowhere(process):
    """Not by info, not by repr, not by the errors of statements, which pickle."""
    url = guarded(process, SECRET)
    assert place(url).startswith("postgresql://guarded@/postgres?host=/")
    process.server.execute("GRANT CREATE ON SCHEMA public TO guarded")
    store = open_store(url)
    with pytest.raises(ContractError) as caught, store.database.write() as transaction:
        transaction.execute("SELECT * FROM nowhere")
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    shown = [info(url), store.database, store.database.address, caught.value]
    assert SECRET not in " ".join(f"{one} {one!r}" for one in shown)


def test_without_the_driver_the_extra_is_named(monkeypatch):
    """psycopg is not a dependency of the library."""
    for name in list(sys.modules):
        if name.startswith("wireroom.adapters.warehouse.engines.postgres"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SettingsError, match=r"psycopg.*Fix: pip install 'wireroom\[postgres\]'"):
        open_store("postgresql://u@h/d")


def test_a_forked_process_opens_connections_of_its_own(postgres_url):
    """The child works, and leaves its parent's connections as they were."""
    store = open_store(postgres_url)
    sql = "SELECT pg_backend_pid()"
    parent = list(store.query(sql)[1])
    child = os.fork()
    if not child:
        ok = list(store.query(sql)[1]) != parent
        del store
        os._exit(0 if ok else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert list(store.query(sql)[1]) == parent


def test_a_query_writes_nothing_by_a_function_either(postgres_url):
    """READ ONLY holds for what a SELECT calls."""
    store = open_store(postgres_url)
    with store.database.write() as transaction:
        transaction.script(
            "CREATE OR REPLACE FUNCTION wipe() RETURNS int LANGUAGE sql AS"
            " 'DELETE FROM host_slot; SELECT 1'"
        )
    with pytest.raises(BadInputError, match="read-only"):
        list(store.query("SELECT wipe()")[1])


def test_a_query_is_read_as_it_is_asked_for(postgres_url):
    """A million rows are not fetched for the first; leaving early leaves no transaction."""
    store = open_store(postgres_url)
    _, rows = store.query("SELECT n FROM generate_series(1, 10000000) AS t(n)")
    assert next(rows) == (1,)
    rows.close()
    _, rows = store.query("SELECT 1.5::numeric, 2::numeric, NULL, true, '5 days'::interval")
    assert list(rows) == [(1.5, 2, None, 1, "5 days")]
    sql = """SELECT count(*) FROM pg_stat_activity
    WHERE state LIKE 'idle in%' AND datname = current_database()"""
    assert list(store.query(sql)[1]) == [(0,)]
