"""Probes, checks and comparisons keep to their requests, as the asked servers count them."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from tests.pipeline.mirrors.press import DAY, HOSTS, NEW, PATHS, Press, honest, told
from tests.rooms import NOW, demo_settings, run
from tests.servers import page, redirect

from wireroom.demo import Newsroom
from wireroom.model import Source
from wireroom.pipeline import mirrors, open_room
from wireroom.pipeline.mirrors.budget import PROBES_PER_HOUR
from wireroom.pipeline.mirrors.verify import recent_articles
from wireroom.stages.mirrors.trust import CheckResult

OUTLET = "tidewire"
DEAD = "www.tidewire.test"


def test_a_day_of_probes_stays_within_the_budget(tmp_path: Path) -> None:
    """Every hour's requests per outlet, and how often a dead host is bothered."""
    with Newsroom(tmp_path / "newsroom") as newsroom:
        settings = demo_settings(newsroom, tmp_path / "home")
        run(settings, "r")
        asked: list[Counter[str]] = []
        for hour in range(1, 25):
            newsroom.requests.clear()
            room = open_room(settings, now=NOW + timedelta(hours=hour))
            outlet = room.registry.outlet(OUTLET)
            mirrors.probe(room, [outlet], run_id=f"p{hour}")
            if hour == 3:
                host = "new.tidewire.test"
                mirrors.propose_by_hand(room, outlet, host, source=Source.PERSON)
                mirrors.verify_due(room, [outlet])
            mirrors.compare_hosts(room, outlet, recent_articles(room, outlet, 2))
            asked.append(Counter(one.host for one in newsroom.requests))
    assert all(sum(hour.values()) <= PROBES_PER_HOUR for hour in asked)
    assert sum(hour["www.tidewire-mirror.test"] for hour in asked) > 24
    assert sum(hour[DEAD] for hour in asked) <= 24 * 4


def wordy(press: Press) -> None:
    """From now on every host sends each request on, twice; robots.txt, read by nobody, once."""
    with press.room().store.database.write() as connection:
        connection.execute("DELETE FROM robots")
    for host in (*HOSTS, NEW):
        press.zoo.routes[host, "/robots.txt"] = redirect("/rules")
        press.zoo.routes[host, "/rules"] = page("", content_type="text/plain")
        for path in PATHS:
            press.zoo.routes[host, path] = redirect(f"{path}/a")
            press.zoo.routes[host, f"{path}/a"] = redirect(f"{path}/b")
            press.zoo.routes[host, f"{path}/b"] = page(told(path))


def test_in_any_hour_no_more_requests_leave_than_may(tmp_path: Path) -> None:
    """Workers compare and probe all the time, and each redirect and robots.txt counts."""
    press = Press(tmp_path, others={NEW: honest})
    left: list[tuple[int, int]] = []  # minute, requests
    with press.zoo:
        press.ingests()
        wordy(press)

        def work(minutes: int) -> None:
            room = press.room(DAY + timedelta(minutes=minutes))
            (outlet,) = room.registry.outlets
            mirrors.probe(room, [outlet], run_id=f"{minutes}")
            mirrors.compare_hosts(room, outlet, recent_articles(room, outlet, 4))

        for minutes in (0, 20, 40, 59, 61, 80, 119):
            before = len(press.zoo.log)
            with ThreadPoolExecutor(2) as pool:
                list(pool.map(work, [minutes] * 2))
            left.append((minutes, len(press.zoo.log) - before))
    for start, _ in left:
        assert sum(n for minute, n in left if start <= minute < start + 60) <= PROBES_PER_HOUR
    assert dict(left)[0] == PROBES_PER_HOUR
    assert dict(left)[61] > 0


def test_a_check_of_hosts_that_redirect_ends_with_the_hour(tmp_path: Path) -> None:
    """Nine requests an article: five articles are compared, and the person is told why no more."""
    press = Press(tmp_path, others={NEW: honest})
    with press.zoo:
        press.ingests()
        room = press.room(DAY)
        (outlet,) = room.registry.outlets
        mirrors.propose_by_hand(room, outlet, NEW, source=Source.PERSON)
        wordy(press)
        before = len(press.zoo.log)
        ((_, check),) = mirrors.verify_due(room, [outlet])
        assert len(press.zoo.log) - before == PROBES_PER_HOUR
    assert (check.result, len(check.samples)) == (CheckResult.PASSED, 5)
    assert "the hour's 60 requests ended after 5 articles" in check.said
