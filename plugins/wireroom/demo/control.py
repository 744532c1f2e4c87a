"""The demo's control desk: moves time and makes failures, asked over the plain port.

Only for host `control.newsroom.test`: `/at?T=2026-08-18T12:00:00Z`, `/heal`, `/kill?host=`,
`/revive?host=`, `/break-tls?host=`, `/seize?host=`, `/requests`. Answers in JSON.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from wireroom.demo.houses import ALL_HOSTS
from wireroom.demo.world import Ask, Reply, World
from wireroom.errors import BadInputError


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
    faults = world.faults
    by_host: Mapping[str, Callable[[str], None]] = {
        "/kill": faults.kill,
        "/revive": faults.revive,
        "/break-tls": faults.break_tls,
        "/seize": faults.seize,
    }
    if path == "/requests":
        return [asdict(served) for served in world.requests]
    if path == "/at":
        if "T" in query:
            world.set_at(instant_from(query["T"]))
    elif path == "/heal":
        faults.heal()
    elif path in by_host:
        by_host[path](_known_host(query.get("host", "")))
    else:
        raise BadInputError(path, "is no control", "use /at /heal /requests " + " ".join(by_host))
    return {"at": world.at.isoformat()}


def _known_host(host: str) -> str:
    if host not in ALL_HOSTS:
        raise BadInputError(repr(host), "is no host of the demo", f"use one of {ALL_HOSTS}")
    return host


def _json(told: object, status: HTTPStatus) -> Reply:
    content = json.dumps(told).encode() + b"\n"
    return Reply(status=status, content=content, headers={"Content-Type": "application/json"})
