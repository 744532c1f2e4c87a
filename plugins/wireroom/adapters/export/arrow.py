"""Records as Arrow tables: the columns' kinds as types."""

from collections.abc import Sequence

import pyarrow as pa

from wireroom.model.published import COLUMNS, Kind, Record

_IMAGE = pa.struct([(name, pa.string()) for name in ("url", "caption", "credit", "alt")])
_TYPES = {
    Kind.TEXT: pa.string(),
    Kind.INSTANT: pa.timestamp("us", tz="UTC"),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.FLAG: pa.bool_(),
    Kind.TEXTS: pa.list_(pa.string()),
    Kind.IMAGE: _IMAGE,
    Kind.IMAGES: pa.list_(_IMAGE),
}


def table(records: Sequence[Record], *, without: frozenset[str] = frozenset()) -> pa.Table:
    """The records with every column but `without`."""
    fields = [(c.name, _TYPES[c.kind]) for c in COLUMNS if c.name not in without]
    return pa.Table.from_pylist(list(records), schema=pa.schema(fields))
