"""Hosts of all outlets that come and go for a week: no article is lost, none is doubled."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from tests.rooms import demo_settings, rows, run

from wireroom.demo import END_AT, OUTLET_IDS, Newsroom, expected, expected_failures
from wireroom.demo.houses import house_of
from wireroom.settings import Settings

N_FLIPS, N_RUNS, EVERY = 50, 21, timedelta(hours=8)  # a week
HOSTS = [host for outlet_id in OUTLET_IDS for host in house_of(outlet_id).hosts]


@dataclass(frozen=True, kw_only=True)
class Flip:
    """A host that goes down or comes back: in a run, after so many of its reports of progress.

    At 0 it happens before the run. A host that goes down may serve some articles first.
    """

    number: int
    at: int
    host: str
    after: int


def flips(seed: int) -> Mapping[int, Sequence[Flip]]:
    """Fifty flips over the runs of the week."""
    chance = random.Random(seed)
    found = defaultdict(list)
    for number in range(N_FLIPS):
        flip = Flip(
            number=number,
            at=chance.choice([0, 0, 1, 3, 5, 6, 7, 8]),
            host=chance.choice(HOSTS),
            after=chance.choice([1, 1, 2, 3]),
        )
        found[number * N_RUNS // N_FLIPS].append(flip)
    return found


class Week:
    """The newsroom, and who is down in it."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom
        self.down = set[str]()
        self.n_flips = 0
        self.n_amid = 0

    def play(self, settings: Settings, number: int, due: Sequence[Flip]) -> None:
        """One run, with the flips that fall into it; what it was too short for comes after it."""
        now = END_AT - (N_RUNS - 1 - number) * EVERY
        self.newsroom.set_at(now)
        waiting = sorted(due, key=lambda flip: (flip.at, flip.number))
        steps = self._flipping(waiting)
        next(steps)
        run(settings, f"run-{number:02}", now=now, progress=lambda *_: next(steps))
        while waiting:
            self._flip(waiting.pop(0))

    def _flipping(self, waiting: list[Flip]) -> Iterator[None]:
        step = 0
        while True:
            while waiting and waiting[0].at <= step:
                self.n_amid += step > 0
                self._flip(waiting.pop(0))
            step += 1
            yield

    def _flip(self, flip: Flip) -> None:
        self.n_flips += 1
        if flip.host in self.down:
            self.newsroom.revive(flip.host)
        else:
            self.newsroom.kill(flip.host, after=flip.after)
        self.down ^= {flip.host}


@pytest.mark.long
def test_fifty_flips_in_a_week_lose_and_double_nothing(tmp_path: Path) -> None:
    """Three runs a day; hosts of every outlet die and come back before them and amid them."""
    with Newsroom(tmp_path / "newsroom", at=END_AT - timedelta(days=7)) as newsroom:
        newsroom.heal()
        week = Week(newsroom)
        settings = demo_settings(newsroom, tmp_path / "home")
        due = flips(seed=7)
        for number in range(N_RUNS):
            week.play(settings, number, due[number])
        newsroom.heal()
        for days in (1, 2):
            run(settings, f"after-{days}", now=END_AT + timedelta(days=days))
    assert week.n_flips == N_FLIPS
    assert week.n_amid >= N_FLIPS // 3
    flipped = {flip.host for told in due.values() for flip in told}
    assert all(flipped & set(house_of(outlet_id).hosts) for outlet_id in OUTLET_IDS)
    assert_nothing_lost(settings)
    assert_nothing_doubled(settings)


def assert_nothing_lost(settings: Settings) -> None:
    """Every article is there, and what waits for another try is what no host ever had."""
    truth = {(one, told.native_id) for one in OUTLET_IDS for told in expected(one)}
    assert set(rows(settings, "SELECT outlet_id, native_id FROM article")) == truth
    hopeless = {told.native_id for one in OUTLET_IDS for told in expected_failures(one)}
    open_ids = rows(settings, "SELECT article_id FROM entry_memory WHERE is_settled = 0")
    assert {article_id.partition(":")[2] for (article_id,) in open_ids} <= hopeless
    states = rows(settings, "SELECT DISTINCT state FROM ledger")
    assert {state for (state,) in states} <= {"new", "updated", "unchanged", "failed", "skipped"}


def assert_nothing_doubled(settings: Settings) -> None:
    """One row and one "new" for each article, and no version that the outlet did not write."""
    ids = Counter(rows(settings, "SELECT outlet_id, native_id FROM article"))
    assert set(ids.values()) == {1}
    new = Counter(rows(settings, "SELECT article_id FROM ledger WHERE state = 'new'"))
    assert set(new.values()) == {1}
    assert len(new) == len(ids)
    truth = {(one, told.native_id): told for one in OUTLET_IDS for told in expected(one)}
    versions = rows(
        settings,
        "SELECT outlet_id, native_id, count(*) FROM article JOIN article_version USING (article_id)"
        " GROUP BY 1, 2",
    )
    assert all(n <= truth[outlet_id, native_id].n_versions for outlet_id, native_id, n in versions)
