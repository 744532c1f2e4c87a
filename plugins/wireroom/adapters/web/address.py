"""Which addresses may be connected to, and how names become addresses. Opens no connection."""

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]

# IPv6 prefixes that carry an IPv4 address, and the bit at which its last octet ends (from the
# right): a router may unwrap them, so the address inside decides.
EMBEDDING_PREFIXES: tuple[tuple[str, int, str], ...] = (
    ("::ffff:0:0/96", 0, "IPv4-mapped, RFC 4291 2.5.5.2"),
    ("::/96", 0, "IPv4-compatible, RFC 4291 2.5.5.1"),
    ("64:ff9b::/96", 0, "NAT64 well-known prefix, RFC 6052"),
    ("2002::/16", 80, "6to4, RFC 3056"),
)
GLOBAL_UNICAST = "2000::/3"  # RFC 4291 2.4; what lies outside of it is nobody's public address
# Inside of it and still not public, whichever version of `ipaddress` is asked.
NOT_PUBLIC: tuple[tuple[str, str], ...] = (("3fff::/20", "documentation, RFC 9637"),)


def literal(host: str) -> Address | None:
    """The address that `host` spells, or None where it is a name."""
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


def is_public(address: Address) -> bool:
    """Whether `address`, and any IPv4 address it carries, is global and not multicast."""
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not address.is_multicast
    carried = carried_addresses(address)
    if carried:
        return all(is_public(inner) for inner in carried)
    if any(address in ipaddress.IPv6Network(prefix) for prefix, _source in NOT_PUBLIC):
        return False
    return address.is_global and address in ipaddress.IPv6Network(GLOBAL_UNICAST)


def carried_addresses(address: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses inside `address`; a Teredo address carries server and client."""
    if address.teredo:  # RFC 4380
        return list(address.teredo)
    for prefix, shift, _source in EMBEDDING_PREFIXES:
        if address in ipaddress.IPv6Network(prefix):
            return [ipaddress.IPv4Address((int(address) >> shift) & 0xFFFFFFFF)]
    return []


def system_resolve(host: str, port: int) -> list[str]:
    """The addresses of `host` as the system resolves them; raises socket.gaierror."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def resolve_within(resolve: Resolve, host: str, port: int, *, limit_s: float) -> list[str]:
    """What `resolve` says, given `limit_s`; raises TimeoutError or what `resolve` raised.

    The system's resolver cannot be interrupted, so it runs on a thread that may be left behind.
    """
    answers: queue.Queue[list[str] | OSError | UnicodeError] = queue.Queue()

    def work() -> None:
        try:
            answers.put(resolve(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=work, name=f"resolve {host}", daemon=True).start()
    try:
        answer = answers.get(timeout=limit_s)
    except queue.Empty as error:
        raise TimeoutError(f"no DNS answer within {limit_s:g} s") from error
    if isinstance(answer, list):
        return answer
    raise answer
