"""The demo's SOCKS5 proxy on loopback (RFC 1928): it leads every name to one port, as Tor would.

No authentication, CONNECT by name only: what a client of an onion service asks for.
"""

import contextlib
import socket
import struct
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import cast

_LOOPBACK = "127.0.0.1"
_IDLE_S = 30.0
_PIECE = 65_536
_VERSION, _NO_AUTHENTICATION, _CONNECT, _NAME = 5, 0, 1, 3
_GRANTED, _NOT_SUPPORTED = 0, 7
_NO_PLACE = bytes([0, 1, 0, 0, 0, 0, 0, 0])  # reserved, IPv4, no address and no port


class SocksProxy(ThreadingTCPServer):
    """A proxy on an ephemeral loopback port; whatever is asked for, it connects to `to_port`."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, to_port: int) -> None:
        super().__init__((_LOOPBACK, 0), _Talk)
        self.to_port = to_port
        self._serving = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        """Its address as WIREROOM_PROXIES spells it."""
        return f"socks5h://{_LOOPBACK}:{self.server_address[1]}"

    def start(self) -> None:
        """Serve from a thread of its own."""
        self._serving.daemon = True
        self._serving.start()

    def stop(self) -> None:
        """Take no more connections; those that are open end with their far side."""
        self.shutdown()
        self._serving.join()
        self.server_close()


class _Talk(StreamRequestHandler):
    timeout = _IDLE_S

    def handle(self) -> None:
        with contextlib.suppress(OSError, IndexError, struct.error):  # who talks nonsense is left
            _, n_methods = self.rfile.read(2)
            self.rfile.read(n_methods)
            self.wfile.write(bytes([_VERSION, _NO_AUTHENTICATION]))
            _, command, _, kind = self.rfile.read(4)
            if (command, kind) != (_CONNECT, _NAME):
                self.wfile.write(bytes([_VERSION, _NOT_SUPPORTED]) + _NO_PLACE)
                return
            self.rfile.read(self.rfile.read(1)[0] + 2)  # the name and the port
            self._lead()

    def _lead(self) -> None:
        to_port = cast("SocksProxy", self.server).to_port
        with socket.create_connection((_LOOPBACK, to_port), timeout=_IDLE_S) as far:
            self.wfile.write(bytes([_VERSION, _GRANTED]) + _NO_PLACE)
            back = Thread(target=_pour, args=(far, self.connection), daemon=True)
            back.start()
            _pour(self.connection, far)
            back.join()


def _pour(source: socket.socket, target: socket.socket) -> None:
    """Hand on what comes, and its end."""
    with contextlib.suppress(OSError):
        while piece := source.recv(_PIECE):
            target.sendall(piece)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
