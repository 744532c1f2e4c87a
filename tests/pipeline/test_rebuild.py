"""Tables from the archive alone: row for row what the live runs left."""

import gzip
import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.pipeline.test_reprocess import NoWeb
from tests.pipeline.test_unkind_web import article, rss, settings_of
from tests.rooms import NOW, demo_settings, outlet_file, rows, run
from tests.servers import Zoo, page

from wireroom.adapters.shelf import Member, WarcShelf, members
from wireroom.demo import Lie, Newsroom, tell
from wireroom.model import Window
from wireroom.pipeline import open_room
from wireroom.pipeline.reprocess import FromArchive, Report, chosen, reprocess
from wireroom.settings import Settings

SEIZED = "<html><h1>This domain has been seized by the United States Government</h1></html>"
ONE, TWO = "www.one.test", "www.two.test"
EVER = Window(from_at=NOW - timedelta(days=30), to_at=NOW + timedelta(days=1))
# Whole tables. What a filing's own clock says (touches, changes, batches) is not among them.
WHOLE = (
    "article", "article_version", "article_reading", "capture", "relation", "run_capture",
    "sighting",
)  # fmt: skip
PARTS = {
    "run_entry": "SELECT e.* FROM run_entry e JOIN run_capture USING (run_id, entry_id)",
    "memory": "SELECT * FROM entry_memory WHERE is_settled = TRUE",
    "sketch": "SELECT identity, article_id, day, credit, packed FROM sketch",
    "fingerprint": "SELECT h, identity FROM fingerprint JOIN sketch USING (number)",
    "pending": "SELECT * FROM sketch_pending",
}


def learned(settings: Settings) -> dict[str, list[str]]:
    """Every row of the tables that are rebuilt."""
    wanted = {table: f'SELECT * FROM "{table}"' for table in WHOLE} | PARTS
    return {name: sorted(str(row) for row in rows(settings, sql)) for name, sql in wanted.items()}


def rebuilt(settings: Settings, *, archive: Path) -> Report:
    """Fill the warehouse of `settings` from an archive, long after, without any web."""
    room = replace(open_room(settings, now=NOW + timedelta(days=9)), web=NoWeb())
    source = FromArchive(room, WarcShelf(str(archive)), EVER, chosen(room, []))
    return reprocess(room, source, name="rebuild")


@pytest.mark.long
def test_the_archive_alone_gives_the_rows_of_the_live_runs(
    tmp_path: Path, postgres_url: str
) -> None:
    """Runs of the demo newsroom: edits, wire copies, mirrors, a seized host, a forger."""
    with Newsroom(tmp_path / "newsroom") as newsroom:
        tell(newsroom, Lie(kind="numbers", after=1), ["northwire"])
        live = demo_settings(newsroom, tmp_path / "live")
        for hours in (24, 0):
            newsroom.set_at(NOW - timedelta(hours=hours))
            run(live, f"{hours}-hours-ago", now=NOW - timedelta(hours=hours))
        again = demo_settings(newsroom, tmp_path / "again")
        shared = demo_settings(newsroom, tmp_path / "b", WIREROOM_WAREHOUSE=postgres_url)
    before = learned(live)
    assert len(before["article"]) == 65
    assert {row[0] for row in rows(live, "SELECT reason FROM quarantine")} == {
        "seized",
        "tampered",
    }
    for settings in (again, shared):
        report = rebuilt(settings, archive=Path(live.archive))
        assert report.damaged == []
        after = learned(settings)
        for name, wanted in before.items():
            assert after[name] == wanted, name


PATHS = [f"/{number}" for number in range(115)]  # more than one transaction holds
PAIRED = PATHS[:8]


def _serve(zoo: Zoo, *, day: int) -> None:
    """Two outlets that share texts; one shows some under two addresses, and one bare page."""
    for host, name in ((ONE, "one"), (TWO, "two")):
        for number, path in enumerate(PATHS if host == ONE else PAIRED):
            story = number // 2 if number < len(PAIRED) else number
            text = article(f"{story} of town {story % 7}")
            body = text if number % 4 else text.replace("bridge", f"bridge {day}")
            zoo.routes[host, path] = page(body if number != 9 else "<html></html>")
        listed = PATHS[: 110 if day == 0 else None] if host == ONE else PAIRED
        told = rss(host, listed).replace("News of", f"Day {day} {name}")
        zoo.routes[host, "/rss"] = page(told, content_type="application/rss+xml")


@pytest.mark.long
def test_who_came_first_comes_first_again(tmp_path: Path) -> None:
    """Duplicates within an outlet, bare pages, edits, and more pages than one transaction takes."""
    with Zoo({}, hosts=[ONE, TWO]) as zoo:
        for host in (ONE, TWO):
            outlet_file(tmp_path / "outlets", host.split(".")[1], host)
        live = settings_of(zoo, tmp_path)
        for day in (0, 1):
            _serve(zoo, day=day)
            run(live, f"{9 - day}", now=NOW + timedelta(hours=day))
        again = replace(live, warehouse=f"sqlite:///{tmp_path}/again.sqlite")
        report = rebuilt(again, archive=Path(live.archive))
        before, after = learned(live), learned(again)
        assert report.states["duplicate"] >= 4
        assert report.reasons["no_text"] == 2
        assert len(before["relation"]) >= 4
        for name, wanted in before.items():
            assert after[name] == wanted, name
        assert rebuilt(again, archive=Path(live.archive)).states["new"] == 0
        assert learned(again) == after


def test_files_of_before_are_read_as_far_as_they_tell(tmp_path: Path) -> None:
    """Without run, entry and verdict: the article comes, the banner in another's place does not."""
    with Zoo({}, hosts=[ONE]) as zoo:
        outlet_file(tmp_path / "outlets", "one", ONE)
        zoo.routes[ONE, "/a"] = page(article("Rome"))
        zoo.routes[ONE, "/b"] = page(SEIZED)
        zoo.routes[ONE, "/rss"] = page(rss(ONE, ["/a", "/b"]), content_type="application/rss+xml")
        live = settings_of(zoo, tmp_path)
        run(live, "r", now=NOW)
        for path in Path(live.archive).rglob("*.warc.gz"):
            as_before(path)
        again = replace(live, warehouse=f"sqlite:///{tmp_path}/again.sqlite")
        report = rebuilt(again, archive=Path(live.archive))
    assert (dict(report.states), report.damaged, report.n_feeds) == ({"new": 1}, [], 1)
    before, after = learned(live), learned(again)
    for name in ("article", "article_version", "sighting"):
        assert after[name] == before[name], name
    found = "SELECT capture_id, archive_uri FROM capture ORDER BY 1"
    assert rows(again, found) == rows(live, found)


def as_before(path: Path) -> None:
    """Leave a file as it was written when nothing of the capture lay beside it."""
    names = {"capture", "run_id", "batch", "entry_id", "is_spoiled", "seen_at", "guid", "digest"}
    parts = []
    for member in members(path.read_bytes()):
        assert isinstance(member, Member)
        piece = path.read_bytes()[member.offset : member.offset + member.length]
        if member.headers["warc-type"] == "metadata":
            facts = {k: v for k, v in json.loads(member.content).items() if k not in names}
            text = json.dumps(facts).encode()
            head, _, _ = gzip.decompress(piece).partition(b"\r\n\r\n")
            length = f"Content-Length: {len(text)}".encode()
            head = re.sub(rb"Content-Length: \d+", length, head)
            piece = gzip.compress(head + b"\r\n\r\n" + text + b"\r\n\r\n")
        parts.append(piece)
    path.write_bytes(b"".join(parts))
