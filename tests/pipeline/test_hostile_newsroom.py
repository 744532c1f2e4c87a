"""Twelve kinds of bad mirror at once: every outlet's rows are those of the honest hosts."""

from pathlib import Path

import pytest
from tests.rooms import NOW, demo_settings, rows, run

from wireroom.demo import Newsroom, expected
from wireroom.demo.hostile import Kind, bad_host, hostile_outlets

# What the books say of each bad host.
NAMED = {
    Kind.SEIZED: "seized",
    Kind.PARKED: "parked",
    Kind.BLOCKED: "blocked",
    Kind.BLOCKED_451: "blocked",
    Kind.CHALLENGE: "challenge",
    Kind.CHALLENGE_403: "challenge",
    Kind.CHALLENGE_200: "challenge",
    Kind.SOFT_404: "soft_404",
    Kind.SOFT_404_FRONT: "soft_404",
    Kind.STALE: "stale",
    Kind.NUMBERS: "tampered",
    Kind.LINKS: "tampered",
    Kind.CANONICAL: "tampered",
    Kind.LOOP: "redirect_loop",
    Kind.DRIP: "timeout",
}
_ROWS = """SELECT substr(a.article_id, instr(a.article_id, ':') + 1), v.title, v.text
FROM article a JOIN article_version v USING (article_id) WHERE a.outlet_id = '{}' ORDER BY 1, 2"""


@pytest.mark.long
def test_every_bad_mirror_is_seen_through(tmp_path: Path) -> None:
    """Each bad host is its outlet's origin; two honest mirrors stand beside it."""
    with Newsroom(tmp_path / "newsroom", hostile=True) as newsroom:
        newsroom.heal()
        outlet_ids = hostile_outlets(newsroom.outlets_dir)
        settings = demo_settings(newsroom, tmp_path / "home", WIREROOM_REQUEST_S="3")
        summary = run(settings, "r", outlets=["tidewire", *outlet_ids], now=NOW)
    truth = rows(settings, _ROWS.format("tidewire"))
    assert len(truth) == len(expected("tidewire"))
    wrong = {
        outlet_id: len(found)
        for outlet_id in outlet_ids
        if (found := rows(settings, _ROWS.format(outlet_id))) != truth
    }
    assert wrong == {}
    assert sum(summary.states.values()) == summary.n_entries
    seen = rows(settings, "SELECT DISTINCT outlet_id, host, reason FROM quarantine")
    seen += rows(settings, "SELECT DISTINCT outlet_id, host, reason FROM host_health")
    for kind, reason in NAMED.items():
        assert (f"hostile_{kind.value}", bad_host(kind), reason) in seen
