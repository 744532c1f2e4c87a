"""The demo newsroom from feeds to rows: what an undisturbed operator sees."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.rooms import NOW, demo_settings, dump, rows, run

from wireroom.demo import OUTLET_IDS, Newsroom, expected, expected_failures
from wireroom.settings import Settings
from wireroom.stages.monitor import Summary


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with Newsroom(tmp_path_factory.mktemp("newsroom")) as room:
        yield room


@pytest.fixture(scope="module")
def settings(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return demo_settings(newsroom, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def summary(settings: Settings) -> Summary:
    return run(settings, "first")


def test_every_article_of_every_outlet_is_filed_once(summary: Summary, settings: Settings) -> None:
    """What the newsroom published and did not break is a row, by its native id."""
    filed = rows(settings, "SELECT outlet_id, native_id FROM article")
    truth = [(outlet, one.native_id) for outlet in OUTLET_IDS for one in expected(outlet)]
    assert sorted(filed) == sorted(truth)
    assert summary.states["new"] == len(truth) >= 60


def test_what_is_broken_is_named_and_nothing_else_is_lost(
    summary: Summary, settings: Settings
) -> None:
    """The 404, the 500 and the disallowed page are ledger rows with their reasons."""
    reasons = rows(settings, "SELECT reason FROM ledger WHERE reason IS NOT NULL")
    assert sorted(reason for (reason,) in reasons) == ["http_4xx", "http_5xx", "robots"]
    assert sum(summary.states.values()) == summary.n_entries
    assert sum(len(expected_failures(outlet)) for outlet in OUTLET_IDS) == len(reasons)


def test_titles_and_dates_are_those_that_were_published(
    summary: Summary, settings: Settings
) -> None:
    """Title, sections and day of every row agree with what the outlet wrote."""
    found = {
        (outlet, native): (title, day)
        for outlet, native, title, day in rows(
            settings,
            "SELECT a.outlet_id, a.native_id, v.title, substr(v.published_at, 1, 10)"
            " FROM article a JOIN article_version v ON v.article_id = a.article_id",
        )
    }
    for outlet in OUTLET_IDS:
        for one in expected(outlet):
            title, day = found[outlet, one.native_id]
            assert title == one.title
            if one.published_on and (one.states_time or outlet == "alborz"):
                assert day in {
                    one.published_on.isoformat(),
                    one.published_at.date().isoformat() if one.published_at else None,
                }


def test_texts_are_those_that_were_published(summary: Summary, settings: Settings) -> None:
    """To the letter; a standfirst that stands on the page may stay in front."""
    sql = """SELECT a.outlet_id, a.native_id, v.text FROM article a
        JOIN article_version v USING (article_id)"""
    found = {(outlet, native): text for outlet, native, text in rows(settings, sql)}
    wrong = [
        one.native_id
        for outlet in OUTLET_IDS
        for one in expected(outlet)
        if found[outlet, one.native_id] not in {one.body, f"{one.standfirst}\n\n{one.body}"}
    ]
    assert wrong == []


def test_a_seized_origin_and_a_broken_one_are_served_by_mirrors(
    summary: Summary, settings: Settings
) -> None:
    """No row was seen on the seized host or on the one whose certificate nobody vouches for."""
    hosts = {host for (host,) in rows(settings, "SELECT DISTINCT host FROM sighting")}
    assert not hosts & {"www.tidewire.test", "www.alborz.test"}
    assert {"www.tidewire-mirror.test", "www.alborz.co.test"} <= hosts


def test_an_origin_that_dies_in_mid_run_loses_no_article(
    summary: Summary, settings: Settings
) -> None:
    """Harbour Ledger's articles came from two hosts, and all of them came."""
    hosts = rows(
        settings,
        "SELECT host, count(*) FROM sighting WHERE article_id LIKE 'harbour:%'"
        " AND version_id IS NOT NULL GROUP BY host",
    )
    assert dict(hosts).keys() == {"www.harbour-ledger.test", "news.harbour-ledger.test"}
    assert sum(dict(hosts).values()) == len(expected("harbour"))


def test_wire_copies_are_related_across_outlets(summary: Summary, settings: Settings) -> None:
    """A text in two outlets, word for word or edited, is two articles and a fact about them."""
    found = rows(settings, "SELECT article_id, other_id, kind FROM relation")
    outlets = {tuple(sorted(key.split(":")[0] for key in row[:2])) for row in found}
    assert sorted(kind for *_, kind in found) == ["exact", "exact", "exact", "updated_of"]
    assert outlets == {("newsroomwest", "northwire")}


def test_lists_in_the_view_are_json(summary: Summary, settings: Settings) -> None:
    """Hosts, sections, authors and images of every row can be read as JSON."""
    for columns in rows(settings, "SELECT hosts, sections, authors, images, tags FROM articles"):
        assert all(isinstance(json.loads(column), list) for column in columns)


def test_the_same_run_again_changes_no_row_and_uses_304s(tmp_path: Path) -> None:
    """Feeds that state validators answer 304, and what was learned stays as it is."""
    kept = ("article", "article_version", "sighting", "relation", "entry_memory")
    with Newsroom(tmp_path / "newsroom") as newsroom:
        newsroom.heal()
        settings = demo_settings(newsroom, tmp_path / "home")
        run(settings, "first")
        before = dump(settings, kept)
        newsroom.requests.clear()
        again = run(settings, "second")
        asked = list(newsroom.requests)
    assert dump(settings, kept) == before
    assert again.n_changed == 0
    assert sum(one.status == 304 for one in asked) == 4
    assert not [one for one in asked if "Detail" in one.path]


def test_updates_and_corrections_become_versions(tmp_path: Path) -> None:
    """A paragraph added and a number changed are versions of one article, oldest kept."""
    with Newsroom(tmp_path / "newsroom") as newsroom:
        newsroom.heal()
        settings = demo_settings(newsroom, tmp_path / "home")
        for hours in (48, 24, 0):
            newsroom.set_at(NOW - timedelta(hours=hours))
            run(settings, f"{hours}-hours-ago", now=NOW - timedelta(hours=hours))
    revised = {
        f"{outlet}:{one.native_id}"
        for outlet in OUTLET_IDS
        for one in expected(outlet)
        if one.n_versions > 1
    }
    found = rows(settings, "SELECT article_id, n_versions FROM articles WHERE n_versions > 1")
    assert found
    assert {article_id for article_id, _ in found} <= revised
    history = rows(settings, "SELECT article_id, text FROM article_history")
    assert all(len({t for a, t in history if a == key}) == n for key, n in found)
