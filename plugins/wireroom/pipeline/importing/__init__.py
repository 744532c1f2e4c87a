"""Import: a WARC file that others wrote, through the same verdicts and the same journal as a run.

What it holds of the registry's outlets goes into our own archive with where it is from and when it
was captured, and is filed like any capture; all else is counted and left (adr/0016).
"""

from wireroom.pipeline.foreign import Left, Wanted
from wireroom.pipeline.foreignfiles import fetched_source
from wireroom.pipeline.importing.report import Imported
from wireroom.pipeline.importing.run import import_file

__all__ = ["Imported", "Left", "Wanted", "fetched_source", "import_file"]
