"""The shape of the code: who may import whom, how long things may be, what names are taken."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "plugins" / "wireroom"
SOURCES = sorted([*(ROOT / "plugins").rglob("*.py"), *(ROOT / "dags").rglob("*.py")])
ALL = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))]
MAX_FUNCTION, MAX_FILE = 60, 400


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path):
    """The modules a file imports, with the number of dots of a relative import."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, 0) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.level


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.long
def test_import_contracts_hold():
    """import-linter finds every contract of pyproject.toml kept."""
    linter = Path(sys.executable).with_name("lint-imports")
    env = os.environ | {"PYTHONPATH": str(ROOT / "plugins")}
    done = subprocess.run(
        [linter, "--no-cache"],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_functions_stay_short():
    """No function is longer than 60 lines."""
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in ALL
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > MAX_FUNCTION
    ]
    assert long == []


def test_files_stay_short():
    """No file is longer than 400 lines."""
    assert [
        name_of(path)
        for path in ALL
        if len(path.read_text(encoding="utf-8").splitlines()) > MAX_FILE
    ] == []


def test_airflow_is_imported_in_dags_and_the_plugin_only():
    """The library runs without Airflow."""
    users = {
        name_of(path)
        for path in SOURCES
        if any(module.split(".")[0] == "airflow" for module, _ in imports_of(path))
    }
    names = ("ingest", "mirrors", "publish", "reprocess", "sweep", "wireroom_dags")
    dags = {f"dags/{name}.py" for name in names}
    assert users == dags | {"plugins/wireroom_plugin.py"}


def test_imports_are_absolute():
    """A relative import breaks where Airflow runs a file by its path."""
    assert [name_of(path) for path in ALL if any(level for _, level in imports_of(path))] == []


def test_files_beside_the_library_bear_no_name_of_the_standard_library():
    """Airflow registers files of plugins/ and dags/ under their bare stems."""
    stems = {path.stem for folder in ("plugins", "dags") for path in (ROOT / folder).glob("*.py")}
    assert stems & set(sys.stdlib_module_names) == set()


def test_every_package_has_its_init():
    """A folder of the library without __init__.py would be missing from a build."""
    folders = {path.parent for path in LIBRARY.rglob("*.py")}
    assert [name_of(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_airflow_is_told_to_leave_the_library_alone():
    """plugins/.airflowignore names the library's folder."""
    text = (ROOT / "plugins" / ".airflowignore").read_text(encoding="utf-8")
    assert "wireroom/" in text.splitlines()


def test_only_the_edges_read_the_environment():
    """os.environ is read where settings are built, in the DAG, and by what starts processes."""
    readers = {
        path.relative_to(ROOT).parts[2] if LIBRARY in path.parents else path.name
        for path in SOURCES
        if "os.environ" in path.read_text(encoding="utf-8")
    }
    assert readers <= {"pipeline", "wireroom_dags.py", "stack", "cli", "demo", "adapters"}
