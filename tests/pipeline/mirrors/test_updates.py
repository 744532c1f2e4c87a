"""Hosts that claim another modification time: honest updates, old copies, and lies."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.pipeline.mirrors.press import NEW_TEXT, ONE, ORIGIN, PATHS, TWO, Press, cut, timed
from tests.pipeline.test_unkind_web import rss
from tests.rooms import rows
from tests.servers import page

from wireroom.model import Capability, Finding
from wireroom.pipeline import mirrors
from wireroom.pipeline.hosts import Gate, distrusted
from wireroom.stages.resolve import article_routes

HOUR = timedelta(hours=1)
TWO_PATHS = PATHS[:2]  # seen first, so not among the articles that are compared by themselves


def lie(path: str):
    """A changed number that claims to be news."""
    return timed(path, "2026-08-20T18:00:00Z", "3 of the five")


def news(path: str):
    """An honest update of a day after NOW."""
    return timed(path, "2026-08-20T13:00:00Z", NEW_TEXT)


def first(path: str):
    """The article as it was before."""
    return timed(path, "2026-08-20T10:00:00Z", "2 of the five")


class Hours:
    """A paper whose hosts are compared hour by hour, as the DAG does it."""

    def __init__(self, press: Press) -> None:
        self._press = press
        for host in press.names:
            press.prints(host, first)
        press.ingests()

    def compare(self, n_hours: int, *, n_recent: int = 1) -> list[Finding]:
        """The findings of that hour that are against somebody."""
        room = self._press.room(n_hours * HOUR)
        outlet = room.registry.outlet("paper")
        articles = mirrors.articles_to_compare(room, outlet, n_recent)
        found = mirrors.compare_hosts(room, outlet, articles)
        return [one for one in found.findings if one.is_alone]

    def distrusted(self, n_hours: int) -> set[tuple[str, str]]:
        """Who is convicted at that hour."""
        return distrusted(self._press.room(n_hours * HOUR), ["paper"])


@pytest.fixture
def press(tmp_path: Path) -> Iterable[Press]:
    press = Press(tmp_path)
    with press.zoo:
        yield press


def told(findings: Iterable[Finding]) -> set[tuple[str, str, bool]]:
    return {(one.host, one.kind, one.is_tampering) for one in findings}


def test_a_lie_that_claims_a_newer_time_convicts_after_a_day(press: Press) -> None:
    """Until then it is an update that others may follow; then two articles convict."""
    hours = Hours(press)
    press.prints(TWO, lie, TWO_PATHS)
    assert told(hours.compare(1, n_recent=10)) == {(TWO, "updated", False)}
    assert told(hours.compare(20)) == {(TWO, "updated", False)}
    assert hours.distrusted(20) == set()
    assert told(hours.compare(25)) == {(TWO, "updated", True)}
    assert hours.distrusted(25) == {("paper", TWO)}
    (mute,) = press.room(25 * HOUR).store.mutes(["paper"])
    assert (mute.host, "number 2 became 3" in mute.detail) == (TWO, True)


def test_an_update_that_others_follow_convicts_nobody(press: Press) -> None:
    """It is settled once they do, and the article is fetched anew: its feed says nothing more."""
    hours = Hours(press)
    press.prints(ORIGIN, news, TWO_PATHS)
    assert told(hours.compare(1, n_recent=10)) == {(ORIGIN, "updated", False)}
    press.prints(ONE, news, TWO_PATHS)
    assert told(hours.compare(2)) == {(TWO, "updated", False)}
    press.prints(TWO, news, TWO_PATHS)
    assert hours.compare(3) == []
    assert hours.compare(30) == []
    assert hours.distrusted(30) == set()
    room = press.room()
    found = [one for one in room.store.findings(["paper"]) if one.is_alone]
    assert found
    assert all(one.resolved_at for one in found)
    press.ingests(31 * HOUR)
    sql = "SELECT text FROM articles WHERE article_id IN ('paper:/story-0', 'paper:/story-1')"
    texts = [text for (text,) in rows(room.settings, sql)]
    assert [NEW_TEXT in text for text in texts] == [True, True]


def test_an_update_that_lags_is_filed_once_the_others_follow(press: Press) -> None:
    """Its run files what the majority tells; the finding is kept, and convicts nobody."""
    hours = Hours(press)
    path = PATHS[0]
    press.prints(ORIGIN, news, [path])
    feed = rss(ORIGIN, [path]).replace("News of", "Once more: news of")
    press.zoo.routes[ORIGIN, "/rss"] = page(feed, content_type="application/rss+xml")
    press.ingests(HOUR)
    settings = press.room().settings
    sql = f"SELECT text, n_versions FROM articles WHERE article_id = 'paper:{path}'"
    ((text, n_versions),) = rows(settings, sql)
    assert (NEW_TEXT in text, n_versions) == (False, 1)
    found = rows(settings, "SELECT host, kind, is_tampering FROM divergence WHERE is_alone")
    assert found == [(ORIGIN, "updated", 0)]
    assert hours.distrusted(1) == set()
    for host in (ONE, TWO):
        press.prints(host, news, [path])
    assert hours.compare(2) == []
    press.ingests(3 * HOUR)
    ((text, n_versions),) = rows(settings, sql)
    assert (NEW_TEXT in text, n_versions) == (True, 2)


def test_an_old_copy_that_is_never_renewed_convicts_nobody(press: Press) -> None:
    """Another host showed that very text before, so nobody made it up."""
    hours = Hours(press)
    press.prints(ORIGIN, news, TWO_PATHS)
    press.prints(ONE, news, TWO_PATHS)
    assert told(hours.compare(1, n_recent=10)) == {(TWO, "updated", False)}
    assert told(hours.compare(40)) == {(TWO, "updated", False)}
    assert hours.distrusted(40) == set()


def test_an_edit_that_others_follow_is_forgiven(press: Press) -> None:
    """Pages without modification times convict at once, and no longer once the others follow."""
    plain = lambda path: timed(path, "", NEW_TEXT)  # noqa: E731
    hours = Hours(press)
    press.prints(ORIGIN, plain, TWO_PATHS)
    assert told(hours.compare(1, n_recent=10)) == {(ORIGIN, "edited", True)}
    assert hours.distrusted(1) == {("paper", ORIGIN)}
    for host in (ONE, TWO):
        press.prints(host, plain, TWO_PATHS)
    assert hours.compare(2) == []
    assert hours.distrusted(2) == set()


def test_a_lie_that_is_taken_back_stays_one(press: Press) -> None:
    """Who corrects himself once caught is not forgiven."""
    plain = lambda path: timed(path, "", "3 of the five")  # noqa: E731
    hours = Hours(press)
    press.prints(TWO, plain, TWO_PATHS)
    assert told(hours.compare(1, n_recent=10)) == {(TWO, "edited", True)}
    press.prints(TWO, first, TWO_PATHS)
    assert hours.compare(2) == []
    assert hours.distrusted(2) == {("paper", TWO)}


def release(path: str):
    """The article in new pages, with code of their own."""
    return timed(path, "", "2 of the five", "<script>layout.fold('aside')</script>")


def test_a_new_release_of_the_pages_convicts_nobody_while_the_others_lag(press: Press) -> None:
    """Its code names nobody; after a day alone it is an injection like any other."""
    hours = Hours(press)
    press.prints(ORIGIN, release)
    assert told(hours.compare(1, n_recent=10)) == {(ORIGIN, "injected", True)}
    assert hours.distrusted(1) == set()
    press.prints(ONE, release)
    press.prints(TWO, release)
    assert hours.compare(2, n_recent=10) == []
    assert hours.distrusted(2) == set()
    press.prints(ONE, first)
    press.prints(TWO, first)
    hours.compare(3)
    assert hours.distrusted(3) == set()
    hours.compare(28)
    assert hours.distrusted(28) == {("paper", ORIGIN)}


PURSE = "<p>Give: 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2</p>"
KINDS = {
    "edited": lambda path: timed(path, "", "3 of the five"),
    "injected": lambda path: timed(path, "", "2 of the five", PURSE),
    "truncated": cut,
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_finding_lowers_a_hosts_health_and_its_place(kind: str, press: Press) -> None:
    """Once: however often it is found again; other hosts are asked before it."""
    hours = Hours(press)
    press.prints(ORIGIN, KINDS[kind], PATHS[-1:])
    assert {one.kind for one in hours.compare(1)} == {kind}
    room = press.room(2 * HOUR)
    outlet = room.registry.outlet("paper")
    health = {key.host: one for key, one in room.store.health(["paper"]).items()
              if key.capability is Capability.ARTICLE}  # fmt: skip
    assert (health[ORIGIN].reason, ONE in health and health[ONE].n_failed) == ("tampered", False)
    routes = article_routes(outlet, f"https://{ORIGIN}{PATHS[0]}")
    gate = Gate(room, ["paper"], worker="test")
    order = [one.host for one in gate.ordered(outlet, Capability.ARTICLE, routes, first=None)]
    assert order == ([ONE, TWO] if kind == "injected" else [ONE, TWO, ORIGIN])
    hours.compare(2)
    after = room.store.health(["paper"])[health[ORIGIN].key]
    assert after.n_failed <= health[ORIGIN].n_failed
