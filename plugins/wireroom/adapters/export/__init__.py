"""Places that take changes of articles: files, and other warehouses through dlt (ports.Target).

Each remembers itself to which change it came, so that it may be moved, restored or removed.
"""

from wireroom.adapters.export.opening import (
    Format,
    format_of,
    open_file_target,
    open_warehouse_target,
)

__all__ = ["Format", "format_of", "open_file_target", "open_warehouse_target"]
