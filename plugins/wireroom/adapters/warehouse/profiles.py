"""What the outlets' pages are like, as text that stages/fetch spells. Judges nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime

from wireroom.adapters.warehouse.engines import Database, insert, replacing

_COLUMNS = ("outlet_id", "profile", "updated_at")
_SAVE = insert("outlet_profile", _COLUMNS, conflict=replacing(("outlet_id",), _COLUMNS))
_ONE = "SELECT profile FROM outlet_profile WHERE outlet_id = ?"


class ProfileTables:
    """The profiles of ports.Hosts."""

    database: Database

    def profiles(self, outlet_ids: Sequence[str]) -> dict[str, str]:
        """What is known of the outlets' pages; outlets of which nothing is known are left out."""
        sql = "SELECT outlet_id, profile FROM outlet_profile WHERE outlet_id IN {in}"
        return {row[0]: row[1] for row in self.database.rows_in(sql, outlet_ids)}

    def update_profile(
        self, outlet_id: str, decide: Callable[[str | None], str], /, *, now: datetime
    ) -> None:
        """Replace an outlet's profile by what `decide` makes of it, alone with it."""
        with self.database.write() as transaction:
            transaction.lock("outlet_profile", outlet_id)
            row = transaction.one(_ONE, [outlet_id])
            after = decide(row[0] if row else None)
            transaction.execute(_SAVE, [outlet_id, after, now])
