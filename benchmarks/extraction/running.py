"""All tools over all pages, interleaved in one process, with the CPU time of each reading.

Tool after tool reads a page, in an order that rotates from page to page and turns round on every
second one, so that what a neighbour leaves in the processor's caches is spread evenly. What it
leaves to the garbage collector, and about the page in its library's caches, is cleared before the
next one.
"""

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.extraction.peers import TOOLS, Read, forget
from benchmarks.extraction.samples import FIELDS, Said, Sample
from benchmarks.extraction.scoring import Score, score

N_WARM = 5  # pages read before anything is measured: imports, compiled patterns, word lists
# A reading that takes longer is repeated and the quicker counts: some pages are the first to need
# what a library loads once (dateparser's 200 languages take it 2 s).
SLOW_S = 0.25
Taught = Callable[[Sequence[Sample]], Read]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One page read by one tool: CPU seconds, score, and the error where it raised one.

    `gave` are the fields it said something of.
    """

    tool: str
    of_set: str
    page: str
    cpu_s: float
    score: Score
    gave: frozenset[str]
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """A tool ready to read.

    `taught` is there for a tool that learns: it gives the reader that has seen these pages. What
    it costs to learn is not measured; a page is never among those it is read with.
    """

    name: str
    read: Read
    taught: Taught | None = None

    def reader(self, others: Sequence[Sample]) -> Read:
        """What reads a page of whose outlet `others` are known."""
        return self.taught(others) if self.taught else self.read


def runners(names: Sequence[str]) -> tuple[list[Runner], list[str]]:
    """The tools that load, and the names of those that are not installed."""
    ready, absent = [], []
    for name in names:
        try:
            ready.append(Runner(name=name, read=TOOLS[name]()))
        except ImportError:
            absent.append(name)
    return ready, absent


def run(pages: Sequence[Sample], tools: Sequence[Runner]) -> Iterator[Reading]:
    """Warm up and measure."""
    for page in pages[:N_WARM]:
        for tool in tools:
            _read(tool.name, tool.read, page)
    gc.freeze()  # collecting before each reading is cheap when what is loaded stays out of it
    try:
        yield from _measured(pages, tools)
    finally:
        gc.unfreeze()


def _measured(pages: Sequence[Sample], tools: Sequence[Runner]) -> Iterator[Reading]:
    groups = _by_outlet(pages)
    for number, page in enumerate(pages):
        others = [other for other in groups[page.outlet] if other.name != page.name]
        for tool in turn(tools, number):
            yield _read(tool.name, tool.reader(others), page)


def turn(tools: Sequence[Runner], number: int) -> list[Runner]:
    """The order for one page."""
    start = number % len(tools)
    order = [*tools[start:], *tools[:start]]
    return order[::-1] if number % 2 else order


def _read(name: str, read: Read, page: Sample) -> Reading:
    spent_s, said, error = _timed(read, page)
    if spent_s > SLOW_S:
        spent_s = min(spent_s, _timed(read, page)[0])
    return Reading(
        tool=name,
        of_set=page.of_set,
        page=page.name,
        cpu_s=spent_s,
        score=score(page.truth, said),
        gave=frozenset(name for name in FIELDS if getattr(said, name)),
        error=error,
    )


def _timed(read: Read, page: Sample) -> tuple[float, Said, str]:
    """CPU seconds, what was said, and the error where one was raised."""
    forget()
    gc.collect()
    begun = time.process_time()
    try:
        said, error = read(page), ""
    except Exception as raised:  # noqa: BLE001 - whatever a tool raises is its failure on the page
        said, error = Said(), f"{type(raised).__name__}: {raised}"
    return time.process_time() - begun, said, error


def _by_outlet(pages: Sequence[Sample]) -> Mapping[str, list[Sample]]:
    groups = defaultdict(list)
    for page in pages:
        groups[page.outlet].append(page)
    return groups
