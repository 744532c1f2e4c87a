"""What a batch of captures is called: a name from its content, never from the clock or the try."""

from collections.abc import Iterable
from datetime import date

from wireroom.model import digest_of


def batch_name(run_id: str, step: str, *, on: date, parts: Iterable[str]) -> str:
    """``<step>/<day>/<digest>``: the same parts of the same run get the same name again.

    So a batch that was cut off and is fetched again replaces its own file and no other.
    """
    digest = digest_of(run_id, step, *sorted(parts)).removeprefix("sha256:")
    return f"{step}/{on.isoformat()}/{digest[:24]}"
