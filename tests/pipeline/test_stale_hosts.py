"""A host that froze a month ago: it replaces nothing, and still gives what nobody else has."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from tests.pipeline.test_unkind_web import article, settings_of
from tests.rooms import NOW, outlet_file, rows, run
from tests.servers import Answer, Zoo, page, status

STALE, FRESH = "www.paper.test", "two.paper.test"
MONTH = timedelta(days=30)


def feed(paths: Mapping[str, datetime]) -> Answer:
    """A feed with these paths, changed at these instants."""
    items = "".join(
        f"<item><title>News of {path}</title><link>https://{STALE}{path}</link>"
        f"<pubDate>{format_datetime(at)}</pubDate></item>"
        for path, at in paths.items()
    )
    text = f"<rss version='2.0'><channel><title>paper</title>{items}</channel></rss>"
    return page(text, content_type="application/rss+xml")


def served(home: Path) -> dict[str, str]:
    """The texts on file by article, cut to what tells them apart."""
    settings_rows = rows(home, "SELECT article_id, text FROM articles ORDER BY 1")
    return {key: "old" if "three million" in text else "new" for key, text in settings_rows}


def old(path: str) -> Answer:
    return page(article(path).replace("four million", "three million"))


def new(path: str) -> Answer:
    return page(article(path))


def test_a_clone_that_is_a_month_old_replaces_no_newer_text(tmp_path: Path) -> None:
    """It is the origin, it answers first, and it serves an older text of every article."""
    outlet_file(tmp_path / "outlets", "paper", STALE, FRESH)
    dated = {"/a": NOW, "/b": NOW}
    frozen = {(STALE, "/rss"): feed({"/a": NOW - MONTH, "/b": NOW - MONTH})}
    frozen |= {(STALE, path): old(path) for path in ("/a", "/b", "/c")}
    with Zoo({**frozen, (FRESH, "/rss"): feed(dated), (FRESH, "/a"): new("/a"),
              (FRESH, "/b"): new("/b")}) as zoo:  # fmt: skip
        settings = settings_of(zoo, tmp_path)
        run(settings, "first")
        assert served(settings) == {"paper:/a": "new", "paper:/b": "new"}
        hosts = rows(settings, "SELECT DISTINCT host FROM sighting WHERE version_id IS NOT NULL")
        assert hosts == [(FRESH,)]

        # /a is said to be changed and /c to be new, and the fresh host cannot serve them.
        later = NOW + timedelta(minutes=20)
        zoo.routes[FRESH, "/rss"] = feed({"/a": later, "/b": NOW, "/c": later})
        zoo.routes[FRESH, "/a"] = zoo.routes[FRESH, "/c"] = status(500)
        run(settings, "second", now=later)
    assert served(settings) == {"paper:/a": "new", "paper:/b": "new", "paper:/c": "old"}
    ended = rows(
        settings, "SELECT article_id, state, detail FROM ledger WHERE run_id = 'second' ORDER BY 1"
    )
    assert [(key, state) for key, state, _ in ended] == [
        ("paper:/a", "failed"), ("paper:/b", "unchanged"), ("paper:/c", "new"),
    ]  # fmt: skip
    assert "stale copy" in ended[0][2]
