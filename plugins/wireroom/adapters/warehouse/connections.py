"""The URL that the fields of an Airflow connection stand for. Imports no Airflow."""

from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from wireroom.errors import SettingsError

# What libpq knows of the things that people put into a connection's extra
# (https://www.postgresql.org/docs/current/libpq-connect.html); Airflow's own words are left out.
_LIBPQ = frozenset(
    {
        "application_name", "channel_binding", "connect_timeout", "gssencmode", "host",
        "keepalives", "keepalives_count", "keepalives_idle", "keepalives_interval", "krbsrvname",
        "options", "passfile", "service", "sslcert", "sslcrl", "sslkey", "sslmode", "sslrootcert",
        "target_session_attrs", "tcp_user_timeout",
    }
)  # fmt: skip


class Fields(Protocol):
    """An Airflow connection, as far as it matters here."""

    conn_id: str
    conn_type: str
    host: str | None
    schema: str | None
    login: str | None
    password: str | None
    port: int | None

    @property
    def extra_dejson(self) -> dict[str, Any]:
        """The extra, read."""
        ...


def url_of(found: Fields) -> str:
    """The URL for WIREROOM_WAREHOUSE; raises SettingsError for another type or half a connection.

    A SQLite file stands in the host, or in the schema, as a URI of Airflow's reads it.
    """
    match found.conn_type:
        case "sqlite":
            return f"sqlite:///{_given(found, found.host or found.schema, 'host')}"
        case "postgres":
            return _postgres(found)
        case other:
            raise _wrong(found, f"has the type {other!r}", "make it postgres or sqlite")


def _postgres(found: Fields) -> str:
    more = {k: str(v) for k, v in found.extra_dejson.items() if k in _LIBPQ}
    host = found.host or ""
    if host.startswith("/"):  # a socket's folder
        more, host = more | {"host": host}, ""
    host = f"[{host}]" if ":" in host else host
    password = f":{_quoted(found.password)}" if found.password else ""
    user = f"{_quoted(found.login)}{password}@" if found.login else ""
    port = f":{found.port}" if found.port else ""
    database = _quoted(_given(found, found.schema, "database (the field schema)"))
    return f"postgresql://{user}{host}{port}/{database}{_query(more)}"


def _query(more: Mapping[str, str]) -> str:
    return f"?{urlencode(more, quote_via=quote)}" if more else ""


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _given(found: Fields, value: str | None, what: str) -> str:
    if not value:
        raise _wrong(found, f"names no {what}", "fill it in, or remove the connection")
    return value


def _wrong(found: Fields, problem: str, fix: str) -> SettingsError:
    return SettingsError(f"Airflow connection {found.conn_id}", problem, fix)
