"""Facts about robots.txt: RFC 9309, asked once, cached, and obeyed where it cannot be read."""

from datetime import timedelta

import pytest
from tests.adapters.web.rig import HASTY, SHORT, Rig, failed
from tests.fakes import FakeClock
from tests.servers import Zoo, drip_body, in_turn, page, redirect, reset, status

from wireroom.model import Fetched, Reason
from wireroom.ports import RobotsRecord

HOST, OTHER = "www.outlet.test", "rules.test"
HOME = f"http://{HOST}"
TXT = "text/plain"


def rules(text):
    """A robots.txt of these lines."""
    return page(text, content_type=TXT)


def routes(robots, **more):
    """A page, an article and a robots.txt."""
    return {
        (HOST, "/robots.txt"): robots,
        (HOST, "/news/1"): page("news"),
        (HOST, "/private/1"): page("private"),
    } | {(OTHER, path): answer for path, answer in more.items()}


DENY = rules("User-agent: *\nDisallow: /private/\n")
DENY_ALL = rules("User-agent: *\nDisallow: /\n")
# robots.txt, what becomes of /news/1 and of /private/1 (None: fetched)
CASES = {
    "deny a path": (DENY, None, Reason.ROBOTS),
    "deny all": (DENY_ALL, Reason.ROBOTS, Reason.ROBOTS),
    "empty": (rules(""), None, None),
    "byte order mark": (rules("\ufeffUser-agent: *\nDisallow: /private/"), None, Reason.ROBOTS),
    "our own group": (
        rules("User-agent: *\nDisallow: /\n\nUser-agent: Wireroom\nDisallow: /private/\n"),
        None,
        Reason.ROBOTS,
    ),
    "another's group": (rules("User-agent: otherbot\nDisallow: /\n"), None, None),
    "longest match": (
        rules("User-agent: *\nDisallow: /\nAllow: /news/\n"),
        None,
        Reason.ROBOTS,
    ),
    "rules past the cap": (
        rules("User-agent: *\nDisallow: /private/\n" + "#" * 600_000),
        None,
        Reason.ROBOTS,
    ),
    "404": (page("User-agent: *\nDisallow: /", status=404, content_type=TXT), None, None),
    "403": (status(403), None, None),
    "500": (status(500), Reason.ROBOTS_UNREACHABLE, Reason.ROBOTS_UNREACHABLE),
    "503": (status(503), Reason.ROBOTS_UNREACHABLE, Reason.ROBOTS_UNREACHABLE),
    "429": (status(429), Reason.ROBOTS_UNREACHABLE, Reason.ROBOTS_UNREACHABLE),
    "broken coding": (
        page("no gzip", headers=[("Content-Encoding", "gzip")]),
        Reason.ROBOTS_UNREACHABLE,
        Reason.ROBOTS_UNREACHABLE,
    ),
    "reset": (reset(), Reason.RESET, Reason.RESET),
    "drip": (drip_body(), Reason.TIMEOUT, Reason.TIMEOUT),
    "redirect": (redirect(f"http://{OTHER}/rules.txt"), None, Reason.ROBOTS),
    "redirect to a dead host": (
        redirect("http://dead.test/robots.txt"),
        Reason.ROBOTS_UNREACHABLE,
        Reason.ROBOTS_UNREACHABLE,
    ),
    "redirect inside": (
        redirect("http://10.0.0.1/robots.txt"),
        Reason.ROBOTS_UNREACHABLE,
        Reason.ROBOTS_UNREACHABLE,
    ),
    "redirect loop": (redirect("/robots.txt"), None, None),
    "redirect to no URL": (redirect("file:///robots.txt"), None, None),
}


@pytest.mark.parametrize("case", CASES)
def test_robots_decides_what_may_be_asked(case):
    """Absent means yes, unreadable means wait, and a rule means what RFC 9309 says."""
    robots, *expected = CASES[case]
    with Zoo(routes(robots, **{"/rules.txt": DENY}), refusing=["dead.test"]) as zoo:
        rig = Rig(zoo=zoo, limits=HASTY if case == "drip" else SHORT)
        outcomes = [rig.ask(f"{HOME}/news/1"), rig.ask(f"{HOME}/private/1")]
        asked = zoo.paths(HOST)
    assert [None if isinstance(o, Fetched) else o.reason for o in outcomes] == expected
    paths = ["/news/1", "/private/1"]
    assert asked == [p for p, reason in zip(paths, expected, strict=True) if reason is None]


def test_robots_is_asked_once_per_origin():
    """The file is asked once, and for another port or scheme again."""
    with Zoo(routes(DENY)) as zoo:
        rig = Rig(zoo=zoo)
        for url in (f"{HOME}/news/1", f"{HOME}/news/1", f"https://{HOST}/news/1"):
            assert isinstance(rig.ask(url), Fetched)
        asked = [visit.url for visit in zoo.log if visit.path == "/robots.txt"]
    assert asked == [f"{HOME}/robots.txt", f"https://{HOST}/robots.txt"]
    assert {*rig.robots.records} == {(HOME, "direct"), (f"https://{HOST}", "direct")}


@pytest.mark.parametrize(
    ("first", "lasts_s"),
    [(DENY_ALL, 86_400), (status(404), 86_400), (status(500), 600)],
    ids=["rules", "absent", "unreachable"],
)
def test_robots_is_asked_again_when_it_expires(first, lasts_s):
    """A day for what was read, ten minutes for what could not be; then the new file counts."""
    clock = FakeClock()
    with Zoo(routes(in_turn(first, DENY_ALL if first is not DENY_ALL else rules("")))) as zoo:
        rig = Rig(zoo=zoo, clock=clock)
        before = type(rig.ask(f"{HOME}/news/1"))
        clock.move(lasts_s - 1)
        assert type(rig.ask(f"{HOME}/news/1")) is before
        assert len([v for v in zoo.log if v.path == "/robots.txt"]) == 1
        clock.move(2)
        rig.ask(f"{HOME}/news/1")
        assert len([v for v in zoo.log if v.path == "/robots.txt"]) == 2


def test_cached_robots_is_shared():
    """What another worker read is obeyed without asking."""
    clock = FakeClock()
    with Zoo(routes(rules(""))) as zoo:
        rig = Rig(zoo=zoo, clock=clock)
        expires_at = clock.now + timedelta(hours=1)
        body = "User-agent: *\nDisallow: /"
        record = RobotsRecord(origin=HOME, vantage="direct", body=body, expires_at=expires_at)
        rig.robots.save_robots(record)
        assert failed(rig.ask(f"{HOME}/news/1")).reason is Reason.ROBOTS
        assert zoo.log == []


def test_unreachable_robots_says_when_to_come_back():
    """The wait of an unreadable robots.txt is told, so that the entry is retried after it."""
    clock = FakeClock()
    with Zoo(routes(status(500))) as zoo:
        rig = Rig(zoo=zoo, clock=clock)
        rig.ask(f"{HOME}/news/1")
        clock.move(100)
        outcome = failed(rig.ask(f"{HOME}/news/1"))
    assert outcome.retry_after_s == 500
    assert f"{HOME}/robots.txt" in outcome.detail


@pytest.mark.parametrize(
    ("headers", "hold_s"), [([("Retry-After", "90")], 90), ([], 60)], ids=["said", "unsaid"]
)
def test_wish_for_patience_in_robots_holds_the_host(headers, hold_s):
    """A 429 to robots.txt holds the host like any other 429."""
    clock = FakeClock()
    with Zoo(routes(status(429, *headers))) as zoo:
        rig = Rig(zoo=zoo, clock=clock)
        assert failed(rig.ask(f"{HOME}/news/1")).reason is Reason.ROBOTS_UNREACHABLE
    assert rig.leases.slots[HOST] == clock.now + timedelta(seconds=hold_s)


def test_redirect_target_has_robots_of_its_own():
    """A redirect to another host of the outlet asks that host's robots.txt first."""
    found = routes(rules("")) | {
        (HOST, "/moved"): redirect(f"http://{OTHER}/news/1"),
        (OTHER, "/robots.txt"): DENY_ALL,
    }
    with Zoo(found) as zoo:
        outcome = failed(Rig(zoo=zoo).ask(f"{HOME}/moved", own=(OTHER,)))
        assert zoo.paths(OTHER) == []
    assert outcome.reason is Reason.ROBOTS


@pytest.mark.parametrize(
    ("line", "asked_s", "expected_s"),
    [
        ("Crawl-delay: 7", 1, 7),
        ("Crawl-delay: 0.5", 1, 1),
        ("Crawl-delay: 7200", 1, 30),
        ("Crawl-delay: nan", 1, 1),
        ("Crawl-delay: soon", 1, 1),
        ("", 2, 2),
    ],
)
def test_crawl_delay_lengthens_the_spacing(line, asked_s, expected_s):
    """The longer of our delay and theirs counts, theirs up to half a minute."""
    clock = FakeClock()
    with Zoo(routes(rules(f"User-agent: *\n{line}\nAllow: /\n"))) as zoo:
        rig = Rig(zoo=zoo, clock=clock)
        rig.ask(f"{HOME}/news/1", delay_s=0)
        clock.move(3600)
        rig.ask(f"{HOME}/news/1", delay_s=asked_s)
    assert (rig.leases.slots[HOST] - clock.now).total_seconds() == expected_s
