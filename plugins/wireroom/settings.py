"""Deployment settings from WIREROOM_* variables, built once at the edge and passed down.

WIREROOM_HOME        where state, warehouse and archive lie      (~/.wireroom)
WIREROOM_OUTLETS     directory of outlet files                   (the shipped dags/outlets)
WIREROOM_WAREHOUSE   database URL                    (sqlite:///<home>/wireroom.sqlite)
WIREROOM_ARCHIVE     path or fsspec URL of the raw archive       (<home>/archive)
WIREROOM_CONNECT_TO  host:port:address:port,... as curl's --connect-to; ``*.zoo.test`` is a
                     wildcard, ``@file`` a list; the only way to a loopback address
WIREROOM_CA_BUNDLE   PEM file of the authorities to trust        (the system's)
WIREROOM_USER_AGENT  who we say we are, with a contact
WIREROOM_VANTAGE     where this machine stands, in a word; health is kept apart by it (direct)
WIREROOM_WORKERS     extraction processes                        (one per core, at most 4)
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wireroom.errors import SettingsError

PREFIX = "WIREROOM_"
DEFAULT_USER_AGENT = "wireroom/0.1 (news archive; set WIREROOM_USER_AGENT to name a contact)"
_N_FIELDS = 4  # host, port, address, port
_MAX_PORT = 65_535


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
class Settings:
    """Where things lie and how we present ourselves."""

    home: Path
    outlets: Path
    warehouse: str
    archive: str
    connect_to: tuple[ConnectTo, ...] = ()
    ca_bundle: Path | None = None
    user_agent: str = DEFAULT_USER_AGENT
    n_workers: int = 2
    vantage: str = "direct"

    def vantage_of(self, outlet_id: str, host: str) -> str:  # noqa: ARG002 - a proxy may differ by them
        """From where the host of the outlet is seen."""
        return self.vantage


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
        vantage=_vantage(given.get("VANTAGE", "direct")),
    )


def parse_connect_to(text: str) -> tuple[ConnectTo, ...]:
    """The mappings of WIREROOM_CONNECT_TO; SettingsError at the first that cannot be read."""
    if text.startswith("@"):
        lines = _text_of(Path(text[1:]).expanduser(), PREFIX + "CONNECT_TO").splitlines()
        text = ",".join(line.split("#", 1)[0].strip() for line in lines)
    return tuple(_mapping(part.strip()) for part in text.split(",") if part.strip())


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


def _vantage(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9_-]{1,32}", value):
        raise SettingsError(
            PREFIX + "VANTAGE", f"cannot use {value!r}", "write a short name such as berlin-1"
        )
    return value


def _workers(value: str | None) -> int:
    if value is None:
        return min(4, os.cpu_count() or 1)
    if not value.isdecimal() or int(value) < 1:
        raise SettingsError(PREFIX + "WORKERS", f"{value!r} is not a number", "write 1 or more")
    return int(value)
