"""The compose file: every service is there, no secret is written down, ports stay on loopback."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from wireroom.adapters.warehouse import migrate

DOCKER = Path(__file__).parents[2] / "docker"
COMPOSE = yaml.safe_load((DOCKER / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
SECRETS = {
    "WIREROOM_POSTGRES_PASSWORD", "WIREROOM_REDIS_PASSWORD", "WIREROOM_API_SECRET",
    "WIREROOM_JWT_SECRET", "WIREROOM_FERNET_KEY", "WIREROOM_ADMIN_PASSWORD",
}  # fmt: skip
REQUIRED = SECRETS | {"WIREROOM_ADMIN", "WIREROOM_USER_AGENT"}


def strings(value):
    """Every string in a tree of mappings and lists."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def test_all_services_are_there():
    """Postgres, Redis, the four parts of Airflow, its preparation, and two workers."""
    assert set(SERVICES) == {
        "postgres", "redis", "airflow-init", "api-server", "scheduler", "dag-processor",
        "triggerer", "worker-1", "worker-2",
    }  # fmt: skip


def test_secrets_are_required_and_have_no_default():
    """Each secret is spelled ${NAME:?how to set it}, never ${NAME} or ${NAME:-default}."""
    uses = [use for text in strings(SERVICES) for use in re.findall(r"\$\{([^}]*)\}", text)]
    named = {re.split(r"[:?-]", use)[0] for use in uses}
    assert named - {"WIREROOM_PORT"} == REQUIRED
    loose = [use for use in uses if use.split(":")[0] in REQUIRED and ":?" not in use]
    assert loose == []


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_secret_settings_hold_nothing_but_references(name):
    """A password or key setting is made of references to the environment alone."""
    for key, value in SERVICES[name].get("environment", {}).items():
        if re.search(r"PASSWORD$|SECRET|FERNET|AUTH$", key):
            assert re.fullmatch(r"\$\{[^}]+\}", value), key


def test_ports_are_published_on_loopback_only():
    """Only the UI is published, and on 127.0.0.1."""
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports
    assert all(str(port).startswith("127.0.0.1:") for port in ports)


def test_every_lasting_service_has_a_health_check():
    """What runs on is checked; what prepares is waited for."""
    lasting = {name: s for name, s in SERVICES.items() if name != "airflow-init"}
    assert all("test" in service["healthcheck"] for service in lasting.values())
    waiting = set(lasting) - {"postgres", "redis"}
    for name in waiting:
        condition = SERVICES[name]["depends_on"]["airflow-init"]["condition"]
        assert condition == "service_completed_successfully"


def test_the_warehouse_is_a_database_of_its_own_on_the_same_server():
    """Every service writes the one that the preparation makes and migrates."""
    users = {name: s for name, s in SERVICES.items() if name not in {"postgres", "redis"}}
    found = {service["environment"]["WIREROOM_WAREHOUSE"] for service in users.values()}
    assert len(found) == 1
    assert re.fullmatch(r"postgresql://airflow:\$\{[^}]+\}@postgres/wireroom", found.pop())
    script = SERVICES["airflow-init"]["command"][0]
    assert script.index("CREATE DATABASE") < script.index("wireroom db migrate")


def test_the_preparation_makes_the_database_once(postgres, tmp_path):
    """Run twice against a server: the second time it is there, and nothing is changed."""
    script = SERVICES["airflow-init"]["command"][0]
    source = script.split("<<'END'\n")[1].split("END\n")[0]
    source = source.replace("/opt/airflow/auth/passwords.json", str(tmp_path / "p.json"))
    name = postgres.create()
    postgres.drop(name)
    env = os.environ | {
        "WIREROOM_ADMIN": "a", "WIREROOM_ADMIN_PASSWORD": "b",
        "WIREROOM_WAREHOUSE": f"postgresql:///{name}",
        **postgres.environment(),
    }  # fmt: skip
    source = source.replace("/airflow", "/postgres")
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", source], env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert migrate(postgres.url(name))
    postgres.drop(name)


def test_pools_are_made_before_anything_starts():
    """A task whose pool is missing never starts."""
    assert "airflow pools import docker/pools.json" in SERVICES["airflow-init"]["command"][0]


def test_example_names_every_variable_and_sets_none():
    """.env.example lists what has to be set, each one empty."""
    lines = (DOCKER / ".env.example").read_text(encoding="utf-8").splitlines()
    assert {line for line in lines if line and line[0] != "#"} == {f"{n}=" for n in REQUIRED}


def test_image_is_not_run_as_root_and_is_byte_compiled():
    """The Dockerfile ends as another user, installs from constraints and compiles."""
    text = (DOCKER / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (.*)$", text, re.MULTILINE) == ["wireroom"]
    assert "pip install --compile -c constraints.txt" in text
    assert "HEALTHCHECK" in text


@pytest.mark.skipif(not shutil.which("docker-compose"), reason="docker-compose is not installed")
@pytest.mark.parametrize("missing", [None, *sorted(REQUIRED)])
def test_compose_reads_the_file_and_refuses_to_start_without_a_secret(missing):
    """docker-compose accepts the file with every variable set, and with none left out."""
    env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    env |= {name: "x" for name in REQUIRED if name != missing}
    done = subprocess.run(
        ["docker-compose", "-f", DOCKER / "compose.yaml", "config", "--quiet"],
        env=env, cwd=DOCKER, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode == 0) == (missing is None), done.stderr
