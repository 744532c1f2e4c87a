"""Files that are cut, garbled, packed wrongly or no WARC at all; imports that were killed."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.pipeline.importing.warcs import (
    NOW,
    imported,
    offline,
    page_copy,
    served,
    write_warc,
)  # fmt: skip
from tests.rooms import dump, rows
from tests.servers import Zoo, page
from warcio.archiveiterator import ArchiveIterator

from wireroom.adapters.foreignwarc import ForeignFile
from wireroom.adapters.warc import WarcArchive
from wireroom.errors import ArchiveUnavailableError, BadInputError
from wireroom.pipeline import fetched_source, import_file, open_room
from wireroom.ports import Attempt

STORIES = served("tidewire")[:6]


def _offsets(path: Path) -> list[int]:
    """Where each page's record begins."""
    with path.open("rb") as file:
        walk = ArchiveIterator(file)
        return [walk.offset for record in walk if record.rec_type == "response"]


def _warc(tmp_path: Path, **options: bool) -> Path:
    name = "f.warc.gz" if options.get("is_packed", True) else "f.warc"
    return write_warc(tmp_path / name, [page_copy(story) for story in STORIES], **options)


@pytest.mark.parametrize("is_packed", [True, False])
def test_cut_file_keeps_what_came_before(tmp_path: Path, *, is_packed: bool) -> None:
    """A file that ends within a record: that one is named, those before it are filed."""
    path = _warc(tmp_path, is_packed=is_packed)
    last = _offsets(path)[-1]
    path.write_bytes(path.read_bytes()[: last + 1500])
    settings = offline(tmp_path)
    found = imported(settings, path)
    assert found.summary.states["new"] == 5
    assert found.summary.reasons == {"corrupt_capture": 1}
    assert found.damage == (
        f"at byte {last:,}: the file ends within this record; what came before it is kept",
    )
    assert found.has_findings


@pytest.mark.parametrize("is_packed", [True, False])
def test_garbled_stretch_is_passed_over(tmp_path: Path, *, is_packed: bool) -> None:
    """Bytes that were overwritten in the middle: what comes after them is found again."""
    path = _warc(tmp_path, is_packed=is_packed)
    start = _offsets(path)[2]
    data = bytearray(path.read_bytes())
    data[start : start + 700] = b"\xa5" * 700
    path.write_bytes(data)
    found = imported(offline(tmp_path), path)
    assert found.summary.states["new"] == 5
    assert len(found.damage) == 1
    assert f"at byte {start:,}" in found.damage[0] or "unreadable" in found.damage[0]


def test_wrong_digest_is_no_page(tmp_path: Path) -> None:
    """A body that is not what its digest says is named and never filed."""
    copies = [page_copy(story) for story in STORIES[:2]]
    wrong = replace(copies[1], warc={"WARC-Payload-Digest": "sha1:" + "A" * 32})
    settings = offline(tmp_path)
    found = imported(settings, write_warc(tmp_path / "f.warc.gz", [copies[0], wrong]))
    assert (found.summary.states["new"], found.summary.states["failed"]) == (1, 1)
    [(detail,)] = rows(settings, "SELECT detail FROM ledger WHERE reason = 'corrupt_capture'")
    assert "payload digest" in detail


def test_page_that_was_cut_when_captured_is_no_page(tmp_path: Path) -> None:
    """A record that says it holds a beginning only would be a false edit."""
    cut = replace(page_copy(STORIES[0]), warc={"WARC-Truncated": "length"})
    found = imported(offline(tmp_path), write_warc(tmp_path / "f.warc.gz", [cut]))
    assert found.summary.reasons == {"corrupt_capture": 1}


def _arc(path: Path) -> None:
    head = b"filedesc://a.arc 0.0.0.0 20260815030405 text/plain 0\n\n"
    body = b"HTTP/1.0 200 OK\r\n\r\nhello"
    line = b"http://x.test/ 127.0.0.1 20260815030405 text/html %d\n" % len(body)
    path.write_bytes(head + line + body + b"\n")


@pytest.mark.parametrize(
    ("write", "says"),
    [
        (_arc, "ARC"),
        (lambda path: path.write_bytes(b"<html>not found</html>" * 99), "no WARC"),
        (lambda path: path.write_bytes(b""), "no WARC"),
        (lambda path: path.write_bytes(gzip.compress(_plain(path))), "one gzip member"),
        (lambda path: path.mkdir(), "cannot be read"),
        (lambda path: None, "cannot be read"),
    ],
    ids=["arc", "html", "empty", "one member", "a folder", "missing"],
)
def test_no_warc_is_refused(tmp_path: Path, write: Callable[[Path], object], says: str) -> None:
    """What is no WARC file is refused by name, with the fix."""
    path = tmp_path / "given.warc.gz"
    write(path)
    with pytest.raises(BadInputError, match=says) as raised:
        imported(offline(tmp_path), path)
    assert "given.warc.gz" in str(raised.value)


def _plain(path: Path) -> bytes:
    copies = [page_copy(story) for story in STORIES[:2]]
    return write_warc(path.with_name("plain.warc"), copies, is_packed=False).read_bytes()


class _Failing:
    """An archive whose disk is full after some files."""

    def __init__(self, inner: WarcArchive, n_files: int) -> None:
        self._inner, self._left = inner, n_files

    def write(self, name: str, attempts: list[Attempt], /):
        if not self._left:
            raise ArchiveUnavailableError("no space left")
        self._left -= 1
        return self._inner.write(name, attempts)


def test_import_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    """A run that broke off after its first file finds it done, and ends as one that never did."""
    path = _warc(tmp_path)
    broken, whole = offline(tmp_path / "a"), offline(tmp_path / "b")
    room = open_room(broken, now=NOW)
    failing = replace(room, archive=_Failing(WarcArchive(broken.archive), 1))
    with pytest.raises(ArchiveUnavailableError):
        import_file(failing, ForeignFile(path), chunk=2)
    assert rows(broken, "SELECT count(*) FROM run_capture") == [(2,)]
    for settings in (broken, whole):
        import_file(open_room(settings, now=NOW), ForeignFile(path), chunk=2)
    assert dump(broken) == dump(whole)
    assert len(list(Path(broken.archive).rglob("*.warc.gz"))) == 3


def test_file_is_brought_from_the_web_once(tmp_path: Path) -> None:
    """An address is brought whole to this machine; asked again it is there already."""
    data = _warc(tmp_path).read_bytes()
    routes = {("127.0.0.1", "/f.warc.gz"): page(data, content_type="application/gzip")}
    settings = offline(tmp_path)
    with Zoo(routes) as zoo:
        url = f"http://127.0.0.1:{zoo.http_port}/f.warc.gz"
        source = fetched_source(settings, url)
        assert (source.name, source.path.read_bytes()) == ("f.warc.gz", data)
        with pytest.raises(BadInputError, match="answers 404"):
            fetched_source(settings, url.replace("f.warc", "g.warc"))
    assert fetched_source(settings, url).path == source.path
