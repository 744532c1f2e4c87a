"""The demo newsroom with its origins dead, seized or lying: the rows of the healthy one."""

import os
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.rooms import demo_settings, run

from wireroom.demo import LIES, OUTLET_IDS, Lie, Newsroom, differences, record_of, tell
from wireroom.demo.houses import house_of
from wireroom.demo.record import Record

REFUSED = "refused"  # not the demo's: nobody listens there at all
KINDS = (
    "dead", "seized", "parked", "blocked", "challenge", "soft_404", "stale", "numbers", "links",
    "canonical", "loop", "drip", "login",
)  # fmt: skip
# Every kind from the first and from the tenth article on, five at once: one for each outlet.
_ALL = [Lie(kind=REFUSED), *(Lie(kind=kind, after=after) for after in (1, 10) for kind in KINDS)]
_MORE = [Lie(kind="blocked_451"), Lie(kind="challenge_403", after=10), Lie(kind="number_once")]
Lies = Mapping[str, Lie]
MIXES: list[Lies] = [
    dict(zip(OUTLET_IDS, (_ALL + _MORE)[start : start + 5], strict=True))
    for start in range(0, 30, 5)
]
EVERY: list[Lies] = [
    dict.fromkeys(OUTLET_IDS, Lie(kind=kind, after=after)) for kind in LIES for after in (1, 10)
]


def filed(home: Path, lies: Lies) -> Record:
    """What a run over all outlets puts on record while their origins lie."""
    with Newsroom(home / "newsroom") as newsroom:
        newsroom.heal()
        more = {"WIREROOM_REQUEST_S": "3", "WIREROOM_CONNECT_TO": newsroom.connect_to}
        for outlet_id, lie in lies.items():
            if lie.kind == REFUSED:
                more["WIREROOM_CONNECT_TO"] = f"{nowhere(outlet_id)},{newsroom.connect_to}"
            else:
                tell(newsroom, lie, [outlet_id])
        settings = demo_settings(newsroom, home, **more)
        run(settings, "r")
        for outlet_id, lie in lies.items():
            assert is_told(newsroom, outlet_id, lie), f"{outlet_id} was never asked so often: {lie}"
    return record_of(settings)


def nowhere(outlet_id: str) -> str:
    """A mapping of an outlet's origin to a port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"{house_of(outlet_id).hosts[0]}:443:127.0.0.1:{free.getsockname()[1]}"


def is_told(newsroom: Newsroom, outlet_id: str, lie: Lie) -> bool:
    """Whether the origin came to it: with ten articles to wait for it may not have."""
    origin, faults = house_of(outlet_id).hosts[0], newsroom.world.faults
    if lie.kind == REFUSED:
        return not newsroom.requests.of(origin)
    return faults.is_dropped(origin) if lie.kind == "dead" else faults.lie_of(origin) == lie.kind


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return filed(tmp_path_factory.mktemp("healthy"), {})


def told(lies: Lies) -> str:
    return ",".join(dict.fromkeys(str(lie) for lie in lies.values()))


def test_mixes_hold_every_kind_from_the_first_and_from_the_tenth() -> None:
    """Each once, at some outlet; and every outlet has both."""
    found = [lie for lies in MIXES for lie in lies.values()]
    assert set(found) >= set(_ALL)
    for outlet_id in OUTLET_IDS:
        assert {lies[outlet_id].after for lies in MIXES} == {1, 10}


@pytest.mark.long
@pytest.mark.parametrize("lies", MIXES, ids=told)
def test_lying_origins_change_no_row(lies: Lies, healthy: Record, tmp_path: Path) -> None:
    """Apart from who was seen to show what, five bad origins at once leave all as it was."""
    assert len(healthy["article"]) == 65
    assert len(healthy["ledger"]) == 68
    assert differences(healthy, filed(tmp_path, lies)) == []


@pytest.mark.long
def test_faults_of_the_demo_change_no_row(healthy: Record, tmp_path: Path) -> None:
    """As the demo opens: one origin seized, one dying in mid-run, one with a false certificate."""
    with Newsroom(tmp_path / "newsroom") as newsroom:
        settings = demo_settings(newsroom, tmp_path)
        run(settings, "r")
    assert differences(healthy, record_of(settings)) == []


@pytest.mark.long
@pytest.mark.skipif("WIREROOM_EVERY_LIE" not in os.environ, reason="minutes: WIREROOM_EVERY_LIE=1")
@pytest.mark.parametrize("lies", EVERY, ids=told)
def test_no_lie_of_all_origins_changes_a_row(lies: Lies, healthy: Record, tmp_path: Path) -> None:
    """The whole table: all five origins with the same lie, from either article on."""
    assert differences(healthy, filed(tmp_path, lies)) == []
