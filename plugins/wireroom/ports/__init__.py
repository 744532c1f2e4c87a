"""What the stages' edges look like from inside: small protocols, one per thing of the outside.

Each has an adapter in adapters/ and, where tests need one, a hand-written fake in tests/fakes.py;
both pass the same contract tests.
"""

from wireroom.ports.archive import Archive, Archived, Attempt, Broken, Kept, Leaf, Note, Shelf
from wireroom.ports.changes import Change, Changes, Snapshot, Target
from wireroom.ports.feeds import Feeds
from wireroom.ports.hosts import Hosts
from wireroom.ports.mirrors import Mirrors
from wireroom.ports.runs import PollRow, Runs, Work
from wireroom.ports.sweeps import AskedRow, Sweeps
from wireroom.ports.warehouse import (
    Copy,
    Filed,
    Known,
    LoadBatch,
    LoadCounts,
    Looked,
    Refined,
    Warehouse,
)
from wireroom.ports.web import Clock, HostLeases, Meter, RobotsCache, RobotsRecord, Web

__all__ = [
    "Archive",
    "Archived",
    "AskedRow",
    "Attempt",
    "Broken",
    "Change",
    "Changes",
    "Clock",
    "Copy",
    "Feeds",
    "Filed",
    "HostLeases",
    "Hosts",
    "Kept",
    "Known",
    "Leaf",
    "LoadBatch",
    "LoadCounts",
    "Looked",
    "Meter",
    "Mirrors",
    "Note",
    "PollRow",
    "Refined",
    "RobotsCache",
    "RobotsRecord",
    "Runs",
    "Shelf",
    "Snapshot",
    "Sweeps",
    "Target",
    "Warehouse",
    "Web",
    "Work",
]
