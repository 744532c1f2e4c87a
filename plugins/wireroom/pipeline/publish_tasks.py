"""What the tasks of `dags/publish.py` call: JSON in, JSON out. XCom carries counts."""

from dataclasses import asdict
from typing import Any

from wireroom.adapters.warehouse import open_store
from wireroom.errors import WireroomError
from wireroom.pipeline.publish import Wanted, publish
from wireroom.pipeline.targets import warehouse_target
from wireroom.pipeline.wiring import read_settings, wall_clock


def targets(named: str | None) -> list[str]:
    """Addresses, parted by commas, of the variable `named` or of WIREROOM_PUBLISH."""
    if named is None:
        return list(read_settings().publish)
    return [part.strip() for part in named.split(",") if part.strip()]


def publish_all(addresses: list[str], *, is_full: bool) -> list[dict[str, Any]]:
    """Bring the targets up to date, one after the other; what went to each.

    One that fails keeps none of the others waiting; the first error is raised at the end.
    """
    store = open_store(read_settings().warehouse)
    told: list[dict[str, Any]] = []
    failed: list[Exception] = []
    for address in addresses:
        try:
            target = warehouse_target(address)
            done = publish(store, target, now=wall_clock(), wanted=Wanted(is_full=is_full))
        except WireroomError as error:
            failed.append(error)
        else:
            told.append(asdict(done))
    if failed:
        raise failed[0]
    return told
