"""Many rows as one parameter a column: texts in the binary form of ``text[]``, made here.

The server reads such an array without parsing, and rows that come so are stored once: COPY needs a
table to stage them in, whose pages are written and thrown away. psycopg's own list dumper, which is
Python, too, looks at each value several times.
"""

import struct
from collections.abc import Sequence

from psycopg.adapt import Buffer, Dumper
from psycopg.pq import Format

from wireroom.adapters.warehouse.codec import Column

# One dimension, maybe with NULLs, of type text (oid 25), from index 1: array_send in
# https://github.com/postgres/postgres/blob/master/src/backend/utils/adt/arrayfuncs.c
_HEAD = struct.Struct("!iiiii").pack
_LENGTH = struct.Struct("!i").pack
_NULL = _LENGTH(-1)
_TEXT, _TEXTS = 25, 1009


class TextArray:
    """A parameter that is spelled already."""

    __slots__ = ("spelled",)

    def __init__(self, spelled: bytes) -> None:
        self.spelled = spelled


class TextArrayDumper(Dumper):
    """Hands a TextArray on as it is."""

    format = Format.BINARY
    oid = _TEXTS

    def dump(self, obj: TextArray) -> Buffer:
        """Its bytes."""
        return obj.spelled


def text_array(values: Sequence[Column]) -> TextArray:
    """A column's values, each as the text that its type reads."""
    told = [value.encode() if type(value) is str else _told(value) for value in values]
    pieces = [_HEAD(1, 1, _TEXT, len(told), 1)] * (2 * len(told) + 1)
    pieces[1::2] = [_NULL if one is None else _LENGTH(len(one)) for one in told]
    pieces[2::2] = [one or b"" for one in told]
    return TextArray(b"".join(pieces))


def _told(value: Column) -> bytes | None:
    if value is None:
        return None
    if isinstance(value, bytes):
        return b"\\x" + value.hex().encode()
    return str(value).encode()
