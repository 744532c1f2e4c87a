"""Facts about which addresses are public, IPv4 inside IPv6 among them."""

import ipaddress
import socket
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.adapters.web.address import is_public, literal, resolve_within

# address, is it public, what it is
CLASSES = [
    ("8.8.8.8", True, "global"),
    ("0.0.0.0", False, "this host"),
    ("10.0.0.1", False, "private"),
    ("172.16.0.1", False, "private"),
    ("192.168.1.1", False, "private"),
    ("127.0.0.1", False, "loopback"),
    ("127.9.9.9", False, "loopback"),
    ("169.254.169.254", False, "link-local: cloud metadata"),
    ("100.64.0.1", False, "carrier NAT"),
    ("198.18.0.1", False, "benchmarking"),
    ("192.0.2.1", False, "documentation"),
    ("224.0.0.1", False, "multicast"),
    ("239.1.1.1", False, "multicast"),
    ("240.0.0.1", False, "reserved"),
    ("255.255.255.255", False, "broadcast"),
    ("2606:4700::1111", True, "global"),
    ("::", False, "unspecified"),
    ("::1", False, "loopback"),
    ("fe80::1", False, "link-local"),
    ("fe80::1%eth0", False, "link-local with a zone"),
    ("fec0::1", False, "site-local"),
    ("fc00::1", False, "unique local"),
    ("ff0e::1", False, "multicast, global scope"),
    ("2001:db8::1", False, "documentation"),
    ("3fff::1", False, "documentation, RFC 9637"),
    ("5f00::1", False, "segment routing"),
    ("100::1", False, "discard"),
    ("::ffff:10.0.0.1", False, "mapped, private"),
    ("::ffff:169.254.169.254", False, "mapped, metadata"),
    ("::ffff:8.8.8.8", True, "mapped, global"),
    ("::10.0.0.1", False, "compatible, private"),
    ("64:ff9b::7f00:1", False, "NAT64 of loopback"),
    ("64:ff9b::808:808", True, "NAT64 of a global"),
    ("64:ff9b:1::808:808", False, "local-use NAT64"),
    ("::ffff:0:8.8.8.8", False, "IPv4-translated"),
    ("2002:7f00:1::", False, "6to4 of loopback"),
    ("2002:a00:1::1", False, "6to4 of a private address"),
    ("2002:808:808::1", True, "6to4 of a global"),
    ("2001:0:4136:e378:8000:63bf:f5ff:fffe", False, "Teredo client in 10/8"),
]


@pytest.mark.parametrize(("text", "public", "_what"), CLASSES, ids=[f"{c[0]}" for c in CLASSES])
def test_address_is_public_only_when_global_through_and_through(text, public, _what):
    """An address may be connected to only if it and what it carries are global."""
    assert is_public(literal(text)) is public


@given(st.ip_addresses(v=4), st.sampled_from(["mapped", "compatible", "nat64", "6to4"]))
def test_address_inside_decides(inner, form):
    """However IPv6 carries an IPv4 address, it is as public as that address."""
    value = int(inner)
    whole = {
        "mapped": 0xFFFF << 32 | value,
        "compatible": value,
        "nat64": 0x0064FF9B << 96 | value,
        "6to4": 0x2002 << 112 | value << 80,
    }[form]
    assert is_public(ipaddress.IPv6Address(whole)) == is_public(inner)


@pytest.mark.parametrize("text", ["outlet.test", "1.2.3", "", "::g"])
def test_name_is_no_literal(text):
    """What spells no address is a name, to be looked up."""
    assert literal(text) is None


def test_resolver_is_given_up_in_time():
    """A resolver that hangs costs the limit and no more."""
    release = threading.Event()

    def hang(host, port):
        release.wait(5)
        return []

    with pytest.raises(TimeoutError, match=r"within 0\.05 s"):
        resolve_within(hang, "slow.test", 443, limit_s=0.05)
    release.set()


def test_resolver_error_comes_through():
    """What the resolver raises reaches the caller's thread."""

    def fail(host, port):
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(socket.gaierror, match="not known"):
        resolve_within(fail, "gone.test", 443, limit_s=1)
