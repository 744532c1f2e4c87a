"""Facts about asking through a SOCKS proxy: names go to it as names, and every guard holds."""

import socket
from pathlib import Path

import pytest
from tests.adapters.web.rig import HASTY, Rig, failed, wall_clock
from tests.fakes import FakeLeases, FakeRobotsCache
from tests.proxies import Socks5
from tests.servers import Zoo, drip_body, in_turn, page, redirect, silence

from wireroom.adapters.web import GuardedWeb
from wireroom.adapters.web.limits import Limits, limits_for
from wireroom.adapters.web.socks5 import REPLIES
from wireroom.errors import SettingsError
from wireroom.model import Fetched, Reason, Request
from wireroom.settings import Settings

ONION = "abcdefghijklmnop.onion"
HOST = "www.outlet.test"
PAGES = {(host, "/"): page("<p>hello") for host in (ONION, HOST)}
SECRET = "hunter2"


@pytest.fixture
def lookups(monkeypatch):
    """Every name that this process asks the system's resolver for, beside what needs no DNS."""
    names = []
    real = socket.getaddrinfo

    def note(host, *rest, **more):
        if host != "127.0.0.1":
            names.append(host)
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", note)
    return names


@pytest.mark.parametrize(
    ("url", "port"),
    [(f"http://{ONION}/", 80), (f"https://{ONION}/", 443), (f"https://{HOST}/", 443)],
)
def test_name_goes_to_the_proxy_as_a_name(url, port, lookups, connects):
    """The page and robots.txt come through the proxy; nothing is looked up or reached otherwise."""
    with Zoo(PAGES) as zoo, Socks5(zoo) as proxy:
        outcome = Rig(zoo=zoo).ask(url, proxy=proxy.url)
        host = url.split("/")[2]
        assert isinstance(outcome, Fetched), outcome
        assert outcome.exchange.body == b"<p>hello"
        assert outcome.exchange.address == ""
        assert [visit.path for visit in zoo.log] == ["/robots.txt", "/"]
        assert proxy.asked == [("name", host, port)] * 2
    assert lookups == []
    assert set(connects) == {"127.0.0.1"}


def test_mapping_does_not_go_before_the_proxy():
    """Who is asked through a proxy is never asked past it."""
    with Zoo(PAGES) as zoo, Socks5(zoo, reply=2) as proxy:
        assert failed(Rig(zoo=zoo).ask(f"http://{HOST}/", proxy=proxy.url)).reason is Reason.REFUSED
        assert zoo.log == []


def test_proxy_with_a_password_lets_in_who_knows_it():
    """User and password of the URL are sent to a proxy that wants them."""
    with Zoo(PAGES) as zoo, Socks5(zoo, username="desk", password=SECRET) as proxy:
        assert isinstance(Rig(zoo=zoo).ask(f"http://{ONION}/", proxy=proxy.url), Fetched)


@pytest.mark.parametrize("user", ["", "desk:wrong-word@"], ids=["none", "wrong"])
def test_wrong_credentials_are_told_and_not_shown(user):
    """A proxy that lets us not in is a failure that names the setting, without the password."""
    with Zoo(PAGES) as zoo, Socks5(zoo, username="desk", password=SECRET) as proxy:
        url = f"socks5h://{user}127.0.0.1:{proxy.port}"
        outcome = failed(Rig(zoo=zoo).ask(f"http://{ONION}/", proxy=url))
        assert proxy.asked == []
    assert outcome.reason is Reason.REFUSED
    assert f"{ONION}: its proxy 127.0.0.1:{proxy.port} did not take user and" in outcome.detail
    assert "mend WIREROOM_PROXIES" in outcome.detail
    assert "wrong-word" not in repr(outcome)


@pytest.mark.parametrize("code", [*REPLIES, 0x5B], ids=hex)
def test_answer_of_the_proxy_is_told_in_words(code):
    """Each code of RFC 1928, and one it does not have, is a failure that says what it means."""
    with Zoo(PAGES) as zoo, Socks5(zoo, reply=code) as proxy:
        outcome = failed(Rig(zoo=zoo).ask(f"http://{ONION}/", proxy=proxy.url))
    reason, words = REPLIES.get(code, (Reason.REFUSED, "an answer that RFC 1928 does not name"))
    assert outcome.reason is reason
    place = f"127.0.0.1:{proxy.port}"
    assert outcome.detail == f"{ONION}: its proxy {place} answered {code:#04x}: {words}"


def test_dead_proxy_is_told_with_the_setting():
    """Nobody listens at the proxy's address: the text names it, not the host's."""
    with Zoo(PAGES) as zoo:
        url = f"socks5h://desk:{SECRET}@127.0.0.1:{zoo.deaf_port}"
        outcome = failed(Rig(zoo=zoo).ask(f"http://{ONION}/", proxy=url))
    assert outcome.reason is Reason.REFUSED
    assert f"its proxy 127.0.0.1:{zoo.deaf_port} took no connection" in outcome.detail
    assert "mend WIREROOM_PROXIES or start it" in outcome.detail
    assert SECRET not in repr(outcome)


@pytest.mark.parametrize(
    "says",
    [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"", b"\x05\x09"],
    ids=["http", "nothing", "gssapi"],
)
def test_other_service_is_no_proxy(says):
    """What speaks no SOCKS5 at the proxy's address is told as that."""
    with Zoo(PAGES) as zoo, Socks5(zoo, says=says) as proxy:
        outcome = failed(Rig(zoo=zoo).ask(f"http://{ONION}/", proxy=proxy.url))
    assert outcome.reason is Reason.REFUSED
    assert "broke off or speaks no SOCKS5" in outcome.detail


def test_proxy_by_name_is_looked_up_and_nothing_else_is():
    """The operator may name the proxy; its name is resolved, and each of its addresses tried."""
    asked = []

    def resolve(host, port):
        asked.append((host, port))
        return ["::1", "127.0.0.1"]

    with Zoo(PAGES) as zoo, Socks5(zoo) as proxy:
        rig = Rig(zoo=zoo, resolve=resolve)
        outcome = rig.ask(f"http://{ONION}/", proxy=f"socks5h://tor:{proxy.port}")
        assert isinstance(outcome, Fetched), outcome
    assert set(asked) == {("tor", proxy.port)}


def test_proxy_without_an_address_is_told():
    """A proxy's name that leads nowhere is the operator's to mend, not the host's failure."""
    with Zoo(PAGES) as zoo:
        rig = Rig(zoo=zoo, resolve=lambda host, port: [])
        outcome = failed(rig.ask(f"http://{ONION}/", proxy="socks5h://tor:9050"))
    assert outcome.detail == f"{ONION}: of its proxy, tor has no address; mend WIREROOM_PROXIES"


@pytest.mark.parametrize("url", [f"http://{ONION}/", f"https://{ONION}/", f"http://{ONION}./"])
def test_onion_without_a_proxy_is_not_looked_up(url, connects):
    """No DNS is asked for a Tor service (RFC 7686); the text says what to set."""
    with Zoo({}) as zoo:
        outcome = failed(Rig(zoo=zoo).ask(url))
    assert outcome.reason is Reason.DNS
    assert "set WIREROOM_PROXIES, as *.onion=socks5h://" in outcome.detail
    assert connects == []


INSIDE = ["127.0.0.1", "10.0.0.5", "[::1]", "169.254.169.254", "localhost", "a.localhost"]


@pytest.mark.parametrize("host", INSIDE)
def test_private_address_is_refused_through_a_proxy(host):
    """A proxy is no way to a private network, its own or ours."""
    with Zoo(PAGES) as zoo, Socks5(zoo) as proxy:
        outcome = failed(Rig(zoo=zoo).ask(f"http://{host}/", proxy=proxy.url))
        assert proxy.asked == []
    assert outcome.reason is Reason.PRIVATE_ADDRESS


def test_public_address_goes_through_the_proxy():
    """A literal public address is sent as an address."""
    with Zoo({("93.184.215.14", "/"): page("hello")}) as zoo, Socks5(zoo) as proxy:
        assert isinstance(Rig(zoo=zoo).ask("http://93.184.215.14/", proxy=proxy.url), Fetched)
    assert proxy.asked == [("address", "93.184.215.14", 80)] * 2


def test_redirect_keeps_the_proxy():
    """The next hop of a request goes the same way, and so does its robots.txt."""
    routes = {(HOST, "/"): redirect(f"http://{ONION}/"), (ONION, "/"): page("there")}
    with Zoo(routes) as zoo, Socks5(zoo) as proxy:
        outcome = Rig(zoo=zoo).ask(f"http://{HOST}/", own=(ONION,), proxy=proxy.url)
        assert isinstance(outcome, Fetched), outcome
    assert proxy.asked == [("name", HOST, 80)] * 2 + [("name", ONION, 80)] * 2


def test_redirect_inside_is_refused_through_a_proxy():
    """A host cannot send a proxied request to a private address."""
    with Zoo({(HOST, "/"): redirect("http://10.0.0.5/")}) as zoo, Socks5(zoo) as proxy:
        outcome = failed(Rig(zoo=zoo).ask(f"http://{HOST}/", own=("10.0.0.5",), proxy=proxy.url))
    assert outcome.reason is Reason.PRIVATE_ADDRESS
    assert {host for _, host, _ in proxy.asked} == {HOST}


@pytest.mark.parametrize("fault", ["untrusted", "misnamed", "expired"])
def test_certificate_is_verified_through_a_proxy(fault):
    """TLS is between us and the host: the certificate has to be the host's."""
    with Zoo(PAGES, **{fault: [HOST]}) as zoo, Socks5(zoo) as proxy:
        outcome = failed(Rig(zoo=zoo).ask(f"https://{HOST}/", proxy=proxy.url))
        assert zoo.log == []
    assert outcome.reason is Reason.TLS
    assert f"certificate of {HOST}" in outcome.detail


def test_body_is_bounded_through_a_proxy():
    """A body that is too large is one through a proxy too."""
    with Zoo({(HOST, "/"): page("x" * 5000)}) as zoo, Socks5(zoo) as proxy:
        outcome = failed(Rig(zoo=zoo).ask(f"http://{HOST}/", proxy=proxy.url, max_bytes=1000))
    assert outcome.reason is Reason.TOO_LARGE


@pytest.mark.parametrize("answer", [drip_body(), silence()], ids=["drip", "silence"])
def test_slow_host_is_cut_off_through_a_proxy(answer):
    """The deadline of a request holds behind a proxy."""
    with Zoo({(HOST, "/"): answer}) as zoo, Socks5(zoo) as proxy:
        rig, begun = Rig(zoo=zoo, limits=HASTY), wall_clock()
        assert failed(rig.ask(f"http://{HOST}/", proxy=proxy.url)).reason is Reason.TIMEOUT
        assert (wall_clock() - begun).total_seconds() < 3


@pytest.mark.parametrize(
    "how", [{"is_silent": True}, {"is_dripping": True}], ids=["silent", "drip"]
)
def test_slow_proxy_is_cut_off(how):
    """A proxy that never answers, or a byte at a time, takes no longer than the request may."""
    with Zoo(PAGES) as zoo, Socks5(zoo, **how) as proxy:
        begun = wall_clock()
        outcome = failed(Rig(zoo=zoo, limits=HASTY).ask(f"http://{ONION}/", proxy=proxy.url))
        assert (wall_clock() - begun).total_seconds() < 3
    assert outcome.reason is Reason.TIMEOUT


def test_dead_proxy_does_not_make_the_host_dead():
    """What failed through a proxy is asked at once without it, and the other way round."""
    with Zoo(PAGES) as zoo:
        rig = Rig(zoo=zoo)
        url = f"socks5h://127.0.0.1:{zoo.deaf_port}"
        assert failed(rig.ask(f"http://{HOST}/", proxy=url)).reason is Reason.REFUSED
        assert isinstance(rig.ask(f"http://{HOST}/"), Fetched)


def test_robots_of_a_vantage_holds_there_only():
    """What a proxy's exit is shown forbids nothing here; its password is no part of the cache."""
    deny = page("User-agent: *\nDisallow: /", content_type="text/plain")
    free = page("", content_type="text/plain")
    with (
        Zoo({**PAGES, (HOST, "/robots.txt"): in_turn(deny, free)}) as zoo,
        Socks5(zoo, username="desk", password=SECRET) as proxy,
    ):
        rig = Rig(zoo=zoo)
        for _ in range(2):
            there = failed(rig.ask(f"http://{HOST}/", proxy=proxy.url))
            assert there.reason is Reason.ROBOTS
            assert isinstance(rig.ask(f"http://{HOST}/"), Fetched)
        assert [visit.path for visit in zoo.log].count("/robots.txt") == 2
    vantages = {"direct", f"direct+127.0.0.1:{proxy.port}"}
    assert {vantage for _, vantage in rig.robots.records} == vantages


@pytest.mark.parametrize(
    ("host", "text"),
    [("a" * 64 + ".test", "cannot be sent"), (".".join(["a" * 40] * 4), "too long a name")],
    ids=["label", "name"],
)
def test_name_that_no_proxy_takes_is_a_bad_url(host, text):
    """A name that cannot be sent whole is not sent in part."""
    with Zoo(PAGES) as zoo, Socks5(zoo) as proxy:
        outcome = failed(Rig(zoo=zoo).ask(f"http://{host}/", proxy=proxy.url))
        assert proxy.asked == []
    assert outcome.reason is Reason.BAD_URL
    assert text in outcome.detail


def test_request_does_not_show_its_proxy():
    """The password stands in no repr of a request, nor in the error of a wrong one."""
    request = Request(url="http://a.test/", own_hosts=frozenset(), proxy=f"http://u:{SECRET}@h:1")
    assert SECRET not in repr(request)
    with Zoo({}) as zoo, pytest.raises(SettingsError) as caught:
        Rig(zoo=zoo).ask("http://a.test/", proxy=request.proxy)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("request_s", "limits"),
    [
        (60.0, Limits()),
        (15.0, Limits(connect_s=10.0, read_s=15.0, total_s=15.0)),
        (2.0, Limits(connect_s=2.0, read_s=2.0, total_s=2.0)),
        (600.0, Limits(total_s=600.0)),
    ],
)
def test_no_part_of_a_request_outlasts_the_whole(request_s, limits):
    """Connecting and reading have the usual limits, or the request's where that is shorter."""
    assert limits_for(request_s) == limits


def test_client_without_limits_takes_those_of_the_settings():
    """WIREROOM_REQUEST_S bounds a request: a dripping host is cut off after it."""
    with Zoo({(HOST, "/"): drip_body()}) as zoo:
        nowhere = Path("/nonexistent")
        settings = Settings(
            home=nowhere, outlets=nowhere, warehouse="", archive="", request_s=0.5,
            connect_to=zoo.connect_to, ca_bundle=zoo.ca_bundle,
        )  # fmt: skip
        web = GuardedWeb(
            settings=settings, leases=FakeLeases(), robots=FakeRobotsCache(), clock=wall_clock
        )
        request = Request(url=f"http://{HOST}/", own_hosts=frozenset(), delay_s=0.0)
        assert failed(web.get(request)).detail == f"{HOST} was not done within 0.5 s"
