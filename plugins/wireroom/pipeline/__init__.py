"""The stages joined to the edges: what a DAG's tasks and the command line call.

One run is plan -> for each batch of outlets (poll -> fetch -> file) -> settle. Every step may be
killed and run again: it finds in the journal what is done and does the rest.
"""

from wireroom.pipeline.batch import Batch
from wireroom.pipeline.fetch import fetch_batch
from wireroom.pipeline.file import file_batch
from wireroom.pipeline.importing import Imported, Wanted, fetched_source, import_file
from wireroom.pipeline.ingest import ingest
from wireroom.pipeline.plan import plan, plan_sweep
from wireroom.pipeline.poll import poll_batch
from wireroom.pipeline.progress import Progress, silent
from wireroom.pipeline.recheck import N_ARTICLES, recheck
from wireroom.pipeline.settle import settle_run
from wireroom.pipeline.sweep import sweep
from wireroom.pipeline.sweeps import (
    Gaps,
    Preview,
    Scope,
    discover_batch,
    find_gaps,
    preview,
)
from wireroom.pipeline.wiring import Room, open_room, read_settings

__all__ = [
    "N_ARTICLES",
    "Batch",
    "Gaps",
    "Imported",
    "Preview",
    "Progress",
    "Room",
    "Scope",
    "Wanted",
    "discover_batch",
    "fetch_batch",
    "fetched_source",
    "file_batch",
    "find_gaps",
    "import_file",
    "ingest",
    "open_room",
    "plan",
    "plan_sweep",
    "poll_batch",
    "preview",
    "read_settings",
    "recheck",
    "settle_run",
    "silent",
    "sweep",
]
