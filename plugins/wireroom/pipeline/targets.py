"""Where articles are published to: adapters, with what the stages say of a line."""

from collections.abc import Sequence
from pathlib import Path

from wireroom.adapters.export import Format, open_file_target, open_warehouse_target
from wireroom.model.published import Record
from wireroom.ports import Target
from wireroom.stages.publish import ninjs


def file_target(path: Path, kind: Format, *, outlets: Sequence[str] = ()) -> Target:
    """A folder or a file; see `open_file_target`."""
    spell = ninjs if kind is Format.NINJS else _as_it_is
    return open_file_target(path, kind, spell=spell, scope=outlets)


def warehouse_target(address: str) -> Target:
    """Another warehouse; see `open_warehouse_target`."""
    return open_warehouse_target(address)


def _as_it_is(record: Record) -> Record:
    return record
