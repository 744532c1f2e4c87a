"""Deployment settings from WIREROOM_* variables, built once at the edge and passed down.

WIREROOM_HOME        where state, warehouse and archive lie      (~/.wireroom)
WIREROOM_OUTLETS     directory of outlet files                   (the shipped dags/outlets)
WIREROOM_WAREHOUSE   ``sqlite:///path`` or ``postgresql://user:password@host/database``
                                                     (sqlite:///<home>/wireroom.sqlite)
WIREROOM_ARCHIVE     path or fsspec URL of the raw archive       (<home>/archive)
WIREROOM_CONNECT_TO  host:port:address:port,... as curl's --connect-to; ``*.zoo.test`` is a
                     wildcard, ``@file`` a list; the only way to a loopback address
WIREROOM_CA_BUNDLE   PEM file of the authorities to trust        (the system's)
WIREROOM_USER_AGENT  who we say we are, with a contact
WIREROOM_PROXIES     who is asked through which SOCKS proxy, ``key=socks5h://[user:password@]host:port``
                     and so on, parted by commas; a key is an outlet's id, a host or ``*.onion``;
                     a host goes before an outlet, ``direct`` as the value asks without a proxy
WIREROOM_MIRROR_LISTS  lists of mirrors, paths or URLs parted by commas  (none)
WIREROOM_VANTAGE     where this machine stands, in a word; health is kept apart by it (direct)
WIREROOM_REQUEST_S   seconds that one request may take over all its hops, 1 to 600    (60)
WIREROOM_ANSWER_S    seconds that a person has to answer whether a host is a mirror, up to 30 days;
                     then it is "not now"                        (three days)
WIREROOM_PUBLISH     warehouses to publish to, parted by commas: duckdb:///path, postgresql://...,
                     dlt:NAME                                    (none)
WIREROOM_WORKERS     extraction processes                        (one per core, at most 4)
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from wireroom.errors import BadInputError, SettingsError
from wireroom.urls import host_key, host_of

PREFIX = "WIREROOM_"
DEFAULT_USER_AGENT = "wireroom/0.1 (news archive; set WIREROOM_USER_AGENT to name a contact)"
_N_FIELDS = 4  # host, port, address, port
_MAX_PORT = 65_535
_PROXIES = PREFIX + "PROXIES"
_DIRECT = "direct"
_PROXY_FORM = "socks5h://host:port"
_PROXY = re.compile(
    r"socks5h://(?:(?P<username>[^:@/]+):(?P<password>[^:@/]+)@)?"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:@/\[\]]+):(?P<port>[0-9]{1,5})/?"
)
_MAX_CREDENTIAL = 127  # bytes; PySocks 1.7.1 writes the length of a longer one wrong
_REQUEST_S = (1.0, 600.0)
ANSWER_S = (1.0, 2_592_000.0)  # thirty days; what nobody answers in a month nobody reads


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectTo:
    """One operator mapping: what asks for `host`:`port` connects to `address`:`to_port`.

    An empty `host` or `port` (None) matches any; a host may start with ``*.``.
    """

    host: str
    port: int | None
    address: str
    to_port: int

    def matches(self, host: str, port: int) -> bool:
        """Whether a connection to `host`:`port` goes where this mapping says."""
        if self.port is not None and self.port != port:
            return False
        if self.host.startswith("*."):
            return host.lower().endswith(self.host[1:])
        return self.host in {"", host.lower()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A SOCKS5 proxy that resolves names itself; its credentials are never shown."""

    host: str
    port: int
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def place(self) -> str:
        """Its host and port, which may be shown."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyRule:
    """Which proxy an outlet's id, a host or a wildcard is asked through; None: without one."""

    key: str
    url: str | None = field(repr=False)

    def fit(self, outlet_id: str, host: str) -> tuple[int, int]:
        """How closely the rule fits: (0, 0) not at all, then outlet, wildcard by length, host."""
        if self.key.startswith("*."):
            return (2, len(self.key)) if host.endswith(self.key[1:]) else (0, 0)
        if "." in self.key:
            return (3, 0) if self.key == host_key(host) else (0, 0)
        return (1, 0) if self.key == outlet_id else (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things lie and how we present ourselves."""

    home: Path
    outlets: Path
    warehouse: str = field(repr=False)  # may hold a password
    archive: str
    connect_to: tuple[ConnectTo, ...] = ()
    ca_bundle: Path | None = None
    user_agent: str = DEFAULT_USER_AGENT
    n_workers: int = 2
    mirror_lists: tuple[str, ...] = ()
    vantage: str = "direct"
    proxies: tuple[ProxyRule, ...] = ()
    request_s: float = 60.0
    answer_s: float = 259_200.0
    publish: tuple[str, ...] = field(default=(), repr=False)  # may hold passwords

    def proxy_for(self, outlet_id: str, host: str) -> str | None:
        """The URL of the proxy to ask the outlet's `host` through; None to ask it directly.

        A rule for the host goes before one for a wildcard (the longest first), that before one
        for the outlet. The URL may hold credentials: show `parse_proxy(url).place` instead.
        """
        if not self.proxies:
            return None
        name = re.sub(r":[0-9]+$", "", host_of(f"https://{host}/"))
        best = max(self.proxies, key=lambda rule: rule.fit(outlet_id, name))
        return best.url if best.fit(outlet_id, name) > (0, 0) else None

    def vantage_of(self, outlet_id: str, host: str) -> str:
        """From where the host of the outlet is seen: this machine, and its proxy for it."""
        proxy = self.proxy_for(outlet_id, host)
        return self.vantage_through(parse_proxy(proxy) if proxy else None)

    def vantage_through(self, proxy: Proxy | None) -> str:
        """From where is seen what is asked through `proxy`; its credentials are no part of it."""
        return f"{self.vantage}+{proxy.place}" if proxy else self.vantage


def from_environment(environment: Mapping[str, str], *, shipped_outlets: Path) -> Settings:
    """Settings from the environment; raises SettingsError naming the variable and the fix."""
    given = {
        k.removeprefix(PREFIX): v for k, v in environment.items() if k.startswith(PREFIX) and v
    }
    home = Path(given.get("HOME", "~/.wireroom")).expanduser().absolute()
    bundle = _existing(given.get("CA_BUNDLE"), PREFIX + "CA_BUNDLE")
    return Settings(
        home=home,
        outlets=Path(given.get("OUTLETS", str(shipped_outlets))).expanduser().absolute(),
        warehouse=given.get("WAREHOUSE", f"sqlite:///{home / 'wireroom.sqlite'}"),
        archive=given.get("ARCHIVE", str(home / "archive")),
        connect_to=parse_connect_to(given.get("CONNECT_TO", "")),
        ca_bundle=bundle,
        user_agent=given.get("USER_AGENT", DEFAULT_USER_AGENT),
        n_workers=_workers(given.get("WORKERS")),
        mirror_lists=_parted(given.get("MIRROR_LISTS", "")),
        vantage=_vantage(given.get("VANTAGE", "direct")),
        proxies=parse_proxies(given.get("PROXIES", "")),
        request_s=_seconds(given.get("REQUEST_S", "60"), "REQUEST_S", _REQUEST_S),
        answer_s=_seconds(given.get("ANSWER_S", "259200"), "ANSWER_S", ANSWER_S),
        publish=_parted(given.get("PUBLISH", "")),
    )


def parse_connect_to(text: str) -> tuple[ConnectTo, ...]:
    """The mappings of WIREROOM_CONNECT_TO; SettingsError at the first that cannot be read."""
    if text.startswith("@"):
        lines = _text_of(Path(text[1:]).expanduser(), PREFIX + "CONNECT_TO").splitlines()
        text = ",".join(line.split("#", 1)[0].strip() for line in lines)
    return tuple(_mapping(part.strip()) for part in text.split(",") if part.strip())


def parse_proxies(text: str) -> tuple[ProxyRule, ...]:
    """The rules of WIREROOM_PROXIES; SettingsError at the first that cannot be read.

    No error shows a value: it may hold a password.
    """
    rules: dict[str, ProxyRule] = {}
    for number, part in enumerate((p for p in text.split(",") if p.strip()), start=1):
        rule = _proxy_rule(part.strip(), number)
        if rule.key in rules:
            raise SettingsError(_PROXIES, f"{rule.key} stands twice", "drop one of the two")
        rules[rule.key] = rule
    return tuple(rules.values())


def parse_proxy(url: str, *, where: str = "the proxy") -> Proxy:
    """The proxy of a ``socks5h://`` URL; SettingsError, which shows no part of it, elsewhere."""
    found = _PROXY.fullmatch(url)
    scheme = re.match(r"[A-Za-z0-9+.-]{1,12}(?=://)", url)
    if scheme and scheme.group() != "socks5h":
        problem = f"{where} is a {scheme.group()}:// URL, not socks5h://"
        fix = f"write {_PROXY_FORM}: the proxy has to resolve the names (the h says so)"
        raise SettingsError(_PROXIES, problem, fix)
    if not found:
        fix = f"write {_PROXY_FORM} or socks5h://user:password@host:port, odd characters as %40"
        raise SettingsError(_PROXIES, f"{where} is no proxy URL", fix)
    username, password = (unquote(found[name] or "") for name in ("username", "password"))
    if max(len(username.encode()), len(password.encode())) > _MAX_CREDENTIAL:
        problem = f"{where} has a user or password of more than {_MAX_CREDENTIAL} bytes"
        raise SettingsError(_PROXIES, problem, "give the proxy a shorter one")
    port = int(found["port"])
    if not 0 < port <= _MAX_PORT:
        raise SettingsError(_PROXIES, f"{where} has the port {port}", "write 1 to 65535")
    return Proxy(host=found["host"].strip("[]"), port=port, username=username, password=password)


def _proxy_rule(part: str, number: int) -> ProxyRule:
    key, equals, value = (piece.strip() for piece in part.partition("="))
    if not equals or not key or "://" in key or "@" in key:
        fix = f"write outlet={_PROXY_FORM} or *.onion={_PROXY_FORM}; commas part the entries"
        raise SettingsError(_PROXIES, f"entry {number} names nobody", fix)
    key = _proxy_key(key)
    if value == _DIRECT:
        return ProxyRule(key=key, url=None)
    parse_proxy(value, where=f"the value of {key}")
    return ProxyRule(key=key, url=value)


def _proxy_key(key: str) -> str:
    """Hosts as they are compared elsewhere; an outlet's id, which has no dot, as it is."""
    star, name = ("*.", key[2:]) if key.startswith("*.") else ("", key)
    if not star and re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,62}", name):
        return name
    try:
        host = host_key(name)
    except BadInputError as error:
        fix = "write an outlet's id, a host as www.example.org, or a wildcard as *.onion"
        raise SettingsError(_PROXIES, f"{key!r} is no outlet and no host", fix) from error
    return star + host


def _mapping(part: str) -> ConnectTo:
    fields = _fields(part)
    if len(fields) != _N_FIELDS or not fields[2] or not fields[3]:
        raise SettingsError(
            PREFIX + "CONNECT_TO",
            f"cannot read {part!r}",
            "write host:port:address:port, e.g. www.outlet.test:443:127.0.0.1:8443",
        )
    host, port, address, to_port = fields
    return ConnectTo(
        host=host.lower(),
        port=_port(port, part) if port else None,
        address=address.strip("[]"),
        to_port=_port(to_port, part),
    )


def _fields(part: str) -> list[str]:
    """Split at colons outside of [brackets], so that IPv6 addresses stay whole."""
    fields, depth = [""], 0
    for character in part:
        depth += {"[": 1, "]": -1}.get(character, 0)
        if character == ":" and not depth:
            fields.append("")
        else:
            fields[-1] += character
    return fields


def _port(text: str, part: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= _MAX_PORT:
        raise SettingsError(
            PREFIX + "CONNECT_TO", f"{text!r} in {part!r} is not a port", "write 1 to 65535"
        )
    return int(text)


def _existing(value: str | None, name: str) -> Path | None:
    if not value:
        return None
    path = Path(value).expanduser()
    if not path.is_file():
        raise SettingsError(name, f"no file at {value}", "give the path of an existing file")
    return path


def _text_of(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(name, f"cannot read {path}", "name a UTF-8 text file") from error


def _parted(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _vantage(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9_-]{1,32}", value):
        raise SettingsError(
            PREFIX + "VANTAGE", f"cannot use {value!r}", "write a short name such as berlin-1"
        )
    return value


def _seconds(value: str, name: str, limits: tuple[float, float]) -> float:
    low, high = limits
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", value) or not low <= float(value) <= high:
        problem = f"{value!r} is no number of seconds from {low:.0f} to {high:.0f}"
        raise SettingsError(PREFIX + name, problem, "write such a number, as 60")
    return float(value)


def _workers(value: str | None) -> int:
    if value is None:
        return min(4, os.cpu_count() or 1)
    if not value.isdecimal() or int(value) < 1:
        raise SettingsError(PREFIX + "WORKERS", f"{value!r} is not a number", "write 1 or more")
    return int(value)
