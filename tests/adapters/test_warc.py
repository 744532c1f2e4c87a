"""Facts about the raw archive: what is written is read back, or the reader is told why not."""

import json
import os
import random
import signal
import subprocess
import sys
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from wireroom.adapters.warc import WarcArchive
from wireroom.errors import ArchiveUnavailableError, CorruptCaptureError
from wireroom.model import Exchange, capture_id, sha256
from wireroom.ports import Attempt

NOW = datetime(2026, 1, 2, 3, 4, 5, 678_901, tzinfo=UTC)
NAME = "ingest/2026-01-02/batch"


def attempt(n, body, *, status=200, headers=(), **metadata):
    """The `n`-th exchange of a batch."""
    at = NOW + timedelta(seconds=n)
    url = f"https://www.outlet.test/news/{n}"
    exchange = Exchange(
        requested_url=f"{url}#top",
        final_url=url,
        status=status,
        headers=(("Content-Type", "text/html"), *headers),
        body=body,
        fetched_at=at,
        elapsed_s=0.1,
        address="127.0.0.1",
        is_tls_verified=True,
    )
    return Attempt(
        capture_id=capture_id(url, sha256(body), at),
        host="www.outlet.test",
        exchange=exchange,
        metadata=metadata,
    )


CODED = (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("Content-Length", "9"))
BATCH = [
    attempt(0, b"<p>one", headers=CODED, entry="e0", title="آب و هوا"),
    attempt(1, b"<p>two", headers=(("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))),
    attempt(2, b"<p>one"),
    attempt(3, b""),
    attempt(4, b"", status=404),
    attempt(5, random.Random(5).randbytes(50_000)),
    attempt(6, b"\r\n\r\nWARC/1.1\r\n", status=999),
    attempt(7, b"<p>one", status=503, headers=(("X-Name", "caf\xe9"),)),
]


@pytest.fixture(params=["path", "file", "memory"])
def root(request, tmp_path):
    """Where an archive may lie."""
    roots = {
        "path": str(tmp_path / "archive"),
        "file": f"file://{tmp_path}/archive/",
        "memory": f"memory://{uuid.uuid4().hex}",
    }
    return roots[request.param]


def written(tmp_path, batch=BATCH):
    """A local archive, its captures and its one file."""
    archive = WarcArchive(str(tmp_path))
    captures = archive.write(NAME, batch)
    return archive, captures, tmp_path / f"{NAME}.warc.gz"


def test_batch_is_read_back(root):
    """Every capture of a batch is read back as it came, wherever the archive lies."""
    captures = WarcArchive(root).write(NAME, iter(BATCH))
    read = [WarcArchive(root).read(capture) for capture in captures]
    assert [one.body for one in read] == [one.exchange.body for one in BATCH]
    assert [one.capture for one in read] == captures


def test_capture_says_what_was_archived(tmp_path):
    """A capture tells what was asked, who answered and where the bytes lie."""
    _, captures, path = written(tmp_path)
    for capture, given_attempt in zip(captures, BATCH, strict=True):
        exchange = given_attempt.exchange
        assert capture.capture_id == given_attempt.capture_id
        assert capture.requested_url == exchange.requested_url
        assert capture.final_url == exchange.final_url
        assert (capture.host, capture.status) == (given_attempt.host, exchange.status)
        assert capture.headers == exchange.headers
        assert capture.digest == sha256(exchange.body)
        assert capture.captured_at == exchange.fetched_at
        assert capture.archive_uri == str(path)
    assert len({capture.offset for capture in captures}) == len(BATCH)


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=6))
def test_any_bodies_are_read_back(bodies):
    """Whatever the bytes and however they repeat, they are read back."""
    archive = WarcArchive(f"memory://{uuid.uuid4().hex}")
    captures = archive.write("b", [attempt(n, body) for n, body in enumerate(bodies)])
    assert [archive.read(capture).body for capture in captures] == bodies


def test_same_batch_makes_the_same_bytes(tmp_path):
    """A batch written twice, anywhere, is the same file: a retry changes nothing."""
    _, first, path = written(tmp_path / "a")
    _, second, other = written(tmp_path / "b")
    assert path.read_bytes() == other.read_bytes()
    before = path.read_bytes()
    _, again, _ = written(tmp_path / "a")
    assert path.read_bytes() == before
    assert again == first
    assert [replace(c, archive_uri=str(path)) for c in second] == first


def records(path):
    """Type, headers and content of every record of a file."""
    with path.open("rb") as source:
        return [
            (record.rec_type, record.rec_headers, record.http_headers, record.raw_stream.read())
            for record in ArchiveIterator(source)
        ]


def test_repeated_body_is_stored_once(tmp_path):
    """The later of two equal bodies is a revisit that names the first; empty ones are not."""
    _, captures, path = written(tmp_path)
    kinds = [kind for kind, *_ in records(path) if kind in {"response", "revisit"}]
    assert kinds == ["response" if n not in {2, 7} else "revisit" for n in range(len(BATCH))]
    revisits = [headers for kind, headers, *_ in records(path) if kind == "revisit"]
    assert len(revisits) == 2
    for headers in revisits:
        assert headers.get_header("WARC-Refers-To-Target-URI") == "https://www.outlet.test/news/0"
        assert headers.get_header("WARC-Refers-To-Date") == "2026-01-02T03:04:05.678901Z"
        assert headers.get_header("WARC-Payload-Digest", "").startswith("sha1:")
    assert captures[2].offset != captures[0].offset


def test_metadata_lies_beside_its_capture(tmp_path):
    """What belongs beside an exchange is found as JSON, by the record it is concurrent to."""
    _, _, path = written(tmp_path)
    found = records(path)
    of = {
        headers.get_header("WARC-Concurrent-To"): json.loads(content)
        for kind, headers, _, content in found
        if kind == "metadata"
    }
    ids = [h.get_header("WARC-Record-ID") for kind, h, *_ in found if kind == "response"]
    told = of[ids[0]].pop("capture")
    assert of[ids[0]] == {"entry": "e0", "title": "آب و هوا"}
    assert told["capture_id"] == BATCH[0].capture_id
    assert len(of) == len(BATCH)


def test_coding_headers_are_kept_aside(tmp_path):
    """Bodies are stored decoded, so the headers of their coding move and the length is true."""
    _, _, path = written(tmp_path)
    http = next(http for kind, _, http, _ in records(path) if kind == "response")
    assert http.get_header("Content-Encoding") is None
    assert http.get_header("Transfer-Encoding") is None
    assert http.get_header("X-Archive-Orig-Content-Encoding") == "gzip"
    assert http.get_header("X-Archive-Orig-Content-Length") == "9"
    assert http.get_header("Content-Length") == "6"


def test_record_names_url_instant_and_address(tmp_path):
    """A record's own headers say what was asked, when and of which address."""
    _, _, path = written(tmp_path)
    kind, info, *_ = records(path)[0]
    assert (kind, info.protocol) == ("warcinfo", "WARC/1.1")
    headers = next(headers for kind, headers, *_ in records(path) if kind == "response")
    assert headers.get_header("WARC-Target-URI") == "https://www.outlet.test/news/0"
    assert headers.get_header("WARC-Date") == "2026-01-02T03:04:05.678901Z"
    assert headers.get_header("WARC-IP-Address") == "127.0.0.1"


def test_warcio_finds_nothing_wrong(tmp_path):
    """`warcio check` agrees with every digest of the file."""
    _, _, path = written(tmp_path)
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("digest pass") == 2 * len(BATCH) + 1 - 2


def test_truncated_file_is_corrupt(tmp_path):
    """A record cut short anywhere is told, with the place; what lies before it still reads."""
    archive, captures, path = written(tmp_path)
    whole, last = path.read_bytes(), captures[1]
    for end in range(last.offset, last.offset + last.length):
        path.write_bytes(whole[:end])
        with pytest.raises(CorruptCaptureError, match=f"@{last.offset}"):
            archive.read(last)
    assert archive.read(captures[0]).body == b"<p>one"


def test_flipped_bit_never_yields_another_body(tmp_path):
    """A bit flipped anywhere in a record is told, or lies where it changes nothing that is read."""
    archive, captures, path = written(tmp_path)
    whole, capture = path.read_bytes(), captures[1]
    silent = []
    for at in range(capture.offset, capture.offset + capture.length):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            assert archive.read(capture).body == b"<p>two"
            silent.append(at - capture.offset)
        except CorruptCaptureError:
            continue
    assert {*silent} <= {*range(3, 10)}  # flags, time and system in the gzip header (RFC 1952 2.3)


@pytest.mark.parametrize("n", [0, 2], ids=["response", "revisit"])
def test_exchanged_file_is_corrupt(tmp_path, n):
    """A file of other bodies under the same name does not pass for the one that was written."""
    archive, captures, path = written(tmp_path)
    other = [attempt(0, b"<p>ONE"), attempt(1, b"<p>two"), attempt(2, b"<p>ONE")]
    _, _, stranger = written(tmp_path / "other", other)
    path.write_bytes(stranger.read_bytes())
    with pytest.raises(CorruptCaptureError):
        archive.read(captures[n])


def test_exchanged_record_is_corrupt(tmp_path):
    """A sound record that is not the capture's own is told by its digest."""
    archive, captures, _ = written(tmp_path)
    moved = replace(captures[0], offset=captures[1].offset, length=captures[1].length)
    with pytest.raises(CorruptCaptureError, match="the body is not sha256:"):
        archive.read(moved)


def test_revisit_of_a_lost_body_is_corrupt(tmp_path):
    """A revisit is worth as much as the record that it stands for."""
    archive, captures, path = written(tmp_path)
    data = bytearray(path.read_bytes())
    first = captures[0]
    data[first.offset : first.offset + first.length] = bytes(first.length)
    path.write_bytes(data)
    with pytest.raises(CorruptCaptureError):
        archive.read(captures[2])
    assert archive.read(captures[1]).body == b"<p>two"


def test_lost_file_is_corrupt(root):
    """A file that is gone is told as such."""
    archive = WarcArchive(root)
    capture = archive.write(NAME, BATCH)[0]
    with pytest.raises(CorruptCaptureError, match="the file is gone"):
        archive.read(replace(capture, archive_uri=f"{root}/elsewhere.warc.gz"))


def test_empty_batch_writes_nothing(tmp_path):
    """A batch with nothing in it leaves no file and no folder."""
    assert WarcArchive(str(tmp_path)).write(NAME, []) == []
    assert list(tmp_path.iterdir()) == []


def test_unwritable_archive_is_a_transient_error(tmp_path):
    """An archive that cannot be written is told with its place; trying again may help."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ArchiveUnavailableError, match=str(tmp_path / "file")):
        WarcArchive(str(tmp_path / "file")).write(NAME, BATCH)


def test_unknown_kind_of_archive_is_told():
    """A root that no file system serves is an error with its place."""
    with pytest.raises(ArchiveUnavailableError, match="nosuch://bucket"):
        WarcArchive("nosuch://bucket").write(NAME, BATCH)


def test_file_is_as_readable_as_the_umask_says(tmp_path):
    """Other users of the machine may read the archive where the umask lets them."""
    before = os.umask(0o022)
    try:
        _, _, path = written(tmp_path)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o644


# Files of this process may not grow past 4 KiB: the kernel stops the write half way, by a signal
# that kills (SIG_DFL) or by an error (Python ignores the signal).
WRITER = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from tests.adapters.test_warc import NAME, attempt
from wireroom.adapters.warc import WarcArchive
import random
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
if sys.argv[2] == "killed":
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
WarcArchive(sys.argv[1]).write(NAME, [attempt(0, random.Random(1).randbytes(50_000))])
"""


def stopped_writer(tmp_path, how):
    """A process that was stopped while it wrote a batch."""
    return subprocess.run(
        [sys.executable, "-c", WRITER, str(tmp_path), how],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("had_file", [False, True], ids=["new", "rewritten"])
def test_killed_writer_leaves_no_half_file(tmp_path, had_file):
    """A writer killed before its rename leaves what was there before, whole."""
    path = tmp_path / f"{NAME}.warc.gz"
    captures = written(tmp_path)[1] if had_file else []
    before = path.read_bytes() if had_file else None
    done = stopped_writer(tmp_path, "killed")
    assert done.returncode == -signal.SIGXFSZ, done.stderr
    assert [left.name for left in path.parent.glob(".*")], "it was killed before it wrote"
    assert (path.read_bytes() if path.exists() else None) == before
    for capture in captures:
        WarcArchive(str(tmp_path)).read(capture)
    assert len(written(tmp_path)[1]) == len(BATCH)


def test_failed_write_cleans_up(tmp_path):
    """A write that fails half way is told and leaves nothing behind."""
    done = stopped_writer(tmp_path, "failed")
    assert "ArchiveUnavailableError: cannot write" in done.stderr
    assert list((tmp_path / NAME).parent.iterdir()) == []


def test_only_whole_names_are_archives(tmp_path):
    """A batch ends in one visible file."""
    _, _, path = written(tmp_path)
    assert [one.name for one in Path(path.parent).iterdir()] == ["batch.warc.gz"]
