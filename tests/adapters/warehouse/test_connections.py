"""The Airflow connection `wireroom_warehouse` as a URL of ours."""

from types import SimpleNamespace

import pytest

from wireroom.adapters.warehouse.connections import url_of
from wireroom.errors import SettingsError


def connection(kind="postgres", extra=None, **fields):
    empty = dict.fromkeys(("host", "schema", "login", "password", "port"))
    given = {"conn_id": "wireroom_warehouse", "conn_type": kind, "extra_dejson": extra or {}}
    return SimpleNamespace(**empty | given | fields)


URLS = {
    "whole": (
        connection(login="u", password="p@/w", host="h", port=5433, schema="d"),
        "postgresql://u:p%40%2Fw@h:5433/d",
    ),
    "least": (connection(schema="d"), "postgresql:///d"),
    "no password": (connection(login="u", host="h", schema="d"), "postgresql://u@h/d"),
    "IPv6": (connection(host="::1", schema="d"), "postgresql://[::1]/d"),
    "socket": (connection(host="/run/pg", schema="d"), "postgresql:///d?host=%2Frun%2Fpg"),
    "extra": (
        connection(
            host="h", schema="d", extra={"sslmode": "require", "cursor": "dictcursor", "iam": True}
        ),
        "postgresql://h/d?sslmode=require",
    ),
    "file": (connection("sqlite", host="/data/w.sqlite"), "sqlite:////data/w.sqlite"),
    "file of a URI": (connection("sqlite", schema="/data/w.sqlite"), "sqlite:////data/w.sqlite"),
}


@pytest.mark.parametrize(("given", "url"), URLS.values(), ids=URLS)
def test_fields_make_a_url(given, url):
    """Odd characters are escaped; of the extra stays what libpq knows."""
    assert url_of(given) == url


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (connection("mysql", password="hunter2"), "has the type 'mysql'.*make it postgres"),
        (connection(host="h", password="hunter2"), "names no database.*fill it in"),
        (connection("sqlite"), "names no host"),
    ],
    ids=["type", "database", "file"],
)
def test_half_a_connection_is_named(given, told):
    """With what to do, and without its password."""
    with pytest.raises(SettingsError, match=rf"Airflow connection wireroom_warehouse: {told}") as e:
        url_of(given)
    assert "hunter2" not in repr(e.value)
