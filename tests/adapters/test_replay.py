"""Our files in the tools of others: `warcio check`, and replay in pywb.

pywb pins what Airflow does not, so it has an environment of its own: WIREROOM_PYWB=1 makes one (a
minute, from the package index), or names one that is there.
"""

import os
import socket
import subprocess
import sys
import time
import venv
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from tests.adapters.test_warc import NOW, attempt

from wireroom.adapters.warc import WarcArchive
from wireroom.ports import Note

PAGE = "<html><head><title>Ü</title></head><body><p>the page آب</p></body></html>".encode()
BATCH = [
    attempt(0, PAGE, headers=(("Content-Encoding", "gzip"),), title="آب"),
    attempt(1, b"<p>another page</p>"),
    attempt(2, PAGE),
]
PYWB = os.environ.get("WIREROOM_PYWB", "")


def written(root: Path) -> list[Path]:
    """A batch with a revisit, and a note on a capture of it."""
    archive = WarcArchive(str(root))
    one, *_ = archive.write("fetch/2026-01-02/batch", BATCH)
    note = Note(capture_id=one.capture_id, url=one.final_url, noted_at=NOW)
    archive.write_notes("release/2026-01-02/batch", [note])
    return sorted(root.rglob("*.warc.gz"))


def test_warcio_check_finds_nothing_wrong(tmp_path):
    """Its own command line, over each kind of file and record that is written."""
    paths = [str(path) for path in written(tmp_path)]
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("digest pass") == 8  # a revisit has none of its own
    assert all(kind in done.stdout for kind in ("response", "revisit", "metadata", "warcinfo"))


def _tools(tmp_path: Path) -> Path:
    """Where pywb's commands are."""
    if PYWB != "1":
        return Path(PYWB) / "bin"
    venv.create(tmp_path / "pywb", with_pip=True)
    tools = tmp_path / "pywb" / "bin"
    subprocess.run([tools / "python", "-m", "pip", "install", "-q", "pywb"], check=True)
    return tools


def _body(url: str) -> bytes:
    """What is answered, once the server is up."""
    for _ in range(60):
        try:
            with urlopen(url, timeout=10) as answer:
                return answer.read()
        except URLError:
            time.sleep(0.5)
    raise AssertionError(f"nobody answers at {url}")


@pytest.mark.long
@pytest.mark.skipif(
    not PYWB, reason="installs pywb: WIREROOM_PYWB=1, or the path of a venv of its own"
)
def test_pywb_replays_a_page_and_a_revisit(tmp_path):
    """Each address shows the body that was captured, to the byte, and not what lies beside it."""
    tools = _tools(tmp_path)
    paths = written(tmp_path / "archive")
    for words in (["init", "room"], ["add", "room", *map(str, paths)]):
        subprocess.run([tools / "wb-manager", *words], cwd=tmp_path, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([tools / "wayback", "-b", "127.0.0.1", "-p", str(port)], cwd=tmp_path)
    try:
        for one in BATCH:
            at, url = f"{one.exchange.fetched_at:%Y%m%d%H%M%S}", one.exchange.final_url
            found = _body(f"http://127.0.0.1:{port}/room/{at}id_/{url}")
            assert found == one.exchange.body, url
    finally:
        server.terminate()
        server.wait(10)
