"""Imported pages once more from our own archive: the foreign files are not needed again."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.pipeline.importing.warcs import (
    CAPTURED_AT,
    imported,
    offline,
    page_copy,
    served,
    write_warc,
)  # fmt: skip
from tests.pipeline.test_rebuild import PARTS, learned, rebuilt
from tests.rooms import rows


def test_archive_alone_gives_the_imported_rows(tmp_path: Path) -> None:
    """Two imports with an edit between them: a rebuild from the archive has the same rows."""
    live = offline(tmp_path / "live")
    stories = [*served("tidewire")[:3], *served("northwire")[:3]]
    pages = [page_copy(story) for story in stories]
    words = stories[0].versions[0].paragraphs[0].encode()
    later = CAPTURED_AT + timedelta(days=2)
    edited = pages[0].body.replace(words, words + b" It was put right on the third day.")
    imported(live, write_warc(tmp_path / "b.warc.gz", [replace(pages[0], body=edited, at=later)]))
    banner = b"<html><title>Seized</title><h1>This domain has been seized by the government</h1>"
    imported(live, write_warc(tmp_path / "a.warc.gz", [*pages[:5], replace(pages[5], body=banner)]))
    fresh = offline(tmp_path / "fresh")
    rebuilt(fresh, archive=Path(live.archive))
    lost = {"memory"} & set(PARTS)
    one, other = learned(live), learned(fresh)
    assert {name: one[name] for name in one if name not in lost} == {
        name: other[name] for name in other if name not in lost
    }
    told = rows(fresh, "SELECT DISTINCT substr(provenance, 1, 9) FROM article_history")
    assert sorted(told) == [("a.warc.gz",), ("b.warc.gz",)]
