"""psycopg's errors as ours: what passes by itself, what a person has to mend, and how."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors

from wireroom.adapters.warehouse.engines.postgres.address import SETTING
from wireroom.errors import ContractError, SettingsError, WarehouseUnavailableError

# What the server says to who may not in, and how to mend it. libpq gives no code for these
# (https://www.postgresql.org/docs/current/libpq-connect.html), so they are known by their words.
_REFUSED = (
    ("password authentication failed", "mend user and password of the URL or the connection"),
    ("no password supplied", "put the password into the URL, the connection or ~/.pgpass"),
    ("no pg_hba.conf entry", "let this machine in, by the server's pg_hba.conf"),
    ("not permitted to log in", "name a role that may log in"),
    ("permission denied for database", "GRANT CONNECT on the database to this user"),
    ("does not exist", "name one that exists, or make it with createdb or createuser"),
)
_PASSING = (psycopg.OperationalError, psycopg.InterfaceError)
_FREE_SPACE = ". Fix: free space on the server's disk, then run the step again"
_NO_RIGHT = "GRANT this user the right, e.g. CREATE on the schema"
_STANDBY = "name the primary server: this one only reads"
_NO_TABLE = "run `wireroom db migrate`"
_OURS = "this is a fault of wireroom's: report it with this line"


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Errors of a transaction that is under way."""
    try:
        yield
    except _PASSING as error:
        fix = _FREE_SPACE if isinstance(error, errors.DiskFull) else ""
        raise WarehouseUnavailableError(f"{where}: {_text(error)}{fix}") from error
    except psycopg.Error as error:
        raise ContractError(where, _text(error), _fix(error)) from error


@contextmanager
def connecting(where: str) -> Iterator[None]:
    """Errors of connecting."""
    try:
        yield
    except psycopg.OperationalError as error:
        text = _text(error)
        for words, fix in _REFUSED:
            if words in text:
                raise SettingsError(SETTING, f"{where}: {text}", fix) from error
        raise WarehouseUnavailableError(f"{where}: {text}") from error


def _fix(error: psycopg.Error) -> str:
    match error:
        case errors.InsufficientPrivilege():
            return _NO_RIGHT
        case errors.ReadOnlySqlTransaction():
            return _STANDBY
        case errors.UndefinedTable() | errors.UndefinedColumn() | errors.InvalidSchemaName():
            return _NO_TABLE
        case _:
            return _OURS


def _text(error: psycopg.Error) -> str:
    """Its first line, or that of the server's where libpq tells of several tries."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = [line for line in lines if "FATAL" in line] or lines
    return told[0] if told else type(error).__name__
