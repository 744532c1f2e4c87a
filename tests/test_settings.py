"""Facts about settings: where they come from, and what is said of a wrong one."""

import os
from pathlib import Path

import pytest

from wireroom.errors import SettingsError
from wireroom.settings import (
    DEFAULT_USER_AGENT,
    ConnectTo,
    Proxy,
    Settings,
    from_environment,
    parse_connect_to,
    parse_proxy,
)

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
    assert (found.vantage, found.proxies, found.request_s) == ("direct", (), 60.0)
    assert found.answer_s == 3 * 24 * 3600


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
            "WIREROOM_VANTAGE": "berlin-1",
            "WIREROOM_REQUEST_S": "12.5",
            "WIREROOM_ANSWER_S": "86400",
            "WIREROOM_PROXIES": "presstv=socks5h://127.0.0.1:9050",
            "PATH": "/bin",
        },
        shipped_outlets=SHIPPED,
    )
    assert (found.home, found.outlets) == (tmp_path, tmp_path / "outlets")
    assert (found.warehouse, found.archive) == ("sqlite:////data/w.sqlite", "s3://bucket/archive")
    assert [mapping.to_port for mapping in found.connect_to] == [8443]
    assert (found.ca_bundle, found.user_agent) == (bundle, "desk/1 (desk@h.test)")
    assert found.n_workers == 3
    assert (found.vantage, found.request_s, found.answer_s) == ("berlin-1", 12.5, 86_400)
    assert [rule.key for rule in found.proxies] == ["presstv"]


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
    "a vantage with a dot": ("VANTAGE", "berlin.1", "cannot use 'berlin.1'"),
    "a vantage in capitals": ("VANTAGE", "Berlin", "cannot use 'Berlin'"),
    "a vantage too long": ("VANTAGE", "b" * 33, "cannot use 'b"),
    "no time at all": ("REQUEST_S", "0", "'0' is no number of seconds from 1 to 600"),
    "too much time": ("REQUEST_S", "601", "'601' is no number of seconds"),
    "endless time": ("REQUEST_S", "inf", "'inf' is no number of seconds"),
    "time in words": ("REQUEST_S", "one", "'one' is no number of seconds"),
    "an answer at once": ("ANSWER_S", "0", "'0' is no number of seconds from 1 to 2592000"),
    "an answer in a year": ("ANSWER_S", "31536000", "'31536000' is no number of seconds"),
    "days for seconds": ("ANSWER_S", "3d", "'3d' is no number of seconds"),
    "time with a unit": ("REQUEST_S", "60s", "'60s' is no number of seconds"),
    "names resolved here": (
        "PROXIES", "a=socks5://h:1", "the value of a is a socks5:// URL, not socks5h://",
    ),
    "a web proxy": (
        "PROXIES", "a=http://h:1", "the value of a is a http:// URL, not socks5h://",
    ),
    "a proxy without scheme": ("PROXIES", "a=127.0.0.1:9050", "the value of a is no proxy URL"),
    "a proxy without port": ("PROXIES", "a=socks5h://tor", "the value of a is no proxy URL"),
    "a proxy at port 0": ("PROXIES", "a=socks5h://tor:0", "the value of a has the port 0"),
    "a proxy past the ports": (
        "PROXIES", "a=socks5h://tor:65536", "the value of a has the port 65536",
    ),
    "a user without password": ("PROXIES", "a=socks5h://u@h:1", "the value of a is no proxy URL"),
    "a proxy for nobody": ("PROXIES", "socks5h://tor:9050", "entry 1 names nobody"),
    "a second proxy for nobody": ("PROXIES", "a=direct,=direct", "entry 2 names nobody"),
    "one key twice": (
        "PROXIES", "www.a.test=direct,A.test=direct", "a.test stands twice",
    ),
    "a key that is neither": ("PROXIES", "a b=direct", "'a b' is no outlet and no host"),
}  # fmt: skip


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


def with_proxies(text: str, **others: str) -> Settings:
    """Settings that ask through these proxies."""
    given = {"PROXIES": text, **others}
    return from_environment(
        {f"WIREROOM_{name}": value for name, value in given.items()}, shipped_outlets=SHIPPED
    )


RULES = (
    "presstv=socks5h://outlet:1080, *.onion=socks5h://tor:9050, *.deep.onion=socks5h://deep:9050,"
    " www.presstv.ir=socks5h://host:1080, bare.test=direct, isna=direct, *.пример.test=socks5h://i:1"
)
CHOICES: dict[str, tuple[str, str, str | None]] = {
    "an outlet": ("presstv", "www.presstv.tv", "socks5h://outlet:1080"),
    "another outlet": ("bbc", "www.bbc.com", None),
    "a host before its outlet": ("presstv", "www.presstv.ir", "socks5h://host:1080"),
    "a host without www": ("presstv", "presstv.ir", "socks5h://host:1080"),
    "a host with a port": ("bbc", "www.presstv.ir:8080", "socks5h://host:1080"),
    "a host in capitals": ("bbc", "WWW.PressTV.ir", "socks5h://host:1080"),
    "a wildcard": ("bbc", "abc.onion", "socks5h://tor:9050"),
    "a wildcard before an outlet": ("presstv", "abc.onion", "socks5h://tor:9050"),
    "the longest wildcard": ("bbc", "a.deep.onion", "socks5h://deep:9050"),
    "a wildcard is not its parent": ("bbc", "deep.onion", "socks5h://tor:9050"),
    "a wildcard needs its dot": ("bbc", "www.fonion", None),
    "direct turns an outlet's proxy off": ("presstv", "bare.test", None),
    "direct for an outlet, not for a wildcard": ("isna", "abc.onion", "socks5h://tor:9050"),
    "a name in another script": ("bbc", "www.xn--e1afmkfd.test", "socks5h://i:1"),
    "an address": ("bbc", "[2606:2800::1]", None),
}


@pytest.mark.parametrize(("outlet_id", "host", "url"), CHOICES.values(), ids=CHOICES)
def test_proxy_is_chosen_by_the_closest_rule(outlet_id: str, host: str, url: str | None) -> None:
    """A host goes before a wildcard, the longest wildcard before others, all before an outlet."""
    assert with_proxies(RULES).proxy_for(outlet_id, host) == url


PROXY_URLS: dict[str, tuple[str, Proxy, str]] = {
    "a name": ("socks5h://tor:9050", Proxy(host="tor", port=9050), "tor:9050"),
    "an IPv6 address": ("socks5h://[::1]:9050", Proxy(host="::1", port=9050), "[::1]:9050"),
    "with credentials": (
        "socks5h://desk:p%40ss%2Cword@tor:9050",
        Proxy(host="tor", port=9050, username="desk", password="p@ss,word"), "tor:9050",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("url", "proxy", "place"), PROXY_URLS.values(), ids=PROXY_URLS)
def test_proxy_url_is_read_whole(url: str, proxy: Proxy, place: str) -> None:
    """Host, port and percent-escaped credentials; the place is what may be shown of it."""
    assert parse_proxy(url) == proxy
    assert parse_proxy(url).place == place


SECRETS = {
    "good": "presstv=socks5h://desk:hunter2@tor:9050",
    "wrong scheme": "presstv=http://desk:hunter2@tor:9050",
    "wrong port": "presstv=socks5h://desk:hunter2@tor:99999",
    "wrong host": "presstv=socks5h://desk:hunter2@",
    "scheme with capitals": "presstv=SOCKS5://desk:hunter2@tor:1",
    "no scheme": "presstv=desk:hunter2@tor:9050",
    "no key": "socks5h://desk:hunter2@tor:9050",
    "no key, an equals sign": "socks5h://desk:=hunter2@tor:9050",
    "no key and no scheme": "desk:hunter2@tor=9050",
    "a comma in the password": "presstv=socks5h://desk:x,hunter2@tor:9050",
    "too long": f"presstv=socks5h://desk:{'hunter2' * 19}@tor:9050",
}


@pytest.mark.parametrize("text", SECRETS.values(), ids=SECRETS)
def test_credentials_of_a_proxy_are_never_shown(text: str) -> None:
    """Neither a setting that is taken nor one that is refused shows a password."""
    try:
        found = with_proxies(text)
    except SettingsError as error:
        shown = [str(error), repr(error), repr(error.__cause__)]
    else:
        shown = [repr(found), repr(parse_proxy(found.proxies[0].url or "")), str(found)]
        shown.append(found.vantage_of("presstv", "www.presstv.ir"))
    assert "hunter2" not in " ".join(shown)


def test_vantage_names_the_machine_and_its_proxy() -> None:
    """What is seen through a proxy is seen from elsewhere: its place stands with the name."""
    found = with_proxies("*.onion=socks5h://desk:hunter2@tor:9050", VANTAGE="berlin-1")
    assert found.vantage_of("bbc", "www.bbc.com") == "berlin-1"
    assert found.vantage_of("bbc", "abc.onion") == "berlin-1+tor:9050"
