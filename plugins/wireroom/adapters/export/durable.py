"""Files that are whole or not there: a temporary name, fsync, then their own name."""

import os
from collections.abc import Callable
from pathlib import Path

PART = ".part"


def synced(path: Path) -> None:
    """Have a file, or the names in a folder, on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def settle(part: Path) -> Path:
    """Give a file that ends in ``.part`` its own name."""
    whole = part.with_name(part.name.removesuffix(PART))
    synced(part)
    part.replace(whole)
    synced(whole.parent)
    return whole


def write(path: Path, fill: Callable[[Path], object]) -> None:
    """Let `fill` write a temporary file, and make it `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + PART)
    fill(part)
    settle(part)
