"""Bytes to a clean record: what runs in the killable workers, for the pipeline and the CLI.

It stands beside the pipeline, not in it: a worker that imports the pipeline takes three times as
long to start.
"""

from wireroom.model import Clean, Page
from wireroom.stages.clean import clean
from wireroom.stages.extract import extract

TARGET = "wireroom.reading:read_page"


def read_page(page: Page) -> Clean:
    """Extract one page and clean what came out."""
    return clean(page, extract(page))
