"""A day of hourly probes, checks and comparisons keeps to the hours' requests."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

from tests.rooms import NOW, demo_settings, run

from wireroom.demo import Newsroom
from wireroom.model import Source
from wireroom.pipeline import mirrors, open_room
from wireroom.pipeline.mirrors.specimens import PROBES_PER_HOUR
from wireroom.pipeline.mirrors.verify import recent_articles

OUTLET = "tidewire"
DEAD = "www.tidewire.test"


def test_a_day_of_probes_stays_within_the_budget(tmp_path: Path) -> None:
    """Every hour's requests per outlet, and how often a dead host is bothered."""
    with Newsroom(tmp_path / "newsroom") as newsroom:
        settings = demo_settings(newsroom, tmp_path / "home")
        run(settings, "r")
        asked: list[Counter[str]] = []
        for hour in range(1, 25):
            newsroom.requests.clear()
            room = open_room(settings, now=NOW + timedelta(hours=hour))
            outlet = room.registry.outlet(OUTLET)
            mirrors.probe(room, [outlet], run_id=f"p{hour}")
            if hour == 3:
                host = "new.tidewire.test"
                mirrors.propose_by_hand(room, outlet, host, source=Source.PERSON)
                mirrors.verify_due(room, [outlet])
            mirrors.compare_hosts(room, outlet, recent_articles(room, outlet, 2))
            asked.append(Counter(one.host for one in newsroom.requests if "robots" not in one.path))
    assert all(sum(hour.values()) <= PROBES_PER_HOUR for hour in asked)
    assert sum(hour["www.tidewire-mirror.test"] for hour in asked) > 24
    assert sum(hour[DEAD] for hour in asked) <= 24 * 4
