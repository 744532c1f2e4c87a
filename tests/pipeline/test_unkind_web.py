"""Each unkind thing of the web through the whole pipeline: a named reason, nothing else lost."""

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.rooms import NOW, outlet_file, rows, run
from tests.servers import (
    Answer,
    Zoo,
    conditional,
    drip_body,
    gzipped,
    page,
    redirect,
    reset,
    status,
)

from wireroom.errors import DeadRunError
from wireroom.pipeline import read_settings, tasks
from wireroom.settings import Settings

KIND, UNKIND, BACKUP = "www.kind.test", "www.unkind.test", "backup.kind.test"
_WORDS = (
    "The council of {name} met on Tuesday and agreed to mend the old bridge before winter comes.",
    "Engineers who looked at the piers of {name} said that two of the five had lost their footing.",
    "The mayor told the meeting that the work would cost four million and take eleven weeks.",
    "Shopkeepers on the east bank asked for a footbridge so that customers of {name} could cross.",
)


def article(name: str) -> str:
    """A page that reads as news."""
    text = "".join(f"<p>{words.format(name=name)}</p>" for words in _WORDS)
    head = f"<html><head><title>{name}</title></head>"
    return f"{head}<body><article><h1>News of {name}</h1>{text}</article></body></html>"


def rss(host: str, paths: Iterable[str]) -> str:
    """A feed that names these paths on `host`."""
    items = "".join(
        f"<item><title>News of {path}</title><link>https://{host}{path}</link>"
        f"<pubDate>{format_datetime(NOW)}</pubDate></item>"
        for path in paths
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'
    )


def feed(host: str, paths: Iterable[str]) -> Answer:
    """That feed, served."""
    return page(rss(host, paths), content_type="application/rss+xml")


def settings_of(zoo: Zoo, home: Path) -> Settings:
    """Settings whose only web is the zoo."""
    return read_settings(
        {
            "WIREROOM_HOME": str(home),
            "WIREROOM_OUTLETS": str(home / "outlets"),
            "WIREROOM_CONNECT_TO": zoo.connect_to_text,
            "WIREROOM_CA_BUNDLE": str(zoo.ca_bundle),
        }
    )


PAGES: Mapping[str, tuple[Answer, str]] = {
    "/404": (status(404), "http_4xx"),
    "/500": (status(500), "http_5xx"),
    "/429": (status(429, ("Retry-After", "7200")), "rate_limited"),
    "/loop": (redirect("/loop"), "redirect_loop"),
    "/foreign": (redirect("https://elsewhere.example/"), "foreign_redirect"),
    "/metadata": (redirect("http://169.254.169.254/latest/meta-data/"), "private_address"),
    "/mapped": (redirect("http://[::ffff:10.0.0.1]/"), "private_address"),
    "/bomb": (gzipped(b"\0" * 1_000_000, repeats=30), "too_large"),
    "/empty": (page(""), "no_text"),
    "/picture": (page(b"\x89PNG", content_type="image/png"), "wrong_type"),
    "/reset": (reset(), "reset"),
}


@pytest.mark.parametrize("path", PAGES)
def test_an_unkind_page_is_named_and_its_neighbours_are_filed(path: str, tmp_path: Path) -> None:
    """One page goes wrong for its reason; the pages before and after it are rows."""
    answer, reason = PAGES[path]
    good = ["/a", "/b"]
    routes = {(KIND, one): page(article(one)) for one in good}
    routes |= {(KIND, path): answer, (KIND, "/rss"): feed(KIND, [good[0], path, good[1]])}
    outlet_file(tmp_path / "outlets", "kind", KIND)
    with Zoo(routes) as zoo:
        settings = settings_of(zoo, tmp_path)
        summary = run(settings, "r")
    ended = dict(rows(settings, "SELECT article_id, coalesce(reason, state) FROM ledger"))
    assert ended.pop(f"kind:{path}") == reason
    if reason == "rate_limited":  # the host asked everybody to wait, and is obeyed
        assert set(ended.values()) <= {"new", "rate_limited"}
        retries = rows(settings, "SELECT retry_at FROM ledger WHERE reason = 'rate_limited'")
        assert all(at >= "2026-08-20T13:59" for (at,) in retries)
    else:
        assert ended == {"kind:/a": "new", "kind:/b": "new"}
    assert sum(summary.states.values()) == 3


_BOMB = '<!DOCTYPE r [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {one} "{f"&{other};" * 10}">'
    for one, other in zip("bcdefghi", "abcdefgh", strict=True)
)
FEEDS: Mapping[str, tuple[Answer, str]] = {
    "html": (page("<!doctype html><html><body>Welcome</body></html>"), "not_a_feed"),
    "empty": (page("", content_type="application/rss+xml"), "empty_feed"),
    "bomb": (page(f"{_BOMB}]><rss><channel>&i;</channel></rss>"), "xml_entities"),
    "500": (status(500), "http_5xx"),
    "404": (status(404), "http_4xx"),
    "429": (status(429, ("Retry-After", "120")), "rate_limited"),
    "banner": (
        page("<html><h1>This domain has been seized by the United States Government</h1></html>"),
        "seized",
    ),
}


@pytest.mark.parametrize("kind", FEEDS)
def test_an_unkind_feed_is_named_and_other_outlets_are_filed(kind: str, tmp_path: Path) -> None:
    """A feed that is none is a failed poll with its reason, never an empty success."""
    answer, reason = FEEDS[kind]
    outlet_file(tmp_path / "outlets", "kind", KIND)
    outlet_file(tmp_path / "outlets", "unkind", UNKIND)
    routes = {
        (KIND, "/rss"): feed(KIND, ["/a"]),
        (KIND, "/a"): page(article("a")),
        (UNKIND, "/rss"): answer,
    }
    with Zoo(routes) as zoo:
        settings = settings_of(zoo, tmp_path)
        summary = run(settings, "r")
    polls = dict(rows(settings, "SELECT outlet_id, reason FROM poll_log"))
    assert polls == {"kind": None, "unkind": reason}
    assert summary.has_findings
    assert rows(settings, "SELECT article_id FROM article") == [("kind:/a",)]


@pytest.mark.parametrize(
    ("trouble", "reason"), [("refusing", "refused"), ("untrusted", "tls"), ("expired", "tls")]
)
def test_a_dead_origin_falls_to_the_mirror_in_the_same_run(
    trouble: str, reason: str, tmp_path: Path
) -> None:
    """Feed and articles come through the mirror; links that name the origin are re-homed."""
    outlet_file(tmp_path / "outlets", "kind", UNKIND, BACKUP)
    routes = {
        (BACKUP, "/rss"): feed(UNKIND, ["/a", "/b"]),
        (BACKUP, "/a"): page(article("a")),
        (BACKUP, "/b"): page(article("b")),
    }
    with Zoo(routes, **{trouble: [UNKIND]}) as zoo:
        settings = settings_of(zoo, tmp_path)
        summary = run(settings, "r")
    assert (summary.states["new"], summary.has_findings) == (2, False)
    assert rows(settings, "SELECT DISTINCT host FROM sighting") == [(BACKUP,)]


def test_one_article_through_three_hosts_is_one_with_three_sightings(tmp_path: Path) -> None:
    """Each of three hosts shows the article in its own feed, under its own name."""
    hosts = ("www.one.test", "www.two.test", "www.three.test")
    outlet_file(tmp_path / "outlets", "one", *hosts)
    for number, alive in enumerate(hosts):
        routes = {
            (alive, "/rss"): feed(alive, ["/story"]),
            (alive, "/story"): page(article("story")),
        }
        with Zoo(routes, refusing=[host for host in hosts if host != alive]) as zoo:
            settings = settings_of(zoo, tmp_path)
            run(settings, f"run-{number}")
    assert rows(settings, "SELECT count(*) FROM article") == [(1,)]
    seen = {host for (host,) in rows(settings, "SELECT host FROM sighting")}
    assert seen == set(hosts)


def test_one_text_under_three_urls_of_an_outlet_is_one_article(tmp_path: Path) -> None:
    """Both others are duplicates of the one that has a row, never of one another."""
    paths = ["/c/story", "/a/story", "/b/story"]
    routes = {(KIND, path): page(article("story")) for path in paths}
    routes[KIND, "/rss"] = feed(KIND, paths)
    outlet_file(tmp_path / "outlets", "kind", KIND)
    with Zoo(routes) as zoo:
        settings = settings_of(zoo, tmp_path)
        summary = run(settings, "r")
    assert (summary.states["new"], summary.states["duplicate"]) == (1, 2)
    filed = rows(settings, "SELECT article_id FROM article")
    of = rows(settings, "SELECT DISTINCT of_article_id FROM ledger WHERE state = 'duplicate'")
    assert of == filed
    seen = rows(settings, "SELECT DISTINCT article_id FROM sighting WHERE version_id IS NOT NULL")
    assert seen == filed


def test_a_page_in_another_charset_than_it_says_is_read(tmp_path: Path) -> None:
    """Windows-1251 that calls itself UTF-8 is still Russian, not question marks."""
    words = "Совет города Заречье во вторник решил починить старый мост до наступления зимы. "
    text = article("x").replace("</article>", f"<p>{words * 3}</p></article>")
    routes = {
        (KIND, "/rss"): feed(KIND, ["/ru"]),
        (KIND, "/ru"): page(text.encode("cp1251"), content_type="text/html; charset=utf-8"),
    }
    outlet_file(tmp_path / "outlets", "kind", KIND)
    with Zoo(routes) as zoo:
        settings = settings_of(zoo, tmp_path)
        run(settings, "r")
    ((found, meta),) = rows(settings, "SELECT text, meta FROM article_version")
    assert "решил починить старый мост" in found
    assert json.loads(meta)["notes"] == ["wrong_charset"]


def test_validators_are_sent_to_the_host_that_gave_them_and_to_no_other(tmp_path: Path) -> None:
    """An origin that comes back is asked for its whole feed, whatever the mirror's ETag was."""
    outlet_file(tmp_path / "outlets", "kind", UNKIND, BACKUP)
    served = conditional(rss(BACKUP, ["/a"]), etag='"1"', content_type="application/rss+xml")
    routes = {(BACKUP, "/rss"): served, (BACKUP, "/a"): page(article("a"))}
    with Zoo(routes, refusing=[UNKIND]) as zoo:
        settings = settings_of(zoo, tmp_path)
        runs = [run(settings, str(number)) for number in range(2)]
    assert [summary.feeds for summary in runs] == [{"fetched": 1}, {"not_modified": 1}]
    both = rss(UNKIND, ["/a", "/b"])
    origin = conditional(both, etag='"1"', content_type="application/rss+xml")
    more = {(UNKIND, "/rss"): origin, (UNKIND, "/b"): page(article("b"))}
    with Zoo({**routes, **more}) as zoo:
        summary = run(settings_of(zoo, tmp_path), "back", now=NOW + timedelta(hours=1))
    assert summary.feeds == {"fetched": 1}
    assert summary.states["new"] == 1


def test_a_new_feed_is_due_in_every_run_of_a_quarter_hourly_desk(tmp_path: Path) -> None:
    """Scheduled runs poll what is due; five minutes later nothing is, after fifteen it is."""
    outlet_file(tmp_path / "outlets", "kind", KIND)
    polled = []
    with Zoo({(KIND, "/rss"): feed(KIND, ["/a"]), (KIND, "/a"): page(article("a"))}) as zoo:
        settings = settings_of(zoo, tmp_path)
        for minutes in (0, 5, 15):
            now = NOW + timedelta(minutes=minutes)
            summary = run(settings, f"at-{minutes}", now=now, due_only=True)
            polled.append(sum(summary.feeds.values()))
    assert polled == [1, 0, 1]


def test_an_endless_drip_ends_as_a_timeout(tmp_path: Path) -> None:
    """A page that never ends is cut at the total limit; the next page is filed."""
    from dataclasses import replace  # noqa: PLC0415

    from wireroom.adapters.web import GuardedWeb, Limits  # noqa: PLC0415
    from wireroom.pipeline import ingest, open_room  # noqa: PLC0415
    from wireroom.pipeline.wiring import wall_clock  # noqa: PLC0415

    routes = {
        (KIND, "/rss"): feed(KIND, ["/drip", "/a"]),
        (KIND, "/drip"): drip_body(),
        (KIND, "/a"): page(article("a")),
    }
    outlet_file(tmp_path / "outlets", "kind", KIND)
    with Zoo(routes) as zoo:
        settings = settings_of(zoo, tmp_path)
        room = open_room(settings, now=NOW)
        hasty = GuardedWeb(
            settings=settings,
            leases=room.store,
            robots=room.store,
            clock=wall_clock,
            limits=Limits(total_s=1.5),
        )
        ingest(replace(room, web=hasty), run_id="r")
    ended = dict(rows(settings, "SELECT article_id, coalesce(reason, state) FROM ledger"))
    assert ended == {"kind:/drip": "timeout", "kind:/a": "new"}


def test_a_body_that_changed_under_one_validator_is_found_out(tmp_path: Path) -> None:
    """Every tenth poll asks without validators; a lying ETag is not trusted afterwards."""
    outlet_file(tmp_path / "outlets", "kind", KIND)
    body = rss(KIND, ["/a"])
    routes = {(KIND, path): page(article(path)) for path in ("/a", "/b")}
    routes[KIND, "/rss"] = conditional(body, etag='"1"', content_type="application/rss+xml")
    with Zoo(routes) as zoo:
        settings = settings_of(zoo, tmp_path)
        run(settings, "0")
        more = rss(KIND, ["/a", "/b"])
        zoo.routes[KIND, "/rss"] = conditional(more, etag='"1"', content_type="application/rss+xml")
        for number in range(1, 11):
            run(settings, str(number))
    assert rows(settings, "SELECT is_trusted FROM feed_state") == [(0,)]
    assert rows(settings, "SELECT count(*) FROM article") == [(2,)]


@pytest.mark.long
def test_a_feed_of_fifty_thousand_items_balances(tmp_path: Path) -> None:
    """What is over the limit waits for later runs, counted and kept."""
    outlet_file(tmp_path / "outlets", "kind", KIND)
    paths = [f"/story-{number}" for number in range(50_000)]
    routes = {(KIND, path): page(article(path)) for path in paths[:5]}
    routes[KIND, "/rss"] = feed(KIND, paths)
    with Zoo(routes) as zoo:
        settings = settings_of(zoo, tmp_path)
        summary = run(settings, "r", limit=5)
    assert summary.n_entries == 50_000
    assert (summary.states["new"], summary.reasons["over_limit"]) == (5, 49_995)
    waiting = rows(settings, "SELECT count(*) FROM entry_memory WHERE retry_at IS NOT NULL")
    assert waiting == [(49_995,)]


def test_robots_of_the_mirror_is_told_though_the_origin_is_dead(tmp_path: Path) -> None:
    """What robots.txt forbids is skipped, whatever befell the hosts that were asked before."""
    outlet_file(tmp_path / "outlets", "kind", UNKIND, BACKUP)
    routes = {
        (BACKUP, "/rss"): feed(UNKIND, ["/a"]),
        (BACKUP, "/robots.txt"): page("User-agent: *\nDisallow: /a", content_type="text/plain"),
    }
    with Zoo(routes, refusing=[UNKIND]) as zoo:
        settings = settings_of(zoo, tmp_path)
        run(settings, "r")
    assert rows(settings, "SELECT state, reason FROM ledger") == [("skipped", "robots")]


def test_a_run_without_one_answer_is_told_whole_and_red_in_airflow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The summary names every feed's reason; the DAG's settle raises so that a person looks."""
    outlet_file(tmp_path / "outlets", "kind", UNKIND)
    with Zoo({}, refusing=[UNKIND]) as zoo:
        settings = settings_of(zoo, tmp_path)
        summary = run(settings, "r")
    assert [feed.reason for feed in summary.failed_feeds] == ["refused"]
    monkeypatch.setenv("WIREROOM_HOME", str(settings.home))
    monkeypatch.setenv("WIREROOM_OUTLETS", str(settings.outlets))
    with pytest.raises(DeadRunError, match="none of 1 feeds answered; kind /rss: refused"):
        tasks.settle("r")
