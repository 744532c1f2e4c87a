"""Which days a run of a DAG over the past is of: what a form says, its interval, else yesterday."""

from datetime import datetime, timedelta

from wireroom.errors import BadInputError
from wireroom.model import Window

_NAMES = ("from", "to")


def window_of(
    texts: tuple[str | None, str | None],
    interval: tuple[datetime | None, datetime | None],
    *,
    run_after: datetime,
    now: datetime,
    look_back: timedelta = timedelta(),
) -> Window:
    """The window that a form names; else the run's data interval; else the day before the run.

    `look_back` lets the interval begin earlier. Raises BadInputError for a form that cannot be
    read, lies ahead of `now`, or names one end alone.
    """
    first, last = ((text or "").strip() for text in texts)
    if first or last:
        for name, text in zip(_NAMES, (first, last), strict=True):
            if not text:
                fix = "give both days, or neither for the run's own"
                raise BadInputError(name, "is not given", fix)
        return Window.read(first, last, now=now, names=_NAMES)
    from_at, to_at = interval
    if from_at is not None and to_at is not None and from_at < to_at:
        return Window(from_at=from_at - look_back, to_at=to_at)
    return Window.of_day((run_after - timedelta(days=1)).date())
