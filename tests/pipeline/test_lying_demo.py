"""The demo newsroom with an origin dead, seized or lying: the rows of the healthy one."""

from pathlib import Path

import pytest
from tests.rooms import demo_settings, rows, run

from wireroom.demo import Newsroom
from wireroom.demo.hostile import Kind

OUTLET, ORIGIN = "tidewire", "www.tidewire.test"
_ROWS = (
    "SELECT article_id, version_id, title, published_at, text FROM article_version ORDER BY 1, 2"
)
_STATES = "SELECT article_id, state, reason FROM ledger ORDER BY 1"
LIES = (Kind.SEIZED, Kind.SOFT_404, Kind.NUMBERS)


def filed(home: Path, kind: Kind | None, *, after: int) -> tuple[list, list]:
    """What a run files while the origin lies, and how its entries ended."""
    with Newsroom(home / "newsroom") as newsroom:
        newsroom.heal()
        if kind is not None:
            newsroom.lie(ORIGIN, kind, after=after)
        path = newsroom.outlets_dir / f"{OUTLET}.yaml"
        path.write_text(
            path.read_text("utf-8").replace("{delay_s", "{cross_checks: 100, delay_s"), "utf-8"
        )
        assert "cross_checks" in path.read_text("utf-8")
        settings = demo_settings(newsroom, home)
        run(settings, "r", outlets=[OUTLET])
    return rows(settings, _ROWS), rows(settings, _STATES)


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> tuple[list, list]:
    return filed(tmp_path_factory.mktemp("healthy"), None, after=1)


@pytest.mark.parametrize("after", [1, 10], ids=["from the first", "from the tenth"])
@pytest.mark.parametrize("kind", LIES)
def test_a_lying_origin_changes_no_row(
    kind: Kind, after: int, healthy: tuple[list, list], tmp_path: Path
) -> None:
    """Apart from who was seen to show what."""
    assert len(healthy[0]) == 12
    assert filed(tmp_path, kind, after=after) == healthy
