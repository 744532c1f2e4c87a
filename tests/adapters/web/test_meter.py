"""Facts about counting requests: what is counted leaves, and what may not leave does not."""

import pytest
from tests.adapters.web.rig import Rig, failed
from tests.servers import Zoo, page, redirect, status

from wireroom.model import Fetched, Reason, Request

HOST, OTHER = "www.outlet.test", "rules.test"
HOME = f"http://{HOST}"
RULES = page("User-agent: *\nDisallow: /private", content_type="text/plain")
PLAIN = {(HOST, "/"): page("home"), (HOST, "/robots.txt"): RULES}
MOVED = PLAIN | {(HOST, "/old"): redirect("/older"), (HOST, "/older"): redirect("/")}
FAR_RULES = PLAIN | {
    (HOST, "/robots.txt"): redirect(f"http://{OTHER}/robots.txt"),
    (OTHER, "/robots.txt"): RULES,
}
CASES = {
    "a page and its robots.txt": (PLAIN, "/", 2),
    "two redirects": (MOVED, "/old", 4),
    "robots.txt elsewhere": (FAR_RULES, "/", 3),
    "forbidden": (PLAIN, "/private", 1),
    "robots.txt unreachable": ({(HOST, "/robots.txt"): status(503)}, "/", 1),
    "missing": (PLAIN, "/nothing", 2),
}


class SpentError(Exception):
    """No request is left."""


class Purse:
    """A meter with so many requests."""

    def __init__(self, n_left):
        self.n_left, self.n_taken = n_left, 0

    def __call__(self):
        if not self.n_left:
            raise SpentError
        self.n_left -= 1
        self.n_taken += 1


def ask(rig, path, purse):
    request = Request(url=f"{HOME}{path}", own_hosts=frozenset(), delay_s=0.0)
    return rig.web.get(request, meter=purse)


@pytest.mark.parametrize(("routes", "path", "n_requests"), CASES.values(), ids=CASES)
def test_every_request_that_leaves_is_counted(routes, path, n_requests):
    """As many as the servers see: hops and robots.txt, once each."""
    with Zoo(routes) as zoo:
        purse = Purse(10)
        ask(Rig(zoo=zoo), path, purse)
        assert purse.n_taken == len(zoo.log) == n_requests


def test_known_robots_is_not_asked_and_not_counted():
    """The second page of a host costs one request."""
    with Zoo(PLAIN) as zoo:
        rig, purse = Rig(zoo=zoo), Purse(10)
        ask(rig, "/", purse)
        ask(rig, "/", purse)
        assert purse.n_taken == len(zoo.log) == 3


@pytest.mark.parametrize("n_left", range(3))
@pytest.mark.parametrize("routes", [MOVED, FAR_RULES], ids=["redirects", "robots.txt elsewhere"])
def test_what_the_meter_forbids_does_not_leave_and_is_held_against_nobody(routes, n_left):
    """Its error reaches the caller; the host is asked the next moment as if nothing had been."""
    path = "/old" if routes is MOVED else "/"
    with Zoo(routes) as zoo:
        rig = Rig(zoo=zoo)
        purse = Purse(n_left)
        with pytest.raises(SpentError):
            ask(rig, path, purse)
        assert len(zoo.log) == purse.n_taken == n_left
        assert isinstance(rig.ask(f"{HOME}{path}"), Fetched)


def test_a_try_that_reaches_nobody_counts():
    """Who does not answer was bothered all the same."""
    with Zoo({}, refusing=[HOST]) as zoo:
        purse = Purse(10)
        assert failed(ask(Rig(zoo=zoo), "/", purse)).reason is Reason.REFUSED
    assert purse.n_taken == 1
