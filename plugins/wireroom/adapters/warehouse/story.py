"""Everything known of an article in time order, and the last runs; feeds `wireroom why`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wireroom.adapters.warehouse.engines import Database

# Where a URL names an article.
_NAMED = (
    "SELECT article_id FROM article WHERE canonical_url IN {in}",
    "SELECT article_id FROM sighting WHERE url IN {in}",
    "SELECT article_id FROM ledger WHERE url IN {in}",
    (
        "SELECT r.article_id FROM capture c JOIN run_capture k ON k.capture_id = c.capture_id"
        " JOIN run_entry r ON r.run_id = k.run_id AND r.entry_id = k.entry_id"
        " WHERE c.requested_url IN {in}"
    ),
)
# What is told of an article: the kind of event, the column that dates it, the rows.
_TOLD = (
    ("poll", "polled_at", ("SELECT e.article_id, e.entry_id, e.is_to_fetch, p.* FROM run_entry e"
     " JOIN poll_log p ON p.run_id = e.run_id AND p.outlet_id = e.outlet_id AND p.feed = e.feed"
     " WHERE e.article_id IN {in}")),
    ("listed", "first_listed_at", "SELECT * FROM listed WHERE article_id IN {in}"),
    ("capture", "captured_at", ("SELECT e.article_id, e.run_id, e.entry_id, c.* FROM run_entry e"
     " JOIN run_capture k ON k.run_id = e.run_id AND k.entry_id = e.entry_id"
     " JOIN capture c ON c.capture_id = k.capture_id WHERE e.article_id IN {in}")),
    ("sighting", "first_seen_at", "SELECT * FROM sighting WHERE article_id IN {in}"),
    ("version", "observed_at", ("SELECT article_id, version_id, title, n_words, extractor,"
     " confidence, reason, capture_id, observed_at FROM article_version WHERE article_id IN {in}")),
    ("reading", "observed_at", ("SELECT article_id, version_id, extractor, confidence, observed_at"
     " FROM article_reading WHERE article_id IN {in}")),
    ("absence", "seen_at", "SELECT * FROM absence WHERE article_id IN {in}"),
    ("disappeared", "disappeared_at", ("SELECT article_id, disappeared_at FROM article"
     " WHERE disappeared_at IS NOT NULL AND article_id IN {in}")),
    ("finding", "since", ("SELECT *, COALESCE(first_found_at, found_at) AS since FROM divergence"
     " WHERE kind <> 'identical' AND article_id IN {in}")),
    ("ledger", "at", "SELECT * FROM ledger WHERE article_id IN {in}"),
    ("ledger", "at", "SELECT * FROM ledger WHERE article_id IS NULL AND url IN {in}"),
    ("relation", "", "SELECT * FROM relation WHERE article_id IN {in}"),
    ("relation", "", "SELECT * FROM relation WHERE other_id IN {in}"),
    ("memory", "", "SELECT * FROM entry_memory WHERE article_id IN {in}"),
)  # fmt: skip
_ORDER = {kind: rank for rank, (kind, _, _) in enumerate(_TOLD)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing known: `at` is UTC text, "" for what has no instant (told last)."""

    at: str
    kind: str
    article_id: str | None
    facts: dict[str, Any]


class StoryTables:
    """What the warehouse can tell."""

    database: Database

    def story(self, keys: Sequence[str]) -> list[Event]:
        """The events of the articles with these ids or URLs, oldest first; unknown: empty."""
        found = {row[0] for sql in _NAMED for row in self.database.rows_in(sql, keys)}
        wanted = [*keys, *(key for key in found if key)]
        events = {
            repr((kind, tuple(row))): Event(
                at=row[dated] if dated else "",
                kind=kind,
                article_id=row["article_id"],
                facts=dict(row),
            )
            for kind, dated, sql in _TOLD
            for row in self.database.rows_in(sql, wanted)
        }
        return sorted(events.values(), key=lambda e: (not e.at, e.at, _ORDER[e.kind]))

    def named(self, keys: Sequence[str]) -> list[str]:
        """The filed articles with these ids or URLs, by id."""
        found = {row[0] for sql in _NAMED for row in self.database.rows_in(sql, keys)}
        sql = "SELECT article_id FROM article WHERE article_id IN {in} ORDER BY article_id"
        wanted = [*keys, *(key for key in found if key)]
        return sorted({row[0] for row in self.database.rows_in(sql, wanted)})

    def last_runs(self, n_runs: int) -> list[dict[str, Any]]:
        """The runs begun last, the latest first."""
        sql = "SELECT * FROM run ORDER BY begun_at DESC, run_id DESC LIMIT ?"
        return [dict(row) for row in self.database.rows(sql, [n_runs])]
