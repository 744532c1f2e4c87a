"""The demo's web as a function: an `Ask` in, a `Reply` out, or None where the line goes dead.

Holds the simulated instant, the faults, the announcements and the request log. What an honest host
sends is serving.py's, what a bad one sends hostile/'s; sockets and TLS are server.py's.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from http import HTTPStatus
from threading import Lock
from types import MappingProxyType

from wireroom.demo.announcements import Announcements
from wireroom.demo.faults import Faults
from wireroom.demo.feeds import Edition
from wireroom.demo.hostile import (
    DEAD_ORIGIN,
    FAR_HOST,
    HERALD_HOST,
    Kind,
    all_hostile_hosts,
    hostile_house,
    misbehave,
    natures,
)
from wireroom.demo.houses import ALL_HOSTS, WAYBACK_HOST, House, house_at
from wireroom.demo.requestlog import DROPPED, RequestLog, ServedRequest
from wireroom.demo.serving import UNTOUCHED, Touch, edition_of, respelled, serve
from wireroom.demo.wayback import wayback
from wireroom.demo.web import Ask, Reply, moved

_CONDITIONS = ("if-none-match", "if-modified-since")
_NONE_BAD: Mapping[str, Kind] = MappingProxyType({})


class World:
    """Every house's web at one simulated instant; safe to ask from any thread."""

    def __init__(
        self, *, at: datetime, faults: Faults, feed_length: int, is_hostile: bool = False
    ) -> None:
        self.faults = faults
        self.announcements = Announcements()
        self.requests = RequestLog()
        self.hosts = ALL_HOSTS + (all_hostile_hosts() if is_hostile else ())
        self._natures = natures() if is_hostile else _NONE_BAD
        self._feed_length = feed_length
        self._at = at
        self._lock = Lock()
        if is_hostile:
            faults.kill(DEAD_ORIGIN)
            self.announcements.add(HERALD_HOST, "footer", (FAR_HOST,))

    @property
    def at(self) -> datetime:
        """The simulated instant."""
        with self._lock:
            return self._at

    def set_at(self, instant: datetime) -> None:
        """Move the simulated instant, forwards or backwards."""
        with self._lock:
            self._at = instant

    def answer(self, ask: Ask) -> Reply | None:
        """Return the reply to one request, None where the connection is to be dropped."""
        reply = self._reply_unless_dropped(ask)
        conditional = any(name in ask.headers for name in _CONDITIONS)
        status = reply.status.value if reply else DROPPED
        self.requests.add(
            ServedRequest(host=ask.host, path=ask.target, status=status, conditional=conditional)
        )
        return reply

    def note_dropped(self, host: str) -> None:
        """Log a connection that was dropped before it could ask."""
        self.requests.add(ServedRequest(host=host, path="", status=DROPPED, conditional=False))

    def _reply_unless_dropped(self, ask: Ask) -> Reply | None:
        while not self.faults.is_dropped(ask.host):
            lie = self.faults.lie_of(ask.host)
            reply = self._reply(ask, lie)
            if not reply.is_article or self.faults.take_article(ask.host, lie):
                return reply
        return None

    def _reply(self, ask: Ask, lie: str | None) -> Reply:
        if ask.host == WAYBACK_HOST:
            return wayback(ask, self.at)
        house = self._house(ask.host)
        if house is None:
            return Reply(status=HTTPStatus.MISDIRECTED_REQUEST)
        move = self.faults.move_of(ask.host)
        if move is not None:
            return moved(f"https://{move[0]}{ask.target}", HTTPStatus(move[1]))
        kind = Kind(lie) if lie else self._natures.get(ask.host)
        spelling = house.spelling(ask.host)
        if not ask.is_tls and spelling.scheme == "https" and kind is not Kind.SEIZED:
            return moved(f"https://{ask.host}{ask.target}")
        edition = edition_of(house, ask.host, self.at)
        return respelled(spelling, edition, ask, partial(self._told, kind))

    def _house(self, host: str) -> House | None:
        if host not in self.hosts:
            return None
        return house_at(host) or hostile_house(host)

    def _told(self, kind: Kind | None, edition: Edition, ask: Ask, spelled: Touch) -> Reply:
        def honest(edition: Edition, ask: Ask, touch: Touch) -> Reply:
            return self._honest(edition, ask, touch, spelled)

        if kind is None:
            return honest(edition, ask, UNTOUCHED)
        return misbehave(kind, edition, ask, honest)

    def _honest(self, edition: Edition, ask: Ask, touch: Touch, spelled: Touch) -> Reply:
        told, announcing = self.announcements.apply(edition)
        touches = touch.then(announcing).then(spelled)
        reply = serve(told, ask, feed_length=self._feed_length, touch=touches)
        headers = self.announcements.headers(ask.host, ask.path)
        return replace(reply, headers={**reply.headers, **headers}) if headers else reply
