"""What is wrong with an outlet file, in plain words with a fix. Reads no file."""

import difflib
import re
from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from wireroom.errors import Fault
from wireroom.registry import REWRITE_TAGS, Desk, Host, Outlet, Role
from wireroom.urls import host_key

# pydantic's error type -> (problem, fix), filled from the error's context; the types are listed
# at https://docs.pydantic.dev/latest/errors/validation_errors/
_TEXTS: dict[str, tuple[str, str]] = {
    "missing": ("is missing", "add it"),
    "string_type": ("{input} is not text", "write text, in quotes if YAML reads it otherwise"),
    "string_too_short": ("is empty", "write it"),
    "string_pattern_mismatch": ("{input} does not have the form {pattern}", "write it so"),
    "enum": ("{input} is not known", "use one of: {expected}"),
    "bool_parsing": ("{input} is neither true nor false", "write true or false"),
    "bool_type": ("{input} is neither true nor false", "write true or false"),
    "int_parsing": ("{input} is not a whole number", "write a whole number"),
    "int_type": ("{input} is not a whole number", "write a whole number"),
    "int_from_float": ("{input} is not a whole number", "write a whole number"),
    "float_parsing": ("{input} is not a number", "write a number"),
    "float_type": ("{input} is not a number", "write a number"),
    "greater_than_equal": ("{input} is too small", "write at least {ge}"),
    "less_than_equal": ("{input} is too large", "write at most {le}"),
    "tuple_type": ("{input} is not a list", "write a list, each item after a dash"),
    "too_short": ("is empty", "list at least one"),
    "model_type": ("{input} is not a mapping", "write keys and values"),
    "model_attributes_type": ("{input} is not a mapping", "write keys and values"),
    "date_from_datetime_parsing": ("{input} is not a date", "write it as 2021-06-22"),
    "date_from_datetime_inexact": ("{input} is not a date", "write it as 2021-06-22"),
    "date_parsing": ("{input} is not a date", "write it as 2021-06-22"),
    "date_type": ("{input} is not a date", "write it as 2021-06-22"),
}
# crontab(5): minute, hour, day of month, month, day of week; lowest and highest number of each.
_CRON_FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_CRON_NAMES = (
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
    ["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
)
_PRESETS = {"@once", "@continuous", "@hourly", "@daily", "@weekly", "@monthly", "@quarterly"}
_PRESETS |= {"@yearly"}
_CRON_PART = re.compile(r"(\*|\w+(?:-\w+)?)(?:/(\d+))?")


def model_faults(file: str, error: ValidationError, *, model: type[BaseModel]) -> list[Fault]:
    """The faults of one file, from pydantic's errors."""
    details: list[dict[str, Any]] = [
        {**detail, "loc": _in_file(detail["loc"])} for detail in error.errors()
    ]
    # A list whose items are all wrong is also reported as too short: say only what is true.
    broken = {detail["loc"][:n] for detail in details for n in range(len(detail["loc"]))}
    return [
        _model_fault(file, detail, model)
        for detail in details
        if not (detail["type"] == "too_short" and detail["loc"] in broken)
    ]


def cross_faults(outlets: Mapping[str, Outlet], desks: tuple[Desk, ...] | None) -> list[Fault]:
    """What is wrong between files that are right in themselves; `desks` None: not known."""
    return [
        *_id_faults(outlets),
        *_host_faults(outlets),
        *(_desk_faults(outlets, desks) if desks is not None else []),
    ]


def schedule_problem(schedule: str) -> str | None:
    """What is wrong with a cron schedule or preset, or None."""
    if schedule.startswith("@"):
        return None if schedule in _PRESETS else f"{schedule!r} is no preset"
    fields = schedule.split()
    if len(fields) != len(_CRON_FIELDS):
        return f"{schedule!r} has {len(fields)} fields, not 5"
    for index, text in enumerate(fields):
        if not all(_is_cron_part(part, index) for part in text.split(",")):
            return f"{text!r} is no cron field"
    return None


def _is_cron_part(part: str, index: int) -> bool:
    match = _CRON_PART.fullmatch(part)
    if not match or match.group(2) == "0":
        return False
    return match.group(1) == "*" or all(
        _is_cron_value(value, index) for value in match.group(1).split("-")
    )


def _is_cron_value(value: str, index: int) -> bool:
    low, high = _CRON_FIELDS[index]
    if value.isascii() and value.isdigit():
        return low <= int(value[:4]) <= high
    return index >= 3 and value.lower() in _CRON_NAMES[index - 3]  # noqa: PLR2004 - months, days


def _model_fault(file: str, detail: Any, model: type[BaseModel]) -> Fault:  # noqa: ANN401 - pydantic's
    problem, fix = _words(detail, model)
    key = _key(detail["loc"])
    if detail["type"] == "value_error" and not key:  # a rule over the whole file names its key
        named, _, rest = problem.partition(": ")
        key, problem = (named, rest) if named in model.model_fields else (key, problem)
    return Fault(file=file, key=key, problem=problem, fix=fix)


def _words(detail: Any, model: type[BaseModel]) -> tuple[str, str]:  # noqa: ANN401 - pydantic's
    kind, given, location = detail["type"], detail["input"], detail["loc"]
    if kind == "extra_forbidden":
        return _unknown_key(str(location[-1]), _model_at(model, location[:-1]))
    if kind == "string_type" and isinstance(given, bool):
        return f"YAML reads it as {str(given).lower()}", 'quote it, as "no"'
    if kind == "string_pattern_mismatch" and location == ("language",):
        return f"{given!r} is no language code", "write an ISO 639 code such as en or fa"
    if kind == "value_error":
        problem, _, fix = str(detail["ctx"]["error"]).partition("; ")
        return problem, fix or "mend it"
    problem, fix = _TEXTS.get(kind, (detail["msg"].replace("{", "(").replace("}", ")"), "mend it"))
    values = {**detail.get("ctx", {}), "input": _short(given)}
    return problem.format_map(values), fix.format_map(values)


def _unknown_key(key: str, model: type[BaseModel] | None) -> tuple[str, str]:
    known = list(model.model_fields) if model else []
    near = difflib.get_close_matches(key, known, n=1)
    fix = f"did you mean {near[0]}?" if near else f"drop it; known keys: {', '.join(known)}"
    return "is not a known key", fix


def _model_at(model: type[BaseModel], location: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The model that stands at `location`, through lists and nested mappings."""
    current: type[BaseModel] | None = model
    for part in location:
        if isinstance(part, str) and current is not None:
            field = current.model_fields.get(part)
            current = _model_in(field.annotation) if field else None
    return current


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _model_in(arg))), None)


def _in_file(location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The location without what pydantic adds to tell one rewrite from a list of them."""
    return tuple(
        part
        for before, part in zip(("", *location), location, strict=False)
        if not (before == "rewrite" and part in REWRITE_TAGS)
    )


def _key(location: tuple[int | str, ...]) -> str:
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return "".join(parts).removeprefix(".")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - for the eye


def _id_faults(outlets: Mapping[str, Outlet]) -> list[Fault]:
    faults, first = [], dict[str, str]()
    for file, outlet in outlets.items():
        stem = file.rpartition(".")[0]
        if outlet.id != stem:
            faults.append(
                Fault(
                    file=file,
                    key="id",
                    problem=f"{outlet.id!r} is not the file's name",
                    fix=f"write id: {stem} or rename the file to {outlet.id}.yaml",
                )
            )
        if outlet.id in first:
            problem = f"{outlet.id!r} is also the id in {first[outlet.id]}"
            faults.append(Fault(file=file, key="id", problem=problem, fix="give each its own id"))
        first.setdefault(outlet.id, file)
    return faults


def _host_faults(outlets: Mapping[str, Outlet]) -> list[Fault]:
    """Hosts that two outlets claim, unless each reaches its own part by a rewrite prefix."""
    faults, claims = [], dict[str, list[tuple[str, tuple[str, ...]]]]()
    for file, outlet in outlets.items():
        for index, host in enumerate(outlet.hosts):
            for name in host.names:
                others = claims.setdefault(host_key(name), [])
                owner = next((file for file, other in others if _meet(host.prefixes, other)), None)
                if owner is not None:
                    key = f"hosts[{index}].host"
                    faults.append(_shared_host(file, key, host=host, name=name, owner=owner))
                others.append((file, host.prefixes))
    return faults


def _meet(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether a path may stand under a prefix of either ("" holds every path)."""
    return any(
        f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
        for one in ones
        for other in others
    )


def _shared_host(file: str, key: str, *, host: Host, name: str, owner: str) -> Fault:
    fix = "leave it in the outlet it belongs to"
    if host.role is Role.MIRROR:
        fix += ", or give it a rewrite prefix of its own in each"
    problem = f"{name} is also a host in {owner}"
    return Fault(file=file, key=key, problem=problem, fix=fix)


def _desk_faults(outlets: Mapping[str, Outlet], desks: tuple[Desk, ...]) -> list[Fault]:
    ids = [desk.id for desk in desks]
    fix = f"use one of: {', '.join(ids)}"
    faults = [
        Fault(file=file, key="desk", problem=f"{outlet.desk!r} is no desk", fix=fix)
        for file, outlet in outlets.items()
        if outlet.desk not in ids
    ]
    for index, desk in enumerate(desks):
        key = f"desks[{index}]"
        if desk.id in ids[:index]:
            problem = f"the desk {desk.id!r} stands twice"
            faults.append(Fault(file="desks.yaml", key=key, problem=problem, fix="drop one"))
        wrong = schedule_problem(desk.schedule) if desk.schedule is not None else None
        if wrong:
            cron_fix = 'write five fields, as "*/15 * * * *", or a preset such as "@hourly"'
            faults.append(
                Fault(file="desks.yaml", key=f"{key}.schedule", problem=wrong, fix=cron_fix)
            )
    return faults
