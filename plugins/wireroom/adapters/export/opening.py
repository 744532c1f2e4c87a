"""Which target a path or an address names. What it needs beyond the core is imported here."""

from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

from wireroom.errors import BadInputError, SettingsError
from wireroom.model.published import Record
from wireroom.ports import Target

Spell = Callable[[Record], object]

_INSTALL = "pip install 'wireroom[export]'"
_FORMS = "write duckdb:///path.duckdb, postgresql://user:password@host/database, or dlt:NAME"


class Format(Enum):
    """What `wireroom export` writes."""

    PARQUET = "parquet"
    JSONL = "jsonl"
    DUCKDB = "duckdb"
    NINJS = "ninjs"


def format_of(path: Path) -> Format:
    """The format that a path's ending names; Parquet for a folder."""
    endings = {".duckdb": Format.DUCKDB, ".jsonl": Format.JSONL}
    return next((endings[one] for one in path.suffixes if one in endings), Format.PARQUET)


def open_file_target(
    path: Path, kind: Format, *, spell: Spell, scope: Sequence[str] = ()
) -> Target:
    """A folder, one file (``.jsonl``, ``.jsonl.gz``, ``.jsonl.zst``) or a DuckDB file.

    `scope` are the outlets it is for, none for all; `spell` makes what stands in a line. Raises
    BadInputError for a path that does not fit the format, SettingsError for a missing library.
    """
    where = path.expanduser().absolute()
    target: Target
    match kind:
        case Format.DUCKDB:
            target = _module("duckfile").DuckFile(where)
        case Format.PARQUET:
            _refuse_ending(where, kind, "name a folder")
            parts = _module("parquet").ParquetParts
            target = _module("folder").Folder(where, parts, kind=kind.value, scope=scope)
        case Format.JSONL | Format.NINJS:
            target = _lines(where, kind, spell, scope)
    return target


def _lines(where: Path, kind: Format, spell: Spell, scope: Sequence[str]) -> Target:
    lines = _module("lines")
    target: Target
    if where.name.endswith(lines.ENDINGS):
        target = lines.OneFile(where, spell)
        return target
    _refuse_ending(where, kind, f"name a folder, or a file in {', '.join(lines.ENDINGS)}")
    parts = partial(lines.LineParts, spell=spell)
    target = _module("folder").Folder(where, parts, kind=kind.value, scope=scope)
    return target


def _refuse_ending(where: Path, kind: Format, fix: str) -> None:
    if where.suffix:
        raise BadInputError(str(where), f"{where.suffix} is no ending of {kind.value}", fix)


def open_warehouse_target(address: str) -> Target:
    """Another warehouse, by ``duckdb:///path``, ``postgresql://...`` or ``dlt:<destination>``.

    A destination that is named only has its credentials where dlt looks for them
    (https://dlthub.com/docs/general-usage/credentials). Raises BadInputError, SettingsError.
    """
    plain = address.strip().removeprefix("dlt:")
    scheme = urlsplit(plain).scheme
    if plain == address.strip() and scheme not in {"duckdb", "postgres", "postgresql"}:
        raise BadInputError("--to", f"cannot publish to {scheme or 'what has no scheme'!r}", _FORMS)
    if not plain or (scheme and scheme not in {"duckdb", "postgres", "postgresql"}):
        raise BadInputError("--to", "cannot read the address", _FORMS)
    target: Target = _module("warehouses").DltTarget(plain)
    return target


def _module(name: str) -> ModuleType:
    try:
        return import_module(f"wireroom.adapters.export.{name}")
    except ImportError as error:
        problem = f"exporting needs {error.name or 'a library'}, which is not installed"
        raise SettingsError("export", problem, _INSTALL) from error
