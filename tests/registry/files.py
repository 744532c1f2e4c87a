"""Outlet files to get wrong: a right one, and what the loader says of a directory."""

import re
from pathlib import Path

import pytest

from wireroom.adapters.outlets import load_registry
from wireroom.errors import Fault, RegistryError

RIGHT = """\
id: daily
name: The Daily
language: en
timezone: Europe/London
hosts:
  - {host: www.daily.test, role: origin}
feeds:
  - {path: /rss.xml}
"""


def without(key: str) -> str:
    """The right file without one line."""
    return re.sub(rf"^{key}:.*\n", "", RIGHT, flags=re.MULTILINE)


def changed(old: str, new: str) -> str:
    """The right file with one spelling replaced."""
    assert old in RIGHT
    return RIGHT.replace(old, new)


def faults_in(directory: Path, files: dict[str, str | bytes]) -> tuple[Fault, ...]:
    """What is said of a directory of these files."""
    for name, text in files.items():
        raw = text if isinstance(text, bytes) else text.encode()
        (directory / name).write_bytes(raw)
    with pytest.raises(RegistryError) as caught:
        load_registry(directory)
    return caught.value.faults
