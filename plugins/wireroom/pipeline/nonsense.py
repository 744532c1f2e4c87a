"""What a host answers to a path that cannot exist: asked when a page is doubtful, then remembered.

One request per host; a sane answer is believed for minutes only, as a host may start to lie.
"""

import threading
from datetime import timedelta

from wireroom.model import Capability, Fetched, Nonsense, Route
from wireroom.pipeline.request import request_to
from wireroom.pipeline.wiring import Room
from wireroom.registry import Outlet
from wireroom.stages.fetch import Sketch, nonsense_path, sketch
from wireroom.urls import join, path_of

SANE_FOR, INSANE_FOR = timedelta(minutes=10), timedelta(days=1)
_ASKING = threading.Lock()


def nonsense_of(room: Room, outlet: Outlet, route: Route) -> Sketch | None:
    """The sketch of what the host says to nonsense; None where it rightly refuses, or fails."""
    vantage = room.settings.vantage_of(outlet.id, route.host)
    with _ASKING:  # one thread asks and the others find the answer
        known = room.store.nonsense(route.host, vantage)
        if known is None or known.expires_at <= room.clock():
            known = _asked(room, outlet, route, vantage)
            room.store.save_nonsense(known)
    return Sketch.from_text(known.sketch) if known.sketch else None


def _asked(room: Room, outlet: Outlet, route: Route, vantage: str) -> Nonsense:
    now = room.clock()
    url = join(route.url, nonsense_path(path_of(route.url), now.isoformat()))
    outcome = room.web.get(
        request_to(room, outlet, Capability.ARTICLE, Route(url=url, host=route.host))
    )
    told = sketch(outcome.exchange.body).as_text() if isinstance(outcome, Fetched) else ""
    return Nonsense(
        host=route.host,
        vantage=vantage,
        sketch=told,
        asked_at=now,
        expires_at=now + (INSANE_FOR if told else SANE_FOR),
    )
