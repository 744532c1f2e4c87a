"""How a local Airflow is set up: its environment, its commands, its secrets. Starts nothing.

SQLite metadata bears few writers: with the default parallelism of 32 the scheduler, triggerer and
dag-processor died of locks while the UI stayed up, so it is 4 here. Everything listens on
loopback; log servers would bind every interface, so they are left out.
"""

import base64
import json
import os
import secrets
import shutil
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wireroom.errors import SettingsError
from wireroom.stack.processes import TOKEN_NAME

LOOPBACK = "127.0.0.1"
PARALLELISM = 4
USER = "admin"
# In this order they start; in the reverse they stop.
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("api-server", ("api-server",)),
    ("dag-processor", ("dag-processor",)),
    ("scheduler", ("scheduler", "--skip-serve-logs")),
    ("triggerer", ("triggerer", "--skip-serve-logs")),
)
_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where one stack's files lie, and the port of its UI."""

    home: Path
    port: int
    token: str

    @property
    def airflow_home(self) -> Path:
        """AIRFLOW_HOME."""
        return self.home / "airflow"

    @property
    def logs(self) -> Path:
        """The parts' own logs."""
        return self.home / "logs"

    @property
    def url(self) -> str:
        """Where the UI and the REST API answer."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def passwords(self) -> Path:
        """The file Airflow writes the user's password to."""
        return self.airflow_home / "simple_auth_manager_passwords.json.generated"


def command(*words: str) -> list[str]:
    """An airflow command line of this very Python."""
    return [sys.executable, "-m", "airflow", *words]


def checkout() -> Path:
    """The folder that holds dags/ and plugins/; raises SettingsError outside of a checkout."""
    if not (_ROOT / "dags" / "ingest.py").is_file():
        raise SettingsError(
            "dags/ingest.py",
            f"not found under {_ROOT}",
            "run this from a checkout, installed with `pip install -e .`",
        )
    return _ROOT


def environment(layout: Layout, given: Mapping[str, str]) -> dict[str, str]:
    """The environment of every part: what was given, without Airflow's own, and ours."""
    kept = {k: v for k, v in given.items() if not k.startswith("AIRFLOW")}
    root, home = checkout(), layout.airflow_home
    _bring_local_settings(home)
    return (
        kept
        | {
            TOKEN_NAME: layout.token,
            "NO_PROXY": ",".join(filter(None, [LOOPBACK, "localhost", given.get("NO_PROXY", "")])),
            "AIRFLOW_HOME": str(home),
            "AIRFLOW__CORE__DAGS_FOLDER": str(root / "dags"),
            "AIRFLOW__CORE__PLUGINS_FOLDER": str(root / "plugins"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
            "AIRFLOW__CORE__PARALLELISM": str(PARALLELISM),
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{layout.url}/execution/",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "False",
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home / 'airflow.db'}",
            "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(home / "logs"),
            "AIRFLOW__API__HOST": LOOPBACK,
            "AIRFLOW__API__PORT": str(layout.port),
            "AIRFLOW__API__BASE_URL": layout.url,
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.5",
        }
        | _secrets(home)
    )


def _bring_local_settings(home: Path) -> None:
    """Airflow imports this name from the folder `config` of its home."""
    target = home / "config" / "airflow_local_settings.py"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(__file__).with_name(target.name), target)


def free_port() -> int:
    """A port of loopback that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def check_port(port: int) -> None:
    """Raise SettingsError where something listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise SettingsError(
                "PORT", f"port {port} is taken", "stop what uses it, or `make up PORT=8081`"
            ) from error


def _secrets(home: Path) -> dict[str, str]:
    """Keys that the parts share, made once per home and readable by their owner only."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "secrets.json"
    if not path.exists():
        made = {
            "AIRFLOW__API__SECRET_KEY": secrets.token_urlsafe(32),
            "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_urlsafe(64),
            "AIRFLOW__CORE__FERNET_KEY": base64.urlsafe_b64encode(os.urandom(32)).decode(),
        }
        draft = path.with_suffix(".draft")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
        draft.replace(path)
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return kept
