"""Twelve kinds of bad mirror at once: every outlet's rows are those of the honest hosts."""

from pathlib import Path

import pytest
from tests.rooms import NOW, demo_settings, rows, run

from wireroom.demo import Newsroom, expected
from wireroom.demo.hostile import KINDS, Kind, bad_host, hostile_outlets

TWELVE = {
    "seized": Kind.SEIZED,
    "parked": Kind.PARKED,
    "government block page": Kind.BLOCKED,
    "CDN challenge": Kind.CHALLENGE,
    "soft 404": Kind.SOFT_404,
    "stale clone, 30 days old": Kind.STALE,
    "number-tampered clone": Kind.NUMBERS,
    "link-injecting clone": Kind.LINKS,
    "canonical poisoner that claims another outlet's URL": Kind.CANONICAL,
    "redirect loop": Kind.LOOP,
    "slow drip": Kind.DRIP,
    "prefix-path proxy that is good": Kind.PREFIX,
}
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
    Kind.LOGIN: "login",
}
_ROWS = """SELECT substr(a.article_id, instr(a.article_id, ':') + 1), v.title, v.text
FROM article a JOIN article_version v USING (article_id) WHERE a.outlet_id = '{}' ORDER BY 1, 2"""


def test_the_twelve_are_those_of_the_demo() -> None:
    """Neither more nor fewer; the demo's further kinds are other spellings and a login wall."""
    assert list(TWELVE.values()) == list(KINDS)
    assert {*NAMED, Kind.PREFIX, Kind.NUMBER_ONCE} == set(Kind)


@pytest.mark.long
def test_every_bad_mirror_is_seen_through(tmp_path: Path) -> None:
    """All at once, each its outlet's origin; two honest mirrors stand beside it."""
    with Newsroom(tmp_path / "newsroom", hostile=True) as newsroom:
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
    good = bad_host(Kind.PREFIX)  # its origin is dead: all came through the proxy
    assert not [row for row in seen if row[1] == good and row[2] not in {None, "http_4xx"}]
    through = rows(
        settings,
        f"SELECT count(*) FROM sighting WHERE host = '{good}' AND version_id IS NOT NULL",
    )
    assert through == [(len(truth),)]
