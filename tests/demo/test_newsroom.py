"""The demo newsroom itself: its faults, its controls, its log and its own process."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import urllib3
from tests.demo.visitor import Visitor, visible_text

from wireroom.adapters.outlets import load_registry
from wireroom.demo import OUTLET_IDS, Newsroom, expected
from wireroom.demo.houses import CONTROL_HOST, house_of
from wireroom.settings import parse_connect_to

DYING = "www.harbour-ledger.test"
MIRROR = "news.harbour-ledger.test"


@pytest.mark.parametrize("path", ["/feed/rss.xml", "/robots.txt", "/", "/no/such/page"])
def test_seized_origin_shows_the_banner_everywhere(visitor: Visitor, path: str) -> None:
    """Every path of the seized host is the same page with status 200."""
    reply = visitor.get("www.tidewire.test", path)
    assert reply.status == 200
    assert reply.headers["Content-Type"].startswith("text/html")
    assert "has been seized" in visible_text(reply.data)
    assert "pursuant to a seizure warrant" in visible_text(reply.data)


def test_dying_origin_resets_after_six_articles(newsroom: Newsroom, visitor: Visitor) -> None:
    """Six articles are served, then every connection is reset; the mirror goes on."""
    articles = expected("harbour")
    assert visitor.get(DYING, "/feeds/latest.atom").status == 200
    assert [visitor.get(DYING, a.path).status for a in articles[:6]] == [200] * 6
    for path in (articles[6].path, "/feeds/latest.atom"):
        with pytest.raises(urllib3.exceptions.ProtocolError, match="reset"):
            visitor.get(DYING, path)
    assert all(visitor.get(MIRROR, a.path).status == 200 for a in articles)
    assert [served.status for served in newsroom.requests.of(DYING)] == [200] * 7 + [0, 0]


def test_kept_connection_dies_with_its_host(newsroom: Newsroom, visitor: Visitor) -> None:
    """A host that is killed drops the connections it already had."""
    with visitor.kept_line(MIRROR) as line:
        headers = {"Host": MIRROR}
        for _ in range(3):
            assert line.request("GET", "/", headers=headers, retries=False).status == 200
        assert line.num_connections == 1
        newsroom.kill(MIRROR)
        with pytest.raises(urllib3.exceptions.ProtocolError):
            line.request("GET", "/", headers=headers, retries=False)
    newsroom.revive(MIRROR)
    assert visitor.get(MIRROR, "/").status == 200


@pytest.mark.parametrize("host", ["www.alborz.test", "alborz.test"])
def test_foreign_certificate_is_not_trusted(visitor: Visitor, host: str) -> None:
    """The origin with broken TLS fails verification."""
    with pytest.raises(urllib3.exceptions.SSLError, match="CERTIFICATE_VERIFY_FAILED"):
        visitor.get(host, "/rss.xml")


def test_tls_can_be_broken_and_mended(newsroom: Newsroom, visitor: Visitor) -> None:
    """break_tls and revive are each other's opposite."""
    newsroom.break_tls("www.northwire.test")
    with pytest.raises(urllib3.exceptions.SSLError):
        visitor.get("www.northwire.test", "/")
    newsroom.revive("www.northwire.test")
    assert visitor.get("www.northwire.test", "/").status == 200


def test_healed_world_has_no_faults(newsroom: Newsroom, visitor: Visitor) -> None:
    """After heal() every origin serves its feed and every article."""
    newsroom.heal()
    for outlet in OUTLET_IDS:
        house = house_of(outlet)
        assert visitor.get(house.hosts[0], house.feed_path).data[:1] in (b"<", b"{")
        for article in expected(outlet):
            assert visitor.get(house.hosts[0], article.path).status == 200


def test_plain_port_leads_to_tls(visitor: Visitor) -> None:
    """An outlet asked without TLS answers with a redirect to itself with TLS."""
    reply = visitor.get_plain("www.northwire.test", "/en/rdf/all.rdf?x=1")
    assert reply.status == 301
    assert reply.headers["Location"] == "https://www.northwire.test/en/rdf/all.rdf?x=1"


def test_log_tells_conditional_requests(newsroom: Newsroom, visitor: Visitor) -> None:
    """The log holds host, path, status and whether a validator was sent."""
    visitor.get(MIRROR, "/feeds/latest.atom?n=1", If_None_Match="*")
    [served] = newsroom.requests
    assert (served.host, served.path) == (MIRROR, "/feeds/latest.atom?n=1")
    assert (served.status, served.conditional) == (304, True)
    newsroom.requests.clear()
    assert len(newsroom.requests) == 0


def test_registry_files_are_sound(newsroom: Newsroom) -> None:
    """wireroom's own registry reads the copied files, and its settings the mapping."""
    registry = load_registry(newsroom.outlets_dir)
    assert {outlet.id for outlet in registry.outlets} == set(OUTLET_IDS)
    mappings = parse_connect_to(newsroom.env["WIREROOM_CONNECT_TO"])
    ports = {m.to_port for m in mappings if m.matches("alborz.test", 443)}
    assert ports == {newsroom.https_port}


def test_edited_registry_file_survives_a_restart(tmp_path: Path) -> None:
    """Starting again in the same home keeps what a user wrote there."""
    with Newsroom(tmp_path) as first:
        edited = first.outlets_dir / "harbour.yaml"
        edited.write_text("id: mine\n")
    with Newsroom(tmp_path):
        assert edited.read_text() == "id: mine\n"


def test_starting_and_stopping_twice_is_harmless(tmp_path: Path) -> None:
    """start() and stop() may be called again; a closed newsroom has no ports."""
    newsroom = Newsroom(tmp_path)
    newsroom.start()
    port = newsroom.https_port
    newsroom.start()
    assert newsroom.https_port == port
    newsroom.stop()
    newsroom.stop()
    with pytest.raises(RuntimeError, match="not started"):
        _ = newsroom.connect_to


def test_control_desk_moves_time_and_faults(newsroom: Newsroom, visitor: Visitor) -> None:
    """The control host does over HTTP what the methods do."""
    told = visitor.get_plain(CONTROL_HOST, "/at?T=2026-08-16T00:00:00Z")
    assert json.loads(told.data) == {"at": "2026-08-16T00:00:00+00:00"}
    assert newsroom.at.day == 16
    assert visitor.get_plain(CONTROL_HOST, "/heal").status == 200
    assert visitor.get("www.alborz.test", "/rss.xml").status == 200
    assert visitor.get_plain(CONTROL_HOST, f"/seize?host={MIRROR}").status == 200
    assert b"SEIZED" in visitor.get(MIRROR, "/").data
    assert visitor.get_plain(CONTROL_HOST, f"/kill?host={MIRROR}").status == 200
    with pytest.raises(urllib3.exceptions.ProtocolError):
        visitor.get(MIRROR, "/")
    log = json.loads(visitor.get_plain(CONTROL_HOST, "/requests").data)
    assert [served["status"] for served in log] == [200, 200, 0]


@pytest.mark.parametrize("target", ["/at?T=teatime", "/kill?host=example.test", "/kill", "/dance"])
def test_control_desk_refuses_nonsense(visitor: Visitor, target: str) -> None:
    """What cannot be done is answered with 400 and the remedy."""
    reply = visitor.get_plain(CONTROL_HOST, target)
    assert reply.status == 400
    assert "Fix:" in json.loads(reply.data)["error"]


def test_it_serves_from_a_process_of_its_own(tmp_path: Path) -> None:
    """The module writes its settings when ready and leaves quietly on SIGTERM."""
    port_file = tmp_path / "ports.json"
    command = [sys.executable, "-m", "wireroom.demo", "--home", str(tmp_path / "home")]
    command += ["--at", "2026-08-18T12:00:00Z", "--port-file", str(port_file)]
    plugins = Path(__file__).parents[2] / "plugins"
    with subprocess.Popen(
        command, cwd=plugins, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        _wait_for(port_file)
        env = json.loads(port_file.read_text())
        process.send_signal(signal.SIGTERM)
        said, complained = process.communicate(timeout=20)
    assert process.returncode == 0
    assert complained == ""
    assert "2026-08-18 12:00 UTC" in said
    assert f"export WIREROOM_CONNECT_TO='{env['WIREROOM_CONNECT_TO']}'" in said
    assert Path(env["WIREROOM_CA_BUNDLE"]).is_file()


def _wait_for(path: Path, patience_s: float = 30.0) -> None:
    until = time.monotonic() + patience_s
    while not path.exists():
        assert time.monotonic() < until, "the newsroom did not open"
        time.sleep(0.02)
