"""Errors that tell who answered: by status, certificate, address, redirect target, headers."""

import pytest
from tests.stages.fetch.exchanges import exchange, page, reason

from wireroom.model import Failed, Reason
from wireroom.stages.fetch import judge_error, places
from wireroom.stages.fetch.marks import ADDRESSES, CERTIFICATES, HEADERS, MARKUP
from wireroom.stages.fetch.places import PATTERNS, PLACES, evidence_of

ASKED = "https://www.outlet.test/Detail/2026/08/20/774561/a"


def led_to(target):
    """A redirect away, judged."""
    answer = exchange("", status=302, url=ASKED, headers=[("Location", target)])
    return judge_error(
        Failed(reason=Reason.FOREIGN_REDIRECT, detail="d", status=302, exchange=answer)
    )


@pytest.mark.parametrize(
    ("place", "path", "verdict"),
    [(row[0], row[1], row[2]) for row in PLACES if row[3] >= 1.0],
    ids=[f"{row[0]}{row[1]}" for row in PLACES if row[3] >= 1.0],
)
def test_each_known_place_decides(place, path, verdict):
    """Whatever stands before the host's name or behind the path."""
    found = led_to(f"http://www.{place or 'any.example'}{path or '/x'}&id=17")
    assert found.reason is verdict
    assert found.evidence[0].kind == "redirect"


ELSEWHERE = {
    "block page by name and path": ("http://block.isp.example/blocked.html", Reason.BLOCKED),
    "block page told the page": (
        "http://zapret.isp.example/?url=http://www.outlet.test/Detail", Reason.BLOCKED,
    ),
    "parked and counted": ("https://x.example/lander?domain=outlet.test", Reason.PARKED),
    "a host of that name alone": ("https://blocked.example.org/2026/story", None),
    "a story on blocks": ("https://news.example.org/blocked/", None),
    "another domain of theirs": ("https://www.outlet.example/Detail/2026/08/20/774561/a", None),
    "not sedo": ("https://notsedo.com/search/details", None),
    "no address": ("javascript:alert(1)", None),
}  # fmt: skip


@pytest.mark.parametrize(("target", "verdict"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_other_places_need_two_signs(target, verdict):
    """And without them a redirect away stays one, with the evidence there is."""
    found = led_to(target)
    assert found.reason is (verdict or Reason.FOREIGN_REDIRECT)
    if "that name alone" in target:
        assert found.evidence


def test_a_detour_within_the_outlet_counts_beside_what_the_page_says():
    """A redirect to /login and a word of it; to /404 and half a phrase."""
    wall = {"final_url": "https://o.test/login?next=/a", "redirects": ("https://o.test/a",)}
    assert reason(exchange(page("Welcome back"), **wall)) is None
    assert reason(exchange(page("Please log in"), **wall)) is Reason.LOGIN
    gone = {"final_url": "https://o.test/404", "redirects": ("https://o.test/a",)}
    assert reason(exchange(page("The page you are looking for moved"), **gone)) is Reason.SOFT_404


ONWARD = {
    "meta refresh": '<meta http-equiv="refresh" content="0; url=http://warning.rt.ru/?id=1">',
    "other order": "<meta content='0;URL=http://blocked.mts.ru/' http-equiv=refresh>",
    "frame": '<frameset><frame name=f src="http://blocked.mts.ru/?h=o.test"></frameset>',
}


def test_where_a_page_leads_on_is_looked_up():
    """By a refresh in its head or its header, or by a frame that is all there is."""
    assert reason(exchange(ONWARD["meta refresh"])) is Reason.BLOCKED
    assert reason(exchange(ONWARD["other order"])) is Reason.BLOCKED
    assert reason(exchange(ONWARD["frame"])) is Reason.BLOCKED
    header = [("Refresh", "0; url=https://www.hugedomains.com/domain_profile.cfm?d=o")]
    assert reason(exchange(page("moved"), headers=header)) is Reason.PARKED
    here = '<meta http-equiv="refresh" content="300; url=https://o.test/a">'
    assert reason(exchange(here + page("A short note"))) is None
    shown = page("words " * 40 + '<iframe src="http://blocked.mts.ru/"></iframe>')
    assert reason(exchange(shown)) is None


STATUSES = {
    "403 and half a phrase": (403, "Are you a robot?", Reason.CHALLENGE),
    "200 and half a phrase": (200, "Are you a robot?", None),
    "403 alone": (403, "Forbidden", Reason.HTTP_4XX),
    "404 and half a phrase": (404, "Are you a robot?", Reason.HTTP_4XX),
}


@pytest.mark.parametrize(("status", "words", "verdict"), STATUSES.values(), ids=STATUSES)
def test_a_status_counts_beside_the_words(status, words, verdict):
    """And none but 451 decides alone."""
    answer = exchange(page(words), status=status)
    if status == 200:
        assert reason(answer) is verdict
    else:
        told = Failed(reason=Reason.HTTP_4XX, detail="", status=status, exchange=answer)
        assert judge_error(told).reason is verdict


TLS = {
    "another name": ("hostname mismatch, certificate is not valid for 'o.test'.", 0.5),
    "self-signed": ("self-signed certificate", 0.5),
    "unknown authority": ("unable to get local issuer certificate", 0.3),
    "expired": ("certificate has expired", 0.1),
}


@pytest.mark.parametrize(("said", "weight"), TLS.values(), ids=TLS)
def test_a_certificate_is_evidence_and_decides_nothing_alone(said, weight):
    """What nobody may look behind stays a failure of TLS."""
    told = Failed(reason=Reason.TLS, detail=f"certificate of o.test at 192.0.2.1: {said}")
    found = judge_error(told)
    assert (found.reason, [one.weight for one in found.evidence]) == (Reason.TLS, [weight])
    blocked = judge_error(
        Failed(reason=Reason.TLS, detail=f"certificate of o.test at 195.175.254.2: {said}")
    )
    assert blocked.reason is Reason.BLOCKED
    assert len(blocked.evidence) == 2


@pytest.mark.parametrize("row", ADDRESSES, ids=[row[0] for row in ADDRESSES])
def test_addresses_that_blocked_names_get_are_known(row):
    """From an answer, and from one that was not public and so never asked."""
    assert reason(exchange(page("x"), address=row[0])) is row[1]
    told = Failed(reason=Reason.PRIVATE_ADDRESS, detail=f"o.test is at {row[0]}, not public")
    assert judge_error(told).reason is row[1]
    assert reason(exchange(page("x"), address=f"{row[0]}1")) is None


def test_an_address_inside_stays_one():
    """Any other private address is a fault or an attack."""
    told = Failed(reason=Reason.PRIVATE_ADDRESS, detail="o.test is at 10.10.34.3, not public")
    assert judge_error(told) == told


@pytest.mark.parametrize("row", HEADERS, ids=[f"{row[0]} {row[1]}" for row in HEADERS])
def test_each_decisive_header_decides_whatever_the_page(row):
    """Even on a page of prose; a weak one needs more."""
    prose = "".join(f"<p>{'Many words of a long report on bridges. ' * 9}</p>" for _ in range(9))
    asked = exchange(f"<html>{prose}", headers=[(row[0].title(), f"x {row[1]} y".upper())])
    assert reason(asked) is (row[2] if row[3] >= 1.0 else None)


@pytest.mark.parametrize("row", MARKUP, ids=[row[0].decode() for row in MARKUP])
def test_each_mark_counts_on_a_short_page_only(row):
    """In an article it is a link or a quotation."""
    mark = row[0].decode()
    short = reason(exchange(f"<html><body><a href='{mark}'>x</a>"))
    assert (short is row[1]) if row[2] >= 1.0 else True
    prose = "".join(f"<p>{'Many words of a long report on bridges. ' * 9}</p>" for _ in range(9))
    assert reason(exchange(f"<html><body>{prose}<a href='{mark}'>x</a>{prose}")) is None


def test_every_row_names_its_source():
    """Whoever doubts a row can look it up."""
    rows = [*HEADERS, *MARKUP, *ADDRESSES, *CERTIFICATES, *PLACES]
    assert all(row[-1] for row in rows)
    assert all(row[3] for row in PATTERNS)
    assert list(evidence_of("http://[", instead_of=ASKED)) == []
    assert places.__doc__
