"""`wireroom db` on both engines: moving a warehouse, and what is shown of it."""

import json
from pathlib import Path

from tests.adapters.warehouse.filling import fill
from tests.cli.test_commands import wireroom

from wireroom.adapters.warehouse import open_store


def test_a_file_is_moved_to_the_server_that_the_environment_names(
    tmp_path: Path, postgres_url: str
) -> None:
    """Counts of both sides, no password; a second copy is refused, and queries go on there."""
    old = f"sqlite:///{tmp_path}/old.sqlite"
    n_tables = len(fill(open_store(old).database, n_rows=3)) - 1  # but article_touch
    secret = postgres_url.replace("postgres@", "postgres:hunter2@")
    env = {"WIREROOM_WAREHOUSE": secret}
    done = wireroom("db", "copy", old, "--json", home=tmp_path, **env)
    assert done.returncode == 0, done.stderr
    tables = json.loads(done.stdout)["tables"]
    assert (len(tables), tables["article"], tables["ledger"]) == (n_tables, [3, 3], [3, 3])
    again = wireroom("db", "copy", old, home=tmp_path, **env)
    assert again.returncode == 2
    assert "has rows already" in again.stderr
    info = wireroom("db", "info", home=tmp_path, **env)
    asked = wireroom("query", "--json", "SELECT count(*) AS n FROM article", home=tmp_path, **env)
    assert json.loads(asked.stdout) == {"n": 3}
    moved = wireroom("db", "migrate", home=tmp_path, **env)
    assert "nothing to do" in moved.stdout
    shown = [text for one in (done, again, info, moved) for text in (one.stdout, one.stderr)]
    assert "hunter2" not in "".join(shown)
