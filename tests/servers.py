"""A zoo of web servers on loopback, kind and unkind: one TLS port, one plain port, many hosts.

Routes go from (host, path with query) to an answer; what has no route is a 404. Hosts answer on
80 and 443 through `connect_to`. Answers are made by the functions below.

    with Zoo({("www.outlet.test", "/a"): page("<p>hello")}) as zoo:
        settings = Settings(..., connect_to=zoo.connect_to, ca_bundle=zoo.ca_bundle)
"""

import contextlib
import gzip
import socket
import ssl
import struct
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

import trustme

from wireroom.settings import ConnectTo

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
_IDLE_S = 10  # a handler thread gives up on a silent client after this


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request as the server saw it; header names in lower case, `at_s` is monotonic."""

    scheme: str
    host: str
    path: str
    headers: Mapping[str, str]
    at_s: float

    @property
    def url(self) -> str:
        """The URL that was asked."""
        return f"{self.scheme}://{self.host}{self.path}"


class Talk(BaseHTTPRequestHandler):
    """One connection: what the client said, and the means to answer well or badly."""

    protocol_version = "HTTP/1.1"
    timeout = _IDLE_S
    server: "_Server"
    visit: Visit

    def do_GET(self) -> None:
        zoo = self.server.zoo
        host = self.headers.get("Host", "").partition(":")[0]
        self.visit = Visit(
            scheme=self.server.scheme,
            host=host,
            path=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            at_s=time.monotonic(),
        )
        zoo.log.append(self.visit)
        self.close_connection = True
        zoo.routes.get((host, self.path), page(b"not here", status=404))(self)

    def say(
        self, status: int = 200, body: bytes = b"", headers: Iterable[tuple[str, str]] = ()
    ) -> None:
        """A whole answer with a Content-Length."""
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self, piece: bytes, *, every_s: float) -> None:
        """`piece` again and again until the client or the zoo goes away."""
        while not self.server.zoo.closing.wait(every_s):
            self.wfile.write(piece)
            self.wfile.flush()

    def handle(self) -> None:
        with contextlib.suppress(OSError):  # clients hang up on bad answers; that is their right
            super().handle()

    def finish(self) -> None:
        with contextlib.suppress(OSError):
            super().finish()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the parent's name
        """Nothing: `Zoo.log` is the log."""


Answer = Callable[[Talk], None]


def page(
    body: str | bytes,
    *,
    status: int = 200,
    content_type: str = "text/html; charset=utf-8",
    headers: Iterable[tuple[str, str]] = (),
) -> Answer:
    """An answer with a body."""
    data = body.encode() if isinstance(body, str) else body
    said = [("Content-Type", content_type), *headers]
    return lambda talk: talk.say(status, data, said)


def status(code: int, *headers: tuple[str, str]) -> Answer:
    """An answer with no body."""
    return lambda talk: talk.say(code, b"", headers)


def redirect(location: str, *, code: int = 302) -> Answer:
    """A redirect."""
    return status(code, ("Location", location))


def gzipped(body: bytes, *, repeats: int = 1) -> Answer:
    """`body` as one gzip member, which is sent `repeats` times."""
    return page(gzip.compress(body) * repeats, headers=[("Content-Encoding", "gzip")])


def conditional(body: str | bytes, *, etag: str, content_type: str = "text/html") -> Answer:
    """The body with an ETag, or 304 to who has it."""

    def answer(talk: Talk) -> None:
        if talk.headers.get("If-None-Match") == etag:
            talk.say(304, headers=[("ETag", etag)])
        else:
            page(body, content_type=content_type, headers=[("ETag", etag)])(talk)

    return answer


def in_turn(*answers: Answer) -> Answer:
    """The first answer to the first request and so on; the last one stays."""
    left = list(answers)

    def answer(talk: Talk) -> None:
        now = left.pop(0) if len(left) > 1 else left[0]
        now(talk)

    return answer


def drip_body(*, every_s: float = 0.05) -> Answer:
    """A body with no end, a byte at a time."""

    def answer(talk: Talk) -> None:
        talk.send_response(200)
        talk.end_headers()
        talk.drip(b"a", every_s=every_s)

    return answer


def drip_header(*, every_s: float = 0.05) -> Answer:
    """A header with no end, a byte at a time."""

    def answer(talk: Talk) -> None:
        talk.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        talk.drip(b"a", every_s=every_s)

    return answer


def silence() -> Answer:
    """Nothing at all, on an open connection."""

    def answer(talk: Talk) -> None:
        talk.server.zoo.closing.wait(_IDLE_S)

    return answer


def reset() -> Answer:
    """A TCP reset instead of an answer."""

    def answer(talk: Talk) -> None:
        linger = struct.pack("ii", 1, 0)
        talk.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        talk.rfile.close()
        talk.connection.close()

    return answer


def raw(data: bytes, *, drips_on: bytes = b"") -> Answer:
    """Exactly these bytes, then the end of the connection or a drip of `drips_on`."""

    def answer(talk: Talk) -> None:
        talk.wfile.write(data)
        if drips_on:
            talk.drip(drips_on, every_s=0.05)

    return answer


def short(body: bytes, *, claims: int) -> Answer:
    """Fewer bytes than the Content-Length `claims`."""

    def answer(talk: Talk) -> None:
        talk.send_response(200)
        talk.send_header("Content-Length", str(claims))
        talk.end_headers()
        talk.wfile.write(body)

    return answer


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # server_close waits for them, so no test leaves one behind
    scheme = "http"

    def __init__(self, zoo: "Zoo", context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.zoo, self._context = zoo, context
        if context:
            self.scheme = "https"

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        connection.settimeout(_IDLE_S)
        if self._context:  # the handshake is made by the connection's own thread, at its first read
            connection = self._context.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            )
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        with contextlib.suppress(OSError):
            super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep what a route's answer raised; leaving the zoo raises it."""
        self.zoo.keep_error(sys.exc_info()[1])


class Zoo:
    """The servers and their hosts; `log` holds every request in order.

    `connect_to` maps every host to its port, `connect_to_text` in the spelling of
    WIREROOM_CONNECT_TO; `ca_bundle` is the authority that signs. The hosts of `untrusted` have a
    certificate of another authority, those of `misnamed` another host's, those of `expired` one
    that ran out; nobody listens for the hosts of `refusing`.
    """

    def __init__(
        self,
        routes: Mapping[tuple[str, str], Answer],
        *,
        hosts: Iterable[str] = (),
        untrusted: Iterable[str] = (),
        misnamed: Iterable[str] = (),
        expired: Iterable[str] = (),
        refusing: Iterable[str] = (),
    ) -> None:
        self.routes = dict(routes)
        self.log: list[Visit] = []
        self.closing = threading.Event()
        self._bad = dict.fromkeys(untrusted, "untrusted")
        self._bad |= dict.fromkeys(misnamed, "misnamed") | dict.fromkeys(expired, "expired")
        self._hosts = list(dict.fromkeys([*hosts, *(h for h, _ in routes), *self._bad]))
        self._refusing = list(refusing)
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._errors: list[BaseException] = []
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        self._authority, self._stranger = trustme.CA(), trustme.CA()
        self.ca_bundle = folder / "authority.pem"
        self._authority.cert_pem.write_to_path(str(self.ca_bundle))
        self._contexts = {host: self._context(host) for host in self._hosts}
        self.http_port = self._serve(_Server(self))
        self.https_port = self._serve(_Server(self, self._front()))
        deaf = self._stack.enter_context(socket.socket())  # bound and not listening: refuses
        deaf.bind(("127.0.0.1", 0))
        self.deaf_port: int = deaf.getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._stack.close()
        if self._errors:
            raise self._errors[0]

    @property
    def connect_to(self) -> tuple[ConnectTo, ...]:
        """The mappings of every host."""
        ports = [(h, 80, self.http_port) for h in self._hosts]
        ports += [(h, 443, self.https_port) for h in self._hosts]
        ports += [(h, port, self.deaf_port) for h in self._refusing for port in (80, 443)]
        return tuple(
            ConnectTo(host=host, port=port, address="127.0.0.1", to_port=to_port)
            for host, port, to_port in ports
        )

    @property
    def connect_to_text(self) -> str:
        """`connect_to` as WIREROOM_CONNECT_TO spells it."""
        return ",".join(f"{m.host}:{m.port}:{m.address}:{m.to_port}" for m in self.connect_to)

    def paths(self, host: str) -> list[str]:
        """What was asked of a host, robots.txt aside, in order."""
        return [v.path for v in self.log if v.host == host and v.path != "/robots.txt"]

    def keep_error(self, error: BaseException | None) -> None:
        """Remember an answer's error, that of a broken connection aside."""
        if error and not isinstance(error, OSError):
            self._errors.append(error)

    def _serve(self, server: _Server) -> int:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        self._stack.callback(server.server_close)
        self._stack.callback(thread.join)
        self._stack.callback(server.shutdown)
        return int(server.server_address[1])

    def _front(self) -> ssl.SSLContext:
        """The context that picks a host's certificate by the name the client says (SNI)."""
        front = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert("front.invalid").configure_cert(front)

        def pick(connection: ssl.SSLSocket, name: str | None, _: ssl.SSLContext) -> None:
            connection.context = self._contexts.get(name or "", front)

        front.sni_callback = pick  # type: ignore[assignment]
        return front

    def _context(self, host: str) -> ssl.SSLContext:
        fault = self._bad.get(host)
        authority = self._stranger if fault == "untrusted" else self._authority
        name = "other.invalid" if fault == "misnamed" else host
        ended = LONG_AGO.replace(month=2) if fault == "expired" else None
        leaf = authority.issue_cert(name, not_before=ended and LONG_AGO, not_after=ended)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        leaf.configure_cert(context)
        return context
