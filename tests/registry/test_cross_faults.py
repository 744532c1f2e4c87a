"""Facts about directories of outlet files: what may not stand in two of them, and desks."""

from pathlib import Path

import pytest
from tests.registry.files import RIGHT, faults_in, without

from wireroom.adapters.outlets import load_registry
from wireroom.errors import Fault, RegistryError

OTHER = RIGHT.replace("id: daily", "id: other")
PROXIED = "  - {{host: proxy.test, role: mirror, rewrite: {{prefix: {}}}}}\n"


def proxied(text: str, prefix: str) -> str:
    """The file with a mirror behind proxy.test at `prefix` ("" for none)."""
    line = PROXIED.format(f"'{prefix}'")
    return text.replace("feeds:\n", line + "feeds:\n")


def test_host_of_two_outlets_is_a_fault(tmp_path: Path) -> None:
    """Two outlets may not claim one host, ``www.`` or not: its articles would have two owners."""
    files = {"daily.yaml": RIGHT, "other.yaml": OTHER.replace("www.daily", "daily")}
    assert faults_in(tmp_path, files) == (
        Fault(
            file="other.yaml",
            key="hosts[0].host",
            problem="daily.test is also a host in daily.yaml",
            fix="leave it in the outlet it belongs to",
        ),
    )


def test_one_proxy_may_serve_two_outlets_under_two_prefixes(tmp_path: Path) -> None:
    """A proxy that tells outlets apart by path prefix may stand in both their files."""
    elsewhere = OTHER.replace("www.daily", "www.other")
    (tmp_path / "daily.yaml").write_text(proxied(RIGHT, "/www.daily.test"))
    (tmp_path / "other.yaml").write_text(proxied(elsewhere, "/www.other.test"))
    assert [outlet.id for outlet in load_registry(tmp_path).outlets] == ["daily", "other"]


SHARED = {
    "same prefix": ("/a", "/a"),
    "no prefix in the first": ("", "/a"),
    "no prefix in the second": ("/a", ""),
    "one prefix inside the other": ("/a", "/a/b"),
    "one prefix around the other": ("/a/b", "/a"),
}


@pytest.mark.parametrize(("one", "two"), SHARED.values(), ids=SHARED)
def test_proxy_that_cannot_tell_outlets_apart_is_a_fault(
    tmp_path: Path, one: str, two: str
) -> None:
    """One host in two outlets needs a prefix in each, and neither may hold the other."""
    elsewhere = OTHER.replace("www.daily", "www.other")
    files = {"daily.yaml": proxied(RIGHT, one), "other.yaml": proxied(elsewhere, two)}
    assert faults_in(tmp_path, files) == (
        Fault(
            file="other.yaml",
            key="hosts[1].host",
            problem="proxy.test is also a host in daily.yaml",
            fix="leave it in the outlet it belongs to, or give it a rewrite prefix of its own"
            " in each",
        ),
    )


def test_third_outlet_is_compared_with_both_others(tmp_path: Path) -> None:
    """A prefix that the second outlet of a proxy has already is a fault of the third."""
    files = {
        f"{name}.yaml": proxied(
            RIGHT.replace("id: daily", f"id: {name}").replace("www.daily", f"www.{name}"), prefix
        )
        for name, prefix in {"one": "/one", "three": "/three", "two": "/three"}.items()
    }
    assert [(f.file, f.problem) for f in faults_in(tmp_path, files)] == [
        ("two.yaml", "proxy.test is also a host in three.yaml")
    ]


def test_one_id_in_two_files_is_a_fault(tmp_path: Path) -> None:
    """The second file with an id is told both that it is taken and what to call it."""
    files = {"daily.yaml": RIGHT, "other.yaml": RIGHT.replace("www.daily", "www.other")}
    assert [(f.file, f.key, f.problem) for f in faults_in(tmp_path, files)] == [
        ("other.yaml", "id", "'daily' is not the file's name"),
        ("other.yaml", "id", "'daily' is also the id in daily.yaml"),
    ]


DESKS: dict[str, tuple[str, str, str]] = {
    "outlet on no desk": ("desks: [{id: sports}]", "desk", "'news' is no desk"),
    "desk twice": ("desks: [{id: news}, {id: news}]", "desks[1]", "the desk 'news' stands twice"),
    "no desks": ("desks: []", "desks", "is empty"),
    "misspelt key": (
        "desks: [{id: news, shedule: '@daily'}]", "desks[0].shedule", "is not a known key",
    ),
    "four fields": (
        "desks: [{id: news, schedule: '* * * *'}]",
        "desks[0].schedule", "'* * * *' has 4 fields, not 5",
    ),
    "61st minute": (
        "desks: [{id: news, schedule: '61 * * * *'}]", "desks[0].schedule", "'61' is no cron field",
    ),
    "every zeroth": (
        "desks: [{id: news, schedule: '*/0 * * * *'}]",
        "desks[0].schedule", "'*/0' is no cron field",
    ),
    "unknown preset": (
        "desks: [{id: news, schedule: '@sometimes'}]",
        "desks[0].schedule", "'@sometimes' is no preset",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "key", "problem"), DESKS.values(), ids=DESKS)
def test_wrong_desks_are_told(tmp_path: Path, text: str, key: str, problem: str) -> None:
    """A wrong desks.yaml, or an outlet on a desk that is not in it, is one fault with a fix."""
    (fault,) = faults_in(tmp_path, {"daily.yaml": RIGHT, "desks.yaml": text})
    file = "daily.yaml" if key == "desk" else "desks.yaml"
    assert (fault.file, fault.key, fault.problem) == (file, key, problem)
    assert fault.fix


SCHEDULES = ("@hourly", "*/15 * * * *", "0 6-22/2 * * mon-fri", "5,35 0 1 jan,jul 7")


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_right_schedule_is_taken(tmp_path: Path, schedule: str) -> None:
    """Presets and the crontab forms of steps, ranges, lists and names are schedules."""
    (tmp_path / "daily.yaml").write_text(RIGHT)
    (tmp_path / "desks.yaml").write_text(f"desks: [{{id: news, schedule: '{schedule}'}}]")
    assert load_registry(tmp_path).desks[0].schedule == schedule


def test_every_fault_of_every_file_is_in_one_error(tmp_path: Path) -> None:
    """Nothing is told one at a time: all faults of all files come in one error, file by file."""
    files: dict[str, str | bytes] = {
        "daily.yaml": without("name").replace("Europe/London", "Mars/Base"),
        "other.yaml": "[",
        "third.yaml": RIGHT.replace("id: daily", "id: tierce"),
        "desks.yaml": "desks: [{id: news, schedule: never}]",
    }
    faults = faults_in(tmp_path, files)
    assert [(fault.file, fault.key) for fault in faults] == [
        ("daily.yaml", "name"),
        ("daily.yaml", "timezone"),
        ("other.yaml", "line 1, column 2"),
        ("third.yaml", "id"),
        ("desks.yaml", "desks[0].schedule"),
    ]
    text = str(RegistryError(faults))
    assert text.splitlines()[0] == "daily.yaml: name: is missing. Fix: add it"
    assert len(text.splitlines()) == len(faults)


def test_directory_without_outlets_is_a_fault(tmp_path: Path) -> None:
    """An empty folder is a finding, not an empty registry."""
    (fault,) = faults_in(tmp_path, {"README.md": "# outlets"})
    assert (fault.problem, fault.fix) == ("has no outlet file", "add an <id>.yaml")


def test_missing_directory_is_a_fault(tmp_path: Path) -> None:
    """A path that is no folder is named with the fix."""
    with pytest.raises(
        RegistryError, match=r"nowhere: is no directory\. Fix: name the outlets' folder"
    ):
        load_registry(tmp_path / "nowhere")


def test_unreadable_file_is_a_fault(tmp_path: Path) -> None:
    """A file that cannot be opened is told like any other fault."""
    (tmp_path / "daily.yaml").mkdir()
    (fault,) = faults_in(tmp_path, {})
    assert fault == Fault(
        file="daily.yaml",
        key="",
        problem="cannot be read (Is a directory)",
        fix="make it a readable file",
    )
