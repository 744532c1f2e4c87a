"""Sockets: the address is checked and that very socket connected; TLS is always verified.

Knows nothing of HTTP beyond handing its sockets to urllib3. A deadline shuts the socket down from
beside, so that a server which drips header bytes cannot outlast it.
"""

import contextlib
import errno
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.connection import HTTPConnection, HTTPSConnection

from wireroom import urls
from wireroom.adapters.web.address import Resolve, is_public, literal, resolve_within
from wireroom.adapters.web.limits import StoppedError, stopped
from wireroom.errors import WebUnavailableError
from wireroom.model import Failed, Reason
from wireroom.settings import ConnectTo, Proxy

_ASK_TOR = "set WIREROOM_PROXIES, as *.onion=socks5h://127.0.0.1:9050"
_MAX_ADDRESSES = 4  # tried per host; a name with more is a large pool and four down means down


class Deadline:
    """Shuts the watched socket down `after_s` seconds after it was begun."""

    def __init__(self, after_s: float) -> None:
        self.is_over = False
        self._ends = time.monotonic() + after_s
        self._lock = threading.Lock()
        self._handle: socket.socket | None = None
        self._timer = threading.Timer(max(after_s, 0.0), self._strike)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            if self._handle:
                self._handle.close()
                self._handle = None

    @property
    def left_s(self) -> float:
        """Seconds left, never below a hundredth."""
        return max(self._ends - time.monotonic(), 0.01)

    def watch(self, connected: socket.socket) -> None:
        """Watch a duplicate: TLS takes the original's descriptor away.

        Where the time ran out while it was being connected, it is shut down at once.
        """
        with self._lock:
            if self._handle:
                self._handle.close()
            self._handle = connected.dup()
            if self.is_over:
                self._shut()

    def _strike(self) -> None:
        with self._lock:
            self.is_over = True
            self._shut()

    def _shut(self) -> None:
        if self._handle:
            with contextlib.suppress(OSError):
                self._handle.shutdown(socket.SHUT_RDWR)


class Dialer:
    """Opens the socket of one request and remembers the address it went to ("" by a proxy)."""

    def __init__(
        self,
        deadline: Deadline,
        *,
        connect_to: Sequence[ConnectTo],
        resolve: Resolve,
        connect_s: float,
        proxy: Proxy | None = None,
    ) -> None:
        self.address = ""
        self._proxy = proxy
        self._deadline = deadline
        self._connect_to = connect_to
        self._resolve = resolve
        self._connect_s = connect_s

    def dial(self, host: str, port: int) -> socket.socket:
        """A socket connected to a checked address of `host`; raises StoppedError."""
        if self._proxy:
            return self._dial_through(self._proxy, host, port)
        errors: list[OSError] = []
        targets = self._targets(host, port)
        for address, to_port in targets:
            try:
                limit_s = min(self._connect_s, self._deadline.left_s)
                connected = socket.create_connection((address, to_port), timeout=limit_s)
            except OSError as error:
                errors.append(error)
                continue
            self.address = address
            self._deadline.watch(connected)
            return connected
        raise unconnected(host, port, targets, errors)

    def _dial_through(self, proxy: Proxy, host: str, port: int) -> socket.socket:
        """A socket from the proxy, which looks `host` up; its own address is the operator's word.

        It takes the time that the request has: Tor is slow to connect.
        """
        # Only who asks through a proxy needs PySocks.
        from wireroom.adapters.web.socks5 import UnreachedProxyError, tunnel  # noqa: PLC0415

        _check_proxied(host)
        # The failure's value is kept, not its error: that would keep the next try's socket open.
        failed = Failed(reason=Reason.DNS, detail=f"{host}: its proxy {proxy.place} has no address")
        for address in self._proxy_addresses(proxy, host)[:_MAX_ADDRESSES]:
            limit_s, watch = self._deadline.left_s, self._deadline.watch
            try:
                return tunnel(proxy, address, (host, port), limit_s=limit_s, watch=watch)
            except UnreachedProxyError as error:
                failed = error.failed
        raise StoppedError(failed)

    def _proxy_addresses(self, proxy: Proxy, host: str) -> list[str]:
        if literal(proxy.host):
            return [proxy.host]
        try:
            return self._looked_up(proxy.host, proxy.port)
        except StoppedError as error:
            detail = f"{host}: of its proxy, {error.failed.detail}; mend WIREROOM_PROXIES"
            raise stopped(Reason.DNS, detail) from error

    def _targets(self, host: str, port: int) -> list[tuple[str, int]]:
        for mapping in self._connect_to:
            if mapping.matches(host, port):
                return [(mapping.address, mapping.to_port)]
        if is_onion(host):
            detail = f"{host} is not looked up in DNS (RFC 7686); {_ASK_TOR}"
            raise stopped(Reason.DNS, detail)
        found = [host] if literal(host) else self._looked_up(host, port)
        public = [text for text in found if (address := literal(text)) and is_public(address)]
        if not public:
            raise stopped(
                Reason.PRIVATE_ADDRESS, f"{host} is at {', '.join(found)}, not a public address"
            )
        return [(text, port) for text in public[:_MAX_ADDRESSES]]

    def _looked_up(self, host: str, port: int) -> list[str]:
        limit_s = min(self._connect_s, self._deadline.left_s)
        try:
            found = resolve_within(self._resolve, host, port, limit_s=limit_s)
        except (OSError, UnicodeError) as error:
            raise stopped(Reason.DNS, f"{host} has no address: {error}") from error
        if not found:
            raise stopped(Reason.DNS, f"{host} has no address")
        return found


def is_onion(host: str) -> bool:
    """Whether `host` is a Tor service, which no DNS may be asked for (RFC 7686 section 2)."""
    return f".{host}".rstrip(".").lower().endswith(".onion")


def _check_proxied(host: str) -> None:
    """No proxy is asked to lead us inside: raises StoppedError (RFC 6761 6.3 for localhost)."""
    address, name = literal(host), f".{host}".rstrip(".").lower()
    if (address and not is_public(address)) or name.endswith(".localhost"):
        raise stopped(Reason.PRIVATE_ADDRESS, f"{host} is not public, so no proxy is asked for it")


def unconnected(
    host: str, port: int, targets: Sequence[tuple[str, int]], errors: Sequence[OSError]
) -> WebUnavailableError | StoppedError:
    """What it means that no target of `host` took a connection; `errors` is one per target.

    A machine without IPv6 has no route to an IPv6 address: that alone is not our network down.
    """
    where = f"{host}:{port} ({', '.join(address for address, _ in targets)})"
    no_route = {errno.ENETUNREACH, errno.ENETDOWN}
    has_ipv4 = any(":" not in address for address, _ in targets)
    if has_ipv4 and all(error.errno in no_route for error in errors):
        return WebUnavailableError(f"no network on the way to {where}: {errors[0]}", 60.0)
    if any(isinstance(error, TimeoutError) for error in errors):
        return stopped(Reason.TIMEOUT, f"{where} took no connection in time")
    return stopped(Reason.REFUSED, f"{where} refused the connection: {errors[-1]}")


class _PlainConnection(HTTPConnection):
    dialer: Dialer

    def _new_conn(self) -> socket.socket:
        return self.dialer.dial(self.host.strip("[]"), self.port or 80)


class _TlsConnection(HTTPSConnection):
    dialer: Dialer

    def _new_conn(self) -> socket.socket:
        return self.dialer.dial(self.host.strip("[]"), self.port or 443)


class _GuardedManager(urllib3.PoolManager):
    """Pools whose connections are opened by one dialer."""

    def __init__(self, dialer: Dialer, context: ssl.SSLContext) -> None:
        super().__init__(num_pools=1, ssl_context=context)
        plain = type("_Plain", (_PlainConnection,), {"dialer": dialer})
        tls = type("_Tls", (_TlsConnection,), {"dialer": dialer})
        self.pool_classes_by_scheme = {
            "http": type("_PlainPool", (urllib3.HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("_TlsPool", (urllib3.HTTPSConnectionPool,), {"ConnectionCls": tls}),
        }


class GuardedAdapter(HTTPAdapter):
    """requests' adapter over the guarded pools; retries nothing and knows no proxies."""

    poolmanager: urllib3.PoolManager

    def __init__(self, dialer: Dialer, context: ssl.SSLContext) -> None:
        self._dialer = dialer
        self._context = context
        super().__init__(max_retries=0)

    def init_poolmanager(self, *_sizes: object, **_options: object) -> None:
        """Make the pools of this adapter; one request needs no sizes."""
        self.poolmanager = _GuardedManager(self._dialer, self._context)

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, *_tls: object, **_options: object
    ) -> urllib3.HTTPConnectionPool:
        """The guarded pool for the host as urls.py reads it; TLS context and proxies are ours."""
        parsed = urls.parse(request.url or "")
        return self.poolmanager.connection_from_host(
            parsed.hostname, int(parsed.port) if parsed.port else None, parsed.protocol[:-1]
        )

    def cert_verify(self, conn: object, url: object, verify: object, cert: object) -> None:
        """Nothing: the TLS context verifies always."""


class GuardedSession(requests.Session):
    """A session for one request that sees no environment and follows nothing by itself."""

    def __init__(self, adapter: GuardedAdapter) -> None:
        super().__init__()
        self.trust_env = False
        self.adapters.clear()
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def get_redirect_target(self, resp: requests.Response) -> None:
        """None: requests would read the whole body of a redirect before we could bound it."""


def tls_context(bundle: Path | None) -> ssl.SSLContext:
    """The verifying TLS context; `bundle` replaces the system's authorities (curl --cacert).

    Where the system has none, requests' own bundle (certifi) is trusted.
    """
    if bundle:
        return ssl.create_default_context(cafile=str(bundle))
    paths = ssl.get_default_verify_paths()
    has_system = bool(paths.cafile or (paths.capath and any(Path(paths.capath).iterdir())))
    return ssl.create_default_context(cafile=None if has_system else DEFAULT_CA_BUNDLE_PATH)
