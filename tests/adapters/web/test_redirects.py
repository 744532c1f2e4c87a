"""Facts about redirects: followed by hand, each hop checked before anything is opened."""

import pytest
from tests.adapters.web.rig import Rig, failed
from tests.servers import Zoo, page, raw, redirect

from wireroom.model import Fetched, Reason
from wireroom.settings import ConnectTo

HOST, MIRROR, FOREIGN = "www.outlet.test", "mirror.test", "foreign.test"
HOME = f"http://{HOST}"


def chain(n):
    """Routes of `n` redirects that end at /ok."""
    hops = {(HOST, f"/hop{i}"): redirect(f"/hop{i - 1}") for i in range(2, n + 1)}
    return hops | {(HOST, "/hop1"): redirect("/ok")}


ROUTES = chain(4) | {
    (HOST, "/ok"): page("here"),
    (HOST, "/caf%C3%A9"): page("coffee"),
    ("outlet.test", "/ok"): page("bare host"),
    (MIRROR, "/ok"): page("mirror"),
    (FOREIGN, "/ok"): page("foreign"),
    (HOST, "/utf8"): raw("HTTP/1.1 302 F\r\nLocation: /café\r\n\r\n".encode()),
    (HOST, "/latin1"): raw("HTTP/1.1 302 F\r\nLocation: /caf\xe9\r\n\r\n".encode("latin-1")),
    (HOST, "/loop"): redirect("/loop"),
    (HOST, "/fragment-loop"): redirect("/fragment-loop#again"),
    (HOST, "/ping"): redirect("/pong"),
    (HOST, "/pong"): redirect("/ping"),
    (HOST, "/to-bare"): redirect("http://outlet.test/ok"),
    (HOST, "/to-mirror"): redirect(f"https://{MIRROR}/ok"),
    (HOST, "/to-foreign"): redirect(f"http://{FOREIGN}/ok"),
    (HOST, "/mirror-then-foreign"): redirect(f"http://{MIRROR}/to-foreign"),
    (MIRROR, "/to-foreign"): redirect(f"http://{FOREIGN}/ok"),
    (HOST, "/to-file"): redirect("file:///etc/passwd"),
    (HOST, "/to-script"): redirect("javascript:alert(1)"),
    (HOST, "/to-port"): redirect(f"http://{HOST}:8080/ok"),
    (HOST, "/nowhere"): raw(b"HTTP/1.1 302 F\r\nContent-Length: 0\r\n\r\n"),
    (HOST, "/big-nowhere"): raw(b"HTTP/1.1 302 F\r\n\r\n" + b"x" * 200_000),
    (HOST, "/bad-body"): raw(
        b"HTTP/1.1 302 F\r\nLocation: /ok\r\nContent-Encoding: gzip\r\n\r\nno gzip"
    ),
    (HOST, "/big-body"): raw(b"HTTP/1.1 302 F\r\nLocation: /ok\r\n\r\n" + b"x" * 200_000),
}


@pytest.fixture(scope="module")
def rig():
    """One client and one zoo for the whole module."""
    with Zoo(ROUTES) as zoo:
        yield Rig(zoo=zoo)


@pytest.mark.parametrize(
    ("path", "final"),
    [
        ("/hop1", f"{HOME}/ok"),
        ("/hop3", f"{HOME}/ok"),
        ("/utf8", f"{HOME}/caf%C3%A9"),
        ("/latin1", f"{HOME}/caf%C3%A9"),
        ("/to-bare", "http://outlet.test/ok"),
        ("/to-mirror", f"https://{MIRROR}/ok"),
        ("/bad-body", f"{HOME}/ok"),
        ("/big-body", f"{HOME}/ok"),
    ],
    ids=lambda value: value if value.startswith("/") else "",
)
def test_redirect_within_the_outlet_is_followed(rig, path, final):
    """A redirect inside the outlet's own hosts leads to the page, whatever its body was."""
    outcome = rig.ask(f"{HOME}{path}", own=(MIRROR,))
    assert isinstance(outcome, Fetched), outcome
    assert outcome.exchange.final_url == final
    assert outcome.exchange.requested_url == f"{HOME}{path}"
    assert outcome.exchange.redirects[0] == f"{HOME}{path}"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/loop", Reason.REDIRECT_LOOP),
        ("/fragment-loop", Reason.REDIRECT_LOOP),
        ("/ping", Reason.REDIRECT_LOOP),
        ("/hop4", Reason.REDIRECT_LOOP),
        ("/to-foreign", Reason.FOREIGN_REDIRECT),
        ("/mirror-then-foreign", Reason.FOREIGN_REDIRECT),
        ("/to-port", Reason.FOREIGN_REDIRECT),
        ("/to-file", Reason.BAD_URL),
        ("/to-script", Reason.BAD_URL),
        ("/nowhere", Reason.HTTP_4XX),
    ],
)
def test_redirect_that_leads_astray_is_a_named_failure(rig, path, reason):
    """Loops, too many hops, foreign hosts and other schemes each have their reason."""
    outcome = failed(rig.ask(f"{HOME}{path}", own=(MIRROR,)))
    assert outcome.reason is reason
    assert HOST in outcome.detail or MIRROR in outcome.detail


def test_redirect_to_nowhere_keeps_the_start_of_its_body(rig):
    """A redirect that says no target is kept with as much of its body as an eye can use."""
    outcome = failed(rig.ask(f"{HOME}/big-nowhere"))
    assert outcome.status == 302
    assert outcome.exchange.body == b"x" * 65_536


def test_foreign_host_is_not_asked(rig):
    """A foreign redirect ends before the foreign host hears of it."""
    rig.ask(f"{HOME}/to-foreign")
    assert not [visit for visit in rig.zoo.log if visit.host == FOREIGN]


def test_mirror_is_foreign_unless_it_is_named(rig):
    """Only the hosts of the request are the outlet's own."""
    assert failed(rig.ask(f"{HOME}/to-mirror")).reason is Reason.FOREIGN_REDIRECT


@pytest.mark.parametrize(
    ("codes", "moved"),
    [((301,), True), ((308, 301), True), ((302,), False), ((301, 302), False), ((307,), False)],
    ids=str,
)
def test_move_is_permanent_only_when_every_hop_says_so(codes, moved):
    """One temporary hop makes the whole way temporary."""
    routes = {(HOST, f"/{i}"): redirect(f"/{i + 1}", code=code) for i, code in enumerate(codes)}
    routes[HOST, f"/{len(codes)}"] = page("here")
    with Zoo(routes) as zoo:
        exchange = Rig(zoo=zoo).ask(f"{HOME}/0").exchange
    assert exchange.moved_permanently_to == (f"{HOME}/{len(codes)}" if moved else None)


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://127.0.0.1:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f.1:{port}/",
        "https://[::1]/",
        "http://[64:ff9b::a9fe:a9fe]/",
    ],
)
def test_redirect_to_a_private_address_opens_nothing(target, connects):
    """However a private address is spelled, not one socket is connected to it."""
    with Zoo({}, hosts=[HOST]) as zoo:
        zoo.routes[HOST, "/in"] = redirect(target.format(port=zoo.http_port))
        outcome = failed(Rig(zoo=zoo).ask(f"{HOME}/in"))
        assert outcome.reason is Reason.PRIVATE_ADDRESS
        assert [visit.path for visit in zoo.log] == ["/robots.txt", "/in"]
        assert connects == ["127.0.0.1"] * 2  # those two, by the operator's mapping


def test_redirect_to_a_mapped_address_is_the_operators_will():
    """An address that the operator maps may be led to, within the own hosts."""
    with Zoo({("127.0.0.1", "/ok"): page("mapped")}, hosts=[HOST]) as zoo:
        zoo.routes[HOST, "/in"] = redirect("http://127.0.0.1/ok")
        mapped = ConnectTo(host="127.0.0.1", port=80, address="127.0.0.1", to_port=zoo.http_port)
        outcome = Rig(zoo=zoo, mapped=(mapped,)).ask(f"{HOME}/in", own=("127.0.0.1",))
    assert isinstance(outcome, Fetched), outcome
