"""The URL of a Postgres database: what to connect with, and what of it may be shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from wireroom.errors import SettingsError

SETTING = "WIREROOM_WAREHOUSE"
_FORM = "write postgresql://user:password@host:5432/database, odd characters as %40"
_CONNECT_S = 10
_PORTS = re.compile(r"[0-9,]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """How to reach a database; `where` is its URL without anything that is secret."""

    where: str
    parameters: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(cls, url: str) -> "Address":
        """The address of a URL; raises SettingsError, which shows no part of it."""
        try:
            found = conninfo_to_dict(url)
        except ProgrammingError:  # its text quotes the URL, which may hold a password
            problem = "the postgresql:// URL cannot be read"
            raise SettingsError(SETTING, problem, _FORM) from None
        given = {name: str(value) for name, value in found.items() if value is not None}
        if not given.get("dbname"):
            raise SettingsError(SETTING, "the postgresql:// URL names no database", _FORM)
        if not _PORTS.fullmatch(given.get("port", "")) or "@" in given["dbname"] + _host(given):
            problem = "the postgresql:// URL has an odd character in user, password or port"
            raise SettingsError(SETTING, problem, _FORM)  # read wrongly, it would show a password
        defaults = {"connect_timeout": str(_CONNECT_S), "application_name": "wireroom"}
        return cls(where=_shown(given), parameters=defaults | given)


def _host(given: Mapping[str, str]) -> str:
    return given.get("host", "")


def _shown(given: Mapping[str, str]) -> str:
    user = f"{given['user']}@" if "user" in given else ""
    port = f":{given['port']}" if "port" in given else ""
    host = _host(given)
    if host.startswith("/"):  # a socket's folder, which URLs spell apart
        return f"postgresql://{user}{port}/{given['dbname']}?host={host}"
    return f"postgresql://{user}{host}{port}/{given['dbname']}"
