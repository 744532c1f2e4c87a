"""Facts about leases and robots caches, true of the store and of the fakes that stand in for it."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.fakes import FakeLeases, FakeRobotsCache

from wireroom.adapters.warehouse import open_store
from wireroom.ports import RobotsRecord

NOW = datetime(2026, 1, 2, 3, 4, 5, 678_901, tzinfo=UTC)
ORIGIN = "https://www.outlet.test"


def after(seconds):
    """The instant so many seconds from NOW."""
    return NOW + timedelta(seconds=seconds)


def opened(request):
    """The store on the engine that the parameter names."""
    if request.param == "postgres":
        return open_store(request.getfixturevalue("postgres_url"))
    return open_store(f"sqlite:///{request.getfixturevalue('tmp_path')}/w.sqlite")


@pytest.fixture(params=["fake", "sqlite", "postgres"])
def leases(request):
    """A ports.HostLeases."""
    return FakeLeases() if request.param == "fake" else opened(request)


@pytest.fixture(params=["fake", "sqlite", "postgres"])
def robots(request):
    """A ports.RobotsCache."""
    return FakeRobotsCache() if request.param == "fake" else opened(request)


def test_leases_of_one_host_are_spaced(leases):
    """Later callers get later instants, one delay apart."""
    assert [leases.reserve("h", now=NOW, delay_s=2) for _ in range(3)] == [NOW, after(2), after(4)]


def test_free_host_is_leased_at_once(leases):
    """No lease lies in the past, and no host waits for another."""
    leases.reserve("h", now=NOW, delay_s=2)
    assert leases.reserve("h", now=after(60), delay_s=2) == after(60)
    assert leases.reserve("other", now=NOW, delay_s=2) == NOW


@pytest.mark.parametrize("first", ["hold", "reserve"])
def test_held_host_is_leased_after_its_hold(leases, first):
    """A hold counts whether or not the host was asked before."""
    if first == "reserve":
        leases.reserve("h", now=NOW, delay_s=2)
    leases.hold("h", until=after(3600))
    assert leases.reserve("h", now=NOW, delay_s=2) == after(3600)
    assert leases.reserve("h", now=NOW, delay_s=2) == after(3602)


def test_hold_never_shortens_a_wait(leases):
    """The longer of two holds counts."""
    leases.hold("h", until=after(3600))
    leases.hold("h", until=after(60))
    assert leases.reserve("h", now=NOW, delay_s=1) == after(3600)


@pytest.mark.parametrize("body", ["User-agent: *\nDisallow: /\n", "", None])
def test_robots_record_is_remembered(robots, body):
    """A file, an absent file and an unreadable one are each remembered as such."""
    record = RobotsRecord(origin=ORIGIN, vantage="direct", body=body, expires_at=after(60))
    robots.save_robots(record)
    assert robots.robots(ORIGIN, "direct") == record
    assert robots.robots("http://www.outlet.test", "direct") is None


def test_robots_record_takes_the_place_of_the_last(robots):
    """One record per origin and vantage: the newest."""
    for body in ("old", "new"):
        robots.save_robots(RobotsRecord(origin=ORIGIN, vantage="direct", body=body, expires_at=NOW))
    assert robots.robots(ORIGIN, "direct").body == "new"


def test_robots_record_says_nothing_of_other_vantages(robots):
    """What was seen through a proxy is not what is seen directly, nor through another one."""
    for vantage in ("direct", "direct+tor:9050"):
        robots.save_robots(
            RobotsRecord(origin=ORIGIN, vantage=vantage, body=vantage, expires_at=NOW)
        )
    assert robots.robots(ORIGIN, "direct").body == "direct"
    assert robots.robots(ORIGIN, "direct+tor:9050").body == "direct+tor:9050"
    assert robots.robots(ORIGIN, "direct+tor:9051") is None
