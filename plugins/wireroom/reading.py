"""Bytes to a clean record: what runs in the killable workers, for the pipeline and the CLI.

It stands beside the pipeline, not in it: a worker that imports the pipeline takes three times as
long to start.
"""

from wireroom.model import Clean, Page
from wireroom.stages.clean import clean
from wireroom.stages.extract import extract
from wireroom.stages.extract.template import Observation, observe

TARGET = "wireroom.reading:read_page"
OBSERVING = "wireroom.reading:observe_page"


def read_page(page: Page) -> Clean:
    """Extract one page and clean what came out."""
    return clean(page, extract(page))


def observe_page(page: Page) -> Observation:
    """Read one page the long way, as a template is learned from it."""
    return observe(page)
