"""The demo's control desk: moves time and makes failures, asked over the plain port.

Only for host `control.newsroom.test`: `/at?T=2026-08-18T12:00:00Z`, `/heal`, `/kill?host=`,
`/revive?host=`, `/break-tls?host=`, `/seize?host=`, `/lie?host=&kind=`, `/move?host=&target=`,
`/announce?host=&form=&candidates=A,B`, `/hush?host=`, `/requests`.
`/kill`, `/seize` and `/lie` take `after=`. Answers in JSON.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit

from wireroom.demo.hostile import Kind
from wireroom.demo.web import Ask, Reply
from wireroom.demo.world import World
from wireroom.errors import BadInputError

_Query = Mapping[str, str]


def instant_from(text: str) -> datetime:
    """Read an ISO 8601 instant; one without an offset is UTC.

    Raises BadInputError where `text` is no instant.
    """
    try:
        instant = datetime.fromisoformat(text.strip().replace(" ", "+"))
    except ValueError as error:
        fix = "write it like 2026-08-18T12:00:00Z"
        raise BadInputError(repr(text), "is no instant", fix) from error
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def control(world: World, ask: Ask) -> Reply:
    """Do what a request to the control host asks for and say how things stand."""
    parts = urlsplit(ask.target)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    try:
        told = _do(world, parts.path, query)
    except BadInputError as error:
        return _json({"error": str(error)}, HTTPStatus.BAD_REQUEST)
    return _json(told, HTTPStatus.OK)


def _do(world: World, path: str, query: Mapping[str, str]) -> object:
    if path == "/requests":
        return [asdict(served) for served in world.requests]
    if path == "/at":
        if "T" in query:
            world.set_at(instant_from(query["T"]))
    elif path == "/heal":
        world.faults.heal()
    elif path in _BY_HOST:
        _BY_HOST[path](world, _known_host(world, query.get("host", "")), query)
    else:
        raise BadInputError(path, "is no control", "use /at /heal /requests " + " ".join(_BY_HOST))
    return {"at": world.at.isoformat()}


def _announce(world: World, host: str, query: _Query) -> None:
    candidates = [name for name in query.get("candidates", "").split(",") if name]
    if not candidates:
        raise BadInputError("candidates", "names no host", "write candidates=A,B")
    world.announcements.add(host, query.get("form", ""), candidates)


def _move(world: World, host: str, query: _Query) -> None:
    target, status = query.get("target", ""), _number(query, "status", HTTPStatus.MOVED_PERMANENTLY)
    if not target or status not in {301, 302, 303, 307, 308}:
        raise BadInputError("/move", "needs a target and a redirect's status", "write target=HOST")
    world.faults.move(host, target, status)


def _lie(world: World, host: str, query: _Query) -> None:
    world.faults.lie(host, known_kind(query.get("kind", "")), after=_after(query))


_BY_HOST: Mapping[str, Callable[[World, str, _Query], None]] = MappingProxyType(
    {
        "/kill": lambda world, host, query: world.faults.kill(host, after=_after(query)),
        "/seize": lambda world, host, query: world.faults.seize(host, after=_after(query)),
        "/lie": _lie,
        "/break-tls": lambda world, host, _query: world.faults.break_tls(host),
        "/revive": lambda world, host, _query: world.faults.revive(host),
        "/move": _move,
        "/announce": _announce,
        "/hush": lambda world, host, _query: world.announcements.clear(host),
    }
)


def known_kind(name: str) -> Kind:
    """Return the hostile kind of that name; BadInputError where there is none."""
    try:
        return Kind(name)
    except ValueError as error:
        fix = f"use one of {', '.join(Kind)}"
        raise BadInputError(repr(name), "is no hostile kind", fix) from error


def _after(query: _Query) -> int:
    return _number(query, "after", 1)


def _number(query: _Query, name: str, otherwise: int) -> int:
    told = query.get(name, str(otherwise))
    if not told.isdecimal():
        raise BadInputError(repr(told), f"is no number for {name}", f"write {name}=10")
    return int(told)


def _known_host(world: World, host: str) -> str:
    if host not in world.hosts:
        raise BadInputError(repr(host), "is no host of the demo", f"use one of {world.hosts}")
    return host


def _json(told: object, status: HTTPStatus) -> Reply:
    content = json.dumps(told).encode() + b"\n"
    return Reply(status=status, content=content, headers={"Content-Type": "application/json"})
