"""A small SOCKS5 proxy on loopback (RFC 1928, RFC 1929) that leads every name to a zoo.

with Zoo({("abc.onion", "/"): page("<p>hello")}) as zoo, Socks5(zoo) as proxy:
    web.get(Request(url="http://abc.onion/", proxy=proxy.url, ...))
    assert proxy.asked == [("name", "abc.onion", 80)]
"""

import contextlib
import ipaddress
import socket
import struct
import threading
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Self

from tests.servers import Zoo

_IDLE_S = 10
_PIECE = 65_536


class _Talk(StreamRequestHandler):
    timeout = _IDLE_S
    server: "_Server"

    def handle(self) -> None:
        with contextlib.suppress(OSError):  # clients hang up; that is their right
            proxy = self.server.proxy
            if proxy.says is not None:
                self.wfile.write(proxy.says)
            elif self._is_let_in():
                self._lead(*self._target())

    def _is_let_in(self) -> bool:
        proxy = self.server.proxy
        _version, n_methods = self.rfile.read(2)
        methods = self.rfile.read(n_methods)
        wanted = 0x02 if proxy.password else 0x00
        self.wfile.write(bytes([5, wanted if wanted in methods else 0xFF]))
        if wanted not in methods or not proxy.password:
            return wanted in methods
        self.rfile.read(1)
        given = tuple(self.rfile.read(self.rfile.read(1)[0]).decode() for _ in range(2))
        is_right = given == (proxy.username, proxy.password)
        self.wfile.write(bytes([1, not is_right]))
        return is_right

    def _target(self) -> tuple[str, int]:
        _version, _command, _, kind = self.rfile.read(4)
        size = {1: 4, 4: 16}.get(kind) or self.rfile.read(1)[0]
        raw = self.rfile.read(size)
        (port,) = struct.unpack(">H", self.rfile.read(2))
        host = raw.decode() if kind == 3 else str(ipaddress.ip_address(raw))
        self.server.proxy.asked.append(("name" if kind == 3 else "address", host, port))
        return host, port

    def _lead(self, _host: str, port: int) -> None:
        proxy = self.server.proxy
        if proxy.is_silent:
            proxy.closing.wait(_IDLE_S)
            return
        if proxy.is_dripping:
            self._drip()
            return
        self.wfile.write(bytes([5, proxy.reply, 0, 1, 0, 0, 0, 0, 0, 0]))
        if proxy.reply:
            return
        to_port = {80: proxy.zoo.http_port, 443: proxy.zoo.https_port}[port]
        with socket.create_connection(("127.0.0.1", to_port), timeout=_IDLE_S) as far:
            back = threading.Thread(target=_pour, args=(far, self.connection))
            back.start()
            _pour(self.connection, far)
            with contextlib.suppress(OSError):  # who asked is gone, so nobody waits for more
                far.shutdown(socket.SHUT_RDWR)
            back.join()

    def _drip(self) -> None:
        """An answer of 262 bytes, with the longest name for an address, one byte at a time."""
        for byte in bytes([5, 0, 0, 3, 255]) + b"a" * 257:
            if self.server.proxy.closing.wait(0.05):
                return
            self.wfile.write(bytes([byte]))


def _pour(source: socket.socket, target: socket.socket) -> None:
    """What comes from the one goes to the other, its end too."""
    with contextlib.suppress(OSError):
        while piece := source.recv(_PIECE):
            target.sendall(piece)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


class _Server(ThreadingTCPServer):
    daemon_threads = False  # server_close waits for them, so no test leaves one behind

    def __init__(self, proxy: "Socks5") -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.proxy = proxy


class Socks5:
    """The proxy; `asked` holds (name or address, host, port) of every connection asked for.

    With a `password` it lets in who knows it and `username`. It answers `reply` (RFC 1928 6), or
    nothing where `is_silent`, all too slowly where `is_dripping`; one that `says` something says
    that at once and is no SOCKS5 proxy.
    """

    def __init__(
        self,
        zoo: Zoo,
        *,
        username: str = "",
        password: str = "",
        reply: int = 0,
        is_silent: bool = False,
        is_dripping: bool = False,
        says: bytes | None = None,
    ) -> None:
        self.zoo, self.username, self.password = zoo, username, password
        self.reply, self.says = reply, says
        self.is_silent, self.is_dripping = is_silent, is_dripping
        self.asked: list[tuple[str, str, int]] = []
        self.closing = threading.Event()
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        server = _Server(self)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        self._stack.callback(server.server_close)
        self._stack.callback(thread.join)
        self._stack.callback(server.shutdown)
        self.port = int(server.server_address[1])
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._stack.close()

    @property
    def url(self) -> str:
        """Its address as WIREROOM_PROXIES spells it, with its user and password."""
        user = f"{self.username}:{self.password}@" if self.password else ""
        return f"socks5h://{user}127.0.0.1:{self.port}"
