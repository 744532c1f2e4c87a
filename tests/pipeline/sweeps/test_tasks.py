"""Which days a run of the sweep's DAG is of."""

from datetime import UTC, date, datetime

import pytest

from wireroom.errors import BadInputError
from wireroom.model import Window
from wireroom.pipeline.sweep_tasks import Asked

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
DAY = Window.of_day(date(2026, 8, 10))


def window(from_text=None, to_text=None, interval=None, **more):
    """The window of a run after NOW."""
    asked = Asked(from_text=from_text, to_text=to_text, interval=interval, run_after=NOW, **more)
    return asked.window(now=NOW)


def test_a_run_is_of_its_data_interval():
    """A scheduled run's, and a backfill's."""
    assert window(interval=(DAY.from_at, DAY.to_at)) == DAY


def test_a_run_on_schedule_fills_the_two_days_before_too():
    """An outlet that was away for them; a backfill's run keeps to its day, a form to its own."""
    on_schedule = window(interval=(DAY.from_at, DAY.to_at), is_scheduled=True)
    assert [on.day for on in on_schedule.days()] == [8, 9, 10]
    assert window("2026-08-10", "2026-08-10", is_scheduled=True) == DAY


def test_the_form_goes_before_the_interval():
    """Two days, both counted in; also in a run with an interval of its own."""
    assert window("2026-08-10", "2026-08-10", interval=(NOW, NOW)) == DAY
    assert [on.day for on in window("2026-08-10", "2026-08-12").days()] == [10, 11, 12]


def test_a_run_without_either_is_of_the_day_before():
    """A run that a person starts has no interval, or an empty one."""
    assert [on.day for on in window().days()] == [19]
    assert [on.day for on in window(interval=(NOW, NOW)).days()] == [19]


@pytest.mark.parametrize(
    ("from_text", "to_text", "says"),
    [
        ("2026-08-10", None, "to: is not given"),
        (None, "2026-08-10", "from: is not given"),
        ("2026-08-12", "2026-08-10", "ends before it begins"),
        ("2026-08-10", "2026-09-10", "to '2026-09-10': lies in the future"),
        ("10.8.2026", "2026-08-10", "from '10.8.2026': neither a day nor an instant"),
    ],
)
def test_wrong_days_are_named_with_the_fix(from_text, to_text, says):
    """The error names the parameter and what to write."""
    with pytest.raises(BadInputError, match="Fix: ") as error:
        window(from_text, to_text)
    assert says in str(error.value)
