"""`wireroom sweep` and `gaps` as a person or a program meets them."""

import json

import pytest
from tests.cli.test_commands import wireroom
from tests.pipeline.sweeps import past
from tests.pipeline.sweeps.test_sweep import newsroom
from tests.servers import Zoo, status

WINDOW = ("--from", "2026-08-10", "--to", "2026-08-11")
CLOCK = ("--now", "2026-08-20T12:00:00Z")


@pytest.fixture
def told(tmp_path):
    """A function that runs the command over the newsroom, one article of which is gone."""
    past.outlet_file(tmp_path / "outlets")
    with Zoo(newsroom() | {(past.HOST, past.path(11, 3)): status(404)}) as zoo:
        env = {
            "WIREROOM_OUTLETS": str(tmp_path / "outlets"),
            "WIREROOM_CONNECT_TO": zoo.connect_to_text,
            "WIREROOM_CA_BUNDLE": str(zoo.ca_bundle),
        }
        yield lambda *words: wireroom(*words, home=tmp_path / "home", **env)


@pytest.mark.long
def test_gaps_are_planned_swept_and_shown(told):
    """What it will cost, what it brought, and what is missing still: exit 1, with the reason."""
    planned = told("sweep", *WINDOW, *CLOCK, "--plan", "--json")
    (cost,) = json.loads(planned.stdout)
    assert (planned.returncode, cost["n_listings"]) == (0, 5)
    swept = told("sweep", *WINDOW, *CLOCK)
    assert swept.returncode == 1
    assert "wire: 3 listed, 2 ingested, 1 missing (1 http_4xx)" in swept.stdout
    shown = told("gaps", "--from", "2026-08-09", "--to", "2026-08-11", *CLOCK)
    assert shown.returncode == 1
    assert "not listed" in shown.stdout
    assert f"2026-08-11 https://{past.HOST}{past.path(11, 3)}: http_4xx" in shown.stdout
    whole = told("gaps", "--from", "2026-08-10", "--to", "2026-08-10", *CLOCK, "--json")
    assert whole.returncode == 0
    assert json.loads(whole.stdout)["days"][0]["n_ingested"] == 1


def test_wrong_words_are_named(told):
    """A future day and an unknown outlet: exit 2, the thing and the fix."""
    future = told("sweep", "--from", "2026-08-10", "--to", "2026-09-10", *CLOCK)
    assert (future.returncode, "--to '2026-09-10': lies in the future" in future.stderr) == (
        2,
        True,
    )
    nobody = told("gaps", "--outlet", "nobody", *CLOCK)
    assert nobody.returncode == 2
    assert "use one of: wire" in nobody.stderr
