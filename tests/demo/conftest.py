"""A newsroom that is open and somebody to visit it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.demo.visitor import Visitor

from wireroom.demo import Newsroom


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom at the end instant with all its faults."""
    with Newsroom(tmp_path / "newsroom") as opened:
        yield opened


@pytest.fixture
def visitor(newsroom: Newsroom) -> Visitor:
    """Somebody who trusts the newsroom's own root only."""
    return Visitor(newsroom)
