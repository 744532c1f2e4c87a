"""`wireroom mirrors` as a person types it, over the demo newsroom."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from tests.rooms import NOW, demo_settings, rows, run

from wireroom.adapters.outlets import load_registry
from wireroom.adapters.warehouse import open_store
from wireroom.demo import Newsroom
from wireroom.model import Announcement, Source
from wireroom.registry import Host

# The first example of spec.torproject.org/rend-spec/encoding-onion-addresses.
ONION = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion"
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
    (found,) = yaml.safe_load_all(person.types("export", "tidewire").stdout)
    assert [Host(**line).host for line in found["hosts"]] == [host]
    assert person.types("retire", "tidewire", host, "--by", "ada").returncode == 0
    sql = f"""SELECT host, answer, "by", via FROM mirror_decision WHERE host = '{host}'"""
    answers = rows(person.settings, sql)
    assert answers == [(host, answer, "ada", "command line") for answer in ("approved", "retired")]
    assert person.types("export", "tidewire").stdout == ""


def test_what_is_decided_is_told_to_who_decides_again(person: Person) -> None:
    """The same word again changes nothing; another word has to be said otherwise."""
    host = "again.tidewire.test"
    person.types("propose", "tidewire", host)
    person.types("approve", "tidewire", host, "--unverified", "--by", "ada", *LATER)
    same = person.types("approve", "tidewire", host, "--by", "bob")
    told = f"tidewire {host}: is approved, by ada on 2026-08-20 13:00 UTC, already"
    assert (same.returncode, same.stdout.strip()) == (0, told)
    said = json.loads(person.types("approve", "tidewire", host, "--by", "bob", "--json").stdout)
    assert (said["by"], said["is_kept"]) == ("ada", False)
    turned = person.types("reject", "tidewire", host, "--by", "bob")
    assert turned.returncode == 2
    assert "is approved, by ada on 2026-08-20 13:00 UTC. Fix: run `wireroom mirrors retire" in (
        turned.stderr
    )
    person.types("retire", "tidewire", host, "--by", "ada")
    sql = f"SELECT answer FROM mirror_decision WHERE host = '{host}'"
    assert rows(person.settings, sql) == [("approved",), ("retired",)]


def test_exported_lines_pasted_into_the_files_are_green(person: Person, tmp_path: Path) -> None:
    """`wireroom check` takes them, and nothing is left to export; a name cannot break a line."""
    by = "ada\n  - {host: evil.test, role: mirror}"
    hosts = {"press.alborz.test": "/www.alborz.test", ONION: ""}
    for host, prefix in hosts.items():
        person.types("propose", "alborz", host, "--prefix", prefix)
        person.types("approve", "alborz", host, "--unverified", "--by", by)
    exported = person.types("export", "alborz").stdout
    lines = [line for line in exported.splitlines() if line.startswith("  ")]
    assert len(lines) == 2 * len(hosts)
    files = tmp_path / "outlets"
    shutil.copytree(person.settings.outlets, files)
    text = (files / "alborz.yaml").read_text()
    pasted = text.replace("hosts:\n", "\n".join(["hosts:", *lines, ""]), 1)
    (files / "alborz.yaml").write_text(pasted)
    alborz = load_registry(files).outlet("alborz")
    found = {h.host: h.prefixes[0] for h in alborz.live_hosts if h.host in hosts}
    assert found == hosts
    assert person.types("export", "alborz", "--outlets", str(files)).stdout == ""
    for host in hosts:
        person.types("retire", "alborz", host)


def test_a_list_is_proposed_a_few_hosts_a_day(person: Person, tmp_path: Path) -> None:
    """Three are proposed, the others wait; a list is a file or an address."""
    names = [f"{name}.harbour.test" for name in ("a", "b", "c", "d", "e")]
    path = tmp_path / "list.json"
    path.write_text(json.dumps({"official": ["news.harbour-ledger.test", *names]}))
    told = person.types("propose", "harbour", "--list", str(path))
    assert "names 5 other hosts of harbour; 3 proposed now, 2 wait (3 a day)" in told.stdout
    lines = json.loads(person.types("list", "harbour", "--json").stdout)
    states = [one["state"] for one in lines if one["host"] in names]
    assert states == ["proposed"] * 3 + ["candidate"] * 2


FAULTS = {
    "a list that is not there": (("propose", "harbour", "--list", "/nowhere"), "cannot be read"),
    "neither host nor list": (("propose", "harbour"), "give HOST or --list"),
    "a host that serves nothing": (("diff", "harbour", "--host", "a.test"), "serves no articles"),
    "no such outlet": (("verify", "nobody", "a.test"), "not in the registry"),
    "never proposed": (("verify", "tidewire", "a.test"), "was never proposed"),
    "no host name": (("propose", "tidewire", "https://a.test/x"), "write www.example.org"),
    "a host it has": (("propose", "tidewire", "www.tidewire.test"), "is a host of tidewire"),
    "another outlet's": (("propose", "tidewire", "www.alborz.test"), "Fix: name alborz"),
    "a broken onion": (("propose", "tidewire", f"q{ONION[1:]}"), "copy it once more"),
    "several hosts": (("propose", "tidewire", "{language}.a.test"), "propose each by itself"),
    "no prefix": (("propose", "tidewire", "a.test", "--prefix", "x"), "write it as /www"),
    "no such language": (("propose", "tidewire", "a.test", "--language", "x"), "leave it out"),
    "verifying a host of the file": (("verify", "tidewire", "www.tidewire.test"), "mirrors diff"),
    "retired unapproved": (("retire", "tidewire", "a.test"), "was never proposed"),
    "retiring a host of the file": (
        ("retire", "alborz", "www.alborz.co.test"),
        "Fix: retire it in alborz.yaml",
    ),
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


def test_list_tells_who_named_a_candidate_and_what_people_answered(person: Person) -> None:
    """A host that a page named once, and one that somebody turned down with a reason."""
    store = open_store(person.settings.warehouse)
    told = Announcement(
        outlet_id="northwire",
        host="north.example",
        source=Source.PAGE,
        via_host="www.northwire.test",
        page="https://www.northwire.test/1",
        first_seen_at=NOW,
        last_seen_at=NOW,
    )
    store.announce([told])
    person.types("propose", "northwire", "wire.example")
    person.types("reject", "northwire", "wire.example", "--by", "ada", "--note", "a squatter")
    said = person.types("list", "northwire").stdout
    assert (
        "northwire north.example: named by www.northwire.test on 1 page since 2026-08-20 12:00;"
        " not proposed yet" in said
    )
    assert "northwire wire.example: rejected by ada on" in said
    assert "(a squatter)" in said


def test_a_host_without_tls_is_asked_without_it_and_warned_of(person: Person) -> None:
    """Where a person says so; export spells it."""
    said = person.types("propose", "northwire", "plain.northwire.test", "--http").stdout
    assert "warning: without TLS: whoever sits on the way can read and change" in said
    person.types("approve", "northwire", "plain.northwire.test", "--unverified")
    assert "scheme: http" in person.types("export", "northwire").stdout
    person.types("retire", "northwire", "plain.northwire.test")
