"""A span of past time that a person or a schedule names: [from, to), in UTC.

Read from two texts, each a day or an instant. A day is a UTC day; as the end it is counted in, so
``2026-08-01`` to ``2026-08-01`` is that one day. An instant as the end is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from wireroom.errors import BadInputError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[T ].+")  # Python reads more, and days among it
_SPELLING = "write a day as 2026-08-01, or an instant as 2026-08-01T12:00:00Z"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The instants from `from_at` to just before `to_at`, both aware UTC; never empty."""

    from_at: datetime
    to_at: datetime

    @classmethod
    def of_day(cls, on: date) -> Self:
        """That one UTC day."""
        start = _midnight(on)
        return cls(from_at=start, to_at=start + _ONE_DAY)

    @classmethod
    def read(
        cls,
        from_text: str,
        to_text: str,
        *,
        now: datetime,
        names: tuple[str, str] = ("--from", "--to"),
    ) -> Self:
        """The window that two texts name; without a zone an instant is UTC.

        A window that reaches to the end of today is a past one. Raises BadInputError that names
        the text by `names`: no day or instant, one in the future, or an end not after the start.
        """
        from_at = _instant(from_text, names[0], is_end=False)
        to_at = _instant(to_text, names[1], is_end=True)
        tomorrow = _midnight(now.astimezone(UTC).date()) + _ONE_DAY
        for name, text, at, last in (
            (names[0], from_text, from_at, now),
            (names[1], to_text, to_at, tomorrow),
        ):
            if at > last:
                fix = f"it is {now.astimezone(UTC):%Y-%m-%dT%H:%MZ} now: name a past day or instant"
                raise BadInputError(f"{name} {text!r}", "lies in the future", fix)
        if to_at <= from_at:
            thing = f"{names[0]} {from_text!r} {names[1]} {to_text!r}"
            raise BadInputError(thing, "ends before it begins", "name the earlier one first")
        return cls(from_at=from_at, to_at=to_at)

    def days(self) -> Iterator[date]:
        """The UTC days that it touches, the first one first."""
        on = self.from_at.date()
        while _midnight(on) < self.to_at:
            yield on
            on += _ONE_DAY

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies in it."""
        return self.from_at <= at < self.to_at

    def __str__(self) -> str:
        return f"{_told(self.from_at)} to {_told(self.to_at)}"


def _instant(text: str, name: str, *, is_end: bool) -> datetime:
    """The instant that a text names; a day as an end is the midnight after it."""
    told = text.strip()
    problem = BadInputError(f"{name} {text!r}", "neither a day nor an instant", _SPELLING)
    try:
        if _DAY.fullmatch(told):
            at = _midnight(date.fromisoformat(told))
            return at + _ONE_DAY if is_end else at
        at = datetime.fromisoformat(told if _INSTANT.fullmatch(told) else "")
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise problem from error


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=UTC)


def _told(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
