"""Writes and removes the files of learned templates; adapters/outlets.py reads them."""

import contextlib
import os
import uuid
from pathlib import Path

import yaml

from wireroom.adapters.outlets import TEMPLATES
from wireroom.errors import BadInputError
from wireroom.registry import LearnedTemplate

_HEAD = """\
# Learned by `wireroom learn {0}`, which writes it anew; `--forget` removes it.
"""


def template_path(directory: Path, outlet_id: str) -> Path:
    """Where the template of an outlet lies, beside the outlets' files in `directory`."""
    return directory / TEMPLATES / f"{outlet_id}.yaml"


def write_template(directory: Path, outlet_id: str, learned: LearnedTemplate) -> Path:
    """Write a template whole or not at all; raises BadInputError where that cannot be done."""
    path = template_path(directory, outlet_id)
    told = yaml.safe_dump(
        learned.model_dump(mode="json"), sort_keys=False, allow_unicode=True, width=100
    )
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        path.parent.mkdir(exist_ok=True)
        with temporary.open("x", encoding="utf-8") as out:
            out.write(_HEAD.format(outlet_id) + told)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        problem = f"cannot be written ({error.strerror})"
        raise BadInputError(str(path), problem, "make its folder writable") from error
    return path


def forget_template(directory: Path, outlet_id: str) -> bool:
    """Remove the template of an outlet; whether there was one."""
    path = template_path(directory, outlet_id)
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        problem = f"cannot be removed ({error.strerror})"
        raise BadInputError(str(path), problem, "make its folder writable") from error
    return True
