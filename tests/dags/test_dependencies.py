"""The versions that Airflow and its libraries are held to, and that all of them import."""

import importlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINS = dict(
    line.split(";")[0].strip().split("==") for line in CONSTRAINTS if not line.startswith("#")
)


def test_airflow_is_pinned_to_one_version():
    """`>=3.3.3` would take a beta, so the version is exact in both places."""
    assert "apache-airflow==3.3.2" in PROJECT["optional-dependencies"]["airflow"]
    assert PINS["apache-airflow"] == "3.3.2"


def test_celery_stays_below_5_7():
    """5.7.0 breaks Airflow's Celery provider."""
    assert "celery<5.7" in PROJECT["optional-dependencies"]["celery"]
    major, minor = (int(part) for part in PINS["celery"].split(".")[:2])
    assert (major, minor) < (5, 7)


def test_constraints_hold_versions_only():
    """Each line is name==version, with an environment marker at most."""
    shape = re.compile(r"^[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+( ; python_version .*)?$")
    assert [line for line in CONSTRAINTS[1:] if not shape.match(line)] == []


def test_every_dependency_is_constrained():
    """Whatever the project asks for by name has its version in constraints.txt."""
    wanted = [*PROJECT["dependencies"]]
    for extra in ("airflow", "celery", "postgres", "export", "demo", "dev"):
        wanted += PROJECT["optional-dependencies"][extra]
    names = {plain(re.split(r"[<>=\[; ]", line)[0]) for line in wanted}
    assert names - {plain(name) for name in PINS} == set()


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    "module",
    [
        "ada_url", "feedparser", "fsspec", "justext", "lxml", "lxml_html_clean", "protego",
        "pydantic", "requests", "rich", "trafilatura", "typer", "tzdata", "urllib3", "warcio",
        "yaml",
    ],
)  # fmt: skip
def test_library_imports(module):
    """A clean `pip check` proves little: justext fails at import without lxml_html_clean."""
    assert importlib.import_module(module).__name__ == module


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()
