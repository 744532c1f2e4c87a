"""Which engine a URL names. Opens no connection."""

from wireroom.adapters.warehouse.engines.face import Database
from wireroom.adapters.warehouse.engines.sqlite import SqliteDatabase, path_of
from wireroom.errors import SettingsError

BUSY_S = 30.0
_SETTING = "WIREROOM_WAREHOUSE"
_POSTGRES = ("postgresql://", "postgres://")
_FORMS = (
    "write sqlite:///absolute/path/wireroom.sqlite or postgresql://user:password@host:5432/database"
)


def open_database(url: str, *, busy_s: float = BUSY_S) -> Database:
    """The database that `url` names, waiting `busy_s` for the locks of others.

    Raises SettingsError for another scheme, for a URL that cannot be read, and where the driver
    is missing.
    """
    if url.startswith(_POSTGRES):
        return _postgres(url, busy_s)
    path = path_of(url)
    if path is None:
        scheme = url.split(":", 1)[0][:20]  # the rest may hold a password
        raise SettingsError(_SETTING, f"cannot use a URL that begins with {scheme!r}", _FORMS)
    return SqliteDatabase(path, busy_s=busy_s)


def _postgres(url: str, busy_s: float) -> Database:
    try:
        from wireroom.adapters.warehouse.engines.postgres import PostgresDatabase  # noqa: PLC0415
    except ImportError as error:  # psycopg is an extra; without libpq it does not import either
        problem = f"a postgresql:// URL needs psycopg ({str(error).splitlines()[0]})"
        raise SettingsError(_SETTING, problem, "pip install 'wireroom[postgres]'") from error
    return PostgresDatabase(url, busy_s=busy_s)
