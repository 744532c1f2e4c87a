"""The warehouse and the state store behind the ports, over SQLite or Postgres. Decides nothing."""

from wireroom.adapters.warehouse.copying import Copied, copy
from wireroom.adapters.warehouse.migrations import migrate
from wireroom.adapters.warehouse.store import Info, Store, info, open_store, place
from wireroom.adapters.warehouse.story import Event

__all__ = ["Copied", "Event", "Info", "Store", "copy", "info", "migrate", "open_store", "place"]
