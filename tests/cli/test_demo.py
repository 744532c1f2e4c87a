"""`wireroom demo` as a person types it: a run over the invented newsroom, and a lie put to it."""

import json
from pathlib import Path

import pytest
from tests.cli.test_commands import wireroom

from wireroom.demo import LIES, OUTLET_IDS
from wireroom.demo.houses import house_of


@pytest.mark.long
def test_demo_files_all_articles_and_says_where_they_lie(tmp_path: Path) -> None:
    """The ledger with every outlet, ten rows, and how to ask for more."""
    done = wireroom("demo", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert all(outlet_id in done.stdout for outlet_id in OUTLET_IDS)
    assert "68 entries seen, 68 ended in a state: balanced" in done.stdout
    assert f"WIREROOM_HOME={tmp_path / 'demo'} wireroom query" in done.stdout


@pytest.mark.long
def test_a_lie_of_all_origins_is_seen_through_and_told(tmp_path: Path) -> None:
    """Each origin with its reason and what it sent in quarantine; what is filed is no other."""
    done = wireroom("demo", "--lie", "links:10", "--json", home=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["states"]["new"] == 65
    assert told["differences"] == []
    hosts = {one["host"]: one for one in told["hosts"]}
    for outlet_id in OUTLET_IDS:
        origin = hosts[house_of(outlet_id).hosts[0]]
        assert (origin["reason"], origin["filed"]) == ("tampered", 0)
        assert origin["quarantined"] >= 10
        assert origin["detail"]
    assert sum(one["filed"] for one in told["hosts"]) == 65


@pytest.mark.parametrize("lie", ["grumpy", "seized:soon", "prefix"])
def test_what_is_no_lie_is_refused(lie: str, tmp_path: Path) -> None:
    """Exit code 2, what there is, and nothing written."""
    done = wireroom("demo", "--lie", lie, home=tmp_path)
    assert done.returncode == 2
    words = ["seized:10"] if ":" in lie else LIES
    assert all(word in done.stderr.replace("\n", " ") for word in words)
    assert not list(tmp_path.iterdir())
