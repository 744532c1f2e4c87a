"""Spans of past time as people write them."""

from datetime import UTC, date, datetime

import pytest

from wireroom.errors import BadInputError
from wireroom.model import Window

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("from_text", "to_text", "from_at", "to_at"),
    [
        ("2026-08-01", "2026-08-01", "2026-08-01T00:00Z", "2026-08-02T00:00Z"),
        ("2026-08-01", "2026-08-20", "2026-08-01T00:00Z", "2026-08-21T00:00Z"),
        ("2026-08-01T06:00:00Z", "2026-08-01T07:00", "2026-08-01T06:00Z", "2026-08-01T07:00Z"),
        ("2026-08-01 02:00+02:00", "2026-08-01", "2026-08-01T00:00Z", "2026-08-02T00:00Z"),
        (" 2026-02-28 ", "2026-03-01T00:00Z", "2026-02-28T00:00Z", "2026-03-01T00:00Z"),
    ],
    ids=["a day", "to today", "instants", "zone", "half open"],
)
def test_a_window_is_read_as_written(
    from_text: str, to_text: str, from_at: str, to_at: str
) -> None:
    """A day as the end is counted in, an instant is not; everything becomes UTC."""
    found = Window.read(from_text, to_text, now=NOW)
    assert found == Window(from_at=_at(from_at), to_at=_at(to_at))


@pytest.mark.parametrize(
    ("from_text", "to_text", "told"),
    [
        ("yesterday", "2026-08-01", "--from 'yesterday': neither a day nor an instant"),
        ("2026-08-01", "2026-13-01", "--to '2026-13-01': neither a day nor an instant"),
        ("20260801", "2026-08-01", "--from '20260801': neither a day nor an instant"),
        ("0001-01-01T00:00:00+14:00", "2026-08-01", "neither a day nor an instant"),
        ("2026-08-01", "9999-12-31", "neither a day nor an instant"),
        ("", "2026-08-01", "--from '': neither a day nor an instant"),
        ("2026-08-21", "2026-08-22", "--from '2026-08-21': lies in the future"),
        ("2026-08-01", "2026-08-21", "--to '2026-08-21': lies in the future"),
        ("2026-08-05", "2026-08-04", "ends before it begins"),
        ("2026-08-05T00:00Z", "2026-08-05T00:00Z", "ends before it begins"),
    ],
)
def test_a_wrong_window_names_the_text(from_text: str, to_text: str, told: str) -> None:
    """What cannot be read, lies ahead or is empty is refused with the option and the text."""
    with pytest.raises(BadInputError) as caught:
        Window.read(from_text, to_text, now=NOW)
    assert told in str(caught.value)
    assert "Fix: " in str(caught.value)


def test_other_names_stand_in_the_error() -> None:
    """A form's fields are named as the form names them."""
    with pytest.raises(BadInputError, match=r"^to 'x'"):
        Window.read("2026-08-01", "x", now=NOW, names=("from", "to"))


def test_days_are_those_it_touches() -> None:
    """Half a day counts, a midnight at the end does not."""
    window = Window.read("2026-08-01T18:00Z", "2026-08-03T00:00Z", now=NOW)
    assert list(window.days()) == [date(2026, 8, 1), date(2026, 8, 2)]
    assert list(Window.of_day(date(2026, 8, 1)).days()) == [date(2026, 8, 1)]


def test_a_window_holds_its_start_and_not_its_end() -> None:
    """It is half open, so that neighbours share nothing."""
    window = Window.of_day(date(2026, 8, 1))
    assert window.holds(window.from_at)
    assert not window.holds(window.to_at)


def test_a_window_says_its_ends() -> None:
    """As instants, so that nobody has to guess whether the end counts."""
    told = str(Window.of_day(date(2026, 8, 1)))
    assert told == "2026-08-01T00:00:00Z to 2026-08-02T00:00:00Z"
