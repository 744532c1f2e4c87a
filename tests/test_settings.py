"""Facts about settings: where they come from, and what is said of a wrong one."""

import os
from pathlib import Path

import pytest

from wireroom.errors import SettingsError
from wireroom.settings import DEFAULT_USER_AGENT, ConnectTo, from_environment, parse_connect_to

SHIPPED = Path("/shipped/outlets")


def test_empty_environment_gives_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing set: all under ~/.wireroom, the shipped outlets, nothing mapped."""
    monkeypatch.setenv("HOME", "/home/desk")
    found = from_environment({}, shipped_outlets=SHIPPED)
    assert (found.home, found.outlets) == (Path("/home/desk/.wireroom"), SHIPPED)
    assert found.warehouse == "sqlite:////home/desk/.wireroom/wireroom.sqlite"
    assert found.archive == "/home/desk/.wireroom/archive"
    assert (found.connect_to, found.ca_bundle) == ((), None)
    assert found.user_agent == DEFAULT_USER_AGENT
    assert 1 <= found.n_workers <= 4


def test_every_setting_is_read(tmp_path: Path) -> None:
    """Each variable lands in its field; others of the environment do not matter."""
    bundle = tmp_path / "ca.pem"
    bundle.write_text("-")
    found = from_environment(
        {
            "WIREROOM_HOME": str(tmp_path),
            "WIREROOM_OUTLETS": str(tmp_path / "outlets"),
            "WIREROOM_WAREHOUSE": "sqlite:////data/w.sqlite",
            "WIREROOM_ARCHIVE": "s3://bucket/archive",
            "WIREROOM_CONNECT_TO": "h.test:443:127.0.0.1:8443",
            "WIREROOM_CA_BUNDLE": str(bundle),
            "WIREROOM_USER_AGENT": "desk/1 (desk@h.test)",
            "WIREROOM_WORKERS": "3",
            "PATH": "/bin",
        },
        shipped_outlets=SHIPPED,
    )
    assert (found.home, found.outlets) == (tmp_path, tmp_path / "outlets")
    assert (found.warehouse, found.archive) == ("sqlite:////data/w.sqlite", "s3://bucket/archive")
    assert [mapping.to_port for mapping in found.connect_to] == [8443]
    assert (found.ca_bundle, found.user_agent) == (bundle, "desk/1 (desk@h.test)")
    assert found.n_workers == 3


def test_empty_variable_is_as_none() -> None:
    """A variable set to nothing (as compose files do) leaves the default."""
    found = from_environment(
        {"WIREROOM_USER_AGENT": "", "WIREROOM_WORKERS": ""}, shipped_outlets=SHIPPED
    )
    assert found.user_agent == DEFAULT_USER_AGENT


def test_home_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative home means the same whatever directory a worker runs in."""
    monkeypatch.chdir(tmp_path)
    found = from_environment({"WIREROOM_HOME": "room"}, shipped_outlets=SHIPPED)
    assert found.home == Path(os.getcwd()) / "room"  # noqa: PTH109 - the very directory


def mapping(host: str, port: int | None, address: str, to_port: int) -> ConnectTo:
    """One mapping."""
    return ConnectTo(host=host, port=port, address=address, to_port=to_port)


MAPPINGS: dict[str, tuple[str, tuple[ConnectTo, ...]]] = {
    "none": ("", ()),
    "one": ("h.test:443:127.0.0.1:8443", (mapping("h.test", 443, "127.0.0.1", 8443),)),
    "two, spaced": (
        " h.test:443:127.0.0.1:8443 , m.test:80:127.0.0.1:8080,",
        (mapping("h.test", 443, "127.0.0.1", 8443), mapping("m.test", 80, "127.0.0.1", 8080)),
    ),
    "wildcard": ("*.Zoo.test:443:127.0.0.1:8443", (mapping("*.zoo.test", 443, "127.0.0.1", 8443),)),
    "any host": (":443:127.0.0.1:8443", (mapping("", 443, "127.0.0.1", 8443),)),
    "any port": ("h.test::127.0.0.1:8443", (mapping("h.test", None, "127.0.0.1", 8443),)),
    "IPv6": ("h.test:443:[::1]:8443", (mapping("h.test", 443, "::1", 8443),)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MAPPINGS.values(), ids=MAPPINGS)
def test_connect_to_is_read_as_curl_does(text: str, expected: tuple[ConnectTo, ...]) -> None:
    """host:port:address:port, comma apart; an empty host or port means any."""
    assert parse_connect_to(text) == expected


def test_connect_to_is_read_from_a_file(tmp_path: Path) -> None:
    """``@file`` holds a mapping a line; comments and empty lines do not count."""
    path = tmp_path / "hosts"
    path.write_text("# the zoo\n*.zoo.test:443:127.0.0.1:8443\n\nh.test:80:127.0.0.1:80 # plain\n")
    assert [m.host for m in parse_connect_to(f"@{path}")] == ["*.zoo.test", "h.test"]


MATCHES: dict[str, tuple[str, str, int, bool]] = {
    "same": ("h.test:443:127.0.0.1:1", "h.test", 443, True),
    "capitals": ("h.test:443:127.0.0.1:1", "H.Test", 443, True),
    "other port": ("h.test:443:127.0.0.1:1", "h.test", 80, False),
    "other host": ("h.test:443:127.0.0.1:1", "www.h.test", 443, False),
    "any port": ("h.test::127.0.0.1:1", "h.test", 80, True),
    "any host": (":443:127.0.0.1:1", "else.test", 443, True),
    "wildcard": ("*.h.test:443:127.0.0.1:1", "www.h.test", 443, True),
    "wildcard, two levels": ("*.h.test:443:127.0.0.1:1", "a.b.h.test", 443, True),
    "wildcard is not its parent": ("*.h.test:443:127.0.0.1:1", "h.test", 443, False),
    "wildcard needs its dot": ("*.h.test:443:127.0.0.1:1", "evilh.test", 443, False),
}


@pytest.mark.parametrize(("text", "host", "port", "is_match"), MATCHES.values(), ids=MATCHES)
def test_mapping_matches_its_connections_only(
    text: str, host: str, port: int, is_match: bool
) -> None:
    """A mapping leads to loopback, so it may match no other host or port."""
    (found,) = parse_connect_to(text)
    assert found.matches(host, port) is is_match


WRONG: dict[str, tuple[str, str, str]] = {
    "too few fields": ("CONNECT_TO", "h.test:443:127.0.0.1", "cannot read 'h.test:443:127.0.0.1'"),
    "too many fields": ("CONNECT_TO", "h.test:443:::1:8443", "cannot read 'h.test:443:::1:8443'"),
    "no address": ("CONNECT_TO", "h.test:443::8443", "cannot read 'h.test:443::8443'"),
    "no target port": ("CONNECT_TO", "h.test:443:127.0.0.1:", "cannot read"),
    "port in words": ("CONNECT_TO", "h.test:https:127.0.0.1:1", "'https' in .* is not a port"),
    "port 0": ("CONNECT_TO", "h.test:443:127.0.0.1:0", "'0' in .* is not a port"),
    "port too high": ("CONNECT_TO", "h.test:443:127.0.0.1:70000", "'70000' in .* is not a port"),
    "one of two": ("CONNECT_TO", "h.test:443:127.0.0.1:1,what", "cannot read 'what'"),
    "no such file": ("CONNECT_TO", "@/no/such/file", "cannot read /no/such/file"),
    "a file with no name": ("CONNECT_TO", "@", r"cannot read \."),
    "no such bundle": ("CA_BUNDLE", "/no/such.pem", "no file at /no/such.pem"),
    "workers in words": ("WORKERS", "many", "'many' is not a number"),
    "no workers": ("WORKERS", "0", "'0' is not a number"),
    "half a worker": ("WORKERS", "1.5", "'1.5' is not a number"),
}


@pytest.mark.parametrize(("name", "value", "problem"), WRONG.values(), ids=WRONG)
def test_wrong_setting_is_named_with_its_fix(name: str, value: str, problem: str) -> None:
    """A wrong value names its variable, the problem and the fix."""
    with pytest.raises(SettingsError, match=rf"^WIREROOM_{name}: {problem}.*\. Fix: \w+"):
        from_environment({f"WIREROOM_{name}": value}, shipped_outlets=SHIPPED)


def test_file_of_mappings_must_be_text(tmp_path: Path) -> None:
    """A file of other bytes is told, not half read."""
    path = tmp_path / "hosts"
    path.write_bytes(b"\xff\xfeh\x00")
    with pytest.raises(SettingsError, match="name a UTF-8 text file"):
        parse_connect_to(f"@{path}")
