"""What is asked of an outlet's host: politely, within its own hosts, through its proxy."""

from typing import Any

from wireroom.model import Capability, Request, Route
from wireroom.pipeline.wiring import Room
from wireroom.registry import Outlet
from wireroom.stages.resolve import own_hosts


def request_to(
    room: Room,
    outlet: Outlet,
    capability: Capability,
    route: Route,
    **more: Any,  # noqa: ANN401 - Request's own fields
) -> Request:
    """The request for `route`; `more` are fields of Request that differ from the outlet's."""
    return Request(
        **{
            "url": route.url,
            "own_hosts": own_hosts(outlet, capability, route),
            "delay_s": outlet.politeness.delay_s,
            "max_bytes": outlet.politeness.max_bytes,
            "proxy": room.settings.proxy_for(outlet.id, route.host),
            **more,
        }
    )
