"""`wireroom mirrors` as a person types it, over the demo newsroom."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from tests.rooms import demo_settings, rows, run

from wireroom.demo import Newsroom
from wireroom.registry import Host

LATER = ("--now", "2026-08-20T13:00:00Z")


class Person:
    """Types commands into a terminal of 110 columns."""

    def __init__(self, newsroom: Newsroom, home: Path) -> None:
        self.settings = demo_settings(newsroom, home)
        self._env = {**os.environ, **newsroom.env, "WIREROOM_HOME": str(home), "COLUMNS": "110"}

    def types(self, *words: str) -> subprocess.CompletedProcess[str]:
        """The command's end."""
        command = [sys.executable, "-m", "wireroom.cli", "mirrors", *words]
        return subprocess.run(command, env=self._env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    with Newsroom(tmp_path_factory.mktemp("newsroom")) as newsroom:
        person = Person(newsroom, tmp_path_factory.mktemp("home"))
        run(person.settings, "r")
        yield person


def test_list_tells_how_every_host_is(person: Person) -> None:
    """Role, health by capability, and that a seized origin has lost its voice."""
    lines = {line["host"]: line for line in json.loads(person.types("list", "--json").stdout)}
    seized = lines["www.tidewire.test"]
    assert (seized["state"], seized["feed"], seized["article"]) == ("origin", "seized", "seized")
    assert seized["muted_at"]
    assert "has lost its voice since" in seized["remarks"][0]
    assert {one["breaker"] for one in seized["health"]["article"]} == {"open"}
    assert lines["www.alborz.co.test"]["feed"] == "well"
    assert "www.tidewire.test" in person.types("list").stdout


def test_a_host_goes_from_proposed_to_approved_to_retired(person: Person) -> None:
    """Unverified approval must be said so; who decided is kept; export is a file's own words."""
    host = "new.tidewire.test"
    assert person.types("propose", "tidewire", host).returncode == 0
    refused = person.types("approve", "tidewire", host)
    assert (refused.returncode, "--unverified" in refused.stderr) == (2, True)
    assert person.types("verify", "tidewire", host, *LATER).returncode == 1
    done = person.types("approve", "tidewire", host, "--unverified", "--by", "ada")
    assert done.returncode == 0
    (found,) = yaml.safe_load_all(person.types("export").stdout)
    assert [Host(**line).host for line in found["hosts"]] == [host]
    assert person.types("retire", "tidewire", host, "--by", "ada").returncode == 0
    answers = rows(person.settings, 'SELECT host, answer, "by", via FROM mirror_decision')
    assert answers == [(host, answer, "ada", "command line") for answer in ("approved", "retired")]
    assert person.types("export").stdout == ""


FAULTS = {
    "no such outlet": (("verify", "nobody", "a.test"), "not in the registry"),
    "never proposed": (("verify", "tidewire", "a.test"), "was never proposed"),
    "no host name": (("propose", "tidewire", "https://a.test/x"), "a.test"),
    "a host it has": (("propose", "tidewire", "www.tidewire.test"), "is a host of tidewire"),
    "another outlet's": (("propose", "tidewire", "www.alborz.test"), "is a host of alborz"),
    "retired unapproved": (("retire", "tidewire", "a.test"), "was never proposed"),
}


@pytest.mark.parametrize(("words", "says"), FAULTS.values(), ids=FAULTS)
def test_bad_input_is_named(words: tuple[str, ...], says: str, person: Person) -> None:
    """Exit code 2, one line, no traceback."""
    ended = person.types(*words)
    assert ended.returncode == 2
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr


def test_diff_of_honest_mirrors_finds_nothing(person: Person) -> None:
    """Two mirrors of a seized origin say the same."""
    ended = person.types("diff", "tidewire", "--articles", "2", *LATER)
    assert (ended.returncode, "identical" in ended.stdout) == (0, True)
