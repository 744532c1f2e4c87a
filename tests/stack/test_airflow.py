"""The environment of the local Airflow heeds the traps of one-machine setups."""

import re
import socket
import stat

import pytest

from wireroom.errors import SettingsError
from wireroom.stack import airflow
from wireroom.stack.airflow import PARTS, Layout


@pytest.fixture
def layout(tmp_path):
    """A stack's layout in a fresh folder."""
    return Layout(home=tmp_path / "home", port=8123, token="t")


def test_sqlite_bears_few_writers(layout):
    """With SQLite metadata the parallelism is at most 4, or the parts die of locks."""
    env = airflow.environment(layout, {})
    assert env["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"].startswith("sqlite:///")
    assert int(env["AIRFLOW__CORE__PARALLELISM"]) <= 4


def test_everything_listens_on_loopback(layout):
    """The UI binds 127.0.0.1 and the parts with a log server leave it out."""
    env = airflow.environment(layout, {})
    assert env["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert env["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"] == "http://127.0.0.1:8123/execution/"
    servers = {name: words for name, words in PARTS if name in {"scheduler", "triggerer"}}
    assert all("--skip-serve-logs" in words for words in servers.values())
    assert len(servers) == 2


def test_actions_have_an_author(layout):
    """Nobody is made an anonymous administrator: the audit log would name no one."""
    env = airflow.environment(layout, {})
    assert env["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS"] == "False"
    assert env["AIRFLOW__CORE__LOAD_EXAMPLES"] == "False"


def test_airflow_settings_of_the_shell_do_not_leak_in(layout):
    """An AIRFLOW_* variable of the person's own never reaches the stack; others do."""
    given = {"AIRFLOW__CORE__EXECUTOR": "X", "AIRFLOW_CONN_A": "y", "PATH": "/bin"}
    env = airflow.environment(layout, given)
    assert env["AIRFLOW__CORE__EXECUTOR"] == "LocalExecutor"
    assert "AIRFLOW_CONN_A" not in env
    assert env["PATH"] == "/bin"


def test_keys_are_made_once_for_their_owner_only(layout):
    """All parts of a home share keys; another home has others; only the owner reads them."""
    first, again = airflow.environment(layout, {}), airflow.environment(layout, {})
    other = airflow.environment(Layout(home=layout.home / "b", port=1, token="t"), {})
    names = [name for name in first if re.search("SECRET|FERNET", name)]
    assert len(names) == 3
    assert [first[name] for name in names] == [again[name] for name in names]
    assert not {first[name] for name in names} & {other[name] for name in names}
    mode = (layout.airflow_home / "secrets.json").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_a_taken_port_is_told_with_the_fix():
    """The error says which variable chooses another port."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingsError, match="PORT=8081"):
            airflow.check_port(taken.getsockname()[1])
    airflow.check_port(airflow.free_port())
