"""Facts about where the client connects: names, addresses, TLS, and our own network."""

import errno
import socket

import pytest
from tests.adapters.web.rig import Rig, failed
from tests.servers import Zoo, page

from wireroom.adapters.web.connection import tls_context, unconnected
from wireroom.errors import WebUnavailableError
from wireroom.model import Reason
from wireroom.settings import ConnectTo
from wireroom.stages.fetch import judge_error

HOST = "www.outlet.test"


def resolver(*addresses):
    """A resolver that has these addresses for every name."""
    return lambda host, port: list(addresses)


@pytest.mark.parametrize(
    ("addresses", "text"),
    [
        (["10.0.0.5"], "10.0.0.5, not a public address"),
        (["127.0.0.1"], "127.0.0.1, not a public address"),
        (["::1", "127.0.0.1"], "::1, 127.0.0.1, not a public address"),
        (["::ffff:127.0.0.1"], "::ffff:127.0.0.1, not a public address"),
        (["169.254.169.254"], "169.254.169.254, not a public address"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_name_with_a_private_address_opens_nothing(addresses, text, connects):
    """A name that DNS leads inside is refused, though a server listens there."""
    with Zoo({("rebound.test", "/"): page("secret")}) as zoo:
        rig = Rig(zoo=zoo, resolve=resolver(*addresses))
        outcome = failed(rig.ask(f"http://rebound.test:{zoo.http_port}/"))
        assert outcome.reason is Reason.PRIVATE_ADDRESS
        assert text in outcome.detail
        assert zoo.log == []
    assert connects == []


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "2130706433", "0177.0.0.1"])
def test_loopback_in_the_url_opens_nothing(host, connects):
    """A loopback address asked for outright is refused, though a server listens there."""
    with Zoo({}) as zoo:
        outcome = failed(Rig(zoo=zoo).ask(f"http://{host}:{zoo.http_port}/"))
        assert outcome.reason is Reason.PRIVATE_ADDRESS
    assert connects == []


def no_such_name(host, port):
    """A resolver whose zone has no such name."""
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def bad_label(host, port):
    """A resolver that cannot spell the name."""
    raise UnicodeError("label too long")


@pytest.mark.parametrize(
    "resolve", [no_such_name, bad_label, resolver()], ids=["no-name", "bad-label", "no-address"]
)
def test_name_without_an_address_is_a_dns_failure(resolve):
    """A name that leads nowhere is the site's failure, not ours."""
    with Zoo({}) as zoo:
        outcome = failed(Rig(zoo=zoo, resolve=resolve).ask("https://gone.test/"))
    assert outcome.reason is Reason.DNS
    assert "gone.test has no address" in outcome.detail


def test_refused_connection_is_named():
    """A host where nobody listens refused, and the text says where."""
    with Zoo({}, refusing=["dead.test"]) as zoo:
        outcome = failed(Rig(zoo=zoo).ask("https://dead.test/"))
    assert outcome.reason is Reason.REFUSED
    assert "dead.test:443 (127.0.0.1) refused" in outcome.detail


def test_dead_host_is_asked_once_a_minute():
    """A host that took no connection for its robots.txt is not dialled again for every page."""
    with Zoo({}, refusing=["dead.test"]) as zoo:
        rig = Rig(zoo=zoo)
        assert failed(rig.ask("http://dead.test/a")).reason is Reason.REFUSED
        n_leases = dict(rig.leases.slots)
        assert failed(rig.ask("http://dead.test/b")).reason is Reason.REFUSED
        assert rig.leases.slots == n_leases


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("untrusted", "unable to get local issuer certificate"),
        ("misnamed", "Hostname mismatch"),
        ("expired", "certificate has expired"),
    ],
)
def test_bad_certificate_is_a_tls_failure(fault, text):
    """No certificate that does not verify is accepted; the text says why, and is evidence."""
    with Zoo({(HOST, "/"): page("trust me")}, **{fault: [HOST]}) as zoo:
        outcome = failed(Rig(zoo=zoo).ask(f"https://{HOST}/"))
        assert zoo.log == []
    assert outcome.reason is Reason.TLS
    assert f"certificate of {HOST} at 127.0.0.1: " in outcome.detail
    assert text in outcome.detail
    assert [one.kind for one in judge_error(outcome).evidence] == ["tls"]


def test_plain_port_is_no_tls():
    """A server that speaks no TLS where TLS is asked is a TLS failure."""
    with Zoo({}) as zoo:
        mapped = ConnectTo(host=HOST, port=443, address="127.0.0.1", to_port=zoo.http_port)
        outcome = failed(Rig(zoo=zoo, mapped=(mapped,)).ask(f"https://{HOST}/"))
    assert outcome.reason is Reason.TLS


def test_wildcard_mapping_reaches_every_host_below():
    """An operator's ``*.zoo.test`` leads all of its hosts to one port."""
    with Zoo({("a.zoo.test", "/"): page("a")}) as zoo:
        mapped = ConnectTo(host="*.zoo.test", port=80, address="127.0.0.1", to_port=zoo.http_port)
        rig = Rig(zoo=zoo, mapped=(mapped,))
        assert failed(rig.ask("http://b.zoo.test/")).status == 404
        assert zoo.log[-1].host == "b.zoo.test"


def unreachable():
    """The error of a machine with no route."""
    return OSError(errno.ENETUNREACH, "Network is unreachable")


V4, V6 = ("93.184.215.14", 443), ("2606:2800::1", 443)
UNCONNECTED = {
    "no network": ([V4, V6], [unreachable(), unreachable()], None),
    "no ipv6": ([V6], [unreachable()], Reason.REFUSED),
    "ipv4 refused": ([V4, V6], [ConnectionRefusedError(111, "no"), unreachable()], Reason.REFUSED),
    "slow": ([V4], [TimeoutError("timed out")], Reason.TIMEOUT),
}


@pytest.mark.parametrize("case", UNCONNECTED)
def test_only_a_missing_network_is_our_own_failure(case):
    """No route to an IPv4 address is our egress down; everything else is that one site."""
    targets, errors, reason = UNCONNECTED[case]
    error = unconnected("www.outlet.test", 443, targets, errors)
    if reason is None:
        assert isinstance(error, WebUnavailableError)
        assert "www.outlet.test:443" in str(error)
    else:
        assert error.failed.reason is reason


def test_tls_context_verifies_without_a_bundle():
    """With no bundle of ours certificates and names are checked all the same."""
    context = tls_context(None)
    assert context.check_hostname
    assert context.verify_mode.name == "CERT_REQUIRED"
