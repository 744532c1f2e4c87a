"""Facts about what the guarded client makes of one answer."""

import gzip
import zlib

import pytest
from tests.adapters.web.rig import Rig, failed
from tests.servers import (
    Zoo,
    conditional,
    gzipped,
    page,
    raw,
    reset,
    short,
    status,
)

from wireroom.model import Fetched, NotModified, Reason

HOST = "www.outlet.test"
LONG = b"<p>The same words again. " * 4000
BOMB = gzip.compress(b"0" * 20_000_000)
GZIP = [("Content-Encoding", "gzip")]
RAW_DEFLATE = zlib.compressobj(wbits=-15)

ANSWERS = {
    "/ok": page("<p>hello"),
    "/empty": page(b""),
    "/gzip": gzipped(LONG),
    "/two-members": gzipped(b"again ", repeats=2),
    "/deflate": page(zlib.compress(LONG), headers=[("Content-Encoding", "deflate")]),
    "/bare-deflate": page(
        RAW_DEFLATE.compress(LONG) + RAW_DEFLATE.flush(),
        headers=[("Content-Encoding", "deflate")],
    ),
    "/chunked": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
    "/bomb": page(BOMB, headers=GZIP),
    "/large": page(b"x" * 1_000_001),
    "/brotli": page(b"\x0b\x02\x80hello\x03", headers=[("Content-Encoding", "br")]),
    "/no-gzip": page(b"this is not gzip", headers=GZIP),
    "/cut-gzip": page(gzip.compress(LONG)[:-20], headers=GZIP),
    "/bad-gzip": page(gzip.compress(LONG)[:-8] + b"\0" * 8, headers=GZIP),
    "/204": status(204),
    "/304": status(304),
    "/403": page("no", status=403),
    "/404": page("gone", status=404),
    "/500": page("oops", status=500),
    "/503": page("later", status=503),
    "/999": raw(b"HTTP/1.1 999 Denied\r\nContent-Length: 2\r\n\r\nno"),
    "/reset": reset(),
    "/short": short(b"half", claims=100),
    "/bad-chunk": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc"),
    "/no-http": raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "/nothing": raw(b""),
}

BODIES = {
    "/ok": b"<p>hello",
    "/empty": b"",
    "/gzip": LONG,
    "/two-members": b"again again ",
    "/deflate": LONG,
    "/bare-deflate": LONG,
    "/chunked": b"abc",
}

FAILURES = {
    "/bomb": (Reason.TOO_LARGE, None, "more than 1000000 bytes"),
    "/large": (Reason.TOO_LARGE, None, "more than 1000000 bytes"),
    "/brotli": (Reason.BAD_ENCODING, None, "not asked for"),
    "/no-gzip": (Reason.BAD_ENCODING, None, "does not decompress"),
    "/cut-gzip": (Reason.BAD_ENCODING, None, "ends too early"),
    "/bad-gzip": (Reason.BAD_ENCODING, None, "does not decompress"),
    "/204": (Reason.WRONG_TYPE, 204, "no body"),
    "/304": (Reason.HTTP_4XX, 304, "answered 304"),
    "/403": (Reason.HTTP_4XX, 403, "answered 403"),
    "/404": (Reason.HTTP_4XX, 404, "answered 404"),
    "/500": (Reason.HTTP_5XX, 500, "answered 500"),
    "/503": (Reason.HTTP_5XX, 503, "answered 503"),
    "/999": (Reason.HTTP_5XX, 999, "answered 999"),
    "/reset": (Reason.RESET, None, "broke the exchange off"),
    "/short": (Reason.RESET, None, "broke the exchange off"),
    "/bad-chunk": (Reason.RESET, None, "broke the exchange off"),
    "/no-http": (Reason.RESET, None, "broke the exchange off"),
    "/nothing": (Reason.RESET, None, "broke the exchange off"),
}


@pytest.fixture(scope="module")
def rig():
    """One client and one zoo for the whole table."""
    with Zoo({(HOST, path): answer for path, answer in ANSWERS.items()}) as zoo:
        yield Rig(zoo=zoo)


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("path", BODIES)
def test_body_comes_decoded(rig, path, scheme):
    """A body arrives whole and decompressed, over TLS and without."""
    outcome = rig.ask(f"{scheme}://{HOST}{path}")
    assert isinstance(outcome, Fetched)
    assert outcome.exchange.body == BODIES[path]
    assert outcome.exchange.is_tls_verified is (scheme == "https")


@pytest.mark.parametrize("path", FAILURES)
def test_bad_answer_is_a_named_failure(rig, path):
    """Every way an answer can be bad has a reason, a status where one came, and a text."""
    reason, code, text = FAILURES[path]
    outcome = failed(rig.ask(f"http://{HOST}{path}"))
    assert (outcome.reason, outcome.status) == (reason, code)
    assert text in outcome.detail
    assert HOST in outcome.detail


def test_every_answer_is_expected():
    """No answer of the table goes unasked."""
    assert {*BODIES, *FAILURES} == {*ANSWERS}


@pytest.mark.parametrize("path", ["/403", "/500"])
def test_error_page_is_kept(rig, path):
    """What an error said is kept: later rooms tell a seizure or a challenge by it."""
    outcome = failed(rig.ask(f"http://{HOST}{path}"))
    assert outcome.exchange
    assert outcome.exchange.body


def test_body_of_the_limit_fits(rig):
    """A body of exactly the limit is no failure; a byte more is."""
    url = f"http://{HOST}/gzip"
    assert isinstance(rig.ask(url, max_bytes=len(LONG)), Fetched)
    assert failed(rig.ask(url, max_bytes=len(LONG) - 1)).reason is Reason.TOO_LARGE


def test_exchange_says_who_answered(rig):
    """The exchange names what was asked, the address and the headers as they were sent."""
    exchange = rig.ask(f"https://{HOST}/gzip#part").exchange
    assert exchange.requested_url == f"https://{HOST}/gzip#part"
    assert exchange.final_url == f"https://{HOST}/gzip"
    assert exchange.address == "127.0.0.1"
    assert exchange.header("content-encoding") == "gzip"
    assert exchange.fetched_at.tzinfo
    assert exchange.elapsed_s > 0


def test_server_sees_an_honest_request(rig):
    """The server sees our name, the codings we can read, no cookie and no open connection."""
    rig.ask(f"http://{HOST}/ok")
    seen = rig.zoo.log[-1].headers
    assert seen["user-agent"] == "wireroom/0.1 (tests; desk@example.org)"
    assert seen["accept-encoding"] == "gzip, deflate"
    assert seen["connection"] == "close"
    assert not {"cookie", "authorization", "if-none-match", "if-modified-since"} & {*seen}


def test_environment_proxies_are_not_used(rig, monkeypatch):
    """A proxy named by the environment would bypass the address check."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert isinstance(rig.ask(f"http://{HOST}/ok"), Fetched)


@pytest.mark.parametrize(
    "url",
    ["ftp://www.outlet.test/", "www.outlet.test", "https://", "javascript:alert(1)", ""],
    ids=["ftp", "no-scheme", "no-host", "script", "empty"],
)
def test_no_web_address_is_a_bad_url(rig, url):
    """What is no http(s) URL is named so and nothing is asked."""
    n_before = len(rig.zoo.log)
    assert failed(rig.ask(url)).reason is Reason.BAD_URL
    assert len(rig.zoo.log) == n_before


@pytest.mark.parametrize(
    ("validators", "header"),
    [
        ({"etag": '"v1"'}, ("if-none-match", '"v1"')),
        (
            {"last_modified": "Tue, 21 Jul 2026 10:00:00 GMT"},
            ("if-modified-since", "Tue, 21 Jul 2026 10:00:00 GMT"),
        ),
    ],
    ids=["etag", "date"],
)
def test_304_to_a_validator_is_not_modified(rig, validators, header):
    """A 304 to a conditional request says that what we have is current."""
    outcome = rig.ask(f"http://{HOST}/304", **validators)
    assert isinstance(outcome, NotModified)
    assert rig.zoo.log[-1].headers[header[0]] == header[1]


def test_stale_validator_brings_the_body():
    """The body comes where the server's validator is another than ours."""
    with Zoo({(HOST, "/feed"): conditional("<rss/>", etag='"v2"')}) as zoo:
        rig = Rig(zoo=zoo)
        assert isinstance(rig.ask(f"http://{HOST}/feed", etag='"v1"'), Fetched)
        assert isinstance(rig.ask(f"http://{HOST}/feed", etag='"v2"'), NotModified)
