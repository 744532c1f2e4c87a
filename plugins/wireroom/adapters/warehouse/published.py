"""Rows of the view `articles` as records: instants aware, lists as lists, images as objects."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from wireroom.adapters.warehouse import codec
from wireroom.model.published import COLUMNS, Kind, Record

_IMAGE = ("url", "caption", "credit", "alt")


def record(row: Mapping[str, Any]) -> Record:
    """The columns of a published article; one that the row has not is None."""
    return {column.name: _value(column.kind, row.get(column.name)) for column in COLUMNS}


def _value(kind: Kind, value: Any) -> Any:  # noqa: ANN401 - a column of the warehouse
    read = _READ.get(kind)
    return value if value is None or read is None else read(value)


def _image(found: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(found.get(name) or "") for name in _IMAGE}


_READ: dict[Kind, Callable[[Any], Any]] = {
    Kind.INSTANT: codec.at_of,
    Kind.NUMBER: float,
    Kind.TEXTS: lambda value: [str(item) for item in json.loads(value)],
    Kind.IMAGE: lambda value: _image(json.loads(value)),
    Kind.IMAGES: lambda value: [_image(item) for item in json.loads(value)],
}
