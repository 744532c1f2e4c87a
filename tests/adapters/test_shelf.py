"""The archive without a warehouse: all of it is told, and what is broken costs itself alone."""

from pathlib import Path

import pytest
from tests.adapters.test_warc import BATCH, NOW

from wireroom.adapters.earlier import capture_of
from wireroom.adapters.shelf import WarcShelf
from wireroom.adapters.warc import WarcArchive
from wireroom.errors import CorruptCaptureError
from wireroom.ports import Broken, Kept, Note

NAME = "fetch/2026-01-02/batch"


def shelved(root: str | Path):
    """A written batch: the archive, its captures, the shelf and its one file."""
    archive = WarcArchive(str(root))
    captures = archive.write(NAME, BATCH)
    shelf = WarcShelf(str(root))
    return archive, captures, shelf, shelf.files("fetch", "2026-01-02")[0]


def without(path: Path, start: int, end: int) -> None:
    """Overwrite a stretch of a file."""
    data = bytearray(path.read_bytes())
    data[start:end] = b"\xff" * (end - start)
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_every_capture_is_told_by_the_archive_alone(tmp_path, scheme):
    """Bit for bit, headers with odd bytes and revisits among them, with what lies beside it."""
    _, captures, shelf, uri = shelved(f"{scheme}{tmp_path}")
    assert shelf.days() == ["2026-01-02"]
    kept = list(shelf.kept(uri))
    assert [one.capture for one in kept] == captures
    assert [one.facts for one in kept] == [one.metadata for one in BATCH]
    assert [shelf.kept_at(one.leaf) for one in kept] == kept


@pytest.mark.parametrize("number", range(len(BATCH)))
def test_a_broken_capture_is_known_by_what_lies_beside_it(tmp_path, number):
    """Its bytes are gone: it keeps its name and its place, and every other one is read."""
    archive, captures, shelf, uri = shelved(tmp_path)
    of = captures[number]
    without(Path(uri), of.offset + 12, of.offset + of.length - 8)
    kept = list(shelf.kept(uri))
    assert [one.capture.capture_id for one in kept] == [one.capture_id for one in captures]
    assert [(one.capture.offset, one.capture.length) for one in kept] == [
        (one.offset, one.length) for one in captures
    ]
    with pytest.raises(CorruptCaptureError, match=f"@{of.offset}"):
        archive.read(kept[number].capture)


def test_what_lies_beside_a_capture_is_needed(tmp_path):
    """A broken metadata record is named with its capture's URL; the next capture is whole."""
    _, captures, shelf, uri = shelved(tmp_path)
    start = captures[0].offset + captures[0].length
    without(Path(uri), start, captures[1].offset)
    first, *others = shelf.kept(uri)
    assert isinstance(first, Broken)
    assert (first.location, first.url) == (f"{uri}@{start}", captures[0].final_url)
    assert [one.capture for one in others] == captures[1:]


def test_a_long_stretch_costs_only_what_lies_in_it(tmp_path):
    """From the middle of one capture to that of another: the rest is found again."""
    _, captures, shelf, uri = shelved(tmp_path)
    without(Path(uri), captures[2].offset + 5, captures[4].offset + 5)
    found = list(shelf.kept(uri))
    whole = [one.capture.capture_id for one in found if isinstance(one, Kept)]
    assert whole == [one.capture_id for n, one in enumerate(captures) if n not in {2, 3}]


def test_a_file_that_was_cut_off_is_read_to_its_end(tmp_path):
    """The last member is named, what stands before it is told."""
    _, captures, shelf, uri = shelved(tmp_path)
    data = Path(uri).read_bytes()
    Path(uri).write_bytes(data[: captures[5].offset + 100])
    *whole, last = shelf.kept(uri)
    assert [one.capture for one in whole] == captures[:5]
    assert isinstance(last, Broken)
    assert last.location == f"{uri}@{captures[5].offset}"
    assert "ends in the middle" in last.problem


def test_files_of_before_are_told_as_far_as_they_tell(tmp_path):
    """Without what was kept beside a capture its record's own headers speak."""
    _, captures, shelf, uri = shelved(tmp_path)
    kept = [one for one in shelf.kept(uri) if isinstance(one, Kept)]
    for one, capture in zip(kept, captures, strict=True):
        found = capture_of(one.leaf.uri, one.leaf.offset, one.leaf.length)
        assert found.final_url == found.requested_url == capture.final_url
        assert (found.status, found.digest) == (capture.status, capture.digest)
        assert (found.captured_at, found.host) == (capture.captured_at, capture.host)
        assert [name for name, _ in found.headers] == [name for name, _ in capture.headers]


def test_notes_are_told_by_the_file_they_were_written_to(tmp_path):
    """What was said of captures afterwards, in the order of their names."""
    archive, captures, shelf, _ = shelved(tmp_path)
    notes = [
        Note(capture_id=one.capture_id, url=one.final_url, noted_at=NOW, facts={"run_id": "r"})
        for one in captures[:2]
    ]
    archive.write_notes("release/2026-01-02/x", notes)
    (uri,) = shelf.files("release", "2026-01-02")
    assert list(shelf.notes(uri)) == sorted(
        (
            {"run_id": "r", "capture_id": one.capture_id, "url": one.final_url}
            for one in captures[:2]
        ),
        key=lambda told: told["capture_id"],
    )
