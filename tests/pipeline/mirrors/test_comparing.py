"""Hosts beside one another: what a person is told, and who is believed after it."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from tests.pipeline.mirrors.press import (
    HOSTS,
    NEW,
    ONE,
    ORIGIN,
    PATHS,
    TWO,
    Press,
    tampered,
)

from wireroom.errors import BadInputError
from wireroom.model import Answer, Mute, Reason
from wireroom.pipeline import mirrors
from wireroom.pipeline.hosts import distrusted
from wireroom.pipeline.mirrors.verify import recent_articles

LATER = timedelta(hours=1)


def diff(press: Press, home: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """`wireroom mirrors diff` on a terminal of 100 columns."""
    return types(press, home, "mirrors", "diff", "paper", "--now", "2026-08-20T13:00:00Z", *more)


def types(press: Press, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command on that terminal."""
    env = {
        **os.environ,
        "WIREROOM_HOME": str(home),
        "WIREROOM_OUTLETS": str(home / "outlets"),
        "WIREROOM_CONNECT_TO": press.zoo.connect_to_text,
        "WIREROOM_CA_BUNDLE": str(press.zoo.ca_bundle),
        "COLUMNS": "100",
    }
    command = [sys.executable, "-m", "wireroom.cli", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_one_changed_number_in_one_article_is_reported(tmp_path: Path) -> None:
    """The host, the article, what became what, and exit code 1."""
    press = Press(tmp_path)
    with press.zoo:
        press.ingests()
        press.zoo.routes[TWO, PATHS[4]] = tampered(PATHS[4])
        ended = diff(press, tmp_path, "--all")
    assert ended.returncode == 1
    assert f"paper:{PATHS[4]} {TWO}: number 2 → 3" in ended.stdout.replace(
        "paper:story", "paper:/s"
    )
    assert f"10 articles compared; tampered with by {TWO}" in ended.stdout
    assert ended.stdout.count("→") == 1
    assert f"paper:{PATHS[4]} is https://{ORIGIN}{PATHS[4]}" in ended.stdout


def test_a_finding_is_told_to_programs_and_by_why(tmp_path: Path) -> None:
    """Who differs, from whom, in what, what it counts for, and when it was settled."""
    press = Press(tmp_path)
    with press.zoo:
        press.ingests()
        press.zoo.routes[TWO, PATHS[9]] = tampered(PATHS[9])
        (found,) = [
            one
            for one in json.loads(diff(press, tmp_path, "--articles", "1", "--json").stdout)
            if one["is_alone"]
        ]
        told = types(press, tmp_path, "why", f"https://{ONE}{PATHS[9]}").stdout
        for host in (ORIGIN, ONE):
            press.zoo.routes[host, PATHS[9]] = tampered(PATHS[9])
        diff(press, tmp_path, "--articles", "1")
        settled = types(press, tmp_path, "why", f"paper:{PATHS[9]}").stdout
    assert (found["host"], found["kind"], found["is_tampering"]) == (TWO, "edited", True)
    assert found["changes"][0]["theirs"] == "3"
    line = f"{TWO} edited against {ORIGIN}: number 2 became 3 in “"
    line = f"2026-08-20T13:00:00  finding      {line}"
    assert line in told
    assert "(tampering: others agree against it)" in told
    assert "(settled 2026-08-20T13:00:00Z: others tell the same)" in settled


def test_two_hosts_that_differ_are_left_undecided(tmp_path: Path) -> None:
    """Nobody knows which of them lies: it is said so, and nobody is convicted."""
    press = Press(tmp_path, names=(ORIGIN, ONE))
    with press.zoo:
        press.ingests()
        press.prints(ONE, tampered)
        ended = diff(press, tmp_path, "--articles", "3")
        assert distrusted(press.room(LATER), ["paper"]) == set()
    assert ended.returncode == 0
    assert "3 differ without a majority: undecided" in ended.stdout


def test_a_host_that_stands_alone_twice_loses_its_voice(tmp_path: Path) -> None:
    """It is distrusted until a person approves it, again and again where it lies again."""
    press = Press(tmp_path)
    with press.zoo:
        press.ingests()
        press.prints(TWO, tampered)
        assert diff(press, tmp_path).returncode == 1
        for n_hours in (2, 3):
            room = press.room(n_hours * LATER)
            outlet = room.registry.outlet("paper")
            mirrors.compare_hosts(room, outlet, recent_articles(room, outlet, 3))
            assert distrusted(room, ["paper"]) == {("paper", TWO)}
            mirrors.decide(room, outlet, TWO, Answer.APPROVED, by="ada", via="test")
            assert distrusted(room, ["paper"]) == set()
            assert room.store.mutes(["paper"]) == []


def test_a_seized_host_of_the_file_gets_its_voice_back_from_a_person(tmp_path: Path) -> None:
    """It stays the file's, is not exported, and a host that nobody named cannot be approved."""
    press = Press(tmp_path)
    with press.zoo:
        room = press.room()
        outlet = room.registry.outlet("paper")
        mute = Mute(
            outlet_id="paper",
            host=ORIGIN,
            reason=Reason.SEIZED,
            detail="",
            muted_at=room.clock(),
        )
        room.store.mute(mute)
        for _ in range(2):
            mirrors.decide(room, outlet, ORIGIN, Answer.APPROVED, by="ada", via="test")
        assert room.store.mutes(["paper"]) == []
        assert len(room.store.decisions("paper")) == 1
        after = press.room().registry.outlet("paper")
        assert [host.host for host in after.hosts] == list(HOSTS)
        with pytest.raises(BadInputError, match="was never proposed"):
            mirrors.decide(room, outlet, NEW, Answer.APPROVED, by="ada", via="test")
