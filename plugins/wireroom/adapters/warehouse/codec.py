"""Values to columns and back. Knows no SQL and no connection.

Instants are ISO-8601 UTC text of fixed width with microseconds and ``Z`` (text order is time
order); lists and objects are JSON text; flags are booleans, which come back as 0 and 1. Text that
no database takes (NUL, lone surrogates) has those characters replaced by U+FFFD.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from wireroom.errors import BadInputError
from wireroom.model import Capture, Entry, EntryState, FeedState, LedgerRow, Reason

Column = str | int | float | bool | bytes | None
Columns = tuple[Column, ...]
_AS_THEY_ARE = frozenset({int, float, bool, bytes, type(None)})
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_ENTRY_TIMES = ("published_at", "updated_at")
_STATE_TIMES = ("next_poll_at", "not_before_at", "last_ok_at", "newest_at")


def text(value: str) -> str:
    """`value` with NUL and lone surrogates replaced; surrogate pairs become their character."""
    plain = value if type(value) is str else str(value)
    if "\x00" in plain:
        plain = plain.replace("\x00", "\ufffd")
    if plain.isascii():
        return plain
    try:
        plain.encode()
    except UnicodeEncodeError:
        return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return plain


def instant(at: datetime) -> str:
    """An aware instant as 27 characters of UTC; raises BadInputError for a naive one."""
    if at.tzinfo is None:
        raise BadInputError(repr(at), "an instant without a zone", "give an aware datetime")
    try:
        shown = at if at.tzinfo is UTC else at.astimezone(UTC)
    except OverflowError:  # year 1 or 9999 with an offset: no page means it
        shown = at.replace(tzinfo=UTC)
    return _instant(shown)


@lru_cache(maxsize=1024)
def _instant(shown: datetime) -> str:
    """One instant stands in some columns of a batch."""
    return f"{shown.isoformat(timespec='microseconds')[:-6]}Z"


def moment(column: str | None) -> datetime | None:
    """The instant that `instant` wrote, None for NULL."""
    return datetime.fromisoformat(column) if column else None


def at_of(column: str) -> datetime:
    """The instant of a column that is never NULL."""
    return datetime.fromisoformat(column)


def dumps(value: object) -> str:
    """JSON text with sorted keys."""
    return _JSON.encode(_plain(value))


def row(values: Iterable[object]) -> Columns:
    """Values as columns, in order."""
    ready: list[Any] = [
        value  # most are what they have to be: asked here, as a call takes longer
        if (type(value) is str and value.isascii() and "\x00" not in value)
        or type(value) in _AS_THEY_ARE
        else _column(value)
        for value in values
    ]
    return tuple(ready)


def _column(value: object) -> Column:
    if isinstance(value, str):  # most are
        return text(value)
    if value is None or isinstance(value, float | bool | bytes):
        return value
    if isinstance(value, int):
        return int(value)
    return instant(value) if isinstance(value, datetime) else dumps(value)


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_item(item) for item in value]
    if isinstance(value, datetime):
        return instant(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict | Mapping):
        return {text(str(key)): _item(item) for key, item in value.items()}
    return text(str(value))


def _item(value: object) -> object:
    return text(value) if type(value) is str else _plain(value)  # most are


def entry(column: str) -> Entry:
    """The entry whose JSON `column` is."""
    found = _with_times(json.loads(column), _ENTRY_TIMES)
    return Entry(**found | {"authors": tuple(found["authors"]), "tags": tuple(found["tags"])})


def feed_state(found: Mapping[str, Any]) -> FeedState:
    """The feed state of a row or of its JSON."""
    wanted = _with_times({key.name: found[key.name] for key in fields(FeedState)}, _STATE_TIMES)
    reason = wanted["last_reason"]
    wanted["last_reason"] = Reason(reason) if reason else None
    return FeedState(**wanted | {"is_trusted": bool(wanted["is_trusted"])})


def capture(found: Mapping[str, Any]) -> Capture:
    """The capture of a row of that table."""
    names = [key.name for key in fields(Capture) if key.name != "is_tls_verified"]
    wanted = {name: found[name] for name in names}
    wanted["headers"] = tuple((key, value) for key, value in json.loads(wanted["headers"]))
    wanted["captured_at"] = at_of(wanted["captured_at"])
    return Capture(**wanted, is_tls_verified=bool(found["tls_verified"]))


def ledger_row(found: Mapping[str, Any]) -> LedgerRow:
    """The ledger row of a row of that table."""
    wanted = {key.name: found[key.name] for key in fields(LedgerRow)}
    wanted["state"] = EntryState(wanted["state"])
    wanted["reason"] = Reason(wanted["reason"]) if wanted["reason"] else None
    return LedgerRow(**wanted | {"retry_at": moment(wanted["retry_at"])})


def _with_times(found: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return found | {name: moment(found[name]) for name in names}
