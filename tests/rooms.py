"""Rooms for tests: settings over a newsroom or a zoo, whole runs, and dumps to compare."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wireroom.adapters.warehouse import open_store
from wireroom.demo import Newsroom
from wireroom.pipeline import ingest, open_room, read_settings
from wireroom.settings import Settings
from wireroom.stages.monitor import Summary

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
# The tables that say what was learned. Polls and leases tell of the way there; a capture's headers
# hold the server's own clock (its id, which does not, stands in run_capture).
LASTING = (
    "article", "article_version", "entry_memory", "feed_state", "ledger",
    "mirror_candidate", "relation", "run_capture", "run_entry", "sighting",
)  # fmt: skip


def demo_settings(newsroom: Newsroom, home: Path, **more: str) -> Settings:
    """Settings whose only web is the newsroom."""
    return read_settings({**newsroom.env, "WIREROOM_HOME": str(home), **more})


def run(settings: Settings, run_id: str, *, now: datetime = NOW, **options: Any) -> Summary:
    """One whole run at a standing clock."""
    return ingest(open_room(settings, now=now), run_id=run_id, **options)


def rows(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query over the warehouse."""
    _, found = open_store(settings.warehouse).query(sql)
    return list(found)


def dump(settings: Settings, tables: Sequence[str] = LASTING) -> dict[str, list[str]]:
    """Every row of the tables as text, sorted, with the home's own path left out."""
    home = str(settings.home)
    return {
        table: sorted(
            str(row).replace(home, "HOME") for row in rows(settings, f'SELECT * FROM "{table}"')
        )
        for table in tables
    }


def outlet_file(
    folder: Path, outlet_id: str, *hosts: str, feeds: Sequence[str] = ("/rss",)
) -> None:
    """The least valid outlet: the first host is the origin, the others are mirrors."""
    folder.mkdir(parents=True, exist_ok=True)
    roles = ["origin", *["mirror"] * (len(hosts) - 1)]
    lines = [f"id: {outlet_id}", f"name: {outlet_id}", "language: en", "timezone: UTC", "hosts:"]
    lines += [f"  - {{host: {h}, role: {role}}}" for h, role in zip(hosts, roles, strict=True)]
    lines += ["feeds:", *(f"  - {{path: {path}}}" for path in feeds), "politeness: {delay_s: 0}"]
    (folder / f"{outlet_id}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
