"""A run in a process of its own, so that a test can kill it: ``replay.py RUN_ID`` to the end."""

import sys

from tests.rooms import NOW

from wireroom.pipeline import ingest, open_room

if __name__ == "__main__":
    ingest(open_room(now=NOW), run_id=sys.argv[1])
