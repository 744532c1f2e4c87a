"""Facts about time: no server outlasts the limits, whatever it drips."""

import socket
import time
from dataclasses import replace

import pytest
from tests.adapters.web.rig import HASTY, SHORT, Rig, failed
from tests.servers import Zoo, drip_body, drip_header, page, raw, silence

from wireroom.adapters.web.connection import Deadline
from wireroom.model import Fetched, Reason
from wireroom.settings import ConnectTo

HOST = "slow.test"
GRACE_S = 2.0  # a busy machine's share; a drip would go on for ever

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
GZIPPED = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
DRIPS = {
    "body": drip_body(),
    "header": drip_header(),
    "chunk": raw(CHUNKED + b"ff\r\n", drips_on=b"a"),
    "chunks": raw(CHUNKED, drips_on=b"1\r\na\r\n"),
    "headers": raw(b"HTTP/1.1 200 OK\r\n", drips_on=b"X-Slow: a\r\n"),
    "gzip": raw(GZIPPED + b"\x1f\x8b\x08\x08" + bytes(6), drips_on=b"a"),  # an endless file name
    "silence": silence(),
}


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("drip", DRIPS)
def test_drip_is_cut_off(drip, scheme):
    """A server that drips, in its header or its body, is cut off when the time is over."""
    with Zoo({(HOST, "/"): DRIPS[drip]}) as zoo:
        rig = Rig(zoo=zoo, limits=HASTY)
        begun = time.monotonic()
        outcome = failed(rig.ask(f"{scheme}://{HOST}/"))
        spent_s = time.monotonic() - begun
    assert outcome.reason is Reason.TIMEOUT
    assert HOST in outcome.detail
    assert spent_s < HASTY.total_s + GRACE_S


def test_time_is_spent_once_over_all_hops():
    """Each hop of a redirect spends from one account of time."""

    def late(talk):
        time.sleep(0.3)
        talk.say(302, headers=[("Location", talk.path + "x")])

    routes = {(HOST, f"/{'x' * n}"): late for n in range(7)}
    with Zoo(routes) as zoo:
        rig = Rig(zoo=zoo, limits=replace(SHORT, total_s=0.8, max_redirects=10))
        outcome = failed(rig.ask(f"http://{HOST}/"))
        assert len(zoo.paths(HOST)) <= 3
    assert outcome.reason is Reason.TIMEOUT


def test_handshake_that_never_comes_is_cut_off():
    """A port that takes connections and never says a word of TLS is a timeout."""
    with Zoo({}) as zoo, socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        mapped = ConnectTo(host="mute.test", port=443, address="127.0.0.1", to_port=port)
        outcome = failed(Rig(zoo=zoo, limits=HASTY, mapped=(mapped,)).ask("https://mute.test/"))
    assert outcome.reason is Reason.TIMEOUT


@pytest.mark.parametrize("is_late", [False, True], ids=["in-time", "late"])
def test_deadline_shuts_a_socket_whenever_it_was_connected(is_late):
    """A socket connected after the time ran out is shut down like one connected before."""
    ours, theirs = socket.socketpair()
    with ours, theirs, Deadline(0.05) as deadline:
        if not is_late:
            deadline.watch(ours)
        time.sleep(0.2)
        if is_late:
            deadline.watch(ours)
        theirs.settimeout(2)
        assert theirs.recv(1) == b""
        assert deadline.is_over


def test_deadline_in_time_leaves_the_socket_alone():
    """A deadline that was left before its time shuts nothing down."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with Deadline(0.1) as deadline:
            deadline.watch(ours)
        time.sleep(0.2)
        ours.sendall(b"x")
        assert theirs.recv(1) == b"x"
        assert not deadline.is_over


def test_slow_but_finished_answer_is_fetched():
    """An answer that takes its time within the limits is an answer."""

    def slow(talk):
        time.sleep(0.2)
        page("at last")(talk)

    with Zoo({(HOST, "/"): slow}) as zoo:
        assert isinstance(Rig(zoo=zoo).ask(f"http://{HOST}/"), Fetched)
