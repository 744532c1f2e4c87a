"""Hosts that come and go for a week: no article is lost, none is doubled, nobody is pestered."""

import random
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from tests.rooms import demo_settings, rows, run

from wireroom.demo import END_AT, Newsroom, expected

OUTLET, HOSTS = "harbour", ("www.harbour-ledger.test", "news.harbour-ledger.test")
N_FLIPS, EVERY = 50, timedelta(hours=3)


@pytest.mark.long
def test_fifty_flips_in_a_week_lose_and_double_nothing(tmp_path: Path) -> None:
    """Every three hours a run, and before most of them a host dies or comes back."""
    chance = random.Random(7)
    dead = set[str]()
    with Newsroom(tmp_path / "newsroom", at=END_AT - timedelta(days=7)) as newsroom:
        newsroom.heal()
        settings = demo_settings(newsroom, tmp_path / "home")
        now = END_AT - timedelta(days=7)
        for number in range(N_FLIPS):
            host = chance.choice(HOSTS)
            (newsroom.revive if host in dead else newsroom.kill)(host)
            dead ^= {host}
            now += EVERY
            newsroom.set_at(min(now, END_AT))
            run(settings, f"run-{number}", now=now, outlets=[OUTLET])
        newsroom.set_at(END_AT)
        for host in HOSTS:
            newsroom.revive(host)
        for days in (1, 2):
            run(settings, f"after-{days}", now=now + timedelta(days=days), outlets=[OUTLET])
    filed = Counter(native for (native,) in rows(settings, "SELECT native_id FROM article"))
    assert filed == Counter(one.native_id for one in expected(OUTLET))
    texts = rows(settings, "SELECT article_id, count(*) FROM article_version GROUP BY 1")
    truth = {f"{OUTLET}:{one.native_id}": one.n_versions for one in expected(OUTLET)}
    assert all(n <= truth[article_id] for article_id, n in texts)
    assert not rows(settings, "SELECT 1 FROM ledger WHERE reason = 'gave_up'")
    lost = rows(settings, "SELECT article_id FROM entry_memory WHERE is_settled = 0")
    assert lost == []
