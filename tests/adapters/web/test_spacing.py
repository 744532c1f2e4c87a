"""Facts about politeness in time: spacing, Retry-After, and waits too long to sit out."""

import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from tests.adapters.web.rig import Rig, failed
from tests.fakes import FakeClock
from tests.servers import Zoo, in_turn, page, status

from wireroom.adapters.web.spacing import retry_after
from wireroom.model import Fetched, Reason

HOST = "www.outlet.test"
URL = f"http://{HOST}/a"
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
OFF = format_datetime(NOW + timedelta(seconds=90), usegmt=True)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", 1),
        ("99999999999", 86_400),
        ("9" * 400, 86_400),
        ("Fri, 02 Jan 2026 03:05:35 GMT", 90),
        ("Friday, 02-Jan-26 03:05:35 GMT", 90),
        ("Fri, 02 Jan 2026 04:05:35 +0100", 90),
        ("Fri, 02 Jan 2026 03:00:00 GMT", 1),
        ("Fri, 02 Jan 2099 03:00:00 GMT", 86_400),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read(value, seconds):
    """Seconds and dates are read and clamped to a second and a day; the rest is nothing."""
    assert retry_after(value, NOW) == seconds


PATIENCE = {
    "429 seconds": (status(429, ("Retry-After", "120")), 120),
    "429 date": (status(429, ("Retry-After", OFF)), 90),
    "429 bare": (status(429), 60),
    "503 seconds": (status(503, ("Retry-After", "30")), 30),
    "503 date": (status(503, ("Retry-After", OFF)), 90),
}


@pytest.mark.parametrize("case", PATIENCE)
def test_wish_for_patience_holds_the_host(case):
    """An answer that asks for patience says how long; until then nobody asks the host."""
    answer, wait_s = PATIENCE[case]
    with Zoo({(HOST, "/a"): answer}) as zoo:
        rig = Rig(zoo=zoo, clock=FakeClock(NOW))
        first, second = failed(rig.ask(URL)), failed(rig.ask(URL))
        assert zoo.paths(HOST) == ["/a"]
    for outcome in (first, second):
        assert (outcome.reason, outcome.retry_after_s) == (Reason.RATE_LIMITED, wait_s)
    assert (first.status in {429, 503}, second.status) == (True, None)
    assert rig.leases.slots[HOST] == NOW + timedelta(seconds=wait_s)


def test_host_is_asked_again_after_its_hold():
    """A held host is asked once the time it wished for has passed."""
    clock = FakeClock(NOW)
    with Zoo({(HOST, "/a"): in_turn(status(429, ("Retry-After", "120")), page("ok"))}) as zoo:
        rig = Rig(zoo=zoo, clock=clock)
        assert failed(rig.ask(URL)).reason is Reason.RATE_LIMITED
        clock.move(121)
        assert isinstance(rig.ask(URL), Fetched)


def test_requests_to_one_host_are_spaced():
    """Two requests at once to one host reach it one delay apart, robots.txt before them."""
    with Zoo({(HOST, "/a"): page("a")}) as zoo:
        rig = Rig(zoo=zoo)
        asking = {"target": rig.ask, "args": (URL,), "kwargs": {"delay_s": 0.2}}
        threads = [threading.Thread(**asking) for _ in range(2)]
        rig.ask(URL, delay_s=0.2)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        at = [visit.at_s for visit in zoo.log]
    assert len(at) == 4
    gaps = [later - earlier for earlier, later in pairwise(at)]
    assert min(gaps) > 0.1  # 0.2, less what arrives late on a busy machine


def test_hosts_do_not_wait_for_each_other():
    """The spacing of one host holds up no other."""
    hosts = [f"h{n}.test" for n in range(4)]
    with Zoo({(host, "/a"): page("a") for host in hosts}) as zoo:
        rig = Rig(zoo=zoo)
        for host in hosts:
            assert isinstance(rig.ask(f"http://{host}/a", delay_s=0.01), Fetched)
    assert {*rig.leases.slots} == {*hosts}


def test_wait_too_long_is_told_and_not_sat_out():
    """A lease beyond the longest wait is a failure that says when, and nothing is asked."""
    clock = FakeClock(NOW)
    with Zoo({(HOST, "/a"): page("a")}) as zoo:
        rig = Rig(zoo=zoo, clock=clock)
        rig.leases.hold(HOST, until=NOW + timedelta(hours=1))
        outcome = failed(rig.ask(URL))
        assert zoo.log == []
    assert outcome.reason is Reason.RATE_LIMITED
    assert outcome.retry_after_s == 3600
    assert f"{HOST} may be asked again in 3600 s" in outcome.detail


def test_waits_that_are_refused_do_not_add_up():
    """Asking a held host again and again does not push it further off."""
    clock = FakeClock(NOW)
    with Zoo({(HOST, "/a"): page("a")}) as zoo:
        rig = Rig(zoo=zoo, clock=clock)
        rig.leases.hold(HOST, until=NOW + timedelta(hours=1))
        for _ in range(50):
            rig.ask(URL, delay_s=10)
    assert rig.leases.slots[HOST] <= NOW + timedelta(hours=1, seconds=10)
