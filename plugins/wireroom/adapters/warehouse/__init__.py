"""The warehouse and the state store: one SQLite file behind the ports. Decides nothing."""

from wireroom.adapters.warehouse.migrations import migrate
from wireroom.adapters.warehouse.store import Info, SqliteStore, info, open_store
from wireroom.adapters.warehouse.story import Event

Store = SqliteStore

__all__ = ["Event", "Info", "SqliteStore", "Store", "info", "migrate", "open_store"]
