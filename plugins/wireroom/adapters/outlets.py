"""The registry from a directory of YAML files, with every fault of every file in one error.

Reads files and nothing else; what a right file is stands in registry.py, what is said of a wrong
one in adapters/outlet_faults.py.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from wireroom.adapters.outlet_faults import cross_faults, model_faults
from wireroom.errors import Fault, RegistryError
from wireroom.registry import (
    DEFAULT_DESK,
    Desk,
    Desks,
    LearnedTemplate,
    Outlet,
    Registry,
    outlet_schema,
)

DESKS_FILE = "desks.yaml"
TEMPLATES = "templates"  # the folder of what was learned, beside the outlets' files
MAX_BYTES = 262_144  # an outlet file is a few hundred bytes; more is not an outlet file
_MAX_DEPTH = 40
_M = TypeVar("_M", bound=BaseModel)


class _Loader(yaml.SafeLoader):
    """Safe YAML without aliases (they can blow up in memory) and without double keys."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401 - PyYAML's signature
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.constructor.ConstructorError(None, None, "an alias (*name)", mark)
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.constructor.ConstructorError(None, None, "nested too deeply", mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 - PyYAML's signature
        seen = set[str]()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands twice", key.start_mark
                )
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


_NAME_IT = "name the outlets' folder with --outlets or WIREROOM_OUTLETS"


def load_registry(directory: Path) -> Registry:
    """The outlets and desks of `directory`; raises RegistryError with every fault of every file."""
    if not directory.is_dir():
        raise RegistryError([_fault(str(directory), "is no directory", _NAME_IT)])
    faults: list[Fault] = []
    outlets: dict[str, Outlet] = {}
    for path in _outlet_files(directory):
        outlet = _read(path, Outlet, faults)
        if outlet is not None:
            outlets[path.name] = outlet
    desks = _desks(directory, faults)
    if not outlets and not faults:
        faults.append(_fault(str(directory), "has no outlet file", "add an <id>.yaml"))
    faults += cross_faults(outlets, desks)
    learned = _templates(directory, {outlet.id for outlet in outlets.values()}, faults)
    if faults:
        raise RegistryError(faults)
    told = tuple(outlet.with_template(learned.get(outlet.id)) for outlet in outlets.values())
    return Registry(outlets=told, desks=desks or ())


def schema_text() -> str:
    """The JSON Schema of an outlet file, as dags/outlets/outlet.schema.json holds it."""
    return json.dumps(outlet_schema(), indent=2, ensure_ascii=False) + "\n"


def _outlet_files(directory: Path) -> Iterator[Path]:
    for path in sorted(directory.iterdir()):
        if path.suffix in {".yaml", ".yml"} and path.name != DESKS_FILE:
            yield path


def _templates(
    directory: Path, outlet_ids: Collection[str], faults: list[Fault]
) -> dict[str, LearnedTemplate]:
    """What was learned of outlets, by their ids; a file of an outlet that is not there is a fault.

    What is wrong in such a file is mended by learning again, whatever the fault.
    """
    found: dict[str, LearnedTemplate] = {}
    for path in sorted((directory / TEMPLATES).glob("*.yaml")):
        wrong: list[Fault] = []
        template = _read(path, LearnedTemplate, wrong)
        if path.stem not in outlet_ids and not faults:
            wrong.append(_fault(path.name, f"there is no outlet {path.stem!r}", "remove the file"))
        elif template is not None:
            found[path.stem] = template
        again = f"wireroom learn {path.stem} --forget, then learn it again"
        faults += [
            replace(fault, file=f"{TEMPLATES}/{path.name}", fix=f"{fault.fix}, or {again}")
            for fault in wrong
        ]
    return found


def _desks(directory: Path, faults: list[Fault]) -> tuple[Desk, ...] | None:
    """The desks; one where there is no file; None where the file is wrong."""
    path = directory / DESKS_FILE
    if not path.exists():
        return (Desk(id=DEFAULT_DESK),)
    read = _read(path, Desks, faults)
    return read.desks if read else None


def _read(path: Path, model: type[_M], faults: list[Fault]) -> _M | None:
    try:
        data = _yaml(path)
    except _UnreadableError as error:
        faults.append(error.fault)
        return None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults += model_faults(path.name, error, model=model)
        return None


class _UnreadableError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def _yaml(path: Path) -> dict[str, Any]:
    name = path.name
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise _UnreadableError(_fault(name, "is over 256 KB", "write one outlet per file"))
        data = yaml.load(raw.decode("utf-8-sig"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except UnicodeDecodeError as error:
        raise _UnreadableError(_fault(name, "is not UTF-8", "save it as UTF-8")) from error
    except OSError as error:
        raise _UnreadableError(
            _fault(name, f"cannot be read ({error.strerror})", "make it a readable file")
        ) from error
    except yaml.YAMLError as error:
        raise _UnreadableError(_syntax_fault(name, error)) from error
    except (ValueError, TypeError, RecursionError) as error:  # 2026-02-31; an unhashable key
        fault = _fault(name, f"holds a value YAML cannot read ({error})", "mend or quote it")
        raise _UnreadableError(fault) from error
    if not isinstance(data, dict):
        fault = _fault(name, "is not a mapping", "write keys and values, as `id: presstv`")
        raise _UnreadableError(fault)
    return data


def _syntax_fault(name: str, error: yaml.YAMLError) -> Fault:
    problem = str(getattr(error, "problem", None) or error)
    mark = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    fixes = defaultdict(
        lambda: "mend the YAML there (indentation, quotes, brackets)",
        {"stands twice": "drop one of the two", "alias": "write the value out; no & and *"},
    )
    kind = re.search("stands twice|alias", problem)
    return Fault(file=name, key=where, problem=problem, fix=fixes[kind.group() if kind else ""])


def _fault(file: str, problem: str, fix: str) -> Fault:
    return Fault(file=file, key="", problem=problem, fix=fix)
