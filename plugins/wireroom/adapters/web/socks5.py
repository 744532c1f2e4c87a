"""Sockets through a SOCKS5 proxy (RFC 1928). Names go to the proxy as names; none is looked up.

What a failure means is told here: the proxy's own are not the host's.
"""

import socket
from collections.abc import Callable

import socks

from wireroom.adapters.web.limits import StoppedError, stopped
from wireroom.model import Failed, Reason
from wireroom.settings import Proxy

_MEND = "mend WIREROOM_PROXIES"
_MAX_NAME = 127  # bytes; PySocks 1.7.1 writes the length of a longer name wrong
# What a proxy answers in place of a connection (RFC 1928 section 6): reason, words for a person.
REPLIES: dict[int, tuple[Reason, str]] = {
    0x01: (Reason.REFUSED, "general failure"),
    0x02: (Reason.REFUSED, "its rules do not allow the connection"),
    0x03: (Reason.REFUSED, "network unreachable"),
    0x04: (Reason.REFUSED, "host unreachable, or it has no address"),
    0x05: (Reason.REFUSED, "the host refused the connection"),
    0x06: (Reason.TIMEOUT, "the host did not answer in time"),
    0x07: (Reason.REFUSED, "it does not know the command CONNECT"),
    0x08: (Reason.REFUSED, "it does not take this type of address"),
}


class UnreachedProxyError(StoppedError):
    """The proxy took no connection at one of its addresses; it may at another."""


def tunnel(
    proxy: Proxy,
    address: str,
    target: tuple[str, int],
    *,
    limit_s: float,
    watch: Callable[[socket.socket], None],
) -> socket.socket:
    """A socket that the proxy at `address` connected to `target`, a host and a port.

    `watch` sees it before it is connected, so that a deadline ends the proxy's talk too. Raises
    StoppedError, UnreachedProxyError where another address of the proxy may do.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    connection = socks.socksocket(family, socket.SOCK_STREAM)
    try:
        username, password = proxy.username or None, proxy.password or None
        connection.set_proxy(
            socks.SOCKS5, address, proxy.port, rdns=True, username=username, password=password
        )
        connection.settimeout(limit_s)
        watch(connection)
        connection.connect((_sendable(target[0]), target[1]))
    except BaseException as error:
        connection.close()
        if isinstance(error, socks.ProxyConnectionError):
            raise _unreached(proxy, target[0], error.socket_err) from error
        if isinstance(error, OSError):
            raise _refused(proxy, target[0], error) from error
        raise
    return connection  # type: ignore[no-any-return]  # PySocks has no types


def _unreached(proxy: Proxy, host: str, cause: OSError) -> UnreachedProxyError:
    is_slow = isinstance(cause, TimeoutError)
    detail = f"{host}: its proxy {proxy.place} took no connection ({cause}); {_MEND} or start it"
    return UnreachedProxyError(
        Failed(reason=Reason.TIMEOUT if is_slow else Reason.REFUSED, detail=detail)
    )


def _sendable(host: str) -> str:
    try:
        encoded = host.encode("idna")
    except UnicodeError as error:
        raise stopped(Reason.BAD_URL, f"{host} cannot be sent to a proxy: {error}") from error
    if len(encoded) > _MAX_NAME:
        raise stopped(Reason.BAD_URL, f"{host} is too long a name for a proxy")
    return host


def _refused(proxy: Proxy, host: str, error: OSError) -> StoppedError:
    """What it means that a proxy that was reached gave no connection to `host`."""
    cause = getattr(error, "socket_err", None) or error
    said = f"{host}: its proxy {proxy.place}"
    if isinstance(cause, socks.SOCKS5AuthError):
        return stopped(Reason.REFUSED, f"{said} did not take user and password ({cause}); {_MEND}")
    if isinstance(cause, socks.SOCKS5Error):
        code = int(str(cause).partition(":")[0], 16)
        reason, words = REPLIES.get(code, (Reason.REFUSED, "an answer that RFC 1928 does not name"))
        return stopped(reason, f"{said} answered {code:#04x}: {words}")
    if isinstance(cause, TimeoutError):
        return stopped(Reason.TIMEOUT, f"{said} did not reach it in time")
    detail = f"{said} broke off or speaks no SOCKS5 ({cause}); {_MEND} if it is another service"
    return stopped(Reason.REFUSED, detail)
