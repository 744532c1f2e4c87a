"""Hosts that are dead, seized or lying: what is filed is what the outlet wrote."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.pipeline.test_unkind_web import article, rss, settings_of
from tests.rooms import NOW, outlet_file, rows, run
from tests.servers import Answer, Zoo, page, redirect, reset, status

from wireroom.adapters.warehouse import open_store
from wireroom.model import Mute, Reason
from wireroom.pipeline import fetch_batch, open_room, plan, poll_batch
from wireroom.pipeline.mirrors.budget import PROBES_PER_HOUR

HOSTS = ("www.origin.test", "one.mirror.test", "two.mirror.test")
PATHS = [f"/story-{number}" for number in range(12)]
CHANGED = '<meta property="article:modified_time" content="{}">'
SEIZED = (
    "<html><title>Seized</title><h1>This website has been seized by the United States"
    " Government</h1></html>"
)
PARKED = "<html><title>origin.test</title><p>This domain is for sale!</p></html>"


def told(path: str) -> str:
    """An article with numbers of its own, last changed at nine."""
    said = article(path).replace("four million", f"{len(path)}00 million").replace("two of", "2 of")
    return said.replace("</head>", f"{CHANGED.format('2026-08-20T09:00:00Z')}</head>")


def tampered(path: str, *, at: str = "2026-08-20T09:00:00Z") -> str:
    """The same with one number changed, and the time at which it claims to have been."""
    return told(path).replace("2 of the five", "3 of the five").replace("2026-08-20T09:00:00Z", at)


def cut(path: str) -> str:
    """The first half of it."""
    paragraphs = told(path).split("</p>")
    return "</p>".join([*paragraphs[:2], paragraphs[-1]])


def injected(path: str) -> str:
    """The same with somebody's address to pay to."""
    return told(path).replace(
        "</article>", "<p>Give: 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2</p></article>"
    )


Lie = Callable[[str], Answer]
LIES: dict[str, Lie] = {
    "dead": lambda _: reset(),
    "seized": lambda _: page(SEIZED),
    "parked": lambda _: page(PARKED),
    "500": lambda _: status(500),
    "404": lambda _: status(404),
    "redirects away": lambda _: redirect("https://elsewhere.example/", code=301),
    "one number": lambda path: page(tampered(path)),
    "one number, a newer time": lambda path: page(tampered(path, at="2026-08-20T11:00:00Z")),
    "one number, an older time": lambda path: page(tampered(path, at="2026-08-19T11:00:00Z")),
    "cut off": lambda path: page(cut(path)),
    "payment address": lambda path: page(injected(path)),
}


def zoo(lie: Lie, lying: Iterable[str], *, feed: Answer | None = None) -> Zoo:
    """Three hosts with one feed and twelve articles; the origin lies about `lying`."""
    routes = {
        (host, "/rss"): page(rss(HOSTS[0], PATHS), content_type="application/rss+xml")
        for host in HOSTS
    }
    routes |= {(host, path): page(told(path)) for host in HOSTS for path in PATHS}
    routes |= {(HOSTS[0], path): lie(path) for path in lying}
    if feed:
        routes[HOSTS[0], "/rss"] = feed
    return Zoo(routes)


def filed(home: Path, lie: Lie, lying: Iterable[str], **more) -> tuple[list, list]:
    """Versions filed, and the states that entries ended in."""
    outlet_file(home / "outlets", "paper", *HOSTS)
    with zoo(lie, lying, **more) as web:
        settings = settings_of(web, home)
        run(settings, "r")
    versions = rows(
        settings, "SELECT article_id, version_id, title, text FROM article_version ORDER BY 1, 2"
    )
    states = rows(settings, "SELECT article_id, state, reason FROM ledger ORDER BY 1")
    return versions, states


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> tuple[list, list]:
    return filed(tmp_path_factory.mktemp("healthy"), LIES["dead"], [])


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lying_origin_changes_no_row(
    lie: Lie, healthy: tuple[list, list], tmp_path: Path
) -> None:
    """From the first article on: every row is as with a healthy origin."""
    assert len(healthy[0]) == len(PATHS)
    assert filed(tmp_path, lie, PATHS) == healthy


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_an_origin_that_lies_later_changes_no_row(
    lie: Lie, healthy: tuple[list, list], tmp_path: Path
) -> None:
    """From the tenth article on; every article is cross-checked, as a sample finds only its own."""
    home = tmp_path
    outlet_file(home / "outlets", "paper", *HOSTS)
    path = home / "outlets" / "paper.yaml"
    with zoo(lie, PATHS[9:]) as web:
        path.write_text(path.read_text().replace("delay_s: 0", "delay_s: 0, cross_checks: 100"))
        settings = settings_of(web, home)
        run(settings, "r")
    versions = rows(
        settings, "SELECT article_id, version_id, title, text FROM article_version ORDER BY 1, 2"
    )
    states = rows(settings, "SELECT article_id, state, reason FROM ledger ORDER BY 1")
    assert (versions, states) == healthy


@pytest.mark.parametrize(("n_spent", "n_unchecked"), [(0, 0), (PROBES_PER_HOUR, 3)])
def test_what_could_not_be_checked_is_counted(
    n_spent: int, n_unchecked: int, tmp_path: Path
) -> None:
    """Three articles are asked about; where the hour's requests are spent, they say so."""
    outlet_file(tmp_path / "outlets", "paper", *HOSTS)
    with zoo(LIES["dead"], []) as web:
        room = open_room(settings_of(web, tmp_path), now=NOW)
        for _ in range(n_spent):
            room.store.spend("paper", now=NOW, per_hour=PROBES_PER_HOUR)
        (batch,) = plan(room, run_id="r")
        poll_batch(room, batch)
        counts = fetch_batch(room, batch)
    kept = {"captured": len(PATHS), "failed": 0, "checked": 3, "unchecked": n_unchecked}
    assert counts == kept


def test_a_tamperer_is_named_kept_in_quarantine_and_loses_its_voice(tmp_path: Path) -> None:
    """What it served lies in quarantine with the change in words; its voice is gone."""
    outlet_file(tmp_path / "outlets", "paper", *HOSTS)
    with zoo(LIES["one number"], PATHS) as web:
        settings = settings_of(web, tmp_path)
        run(settings, "r")
    found = rows(settings, "SELECT host, reason, detail FROM quarantine")
    assert len(found) == len(PATHS)
    assert {(host, reason) for host, reason, _ in found} == {(HOSTS[0], "tampered")}
    assert all("number 2 became 3" in detail for _, _, detail in found)
    assert rows(settings, "SELECT host, reason FROM host_mute") == [(HOSTS[0], "tampered")]
    kinds = rows(settings, "SELECT DISTINCT host, kind, is_tampering FROM divergence")
    assert kinds == [(HOSTS[0], "edited", 1)]
    kept = rows(settings, "SELECT count(*) FROM quarantine JOIN capture USING (capture_id)")
    assert kept == [(len(PATHS),)]


def test_a_permanent_redirect_is_kept_as_a_finding_and_followed_for_nothing(
    tmp_path: Path,
) -> None:
    """The foreign host is noted with since when; nothing was asked of it."""
    outlet_file(tmp_path / "outlets", "paper", *HOSTS)
    with zoo(LIES["redirects away"], PATHS) as web:
        settings = settings_of(web, tmp_path)
        run(settings, "r")
    assert rows(settings, "SELECT host, target FROM host_move") == [(HOSTS[0], "elsewhere.example")]


FORBIDS = page("User-agent: *\nDisallow: /", content_type="text/plain")
LEFT: dict[str, tuple[Answer, tuple]] = {
    "a mirror has it": (page(told("/late")), ("new", None)),
    "no mirror has it now": (status(500), ("failed", "http_5xx")),
    "no mirror ever had it": (status(404), ("failed", "http_4xx")),
}


@pytest.mark.parametrize(("mirrors", "ended"), LEFT.values(), ids=LEFT)
def test_a_seized_host_forbids_nothing(mirrors: Answer, ended: tuple, tmp_path: Path) -> None:
    """Its new owner's robots.txt says no to everything: the outlet's articles are not skipped."""
    outlet_file(tmp_path / "outlets", "paper", *HOSTS)
    with zoo(LIES["seized"], PATHS, feed=page(SEIZED)) as web:
        settings = settings_of(web, tmp_path)
        run(settings, "r")
        assert rows(settings, "SELECT host, reason FROM host_mute") == [(HOSTS[0], "seized")]
        web.routes[HOSTS[0], "/robots.txt"] = FORBIDS
        late = [*PATHS, "/late"]
        for host in HOSTS[1:]:
            web.routes[host, "/rss"] = page(rss(HOSTS[0], late), content_type="application/rss+xml")
            web.routes[host, "/late"] = mirrors
        with open_store(settings.warehouse).database.write() as connection:
            connection.execute("DELETE FROM robots")
        run(settings, "r2", now=NOW + timedelta(days=1))
        asked = [visit.path for visit in web.log if visit.host == HOSTS[0]]
    sql = "SELECT state, reason FROM ledger WHERE run_id = 'r2' AND url LIKE '%/late'"
    assert rows(settings, sql) == [ended]
    assert asked[-1] == "/robots.txt"
    assert "/late" not in asked


def test_a_seized_host_that_forbids_all_and_stands_alone_is_asked_again(tmp_path: Path) -> None:
    """Nobody else could be asked: the entry waits for the hosts and is not skipped for good."""
    outlet_file(tmp_path / "outlets", "paper", *HOSTS)
    with zoo(LIES["seized"], PATHS, feed=page(SEIZED)) as web:
        settings = settings_of(web, tmp_path)
        mute = Mute(outlet_id="paper", host=HOSTS[0], reason=Reason.SEIZED, detail="", muted_at=NOW)
        open_room(settings).store.mute(mute)
        web.routes[HOSTS[0], "/robots.txt"] = FORBIDS
        for host in HOSTS[1:]:
            web.routes |= {(host, path): reset() for path in PATHS}
        run(settings, "r")
    found = rows(settings, "SELECT DISTINCT state, retry_at IS NULL FROM ledger")
    assert found == [("failed", 0)]
