"""The demo's two listeners on loopback: one for TLS, told apart by server name, one plain.

They read requests, hand them to an answerer and write its replies; a reply of None resets the
connection. Quiet: nothing is printed.
"""

import contextlib
import socket
import ssl
import struct
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import cast

from wireroom.demo.web import Ask, Reply

Answerer = Callable[[Ask], Reply | None]
ContextChooser = Callable[[str], ssl.SSLContext | None]
"""Names the TLS context for a server name; None drops the connection before its handshake."""

_LOOPBACK = "127.0.0.1"
_IDLE_S = 30.0
_HANDSHAKE_S = 10.0
_RECORD_HEADER = 5  # a TLS record's type, version and length (RFC 8446, 5.1)
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Listener(ThreadingHTTPServer):
    """A threaded HTTP/1.1 server on an ephemeral loopback port; TLS where a chooser is given."""

    daemon_threads = True

    def __init__(self, answer: Answerer, choose_context: ContextChooser | None = None) -> None:
        super().__init__((_LOOPBACK, 0), _Handler)
        self.answer = answer
        self.stopped = Event()
        self.is_tls = choose_context is not None
        self._choose_context = choose_context
        self._lock = Lock()
        self._open: set[socket.socket] = set()
        self._serving = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def start(self) -> None:
        """Serve from a thread of its own."""
        self._serving.daemon = True
        self._serving.start()

    def stop(self) -> None:
        """Stop serving and hang up on every client."""
        self.stopped.set()
        self.shutdown()
        self._serving.join()
        self.server_close()
        with self._lock:
            lines = tuple(self._open)
        for line in lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def finish_request(self, request: object, client_address: object) -> None:
        """Serve one connection to its end, whichever way that comes."""
        raw = cast("socket.socket", request)
        line: socket.socket | None = raw
        self._track(raw)
        try:
            if self._choose_context is not None:
                line = self._secured(raw, self._choose_context)
            if line is not None:
                self._track(line)
                _Handler(line, client_address, self)
        except (OSError, ValueError):
            pass  # the client hung up or did not trust the certificate: its business, not ours
        finally:
            self._forget(raw)
            if line is not None and line is not raw:
                self._forget(line)
                line.close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay quiet: what a client sees is what the demo is about."""

    def shutdown_request(self, request: object) -> None:
        """Close a connection; one marked for a reset must not be shut down politely first."""
        line = cast("socket.socket", request)
        with contextlib.suppress(OSError):
            if line.fileno() >= 0 and not _is_marked_for_reset(line):
                line.shutdown(socket.SHUT_WR)
        line.close()

    def _secured(self, request: socket.socket, choose: ContextChooser) -> ssl.SSLSocket | None:
        context = choose(_server_name(request))
        if context is None:
            mark_for_reset(request)
            return None
        request.settimeout(_HANDSHAKE_S)
        return context.wrap_socket(request, server_side=True)

    def _track(self, line: socket.socket) -> None:
        with self._lock:
            self._open.add(line)

    def _forget(self, line: socket.socket) -> None:
        with self._lock:
            self._open.discard(line)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "newsroom"
    sys_version = ""
    timeout = _IDLE_S
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer one request."""
        listener = cast("Listener", self.server)
        reply = listener.answer(self._ask(is_tls=listener.is_tls))
        if reply is None:
            mark_for_reset(self.connection)
            self.close_connection = True
            return
        self.send_response_only(reply.status)
        self.send_header("Server", reply.headers.get("Server", self.version_string()))
        self.send_header("Date", self.date_time_string())
        for name, value in reply.headers.items():
            if name != "Server":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.content)))
        content = b"" if self.command == "HEAD" else reply.content
        self._headers_buffer: list[bytes]
        if reply.drip_s:
            self.end_headers()
            self._drip(content, reply.drip_s)
            return
        self._headers_buffer.append(b"\r\n" + content)  # one write, one segment
        self.flush_headers()

    do_HEAD = do_GET  # noqa: N815  the name http.server looks for

    def _drip(self, content: bytes, pause_s: float) -> None:
        stopped = cast("Listener", self.server).stopped
        for byte in content:
            if stopped.wait(pause_s):
                self.close_connection = True
                return
            self.wfile.write(bytes((byte,)))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the inherited name
        """Print nothing."""

    def _ask(self, *, is_tls: bool) -> Ask:
        host = (self.headers.get("Host") or "").partition(":")[0].lower()
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Ask(host=host, target=self.path, headers=headers, is_tls=is_tls)


def mark_for_reset(line: socket.socket) -> None:
    """Make the closing of a connection a reset instead of a farewell."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)


def _is_marked_for_reset(line: socket.socket) -> bool:
    return line.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, len(_RESET_ON_CLOSE)) == (
        _RESET_ON_CLOSE
    )


def _server_name(line: socket.socket) -> str:
    """Read the server name from a ClientHello without taking it off the line; empty if none."""
    header = line.recv(_RECORD_HEADER, socket.MSG_PEEK | socket.MSG_WAITALL)
    length = _RECORD_HEADER + int.from_bytes(header[3:5], "big")
    hello = line.recv(length, socket.MSG_PEEK | socket.MSG_WAITALL)
    names: list[str] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

    def note(_line: object, name: str | None, _context: object) -> int:
        names.append(name or "")
        return ssl.ALERT_DESCRIPTION_CLOSE_NOTIFY

    context.sni_callback = note
    incoming = ssl.MemoryBIO()
    incoming.write(hello)
    with contextlib.suppress(ssl.SSLError):
        context.wrap_bio(incoming, ssl.MemoryBIO(), server_side=True).do_handshake()
    return names[0].lower() if names else ""
