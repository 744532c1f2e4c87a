"""What no host of an outlet gives any more: a web archive's copies, judged and told as they are."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.pipeline.importing.warcs import Copy, imported, write_warc
from tests.rooms import demo_settings, rows

from wireroom.adapters.warehouse import codec
from wireroom.demo import END_AT, Newsroom, past_of
from wireroom.demo.stories import Serve, Story
from wireroom.demo.wayback import ArchivedCopy, archived_copies
from wireroom.model import Window
from wireroom.pipeline import (
    Scope,
    fetch_batch,
    file_batch,
    ingest,
    open_room,
    plan_sweep,
    sweep,
)  # fmt: skip
from wireroom.ports import Work
from wireroom.settings import Settings
from wireroom.stages.monitor import Summary

ARCHIVE = "web.archive.test"
AT = datetime(2026, 8, 14, tzinfo=UTC)
LOST = [story for story in past_of("alborz") if story.serve is Serve.MISSING]


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """The demo newsroom at its end."""
    with Newsroom(tmp_path / "newsroom") as opened:
        yield opened


def _swept(settings: Settings, day: datetime, run_id: str = "s", **options: object) -> Summary:
    window = Window.of_day(day.date())
    room = open_room(settings, now=END_AT)
    scope = Scope(window=window)
    return sweep(room, run_id=run_id, scope=scope, outlets=["alborz"], **options)


def day_of(story: Story) -> date:
    """The UTC day on which it was published."""
    return story.published_at.date()


def _one(settings: Settings, story_id: str, columns: str) -> tuple[object, ...]:
    [found] = rows(
        settings,
        f"SELECT {columns} FROM article_history WHERE article_id = 'alborz:{story_id}'",
    )
    return found


def _asked(newsroom: Newsroom) -> list[str]:
    return [one.path for one in newsroom.requests if one.host == ARCHIVE]


def test_lost_page_comes_from_the_archive(newsroom: Newsroom, tmp_path: Path) -> None:
    """The copy is filed at the instant of its capture, with the archive's address and own host."""
    settings, story = demo_settings(newsroom, tmp_path / "home"), LOST[0]
    copy = archived_copies()[story.native_id]
    summary = _swept(settings, story.published_at)
    assert not summary.has_findings
    stamp = f"{copy.at:%Y-%m-%dT%H:%M:%S.%fZ}"
    source = f"https://{ARCHIVE}/web/{copy.at:%Y%m%d%H%M%S}id_/{copy.url}"
    text, *told = _one(
        settings, story.native_id, "text, observed_at, first_seen_at, provenance, hosts"
    )
    assert told == [stamp, stamp, source, '["www.alborz.test"]']
    assert story.versions[0].paragraphs[0] in str(text)
    [capture] = rows(
        settings,
        "SELECT requested_url, final_url, host, captured_at, tls_verified FROM capture"
        " WHERE provenance > ''",
    )
    assert capture == (source, copy.url, "www.alborz.test", stamp, 0)


def test_live_host_is_asked_first(newsroom: Newsroom, tmp_path: Path) -> None:
    """What a live host gives is not asked of the archive but for its list."""
    settings = demo_settings(newsroom, tmp_path / "home")
    _swept(settings, LOST[0].published_at + timedelta(days=1))
    assert rows(settings, "SELECT count(*) FROM capture WHERE provenance > ''") == [(0,)]
    assert all(path.startswith("/cdx/") or path == "/robots.txt" for path in _asked(newsroom))
    assert rows(settings, "SELECT count(*) > 0 FROM articles") == [(1,)]


def test_archived_error_page_is_refused(newsroom: Newsroom, tmp_path: Path) -> None:
    """An error page that was archived with status 200 is no article; it is kept and told."""
    settings, story = demo_settings(newsroom, tmp_path / "home"), LOST[-1]
    assert not archived_copies()[story.native_id].is_article
    _swept(settings, story.published_at)
    query = f"SELECT state, detail FROM ledger WHERE article_id = 'alborz:{story.native_id}'"
    [(state, detail)] = rows(settings, query)
    assert state == "failed"
    assert "page not found" in str(detail)
    assert rows(settings, "SELECT host, reason FROM quarantine") == [
        ("www.alborz.test", "soft_404")
    ]


def test_old_copy_does_not_overwrite(newsroom: Newsroom, tmp_path: Path) -> None:
    """A later text stays current when an archive's older copy comes; the first sight is older."""
    settings, story = demo_settings(newsroom, tmp_path / "home"), LOST[0]
    copy = archived_copies()[story.native_id]
    later = copy.at + timedelta(days=3)
    edit = copy.body.replace(b"</article>", b"</article><!-- later -->")
    words = story.versions[0].paragraphs[0].encode()
    edit = edit.replace(words, words + b" This was put right on the third day.")
    page = Copy(url=copy.url, body=edit, at=later)
    imported(settings, write_warc(tmp_path / "later.warc.gz", [page]))
    room = open_room(settings, now=END_AT)
    scope = Scope(window=Window.of_day(story.published_at.date()))
    [batch] = plan_sweep(room, run_id="s", outlets=["alborz"], limit=None, scope=scope.as_json())
    [(known,)] = rows(settings, "SELECT entry FROM run_entry")
    work = Work(entry=codec.entry(known), article_id=f"alborz:{story.native_id}")
    room.store.save_retries(batch.run_id, [work], now=END_AT)
    fetch_batch(room, batch)
    assert file_batch(room, batch) == {"updated": 1}
    found = rows(settings, "SELECT number, provenance, text FROM article_history ORDER BY number")
    assert found[0][1].startswith(f"https://{ARCHIVE}/web/")
    [(text, first, last)] = rows(settings, "SELECT text, first_seen_at, last_seen_at FROM articles")
    assert "third day" in text
    assert (first, last) == (f"{copy.at:%Y-%m-%dT%H:%M:%S.%fZ}", f"{later:%Y-%m-%dT%H:%M:%S.%fZ}")


def test_archive_alone_tells_of_a_dead_outlet(newsroom: Newsroom, tmp_path: Path) -> None:
    """Where every host is gone the archive's list and its copies are what there is."""
    for host in ("www.alborz.co.test", "lbrz.test", "www.alborz.test"):
        newsroom.kill(host)
    settings = demo_settings(newsroom, tmp_path / "home")
    first, last = past_of("alborz")[0].published_at, past_of("alborz")[30].published_at
    room = open_room(settings, now=END_AT)
    scope = Scope(window=Window(from_at=first, to_at=last))
    summary = sweep(room, run_id="s", scope=scope, outlets=["alborz"])
    kept = {
        f"alborz:{copy.story.native_id}"
        for copy in archived_copies().values()
        if first <= copy.story.published_at < last and copy.is_article
    }
    filed = {row[0] for row in rows(settings, "SELECT article_id FROM articles")}
    assert len(kept) > 14
    assert kept <= filed
    told = rows(settings, "SELECT DISTINCT provenance > '' FROM article_history")
    assert told == [(1,)]
    assert any("resumeKey" in path for path in _asked(newsroom))
    assert summary.states["new"] == len(filed)


def test_ingest_asks_no_archive(newsroom: Newsroom, tmp_path: Path) -> None:
    """A run over feeds leaves what is missing to its next try: the archive is a sweep's."""
    settings = demo_settings(newsroom, tmp_path / "home")
    for host in ("www.alborz.co.test", "lbrz.test"):
        newsroom.kill(host, after=3)
    ingest(open_room(settings, now=END_AT), run_id="r", outlets=["alborz"])
    assert _asked(newsroom) == []


def _with_files(settings: Settings, *paths: Path) -> None:
    """Let Alborz's file name WARC files in place of its archive."""
    file = settings.outlets / "alborz.yaml"
    lines = [line for line in file.read_text().splitlines() if "wayback:" not in line]
    at = next(number for number, line in enumerate(lines) if line.startswith("sweep:"))
    lines[at] = f"sweep: {{warcs: [{', '.join(map(str, paths))}]}}"
    file.write_text("\n".join(lines) + "\n")


def test_file_of_copies_serves_a_sweep(newsroom: Newsroom, tmp_path: Path) -> None:
    """Pages in a WARC file are listed; a lost one is taken from it, what is live is asked live."""
    settings, story = demo_settings(newsroom, tmp_path / "home"), LOST[0]
    live = next(one for one in past_of("alborz") if one.published_at.date() == day_of(story))
    copies = [archived_copies()[story.native_id], ArchivedCopy(story=live, at=AT, is_article=True)]
    path = tmp_path / "news.warc.gz"
    write_warc(path, [Copy(url=one.url, body=one.body, at=one.at) for one in copies])
    _with_files(settings, path, tmp_path / "missing.warc.gz")
    summary = _swept(settings, story.published_at)
    assert [feed.reason for feed in summary.failed_feeds] == ["not_a_listing"]
    told = dict(rows(settings, "SELECT article_id, provenance FROM article_history"))
    assert told[f"alborz:{story.native_id}"].startswith("news.warc.gz@")
    assert told[f"alborz:{live.native_id}"] == ""
    assert _asked(newsroom) == []
    listed = rows(settings, "SELECT count(*) FROM asked WHERE kind = 'warc' AND n_listed = 2")
    assert listed == [(1,)]
